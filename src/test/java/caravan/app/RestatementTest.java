package caravan.app;

import static caravan.archive.Archives.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import caravan.archive.Archives;
import caravan.failure.ExitCode;
import caravan.failure.Failure;
import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.ledger.HourRecord;
import caravan.ledger.LandedObject;
import caravan.ledger.Note;
import caravan.ledger.State;
import caravan.store.StoredObject;
import caravan.sync.Run;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Landed hours that are asked for again when they are a day old. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class RestatementTest {
    private static final HourRange HOUR = HourRange.of(App.LAST);
    private static final String KEY = "_caravan/hours/default/2024-11-05/09.json";
    private static final String CHANGES = "_caravan/changes/default/2024-11.txt";
    private static final byte[] NO_DATA = RawAmplitude.text(404, "Raw data files were not found.");
    private static final byte[] FIRST = hour(event("view", 1), event("view", 2), event("signup", 3));

    @TempDir
    Path place;

    private Supplier<byte[]> answer = () -> FIRST;
    private RawAmplitude amplitude;
    private FaultyFolder folder;
    private App app;

    @BeforeEach
    void start() throws Exception {
        amplitude = new RawAmplitude(request -> answer.get());
        folder = new FaultyFolder(0);
        app = new App(place).asks(amplitude.url()).since(App.LAST).through(folder::before);
    }

    @AfterEach
    void stop() throws Exception {
        app.close();
        amplitude.close();
    }

    private static String event(String type, int number) {
        return "{\"uuid\":\"" + number + "\",\"event_type\":\"" + type
                + "\",\"server_upload_time\":\"2024-11-05 09:30:00.000001\"}";
    }

    private static byte[] hour(String... events) {
        return RawAmplitude.archive(entry("2024-11-05T09", 0, events));
    }

    /** The hour lands with this answer, its files get the time at which they were written, and a day passes. */
    private void landedADayAgo(byte[] with) throws Exception {
        answer = () -> with;
        assertThat(app.sync(HOUR).exitCode()).isEqualTo(ExitCode.OK);
        aDayPasses();
    }

    private void aDayPasses() throws Exception {
        filesAreOfNow();
        app.clock.advance(Duration.ofDays(1));
    }

    /** The folder's own time is the machine's, and planning and sweep ask it. */
    private void filesAreOfNow() throws Exception {
        try (var files = Files.walk(place.resolve("lake"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.setLastModifiedTime(file, FileTime.from(app.clock.instant()));
            }
        }
    }

    private Run restated(byte[] with) throws Exception {
        answer = () -> with;
        return app.sync(HOUR);
    }

    private HourRecord record() throws Exception {
        return app.ledger().read(App.LAST).orElseThrow().record();
    }

    private List<String> objects() throws Exception {
        return record().objects().stream().map(LandedObject::key).toList();
    }

    private String changes() throws Exception {
        return new String(Arrivals.content(app.store(), CHANGES), StandardCharsets.UTF_8);
    }

    private Map<String, String> everythingButTheRecord() throws Exception {
        Map<String, String> all = Arrivals.everything(app.store());
        all.remove(KEY);
        return all;
    }

    // Unchanged.

    @Test
    void an_hour_that_did_not_change_is_asked_for_once_and_nothing_is_put() throws Exception {
        landedADayAgo(FIRST);
        HourRecord before = record();
        Map<String, String> all = everythingButTheRecord();
        folder.received().clear();

        Run run = restated(FIRST);

        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.requests()).isEqualTo(1);
        assertThat(run.unchangedHours()).isEqualTo(1);
        assertThat(folder.received()).as("puts").isEmpty();
        assertThat(everythingButTheRecord()).isEqualTo(all);
        assertThat(record().checkedAt()).isEqualTo(app.clock.instant());
        assertThat(record())
                .usingRecursiveComparison()
                .ignoringFields("checkedAt")
                .isEqualTo(before);
        assertThat(app.spooled()).isEmpty();
        assertThat(app.sync(HOUR).requests()).as("once").isZero();
    }

    @Test
    void the_same_events_in_another_order_and_other_files_are_no_change() throws Exception {
        landedADayAgo(FIRST);
        folder.received().clear();

        Run run = restated(RawAmplitude.archive(
                entry("2024-11-05T09", 0, event("signup", 3)),
                entry("2024-11-05T09", 1, event("view", 2), event("view", 1))));

        assertThat(run.unchangedHours()).isEqualTo(1);
        assertThat(folder.received()).isEmpty();
        assertThat(record().revision()).isZero();
    }

    @Test
    void an_hour_kept_as_gzip_that_did_not_change_is_not_put_again() throws Exception {
        app.set("caravan.format", "json.gz");
        landedADayAgo(FIRST);
        folder.received().clear();

        assertThat(restated(FIRST).unchangedHours()).isEqualTo(1);

        assertThat(folder.received()).isEmpty();
    }

    @Test
    void what_a_newer_version_has_added_to_the_record_stays_in_it() throws Exception {
        landedADayAgo(FIRST);
        Path file = place.resolve("lake").resolve(KEY);
        Files.writeString(file, Files.readString(file).replaceFirst("\\{", "{\"mood\":\"good\","));
        Files.setLastModifiedTime(file, FileTime.from(App.NOW));

        assertThat(restated(FIRST).unchangedHours()).isEqualTo(1);

        assertThat(Files.readString(file)).contains("\"mood\":\"good\"").contains("\"checkedAt\":");
    }

    @Test
    void nobody_asks_again_where_that_is_not_wished() throws Exception {
        app.set("caravan.restate", "never");
        landedADayAgo(FIRST);

        assertThat(app.sync(HOUR).requests()).isZero();
    }

    // Changed.

    @Test
    void an_event_more_lands_the_hour_as_its_next_revision_and_a_line_tells_it() throws Exception {
        landedADayAgo(FIRST);
        HourRecord before = record();

        Run run = restated(hour(event("view", 1), event("view", 2), event("signup", 3), event("view", 4)));

        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(record().revision()).isEqualTo(1);
        assertThat(record().events()).isEqualTo(4);
        assertThat(record().replaced()).isEqualTo(new HourRecord.Replaced(0, 3, before.bytes(), before.committedAt()));
        assertThat(changes())
                .isEqualTo("2024-11-06T12:20:00Z  hour 2024-11-05T09  revision 0->1  events 3->4  bytes "
                        + before.bytes() + "->" + record().bytes() + "  types: view 2->3\n");
        assertThat(app.sync(HOUR).requests()).isZero();
    }

    @Test
    void an_event_less_lands_the_hour_as_its_next_revision_and_says_which_type_went() throws Exception {
        landedADayAgo(FIRST);

        restated(hour(event("view", 1), event("view", 2)));

        assertThat(record().revision()).isEqualTo(1);
        assertThat(record().events()).isEqualTo(2);
        assertThat(changes()).contains("  events 3->2  ").endsWith("  types: -signup 1\n");
    }

    @Test
    void the_former_objects_stay_for_a_day_and_are_swept_then() throws Exception {
        landedADayAgo(FIRST);
        List<String> former = objects();
        restated(hour(event("purchase", 1)));
        List<String> present = objects();
        filesAreOfNow();

        app.clock.advance(Duration.ofHours(24));
        app.sync(HOUR);
        assertThat(keys()).containsAll(former).containsAll(present);

        app.clock.advance(Duration.ofSeconds(1));
        app.sync(HOUR);
        assertThat(keys()).doesNotContainAnyElementsOf(former).containsAll(present);
        assertThat(amplitude.requests()).hasSize(2);
    }

    @Test
    void the_former_objects_of_an_hour_that_is_a_week_old_are_swept_by_a_sync_of_other_hours() throws Exception {
        app.set("caravan.restate", "P7D");
        landedADayAgo(FIRST);
        List<String> former = objects();
        app.clock.advance(Duration.ofDays(6));
        restated(hour(event("purchase", 1)));
        filesAreOfNow();

        app.clock.advance(Duration.ofHours(25));
        answer = () -> NO_DATA;
        app.sync(HourRange.of(App.LAST.plus(24)));

        assertThat(keys()).doesNotContainAnyElementsOf(former).containsAll(objects());
    }

    private List<String> keys() throws Exception {
        return app.store().list("").stream().map(StoredObject::key).toList();
    }

    @Test
    void the_types_of_objects_that_are_gone_are_unknown_and_the_hour_lands_all_the_same() throws Exception {
        landedADayAgo(FIRST);
        app.store().delete(objects());

        restated(hour(event("purchase", 1)));

        assertThat(record().revision()).isEqualTo(1);
        assertThat(changes())
                .endsWith("  events 3->1  bytes " + record().replaced().bytes() + "->" + record().bytes()
                        + "  types: unknown\n");
    }

    @Test
    void types_are_told_of_hours_kept_as_gzip_too() throws Exception {
        app.set("caravan.format", "json.gz");
        landedADayAgo(FIRST);

        restated(hour(event("view", 1), event("view", 2), event("purchase", 5)));

        assertThat(changes()).endsWith("  types: +purchase 1, -signup 1\n");
    }

    @Test
    void a_reopened_hour_that_did_not_change_lands_and_is_no_change() throws Exception {
        landedADayAgo(FIRST);
        app.ledger().write(Note.of("default", App.LAST, Note.Kind.REOPENED, "wished", app.clock.instant(), null));

        restated(FIRST);

        assertThat(record().revision()).isEqualTo(1);
        assertThat(keys()).doesNotContain(CHANGES);
    }

    @Test
    void several_changes_are_a_line_each() throws Exception {
        app.set("caravan.restate", "P1D,P2D");
        landedADayAgo(FIRST);
        restated(hour(event("view", 1)));
        aDayPasses();

        restated(FIRST);

        assertThat(changes().lines()).hasSize(2);
        assertThat(changes()).contains("revision 0->1").contains("revision 1->2");
    }

    @Test
    void the_look_at_an_hour_takes_nothing_from_the_budget_of_what_it_may_unpack_to() throws Exception {
        app.set("caravan.limits.inflated", "1KiB");
        landedADayAgo(FIRST);
        String[] seven =
                IntStream.range(0, 7).mapToObj(number -> event("view", number)).toArray(String[]::new);

        assertThat(restated(hour(seven)).exitCode()).isEqualTo(ExitCode.OK);

        assertThat(record().events()).isEqualTo(7);
    }

    // No data.

    @Test
    void a_landed_hour_of_which_there_is_no_data_now_stays_and_is_noted_and_not_asked_for_at_each_tick()
            throws Exception {
        landedADayAgo(FIRST);
        List<String> former = objects();

        assertThat(restated(NO_DATA).requests()).isEqualTo(1);

        assertThat(record().state()).isEqualTo(State.LANDED);
        assertThat(objects()).isEqualTo(former);
        assertThat(record().checkedAt()).isEqualTo(app.clock.instant());
        assertThat(app.ledger().note(App.LAST)).get().extracting(Note::kind).isEqualTo(Note.Kind.SUSPECT);
        assertThat(app.sync(HOUR).requests()).isZero();
    }

    @Test
    void a_landed_hour_that_is_missing_in_a_window_that_has_others_stays() throws Exception {
        app.since(App.LAST.plus(-1));
        HourRange both = new HourRange(App.LAST.plus(-1), App.LAST);
        Archives.Entry eight = entry("2024-11-05T08", 0, event("view", 8));
        answer = () -> RawAmplitude.archive(eight, entry("2024-11-05T09", 0, event("view", 9)));
        app.sync(both);
        aDayPasses();

        answer = () -> RawAmplitude.archive(eight);
        Run run = app.sync(both);

        assertThat(run.unchangedHours()).isEqualTo(1);
        assertThat(record().state()).isEqualTo(State.LANDED);
        assertThat(app.ledger().noted().hours()).containsExactly(App.LAST);
        assertThat(app.sync(both).requests()).isZero();
    }

    @Test
    void an_empty_hour_that_is_still_empty_is_asked_for_once() throws Exception {
        app.clock.advance(Duration.ofHours(22));
        app.set("caravan.restate", "P2D");
        landedADayAgo(NO_DATA);

        Run run = restated(NO_DATA);

        assertThat(run.requests()).isEqualTo(1);
        assertThat(run.unchangedHours()).isEqualTo(1);
        assertThat(record().state()).isEqualTo(State.EMPTY);
        assertThat(record().checkedAt()).isEqualTo(app.clock.instant());
        assertThat(app.sync(HOUR).requests()).isZero();
    }

    @Test
    void an_empty_hour_that_has_data_now_lands_as_the_next_revision_and_a_line_tells_it() throws Exception {
        app.clock.advance(Duration.ofHours(22));
        app.set("caravan.restate", "P2D");
        landedADayAgo(NO_DATA);

        restated(FIRST);

        assertThat(record().state()).isEqualTo(State.LANDED);
        assertThat(record().revision()).isEqualTo(1);
        assertThat(changes()).contains("revision 0->1  events 0->3").endsWith("types: +view 2, +signup 1\n");
    }

    // What fails, and who else is at it.

    @Test
    void an_archive_that_is_damaged_changes_nothing_and_is_dropped() throws Exception {
        landedADayAgo(FIRST);
        Map<String, String> all = Arrivals.everything(app.store());
        Archives.Entry good = entry("2024-11-05T09", 0, event("view", 1));
        byte[] cut = Arrays.copyOf(good.gz(), good.gz().length - 4);

        Run run = restated(RawAmplitude.archive(good.holding(cut)));

        assertThat(run.failures()).extracting(Failure::kind).containsExactly(Failure.Kind.CORRUPT);
        assertThat(app.ledger().note(App.LAST).orElseThrow().kind()).isEqualTo(Note.Kind.CORRUPT);
        Map<String, String> now = Arrivals.everything(app.store());
        now.remove(app.ledger().noteKey(App.LAST));
        assertThat(now).isEqualTo(all);
        assertThat(app.spooled()).isEmpty();
    }

    @Test
    void a_window_that_is_too_much_is_halved_and_each_of_its_hours_is_compared() throws Exception {
        app.since(App.LAST.plus(-1));
        HourRange both = new HourRange(App.LAST.plus(-1), App.LAST);
        byte[] all = RawAmplitude.archive(
                entry("2024-11-05T08", 0, event("view", 8)), entry("2024-11-05T09", 0, event("view", 9)));
        answer = () -> all;
        app.sync(both);
        aDayPasses();

        List<byte[]> answers = List.of(
                RawAmplitude.text(504, "too much"),
                RawAmplitude.archive(entry("2024-11-05T09", 0, event("view", 9))),
                RawAmplitude.archive(entry("2024-11-05T08", 0, event("view", 8))));
        answer = () -> answers.get(amplitude.requests().size() - 2);
        Run run = app.sync(both);

        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.unchangedHours()).isEqualTo(2);
        assertThat(amplitude.requests()).hasSize(4);
    }

    @Test
    void a_suspect_empty_hour_that_is_still_empty_is_not_asked_for_at_each_tick() throws Exception {
        app.clock.advance(Duration.ofHours(22));
        app.set("caravan.restate", "P2D");
        landedADayAgo(NO_DATA);
        app.ledger().write(Note.of("default", App.LAST, Note.Kind.SUSPECT, "a silent day", App.NOW, null));

        assertThat(restated(NO_DATA).requests()).isEqualTo(1);

        assertThat(app.sync(HOUR).requests()).isZero();
        assertThat(app.ledger().note(App.LAST)).get().extracting(Note::kind).isEqualTo(Note.Kind.SUSPECT);
    }

    @Test
    void an_hour_of_many_bad_lines_whose_archive_was_damaged_once_is_not_asked_for_at_each_tick() throws Exception {
        Archives.Entry lines =
                entry("2024-11-05T09", 0, Collections.nCopies(11, "no JSON").toArray(String[]::new));
        byte[] bad = RawAmplitude.archive(lines);
        landedADayAgo(bad);
        byte[] damaged = RawAmplitude.archive(lines.holding(Arrays.copyOf(lines.gz(), lines.gz().length - 4)));
        assertThat(restated(damaged).failures()).extracting(Failure::kind).containsExactly(Failure.Kind.CORRUPT);
        app.clock.advance(Duration.ofDays(1));

        assertThat(restated(bad).unchangedHours()).isEqualTo(1);

        assertThat(restated(bad).requests()).isZero();
        assertThat(app.ledger().note(App.LAST)).get().satisfies(note -> {
            assertThat(note.kind()).isEqualTo(Note.Kind.SUSPECT);
            assertThat(note.nextTry()).isNull();
        });
    }

    @Test
    void an_hour_that_could_not_be_restated_is_not_due_and_its_failure_is_reported() throws Exception {
        landedADayAgo(FIRST);

        Run run = restated(RawAmplitude.text(500, "nope"));

        assertThat(run.dueHours()).isZero();
        assertThat(run.exitCode()).isEqualTo(ExitCode.LATER);
        assertThat(record().checkedAt()).isNull();
        assertThat(restated(FIRST).unchangedHours()).as("at the next tick").isEqualTo(1);
    }

    @Test
    void an_hour_that_another_process_restates_while_we_wait_is_theirs() throws Exception {
        landedADayAgo(FIRST);
        byte[] changed = hour(event("purchase", 1));
        try (RawAmplitude same = new RawAmplitude(request -> changed);
                App other = app.twin().through(access -> access).asks(same.url())) {
            other.start();
            answer = () -> {
                assertThatCode(() -> other.sync(HOUR)).doesNotThrowAnyException();
                return changed;
            };
            folder.received().clear();

            Run run = app.sync(HOUR);

            assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
            assertThat(folder.received()).as("our puts").isEmpty();
        }
        assertThat(record().revision()).isEqualTo(1);
        assertThat(changes().lines()).hasSize(1);
        assertThat(app.sync(HOUR).requests()).isZero();
    }

    @Test
    void a_change_log_that_cannot_be_written_costs_no_hour_and_the_record_says_what_it_replaced() throws Exception {
        landedADayAgo(FIRST);
        folder.refusing("_caravan/changes");

        Run run = restated(hour(event("purchase", 1)));

        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(record().revision()).isEqualTo(1);
        assertThat(record().replaced().events()).isEqualTo(3);
        assertThat(keys()).doesNotContain(CHANGES);
        folder.refusing("no such key");
        assertThat(app.sync(HOUR).requests()).isZero();
    }

    @Test
    void a_mark_that_cannot_be_written_leaves_the_archive_and_is_set_later_without_asking() throws Exception {
        landedADayAgo(FIRST);
        folder.refusing("_caravan/hours");

        assertThat(restated(FIRST).failures()).extracting(Failure::kind).containsOnly(Failure.Kind.STORE_AWAY);
        assertThat(app.spooled()).hasSize(1);

        folder.refusing("no such key");
        Run run = app.sync(HOUR);
        assertThat(run.requests()).isZero();
        assertThat(run.unchangedHours()).isEqualTo(1);
        assertThat(app.spooled()).isEmpty();
    }

    @Test
    void an_answer_that_lies_in_a_full_spool_is_compared_before_anything_is_asked_for() throws Exception {
        landedADayAgo(FIRST);
        folder.refusing("_caravan/hours");
        restated(FIRST);
        folder.refusing("no such key");
        try (RandomAccessFile sparse = new RandomAccessFile(
                app.spooled().get(0).resolveSibling("some.zip").toFile(), "rw")) {
            sparse.setLength(64L << 20);
        }
        app.stop();

        Run run = app.set("caravan.spool.quota", "64MiB").sync(new HourRange(App.LAST, App.LAST.plus(1)));

        assertThat(run.failures()).extracting(Failure::kind).containsOnly(Failure.Kind.SPOOL_FULL);
        assertThat(run.unchangedHours()).isEqualTo(1);
        assertThat(amplitude.requests()).hasSize(2);
    }

    @Test
    void an_hour_that_closed_lately_is_asked_for_before_any_is_restated() throws Exception {
        landedADayAgo(FIRST);
        answer = () -> NO_DATA;
        Hour newest = App.LAST.plus(24);

        app.sync(new HourRange(App.LAST, newest));

        assertThat(amplitude.requests().get(1)).contains("end=" + newest.amplitude());
        assertThat(amplitude.requests().get(amplitude.requests().size() - 1))
                .contains("start=" + App.LAST.amplitude() + "&end=" + App.LAST.amplitude());
    }

    @Test
    void a_landed_hour_that_is_too_large_when_asked_again_is_kept_and_asked_for_once_a_day() throws Exception {
        landedADayAgo(FIRST);
        byte[] tooLarge = RawAmplitude.text(400, "larger than 4 GB");

        assertThat(restated(tooLarge).exitCode()).isEqualTo(ExitCode.PERSON);
        int asked = amplitude.requests().size();
        assertThat(restated(tooLarge).requests()).isZero();

        assertThat(amplitude.requests()).hasSize(asked);
        assertThat(record().revision()).isZero();
        app.clock.advance(Duration.ofDays(1));
        assertThat(restated(FIRST).unchangedHours()).isEqualTo(1);
        assertThat(app.ledger().notes()).isEmpty();
    }
}
