package caravan.app;

import static caravan.archive.Archives.entry;
import static caravan.archive.Archives.event;
import static org.assertj.core.api.Assertions.assertThat;

import caravan.archive.Archives;
import caravan.demo.SimulatedProject;
import caravan.demo.Simulator;
import caravan.failure.ExitCode;
import caravan.failure.Failure;
import caravan.failure.Failure.Kind;
import caravan.hour.HourRange;
import caravan.ledger.HourRecord;
import caravan.sync.Run;
import caravan.wire.Fault;
import caravan.wire.Fault.Way;
import caravan.wire.FaultyProxy;
import caravan.wire.Script;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything that can happen to the bytes between Amplitude and us: its row, its requests, and that the hour lands whole after it. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class WireToAmplitudeTest {
    private static final int TRIES = 4;
    private static final SimulatedProject PROJECT = SimulatedProject.small().withVolume(6, 2);
    private static final HourRange HOUR = HourRange.of(App.LAST);
    private static final String LINE = event("2024-11-05 09:30:00.000001", 2);
    private static final byte[] ARCHIVE =
            Archives.with(entry("2024-11-05T09", 0, LINE).stored()).bytes();

    @TempDir
    Path place;

    private Simulator amplitude;
    private FaultyProxy wire;
    private App app;

    @BeforeEach
    void start() throws Exception {
        amplitude = Simulator.start(PROJECT);
        app = new App(place)
                .since(App.LAST)
                .set("caravan.limits.silence", "PT1S")
                .set("caravan.limits.first-byte", "PT1S");
    }

    @AfterEach
    void stop() throws Exception {
        app.close();
        wire.close();
        amplitude.close();
    }

    static List<Fault> breaks() {
        return List.of(
                Fault.cut(Way.UP, 30),
                Fault.cut(Way.DOWN, 0),
                Fault.cut(Way.DOWN, 30),
                Fault.cut(Way.DOWN, 100).inBody(),
                Fault.reset(Way.UP, 0),
                Fault.reset(Way.DOWN, 100).inBody(),
                Fault.halfClose(Way.DOWN, 100).inBody(),
                Fault.swallowReply());
    }

    @ParameterizedTest
    @MethodSource("breaks")
    void a_connection_that_breaks_each_time_costs_the_tries_of_one_call_and_lands_nothing(Fault fault)
            throws Exception {
        through(amplitude.url(), Script.always(fault));

        Run run = app.sync();

        assertAway(run);
        assertThat(wire.requests()).as("no hidden one beside them").hasSize(TRIES);
        assertLandsWhole(TRIES + 1);
    }

    @Test
    void three_different_breaks_and_then_a_whole_answer_land_the_hour_in_one_run() throws Exception {
        through(
                amplitude.url(),
                Script.of(Fault.cut(Way.DOWN, 90).inBody(), Fault.reset(Way.UP, 0), Fault.swallowReply()));

        assertThat(app.sync().exitCode()).isEqualTo(ExitCode.OK);

        assertThat(wire.requests()).hasSize(TRIES);
        new Arrivals(app.store()).of(PROJECT, HOUR).andNothingElse();
        assertThat(app.spooled()).isEmpty();
    }

    @Test
    void a_black_hole_ends_by_the_wait_for_the_first_byte() throws Exception {
        app.set("caravan.redelivery.tries", "2").set("caravan.limits.first-byte", "PT1S");
        through(amplitude.url(), Script.always(Fault.blackHole()));

        assertAway(app.sync());
        assertThat(wire.requests()).hasSize(2);
        assertLandsWhole(3);
    }

    @Test
    void a_drip_of_bytes_ends_by_the_least_rate_though_it_is_never_silent() throws Exception {
        app.set("caravan.redelivery.tries", "1")
                .set("caravan.limits.first-byte", "PT10M")
                .set("caravan.limits.silence", "PT10M")
                .set("caravan.limits.rate-over", "PT1S");
        through(amplitude.url(), Script.always(Fault.drip(Duration.ofMillis(2))));

        Run run = app.sync();

        assertAway(run);
        assertThat(run.failures()).singleElement().satisfies(failure -> assertThat(failure.cause())
                .contains("bytes a second"));
        assertThat(wire.count(Fault.Kind.DRIP)).isEqualTo(1);
        assertLandsWhole(2);
    }

    @Test
    void a_slow_answer_above_the_least_rate_lands() throws Exception {
        app.set("caravan.limits.bytes-per-second", "1KiB").set("caravan.limits.rate-over", "PT1S");
        through(amplitude.url(), Script.always(Fault.rate(16 << 10)));

        assertThat(app.sync().exitCode()).isEqualTo(ExitCode.OK);

        assertThat(wire.requests()).hasSize(1);
        new Arrivals(app.store()).of(PROJECT, HOUR).andNothingElse();
    }

    /** One for each sort of byte that an archive has. */
    static List<Arguments> places() {
        int directory = indexOf("PK\1\2");
        int end = indexOf("PK\5\6");
        int data = 30 + 6 + "100011471/100011471_2024-11-05_9#0.json.gz".length();
        return List.of(
                Arguments.of("local header's signature", 0),
                Arguments.of("local header's name", 34),
                Arguments.of("gzip's first byte", -1),
                Arguments.of("deflate data", data + 20),
                Arguments.of("last byte before the directory", directory - 1),
                Arguments.of("gzip trailer", directory - 6),
                Arguments.of("directory's signature", directory),
                Arguments.of("directory's CRC", directory + 16),
                Arguments.of("directory's size", directory + 20),
                Arguments.of("directory's name", directory + 50),
                Arguments.of("end record's count", end + 10),
                Arguments.of("end record's offset", end + 16));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("places")
    void a_flipped_byte_in_the_archive_is_never_landed(String where, int at) throws Exception {
        try (RawAmplitude raw = new RawAmplitude(number -> RawAmplitude.whole(ARCHIVE))) {
            int place = at < 0 ? gzip() : at;
            through(URI.create(raw.url()), Script.of(Fault.flip(Way.DOWN, place).inBody()));

            Run run = app.sync();

            assertThat(wire.count(Fault.Kind.FLIP)).as(where).isEqualTo(1);
            assertThat(run.exitCode()).isEqualTo(ExitCode.LATER);
            assertThat(run.failures()).extracting(Failure::kind).containsExactly(Kind.CORRUPT);
            assertNothingCounts();
            assertThat(app.sync().exitCode()).isEqualTo(ExitCode.OK);
            HourRecord record = app.ledger().read(App.LAST).orElseThrow().record();
            assertThat(record.events()).isEqualTo(1);
            assertThat(wire.requests()).hasSize(2);
        }
    }

    private static int gzip() {
        for (int at = 30; at < ARCHIVE.length; at++) {
            if (ARCHIVE[at] == 0x1f && (ARCHIVE[at + 1] & 0xff) == 0x8b) {
                return at;
            }
        }
        throw new AssertionError("no gzip in it");
    }

    private static int indexOf(String signature) {
        for (int at = 0; at + 4 <= ARCHIVE.length; at++) {
            if (new String(ARCHIVE, at, 4, StandardCharsets.ISO_8859_1).equals(signature)) {
                return at;
            }
        }
        throw new AssertionError("no " + signature + " in it");
    }

    private void through(URI url, Script script) throws Exception {
        wire = FaultyProxy.to(url, script);
        app.asks(wire.endpoint().toString());
    }

    private void assertAway(Run run) throws Exception {
        assertThat(run.exitCode()).isEqualTo(ExitCode.LATER);
        assertThat(run.failures()).extracting(Failure::kind).containsExactly(Kind.SOURCE_AWAY);
        assertNothingCounts();
    }

    private void assertNothingCounts() throws Exception {
        assertThat(Arrivals.keys(app.store()))
                .noneMatch(key -> key.startsWith("events/") || key.startsWith("_caravan/hours/"));
        assertThat(app.spooled()).isEmpty();
    }

    private void assertLandsWhole(int requests) throws Exception {
        wire.passEverything();
        assertThat(app.sync().exitCode()).isEqualTo(ExitCode.OK);
        assertThat(wire.requests()).hasSize(requests);
        new Arrivals(app.store()).of(PROJECT, HOUR).andNothingElse();
        assertThat(app.spooled()).isEmpty();
    }
}
