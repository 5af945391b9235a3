package caravan.status;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.failure.Failure;
import caravan.hour.Hour;
import caravan.ledger.Ledger;
import caravan.ledger.Note;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusReadingTest {
    private static final Instant TOMORROW = Instant.parse("2026-11-03T12:30:00Z");

    @TempDir
    Path folder;

    private Lake lake;

    @BeforeEach
    void a_project_that_starts_at_six() throws IOException {
        lake = new Lake(folder).startingAt("2026-11-02T06");
    }

    private HourState hour(String hour) throws IOException {
        return lake.status(hour, hour).hours().get(0);
    }

    @Test
    void the_four_counts_partition_the_range() throws IOException {
        lake.landed("2026-11-02T06", 10, 20);
        lake.empty("2026-11-02T07");
        ProjectStatus status = lake.status("2026-11-02T06", "2026-11-02T12");
        assertThat(status.counts()).isEqualTo(new Counts(1, 1, 2, 3));
        assertThat(status.counts().all()).isEqualTo(status.hours().size()).isEqualTo(7);
        assertThat(status.events()).isEqualTo(30);
    }

    @Test
    void an_hour_is_due_from_the_end_of_its_grace() throws IOException {
        // 09 closed at 10:00 and is exportable at 12:15; 10 is at 13:15.
        assertThat(hour("2026-11-02T09").standing()).isEqualTo(Standing.DUE);
        assertThat(hour("2026-11-02T10").standing()).isEqualTo(Standing.NOT_YET);
        assertThat(hour("2026-11-02T12").standing()).isEqualTo(Standing.NOT_YET);
    }

    @Test
    void an_hour_that_is_due_tells_its_reason() throws IOException {
        lake.note("2026-11-02T08", Note.Kind.OVERSIZE, "more than 4 GB", TOMORROW);
        HourState state = hour("2026-11-02T08");
        assertThat(state.kind()).contains("oversize");
        assertThat(state.reason()).contains("more than 4 GB");
        assertThat(state.nextTry()).contains(TOMORROW);
        assertThat(state.needsPerson()).isTrue();
    }

    @Test
    void an_hour_that_is_due_without_a_note_has_a_reason_too() throws IOException {
        HourState state = hour("2026-11-02T08");
        assertThat(state.reason()).contains("no record yet; the next sync asks for it");
        assertThat(state.kind()).isEmpty();
        assertThat(state.needsPerson()).isFalse();
    }

    @Test
    void a_reopened_hour_is_due_and_keeps_its_figures() throws IOException {
        lake.landed("2026-11-02T06", 10);
        lake.note("2026-11-02T06", Note.Kind.REOPENED, "asked for by a person", null);
        ProjectStatus status = lake.status("2026-11-02T06", "2026-11-02T06");
        assertThat(status.counts()).isEqualTo(new Counts(0, 0, 1, 0));
        assertThat(status.events()).isEqualTo(10);
        assertThat(status.completeThrough()).isEmpty();
    }

    @Test
    void an_empty_hour_that_is_asked_again_counts_as_done() throws IOException {
        lake.empty("2026-11-02T06");
        lake.note("2026-11-02T06", Note.Kind.UNCONFIRMED, "young", TOMORROW);
        assertThat(hour("2026-11-02T06").standing()).isEqualTo(Standing.EMPTY);
        assertThat(lake.status("2026-11-02T06", "2026-11-02T06").completeThrough())
                .contains(Hour.parse("2026-11-02T06"));
    }

    @Test
    void a_landed_hour_with_a_suspect_note_stays_landed() throws IOException {
        lake.landed("2026-11-02T06", 10);
        lake.note("2026-11-02T06", Note.Kind.SUSPECT, "many bad lines", null);
        assertThat(hour("2026-11-02T06").standing()).isEqualTo(Standing.LANDED);
        assertThat(hour("2026-11-02T06").needsPerson()).isFalse();
        assertThat(hour("2026-11-02T06").reason()).contains("many bad lines");
    }

    @Test
    void a_record_that_cannot_be_read_makes_its_hour_a_case_for_a_person() throws IOException {
        lake.landed("2026-11-02T06", 10);
        lake.landed("2026-11-02T08", 10);
        lake.damageRecord("2026-11-02T07");
        ProjectStatus status = lake.status("2026-11-02T06", "2026-11-02T08");
        assertThat(status.hours().get(1).kind()).contains(HourState.UNREADABLE);
        assertThat(status.hours().get(1).needsPerson()).isTrue();
        assertThat(status.counts()).isEqualTo(new Counts(2, 0, 1, 0));
        assertThat(status.completeThrough()).contains(Hour.parse("2026-11-02T06"));
    }

    @Test
    void complete_through_is_the_last_hour_before_the_first_gap_since_the_start() throws IOException {
        lake.landed("2026-11-02T06", 1);
        lake.empty("2026-11-02T07");
        lake.landed("2026-11-02T09", 1);
        assertThat(lake.status("2026-11-02T09", "2026-11-02T09").completeThrough())
                .contains(Hour.parse("2026-11-02T07"));
    }

    @Test
    void nothing_is_complete_while_the_first_hour_is_due() throws IOException {
        lake.landed("2026-11-02T07", 1);
        assertThat(lake.status("2026-11-02T06", "2026-11-02T09").completeThrough())
                .isEmpty();
    }

    @Test
    void hours_before_the_start_are_left_out() throws IOException {
        assertThat(lake.status("2026-11-01T00", "2026-11-02T07").hours())
                .extracting(HourState::hour)
                .containsExactly(Hour.parse("2026-11-02T06"), Hour.parse("2026-11-02T07"));
        assertThat(lake.status("2026-10-01T00", "2026-10-01T07").hours()).isEmpty();
    }

    @Test
    void a_project_that_has_never_run_says_so() throws IOException {
        Ledger other = new Ledger(lake.store, "other", Lake.HERE);
        List<ProjectStatus> statuses =
                lake.reading().of(List.of(lake.ledger, other), Lake.range("2026-11-02T06", "2026-11-02T07"));
        assertThat(statuses).extracting(ProjectStatus::hasRun).containsExactly(true, false);
        assertThat(statuses.get(1)).isEqualTo(ProjectStatus.neverRun("other"));
    }

    @Test
    void a_warm_cache_reads_no_record() throws IOException {
        lake.landed("2026-11-02T06", 3, 4);
        lake.empty("2026-11-02T07");
        lake.store.recordsRead();
        ProjectStatus cold = lake.status("2026-11-02T06", "2026-11-02T09");
        assertThat(lake.store.recordsRead()).hasSize(2);
        assertThat(lake.status("2026-11-02T06", "2026-11-02T09")).isEqualTo(cold);
        assertThat(lake.store.recordsRead()).isEmpty();
    }

    @Test
    void a_record_that_changed_is_read_again_and_no_other() throws IOException {
        lake.landed("2026-11-02T06", 3);
        lake.landed("2026-11-02T07", 4);
        lake.status("2026-11-02T06", "2026-11-02T09");
        lake.landedAs(1, "2026-11-02T06", 5);
        lake.store.recordsRead();
        assertThat(lake.status("2026-11-02T06", "2026-11-02T09").events()).isEqualTo(9);
        assertThat(lake.store.recordsRead()).containsExactly("_caravan/hours/default/2026-11-02/06.json");
    }

    @Test
    void records_outside_the_range_are_not_read() throws IOException {
        lake.landed("2026-11-02T06", 3);
        lake.landed("2026-11-02T07", 4);
        lake.store.recordsRead();
        lake.status("2026-11-02T07", "2026-11-02T07");
        assertThat(lake.store.recordsRead()).containsExactly("_caravan/hours/default/2026-11-02/07.json");
    }

    @Test
    void a_damaged_cache_is_ignored_and_rebuilt() throws IOException {
        lake.landed("2026-11-02T06", 3);
        ProjectStatus cold = lake.status("2026-11-02T06", "2026-11-02T09");
        Path month = folder.resolve("cache/default/2026-11.jsonl");
        String whole = Files.readString(month);
        for (String damaged : List.of(whole.substring(0, whole.length() / 2), "\u0000", "null\n", "{}\n", "[1]\n")) {
            Files.writeString(month, damaged);
            assertThat(lake.status("2026-11-02T06", "2026-11-02T09")).isEqualTo(cold);
            assertThat(month).hasContent(whole);
        }
        Files.write(month, new byte[] {(byte) 0xc3, (byte) 0x28});
        assertThat(lake.status("2026-11-02T06", "2026-11-02T09")).isEqualTo(cold);
    }

    @Test
    void a_cache_that_cannot_be_written_is_no_error() throws IOException {
        lake.landed("2026-11-02T06", 3);
        Files.writeString(folder.resolve("cache"), "a file where the folder should be");
        assertThat(lake.status("2026-11-02T06", "2026-11-02T09").events()).isEqualTo(3);
    }

    @Test
    void only_whole_files_are_left_in_the_cache() throws IOException {
        lake.landed("2026-11-02T06", 3);
        lake.status("2026-11-02T06", "2026-11-02T09");
        assertThat(folder.resolve("cache/default").toFile().list()).containsExactly("2026-11.jsonl");
    }

    @Test
    void a_status_writes_nothing_to_the_store() throws IOException {
        lake.landed("2026-11-02T06", 3);
        lake.store.written().clear();
        lake.status("2026-11-02T06", "2026-11-02T09");
        assertThat(lake.store.written()).isEmpty();
    }

    @Test
    void what_failed_before_an_hour_was_reopened_is_not_why_it_is_due() throws IOException {
        lake.landed("2026-11-02T07", 1);
        lake.note("2026-11-02T07", Note.Kind.REOPENED, "by hand", null);
        failed("2026-11-02T11:29:59Z");
        assertThat(hour("2026-11-02T07").reason()).contains("by hand");
        failed("2026-11-02T11:30:00Z");
        assertThat(hour("2026-11-02T07").reason())
                .hasValueSatisfying(reason -> assertThat(reason).startsWith("by hand; since then: answered 503 ("));
        assertThat(hour("2026-11-02T07").kind()).contains("reopened");
    }

    @Test
    void a_fault_of_ours_is_why_its_hour_is_due_and_needs_a_person_and_concerns_no_other() throws IOException {
        failed("2026-11-02T11:30:00Z", new Failure(Failure.Kind.BUG, "no such part"));
        assertThat(hour("2026-11-02T07").kind()).contains("bug");
        assertThat(hour("2026-11-02T07").reason()).contains("no such part (once, 2026-11-02 11:30 UTC)");
        assertThat(hour("2026-11-02T07").needsPerson()).isTrue();
        assertThat(hour("2026-11-02T08").kind()).isEmpty();
        assertThat(hour("2026-11-02T08").needsPerson()).isFalse();
    }

    private void failed(String at) {
        failed(at, new Failure(Failure.Kind.SOURCE_AWAY, "answered 503"));
    }

    private void failed(String at, Failure failure) {
        lake.journal()
                .failed(
                        "default",
                        Optional.of(Lake.range("2026-11-02T07", "2026-11-02T07")),
                        failure,
                        Instant.parse(at),
                        "r1");
    }
}
