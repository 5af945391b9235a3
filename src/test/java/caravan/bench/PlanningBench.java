package caravan.bench;

import caravan.hour.DueHours;
import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.hour.HourSet;
import caravan.hour.Windows;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The work list of 50,000 hours, close to six years: what {@code plan} does once, and a sync before each window. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 1,
        jvmArgs = {"-Xmx256m", "-XX:+UseSerialGC"})
public class PlanningBench {
    private static final int HOURS = 50_000;
    private static final Hour START = Hour.parse("2021-01-01T00");

    private final Windows windows = new Windows(24);
    private final Map<Hour, Instant> written = new HashMap<>();
    private DueHours dueHours;
    private HourRange closed;
    private HourSet done;

    /** Each third hour of the older half is still due; what is done was written a day after it closed. */
    @Setup
    public void make() {
        Clock clock = Clock.fixed(START.plus(HOURS + 2).end(), ZoneOffset.UTC);
        dueHours = new DueHours(clock, Duration.ofMinutes(135), List.of(Duration.ofDays(1), Duration.ofDays(7)));
        closed = dueHours.closed(START).orElseThrow();
        for (int number = 0; number < closed.count(); number++) {
            if (number > HOURS / 2 || number % 3 > 0) {
                Hour hour = START.plus(number);
                written.put(hour, hour.end().plus(Duration.ofDays(1)));
            }
        }
        done = HourSet.of(written.keySet());
    }

    /** Nothing has landed yet: a backfill's first plan. */
    @Benchmark
    public List<HourRange> everythingIsDue() {
        return windows.of(dueHours.of(closed, new HourSet(), new HourSet(), new HourSet()));
    }

    @Benchmark
    public List<HourRange> aSixthIsDueAndScattered() {
        return windows.of(dueHours.of(closed, done, new HourSet(), new HourSet()));
    }

    @Benchmark
    public HourSet whatIsToBeRestated() {
        return dueHours.restated(written);
    }
}
