package caravan.status;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.failure.DeadLetter;
import caravan.failure.Failure;
import caravan.hour.DueHours;
import caravan.hour.Hour;
import caravan.ledger.HourRecord;
import caravan.ledger.Ledger;
import caravan.ledger.LedgerJson;
import caravan.ledger.Note;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WhyHourTest {
    private static final Instant TOMORROW = Instant.parse("2026-11-03T12:30:00Z");

    @TempDir
    Path folder;

    private Lake lake;

    @BeforeEach
    void a_project_that_starts_at_six() throws IOException {
        lake = new Lake(folder).startingAt("2026-11-02T06");
    }

    private String why(String hour) throws IOException {
        lake.store.written().clear();
        String text = new HourStories(
                        lake.sweep, Lake.KEYS, Lake.DUE, lake.journal(), lake.letters(), Lake.TICKS, LoadedHour.NOWHERE)
                .text(lake.ledger, Hour.parse(hour));
        assertThat(lake.store.written()).isEmpty();
        return text;
    }

    @Test
    void a_landed_hour_tells_its_record_and_that_it_is_done() throws IOException {
        String key = lake.landed("2026-11-02T07", 2).objects().get(0).key();
        assertThat(why("2026-11-02T07")).isEqualTo("""
                hour 2026-11-02T07 of project default: landed
                clock     Closed at 2026-11-02 08:00 UTC, exportable since 2026-11-02 10:15 UTC.
                          Now it is 2026-11-02 12:30 UTC.
                          The project starts at 2026-11-02T06.
                record    landed, revision 0, committed 2026-11-02 12:30 UTC
                          _caravan/hours/default/2026-11-02/07.json
                          From the export of this hour, arrived 2026-11-02 12:29 UTC, archive %s
                          1 object, 2 events, 24 B, 0 rejected lines
                            %s
                              2 events, 24 B
                note      None.
                failures  None that this machine remembers.
                letters   None.
                load      None: caravan.warehouse is none.
                next      By itself: nothing: this hour is done.
                          By hand: export it again:
                            ./caravan reopen --project default --from 2026-11-02T07 --to 2026-11-02T07
                            ./caravan sync --project default --from 2026-11-02T07 --to 2026-11-02T07
                """.formatted("ab".repeat(32), key));
    }

    @Test
    void an_hour_that_is_due_says_that_the_next_sync_asks_for_it() throws IOException {
        assertThat(why("2026-11-02T08"))
                .startsWith("hour 2026-11-02T08 of project default: due\n")
                .contains("record    None: nothing of this hour counts.\n")
                .contains("By itself: the next sync asks for it; a running service's is at 2026-11-02 13:20 UTC.\n")
                .contains(
                        "By hand: ask now:\n            ./caravan sync --project default --from 2026-11-02T08 --to 2026-11-02T08\n")
                .doesNotContain("unlisted", "reopen");
    }

    @Test
    void an_hour_that_is_put_off_says_until_when_and_that_a_person_is_needed() throws IOException {
        lake.note("2026-11-02T08", Note.Kind.OVERSIZE, "Amplitude refuses\u001B[2J this hour", TOMORROW);
        assertThat(why("2026-11-02T08"))
                .contains(": due, needs a person\n")
                .contains("note      oversize: Amplitude refuses?[2J this hour\n")
                .contains("Since 2026-11-02 11:30 UTC, 1 attempt, next try after 2026-11-03 12:30 UTC\n")
                .contains(
                        "By itself: syncs leave it out; the first one after 2026-11-03 12:30 UTC asks for it; a running service's is at 2026-11-03 13:20 UTC.")
                .contains("./caravan reopen --project default --from 2026-11-02T08")
                .contains(
                        "By hand: the operator: this hour is more than one export may hold; Amplitude's own S3 export has it; or ask"
                                + " now:");
    }

    @Test
    void a_reopened_hour_is_due_beside_its_record() throws IOException {
        lake.landed("2026-11-02T07", 2);
        lake.note("2026-11-02T07", Note.Kind.REOPENED, "by hand", null);
        assertThat(why("2026-11-02T07"))
                .startsWith("hour 2026-11-02T07 of project default: due\n")
                .contains("record    landed, revision 0")
                .contains("By itself: the next sync asks for it; ");
    }

    @Test
    void an_empty_hour_that_is_young_says_when_it_is_asked_for_again() throws IOException {
        lake.empty("2026-11-02T07");
        lake.note("2026-11-02T07", Note.Kind.UNCONFIRMED, "young", TOMORROW);
        assertThat(why("2026-11-02T07"))
                .contains(": empty\n")
                .contains(
                        "it counts as done; the first sync after 2026-11-03 12:30 UTC asks once more; a running service's is at 2026-11-03 13:20 UTC.");
    }

    @Test
    void an_empty_hour_without_a_note_is_final() throws IOException {
        lake.empty("2026-11-02T07");
        assertThat(why("2026-11-02T07")).contains("By itself: nothing: Amplitude has no data of this hour");
    }

    @Test
    void an_hour_in_its_grace_says_when_it_becomes_exportable() throws IOException {
        assertThat(why("2026-11-02T11"))
                .contains(": not yet\n")
                .contains("Closed at 2026-11-02 12:00 UTC, exportable from 2026-11-02 14:15 UTC.")
                .contains("the first sync after 2026-11-02 14:15 UTC asks for it");
    }

    @Test
    void an_hour_under_way_says_when_it_closes() throws IOException {
        assertThat(why("2026-11-02T12")).contains("Not closed yet: closes at 2026-11-02 13:00 UTC");
    }

    @Test
    void an_hour_before_the_start_says_how_the_start_moves() throws IOException {
        assertThat(why("2026-11-01T00"))
                .contains(": before the project's start\n")
                .contains(
                        "By hand: move the start back to this hour:\n            ./caravan sync --project default --from 2026-11-01T00 --to 2026-11-02T05\n");
    }

    @Test
    void a_landed_hour_that_is_to_be_looked_at_again_says_when() throws IOException {
        lake.landed("2026-11-02T07", 2);
        DueHours daily = new DueHours(Lake.CLOCK, Lake.DUE.grace(), List.of(Duration.ofDays(1)));

        assertThat(new HourStories(
                                lake.sweep,
                                Lake.KEYS,
                                daily,
                                lake.journal(),
                                lake.letters(),
                                Lake.TICKS,
                                LoadedHour.NOWHERE)
                        .text(lake.ledger, Hour.parse("2026-11-02T07")))
                .contains(
                        "By itself: this hour is done; the first sync after 2026-11-03 08:00 UTC looks whether it changed")
                .doesNotContain("nothing: this hour is done");
    }

    @Test
    void a_project_that_has_never_run_says_so() throws IOException {
        Ledger other = new Ledger(lake.store, "other", Lake.HERE);
        assertThat(new HourStories(
                                lake.sweep,
                                Lake.KEYS,
                                Lake.DUE,
                                lake.journal(),
                                lake.letters(),
                                Lake.TICKS,
                                LoadedHour.NOWHERE)
                        .text(other, Hour.parse("2026-11-02T07")))
                .contains(": the project has never run\n")
                .contains("./caravan sync --project other --from 2026-11-02T07");
    }

    @Test
    void objects_that_no_record_lists_are_told_with_their_fate() throws IOException {
        Hour hour = Hour.parse("2026-11-02T07");
        String former = lake.put(hour, 0, 0, 9).key();
        lake.landedAs(1, "2026-11-02T07", 2);
        String coming = lake.put(hour, 2, 0, 3).key();
        assertThat(why("2026-11-02T07"))
                .contains("unlisted  2 objects of this hour that no record lists; they count for nothing:\n")
                .contains(former + "\n              45 B, left over; swept after 2026-11-03 12:30 UTC\n")
                .contains(coming + "\n              27 B, being written, or its writer died; swept after ");
    }

    @Test
    void a_record_that_cannot_be_read_is_told_with_its_key() throws IOException {
        lake.put(Hour.parse("2026-11-02T07"), 0, 0, 9);
        lake.damageRecord("2026-11-02T07");
        assertThat(why("2026-11-02T07"))
                .contains(": due, needs a person\n")
                .contains("There is one, but it cannot be read: _caravan/hours/default/2026-11-02/07.json")
                .contains("neither asked for nor overwritten")
                .doesNotContain("unlisted");
    }

    @Test
    void a_note_that_cannot_be_read_is_told_with_its_key() throws IOException {
        lake.note("2026-11-02T07", Note.Kind.CORRUPT, "x", null);
        Files.writeString(lake.file(lake.ledger.noteKey(Hour.parse("2026-11-02T07"))), "null");
        assertThat(why("2026-11-02T07"))
                .contains("There is one, but it cannot be read: _caravan/notes/default/2026-11-02/07.json")
                .contains("syncs treat this hour as if it had no note");
    }

    @Test
    void a_due_hour_without_a_note_tells_what_failed_when_and_how_often() throws IOException {
        failed(
                "2026-11-02T08",
                "2026-11-02T09",
                Failure.Kind.SOURCE_AWAY,
                "answered 502",
                "2026-11-02T11:20:00Z",
                "r1");
        failed(
                "2026-11-02T08",
                "2026-11-02T09",
                Failure.Kind.SOURCE_AWAY,
                "answered\n503",
                "2026-11-02T12:20:00Z",
                "r2");
        assertThat(why("2026-11-02T08")).contains("""
                        failures  source-away, 2 times since 2026-11-02 11:20 UTC, last 2026-11-02 12:20 UTC, asking for hours 2026-11-02T08..2026-11-02T09, run r2
                                    answered?503
                        """).startsWith("hour 2026-11-02T08 of project default: due\n");
    }

    @Test
    void an_hour_that_a_refusal_kept_from_being_asked_for_needs_a_person() throws IOException {
        failed("2026-11-02T09", "2026-11-02T09", Failure.Kind.REFUSED, "answered 403", "2026-11-02T12:20:00Z", "r1");
        assertThat(why("2026-11-02T08"))
                .contains(": due, needs a person\n")
                .contains("By hand: the operator: key, region or URL; then ask now:\n")
                .contains("failures  refused, once, 2026-11-02 12:20 UTC, asking for hour 2026-11-02T09, run r1\n");
    }

    @Test
    void what_failed_before_an_hour_could_be_asked_for_is_none_of_its_failures() throws IOException {
        failed("2026-11-02T07", "2026-11-02T09", Failure.Kind.REFUSED, "answered 403", "2026-11-02T11:14:59Z", "r1");
        assertThat(why("2026-11-02T08")).contains("failures  None");
    }

    @Test
    void dead_letters_of_the_hour_are_told_with_the_command_that_deals_with_each() throws IOException {
        Hour hour = Hour.parse("2026-11-02T08");
        DeadLetter letter = DeadLetter.of("default", hour, DeadLetter.Kind.CORRUPT, "not a ZIP", Lake.NOW)
                .inEntry("a\u001B[2J.json.gz");
        lake.letters().write(letter, "what came");
        lake.letters().write(DeadLetter.of("default", hour.plus(1), DeadLetter.Kind.BUG, "other", Lake.NOW));
        Files.writeString(folder.resolve("letters/default-2026-11-02T08-bug-00000000.json"), "{");
        assertThat(why("2026-11-02T08"))
                .contains("letters   " + letter.id() + ", first 2026-11-02 12:30 UTC, 1 attempt\n")
                .contains("            not a ZIP")
                .contains("            entry a\\u001b[2J.json.gz\n")
                .contains(
                        "            ./caravan reopen --project default --from 2026-11-02T08 --to 2026-11-02T08\n            ./caravan sync")
                .contains("default-2026-11-02T08-bug-00000000.json: cannot be read")
                .doesNotContain("other");
    }

    @Test
    void a_folder_of_dead_letters_that_cannot_be_read_does_not_keep_the_rest_from_being_told() throws IOException {
        Files.writeString(folder.resolve("letters"), "a file");
        assertThat(why("2026-11-02T08"))
                .contains("letters   The folder cannot be read: ")
                .contains("next      ");
    }

    @Test
    void a_record_tells_what_it_replaced() throws IOException {
        lake.landedAs(1, "2026-11-02T07", 2);
        assertThat(why("2026-11-02T07"))
                .contains(
                        "Replaced revision 0; objects that only that one listed are swept after 2026-11-03 12:30 UTC");
    }

    @Test
    void a_record_above_a_floor_names_the_revision_that_it_replaced() throws IOException {
        HourRecord former = lake.landed("2026-11-02T07", 2);
        HourRecord next = lake.landedAs(3, "2026-11-02T07", 2).replacing(Optional.of(former));
        lake.ledger.write(
                next.hour(),
                LedgerJson.write(next),
                lake.ledger.read(next.hour()).map(Ledger.Recorded::version));
        assertThat(why("2026-11-02T07"))
                .contains("Replaced revision 0; objects")
                .contains("  It held 2 events, ")
                .doesNotContain("revision 2");
    }

    private void failed(String first, String last, Failure.Kind kind, String cause, String at, String run) {
        lake.journal()
                .failed(
                        "default",
                        Optional.of(Lake.range(first, last)),
                        new Failure(kind, cause),
                        Instant.parse(at),
                        run);
    }

    @Test
    void an_hour_of_very_many_objects_shows_the_first() throws IOException {
        lake.landed("2026-11-02T07", new long[33]);
        assertThat(why("2026-11-02T07")).contains("33 objects, ").contains("  and 13 more, all in the record\n");
    }
}
