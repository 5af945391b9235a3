package caravan.status;

import caravan.hour.Hour;
import caravan.hour.HourRange;

/** The command lines that texts tell a person, ready to be copied. Always with the project: there may be several. */
record Command(String project) {
    String sync(HourRange hours) {
        return line("sync", hours);
    }

    String reopen(Hour hour) {
        return line("reopen", HourRange.of(hour));
    }

    /** Exports an hour again, at once. */
    String again(Hour hour) {
        return reopen(hour) + " && " + sync(HourRange.of(hour));
    }

    private String line(String command, HourRange hours) {
        return "./caravan " + command + " --project " + project + " --from " + hours.first() + " --to " + hours.last();
    }
}
