package caravan.config;

import caravan.config.Accepted.Refusal;
import caravan.hour.Hour;
import java.time.Clock;

/** The first hour of all: one that Amplitude exports by the hour, and that has begun. */
final class Starts {
    private Starts() {}

    static Accepted<Hour> accepted(Clock clock) {
        return new Accepted<>("a UTC hour such as 2026-11-01T00, or a date", text -> {
            Hour hour = Hour.parse(text.length() == 10 ? text + "T00" : text);
            if (hour.compareTo(Hour.EARLIEST) < 0) {
                throw new Refusal("Amplitude exports no hours before " + Hour.EARLIEST);
            }
            if (hour.start().isAfter(clock.instant())) {
                throw new Refusal("in the future");
            }
            return hour;
        });
    }
}
