package caravan.app;

import static caravan.archive.Archives.entry;
import static caravan.archive.Archives.event;
import static org.assertj.core.api.Assertions.assertThat;

import caravan.archive.Archives;
import caravan.failure.ExitCode;
import caravan.failure.Failure;
import caravan.hour.HourRange;
import caravan.ledger.HourRecord;
import caravan.sync.Run;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
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
    void a_body_without_a_length_that_ends_early_lands_nothing_and_is_asked_for_at_the_next_run() throws Exception {
        try (RawAmplitude amplitude = asked(RawAmplitude.cutWithoutLength(GOOD))) {
            assertCorrupt(app.sync());

            assertThat(app.sync().exitCode()).isEqualTo(ExitCode.OK);
            assertThat(amplitude.requests()).hasSize(2);
            assertBothLanded();
        }
    }

    @Test
    void an_archive_with_another_windows_entry_lands_nothing() throws Exception {
        Archives.Entry foreign = entry("2024-11-05T07", 0, event("2024-11-05 07:30:00.000001", 3));
        try (RawAmplitude amplitude = asked(RawAmplitude.archive(OF_EIGHT, OF_NINE, foreign))) {
            assertCorrupt(app.sync());

            assertThat(amplitude.requests()).hasSize(1);
        }
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
        return request.contains("start=20241105T09") ? RawAmplitude.archive(OF_NINE) : RawAmplitude.whole(GOOD);
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
                .hasSize(5)
                .filteredOn(key -> key.startsWith("events/"))
                .hasSize(2);
        assertThat(app.ledger().read(App.LAST).orElseThrow().record().events()).isEqualTo(1);
        assertThat(app.spooled()).isEmpty();
    }
}
