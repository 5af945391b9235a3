package caravan.app;

import static caravan.archive.Archives.entry;
import static caravan.archive.Archives.event;
import static org.assertj.core.api.Assertions.assertThat;

import caravan.archive.Archives;
import caravan.failure.DeadLetter;
import caravan.failure.ExitCode;
import caravan.failure.Failure;
import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.ledger.HourRecord;
import caravan.ledger.Note;
import caravan.sync.Run;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Archives that do not arrive as they were sent, or were not sent as they should be. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class DamagedAnswerTest {
    private static final HourRange TWO = new HourRange(App.LAST.plus(-1), App.LAST);
    private static final String EIGHT = event("2024-11-05 08:30:00.000001", 1);
    private static final String NINE = event("2024-11-05 09:30:00.000001", 2);
    private static final Archives.Entry OF_EIGHT = entry("2024-11-05T08", 0, EIGHT);
    private static final Archives.Entry OF_NINE = entry("2024-11-05T09", 0, NINE);
    private static final byte[] GOOD = Archives.with(OF_EIGHT, OF_NINE).bytes();

    @TempDir
    Path place;

    private App app;

    @BeforeEach
    void start() {
        app = new App(place).since(TWO.first());
    }

    @AfterEach
    void stop() throws Exception {
        app.close();
    }

    @Test
    void a_body_that_ends_before_its_length_is_asked_for_again_at_once() throws Exception {
        try (RawAmplitude amplitude = asked(RawAmplitude.cut(GOOD))) {
            Run run = app.sync();

            assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
            assertThat(amplitude.requests()).hasSize(2);
            assertBothLanded();
        }
    }

    @Test
    void a_body_without_a_length_that_ends_early_lands_nothing_and_is_asked_for_again_in_halves() throws Exception {
        try (RawAmplitude amplitude = asked(RawAmplitude.cutWithoutLength(GOOD))) {
            assertThat(app.sync().exitCode()).isEqualTo(ExitCode.OK);

            assertThat(amplitude.requests()).hasSize(3);
            assertBothLanded();
        }
    }

    @Test
    void an_hour_whose_archive_ends_early_lands_nothing_and_is_asked_for_at_the_next_run() throws Exception {
        byte[] nine = Archives.with(OF_NINE).bytes();
        try (RawAmplitude amplitude = asked(RawAmplitude.cutWithoutLength(nine))) {
            app.since(App.LAST);
            assertCorrupt(app.sync());

            assertThat(app.sync().exitCode()).isEqualTo(ExitCode.OK);
            assertThat(amplitude.requests()).hasSize(2);
        }
    }

    @Test
    void an_archive_with_another_windows_entry_lands_nothing() throws Exception {
        app.since(App.LAST);
        try (RawAmplitude amplitude = asked(RawAmplitude.archive(OF_NINE, OF_EIGHT))) {
            assertCorrupt(app.sync());

            assertThat(amplitude.requests()).hasSize(1);
        }
    }

    @Test
    void the_third_time_that_an_hour_is_damaged_alike_it_is_put_off_for_a_day_and_holds_up_no_other() throws Exception {
        byte[] cut = Arrays.copyOf(OF_NINE.gz(), OF_NINE.gz().length - 4);
        IntFunction<byte[]> bad = number -> RawAmplitude.archive(OF_NINE.holding(cut));
        try (RawAmplitude amplitude = new RawAmplitude(bad)) {
            app.since(App.LAST).asks(amplitude.url());
            for (int time = 1; time <= 3; time++) {
                assertThat(app.sync().exitCode()).isEqualTo(time < 3 ? ExitCode.LATER : ExitCode.PERSON);
                assertThat(note().attempts()).isEqualTo(time);
                assertThat(note().nextTry()).isEqualTo(time < 3 ? null : App.NOW.plus(Duration.ofDays(1)));
                assertThat(app.letters()).hasSize(time < 3 ? 0 : 1);
                app.stop();
            }

            assertThat(app.sync().exitCode()).as("known, and not asked for").isEqualTo(ExitCode.PERSON);
            assertThat(amplitude.requests()).hasSize(3);

            app.clock.advance(Duration.ofDays(1));
            app.sync(HourRange.of(App.LAST));
            assertThat(amplitude.requests()).hasSize(4);
            assertThat(note().attempts()).isEqualTo(4);
        }
    }

    @Test
    void a_dead_letter_goes_when_its_hour_has_landed() throws Exception {
        byte[] page = "<html>hello</html>".getBytes(StandardCharsets.UTF_8);
        byte[] nine = Archives.with(OF_NINE).bytes();
        try (RawAmplitude amplitude = new RawAmplitude(number -> RawAmplitude.whole(number < 3 ? page : nine))) {
            app.since(App.LAST).asks(amplitude.url());
            app.sync();
            app.sync();
            app.sync();
            assertThat(app.letters()).hasSize(1);

            app.clock.advance(Duration.ofDays(1));
            app.sync(HourRange.of(App.LAST));

            assertThat(app.ledger().read(App.LAST)).isPresent();
            assertThat(app.letters()).isEmpty();
            assertThat(place.resolve("dead-letters")).isEmptyDirectory();
        }
    }

    @Test
    void an_archive_that_never_verified_is_kept_with_its_dead_letter() throws Exception {
        byte[] page = "<html>hello</html>".getBytes(StandardCharsets.UTF_8);
        try (RawAmplitude amplitude = new RawAmplitude(number -> RawAmplitude.whole(page))) {
            app.since(App.LAST).asks(amplitude.url());
            app.sync();
            app.sync();
            app.sync();

            DeadLetter letter = app.letters().get(0);
            assertThat(letter.kind()).isEqualTo(DeadLetter.Kind.CORRUPT);
            assertThat(letter.hour()).isEqualTo(App.LAST);
            assertThat(letter.cause()).contains("HTML").contains("who acts");
            assertThat(place.resolve("dead-letters").resolve(letter.payload())).hasBinaryContent(page);
            assertThat(app.spooled()).isEmpty();
        }
    }

    @Test
    void an_archive_that_verified_is_not_kept_with_the_letter_of_its_bad_entry() throws Exception {
        byte[] cut = Arrays.copyOf(OF_NINE.gz(), OF_NINE.gz().length - 4);
        try (RawAmplitude amplitude = new RawAmplitude(number -> RawAmplitude.archive(OF_NINE.holding(cut)))) {
            app.since(App.LAST).asks(amplitude.url());
            app.sync();
            app.sync();
            app.sync();

            assertThat(app.letters().get(0).payload()).isNull();
            assertThat(app.letters().get(0).sha256()).matches("[0-9a-f]{64}");
        }
    }

    @Test
    void another_damage_begins_to_count_anew() throws Exception {
        byte[] cut = Arrays.copyOf(OF_NINE.gz(), OF_NINE.gz().length - 4);
        IntFunction<byte[]> bad =
                number -> number < 2 ? RawAmplitude.archive(OF_NINE.holding(cut)) : RawAmplitude.text(200, "<html>");
        try (RawAmplitude amplitude = new RawAmplitude(bad)) {
            app.since(App.LAST).asks(amplitude.url());
            app.sync();
            app.sync();
            assertThat(note().attempts()).isEqualTo(2);

            app.sync();

            assertThat(note().attempts()).isEqualTo(1);
            assertThat(note().reason()).contains("HTML");
        }
    }

    @Test
    void a_web_page_to_every_request_costs_two_requests_a_run() throws Exception {
        try (RawAmplitude amplitude = new RawAmplitude(number -> RawAmplitude.text(200, "<html>hello</html>"))) {
            app.since(App.LAST.plus(-40)).asks(amplitude.url());
            for (int run = 1; run <= 4; run++) {
                Run of = app.sync();
                assertThat(of.exitCode()).isIn(ExitCode.LATER, ExitCode.PERSON);
                assertThat(of.failures().toString()).contains("HTML");
                assertThat(amplitude.requests()).hasSize(2 * run);
            }
        }
    }

    @Test
    void the_hour_that_spoils_every_archive_it_is_in_is_found_and_the_others_land() throws Exception {
        HourRange day = new HourRange(App.LAST.plus(-5), App.LAST);
        try (RawAmplitude amplitude = spoiledBy(App.LAST.plus(-2))) {
            app.since(day.first());
            for (int run = 1; run <= 5; run++) {
                app.sync();
            }
            assertThat(app.ledger().done(day).count()).isEqualTo(5);
            assertThat(app.ledger().read(App.LAST.plus(-2))).isEmpty();
            assertThat(app.ledger().note(App.LAST.plus(-2)).orElseThrow().kind())
                    .isEqualTo(Note.Kind.CORRUPT);
            int asked = amplitude.requests().size();

            assertThat(app.sync().exitCode()).isEqualTo(ExitCode.PERSON);

            assertThat(amplitude.requests()).as("put off").hasSize(asked);
        }
    }

    /** Each request gets its hours whole, but with an entry of no hour of it wherever this one is among them. */
    private RawAmplitude spoiledBy(Hour bad) throws Exception {
        RawAmplitude[] self = new RawAmplitude[1];
        self[0] = new RawAmplitude(number -> {
            HourRange asked = RawAmplitude.hours(self[0].requests().get(number));
            List<Archives.Entry> entries = new ArrayList<>();
            asked.hours().forEach(hour -> entries.add(entry(hour.toString(), 0, event(hour + ":30:00.000001", 1))));
            if (asked.contains(bad)) {
                entries.add(entry(asked.last().plus(1).toString(), 0, NINE));
            }
            return RawAmplitude.archive(entries.toArray(Archives.Entry[]::new));
        });
        app.asks(self[0].url());
        return self[0];
    }

    private Note note() throws Exception {
        return app.ledger().note(App.LAST).orElseThrow();
    }

    @Test
    void a_bad_entry_keeps_back_its_own_hour_and_no_other_of_its_archive() throws Exception {
        byte[] cut = Arrays.copyOf(OF_NINE.gz(), OF_NINE.gz().length - 4);
        try (RawAmplitude amplitude = asked(RawAmplitude.archive(OF_EIGHT, OF_NINE.holding(cut)))) {
            Run run = app.sync();

            assertThat(run.exitCode()).isEqualTo(ExitCode.LATER);
            assertThat(run.landedHours()).isEqualTo(1);
            assertThat(app.ledger().read(App.LAST)).isEmpty();
            assertThat(app.ledger().read(TWO.first())).isPresent();
            assertThat(Arrivals.keys(app.store()))
                    .as("no object of the bad hour")
                    .noneMatch(key -> key.contains("hour=09"));
            assertThat(app.spooled()).isEmpty();

            assertThat(app.sync().exitCode()).isEqualTo(ExitCode.OK);
            assertThat(amplitude.requests()).hasSize(2);
            assertThat(amplitude.requests().get(1)).contains("start=20241105T09&end=20241105T09");
        }
    }

    @Test
    void a_bad_line_lands_as_it_came_and_is_counted() throws Exception {
        Archives.Entry bad = entry("2024-11-05T09", 0, NINE, "{\"half\": ");
        try (RawAmplitude amplitude = asked(RawAmplitude.archive(OF_EIGHT, bad))) {
            Run run = app.sync();

            assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
            HourRecord record = app.ledger().read(App.LAST).orElseThrow().record();
            assertThat(record.events()).isEqualTo(1);
            assertThat(record.rejected()).isEqualTo(1);
            assertThat(Arrivals.content(app.store(), record.objects().get(0).key()))
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo(NINE + "\n{\"half\": \n");
            assertThat(amplitude.requests()).hasSize(1);
        }
    }

    @Test
    void an_event_outside_its_hour_lands_and_is_counted() throws Exception {
        Archives.Entry mixed = entry("2024-11-05T09", 0, NINE, EIGHT);
        try (RawAmplitude amplitude = asked(RawAmplitude.archive(OF_EIGHT, mixed))) {
            app.sync();

            HourRecord record = app.ledger().read(App.LAST).orElseThrow().record();
            assertThat(record.events()).isEqualTo(2);
            assertThat(record.objects().get(0).outside()).isEqualTo(1);
            assertThat(amplitude.requests()).hasSize(1);
        }
    }

    /** Says this first, then what is good: of both hours, or of the second alone where that is asked for. */
    private RawAmplitude asked(byte[] first) throws Exception {
        RawAmplitude[] self = new RawAmplitude[1];
        IntFunction<byte[]> answers =
                number -> number == 0 ? first : good(self[0].requests().get(number));
        self[0] = new RawAmplitude(answers);
        app.asks(self[0].url());
        return self[0];
    }

    private static byte[] good(String request) {
        HourRange asked = RawAmplitude.hours(request);
        if (asked.count() > 1) {
            return RawAmplitude.whole(GOOD);
        }
        return RawAmplitude.archive(asked.contains(App.LAST) ? OF_NINE : OF_EIGHT);
    }

    private void assertCorrupt(Run run) throws Exception {
        assertThat(run.exitCode()).isEqualTo(ExitCode.LATER);
        assertThat(run.failures()).extracting(Failure::kind).containsExactly(Failure.Kind.CORRUPT);
        assertThat(Arrivals.keys(app.store()))
                .as("nothing landed")
                .noneMatch(key -> key.startsWith("events/") || key.startsWith("_caravan/hours/"));
        assertThat(app.spooled()).isEmpty();
    }

    private void assertBothLanded() throws Exception {
        assertThat(app.ledger().done(TWO).count()).isEqualTo(2);
        assertThat(Arrivals.keys(app.store()))
                .filteredOn(key -> key.startsWith("events/"))
                .hasSize(2);
        assertThat(app.ledger().read(App.LAST).orElseThrow().record().events()).isEqualTo(1);
        assertThat(app.spooled()).isEmpty();
    }
}
