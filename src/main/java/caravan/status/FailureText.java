package caravan.status;

import caravan.failure.PastFailure;
import caravan.hour.Hour;

/** What failed before, in words. */
final class FailureText {
    private FailureText() {}

    /** In one line, as the reason why this hour is due. */
    static String reason(PastFailure failure, Hour hour) {
        boolean asked = failure.hours().filter(hours -> hours.contains(hour)).isPresent();
        return (asked ? "" : "not asked for, since " + whose(failure) + " failed: ")
                + Figures.printable(failure.cause()) + " (" + times(failure) + ")";
    }

    /** {@code 3 times since 2026-11-01 05:15 UTC, last 2026-11-01 07:15 UTC}. */
    static String times(PastFailure failure) {
        return failure.times() == 1
                ? "once, " + Figures.time(failure.at())
                : Figures.count(failure.times()) + " times since " + Figures.time(failure.since()) + ", last "
                        + Figures.time(failure.at());
    }

    static String whose(PastFailure failure) {
        return failure.hours()
                .map(hours -> (hours.count() == 1 ? "hour " : "hours ") + hours)
                .orElse("the project");
    }
}
