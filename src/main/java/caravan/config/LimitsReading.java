package caravan.config;

import caravan.archive.Limits;
import java.time.Duration;

/** Reads what an answer of the Export API may cost. */
final class LimitsReading {
    private static final Accepted<Duration> TIME =
            Accepted.duration("PT1S", "P2D").machine(Accepted::milliseconds);
    private static final Accepted<Long> BYTES = Accepted.size(1L << 10, 1L << 50);

    private final Reading reading;

    LimitsReading(Reading reading) {
        this.reading = reading;
    }

    Limits limits() {
        return new Limits(
                reading.required(Key.FIRST_BYTE, TIME),
                reading.required(Key.SILENCE, TIME),
                reading.required(Key.BYTES_PER_SECOND, Accepted.size(0, 1L << 30)),
                reading.required(Key.RATE_OVER, TIME),
                reading.required(Key.DEADLINE, TIME),
                reading.required(Key.ARCHIVE, BYTES),
                reading.required(Key.ENTRIES, Accepted.number(1, 1_000_000)),
                reading.required(Key.INFLATED, BYTES),
                reading.required(Key.RATIO, Accepted.number(1, 100_000)),
                Math.toIntExact(reading.required(Key.LINE, Accepted.size(1L << 10, 1L << 30))));
    }
}
