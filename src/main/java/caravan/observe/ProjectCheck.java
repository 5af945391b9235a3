package caravan.observe;

import caravan.failure.ExitCode;
import caravan.hour.Hour;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How one project is, in a word: the first of these that is so. None of them makes the service down. */
enum ProjectCheck {
    /** Amplitude refuses it. */
    PAUSED,
    /** Its ledger was not read yet. */
    UNKNOWN,
    /** Hours are due until somebody acts. */
    PERSON,
    /** An hour is due that ended longer than six hours ago. */
    LATE,
    UP;

    private static final Duration LATE_HOUR = Duration.ofHours(6);

    static Check of(String name, Known known) {
        Optional<HourCounts> counts = known.counts();
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("project", name);
        counts.ifPresent(there -> put(data, there));
        known.pausedSince().ifPresent(since -> data.put("pausedSince", since.toString()));
        known.refusal().ifPresent(kind -> {
            data.put("refusal", kind.name().toLowerCase(Locale.ROOT).replace('_', '-'));
            data.put("whoActs", kind.who());
        });
        Map<String, Object> sync = new LinkedHashMap<>();
        sync.put("running", known.isRunning());
        known.start().ifPresent(at -> sync.put("start", at.toString()));
        known.end().ifPresent(at -> sync.put("end", at.toString()));
        known.exitCode().map(ExitCode::number).ifPresent(code -> sync.put("exitCode", code));
        data.put("lastSync", sync);
        known.success().ifPresent(at -> data.put("lastSuccess", at.toString()));
        return new Check("project", word(known, counts).name(), data);
    }

    private static void put(Map<String, Object> data, HourCounts counts) {
        data.put("done", counts.done());
        data.put("due", counts.due());
        data.put("person", counts.person());
        counts.oldestDue().map(Hour::toString).ifPresent(hour -> data.put("oldestDue", hour));
        counts.age().ifPresent(age -> data.put("oldestDueAgeSeconds", age.toSeconds()));
        data.put("completeThrough", counts.completeThrough().toString());
    }

    private static ProjectCheck word(Known known, Optional<HourCounts> counts) {
        if (known.pausedSince().isPresent()) {
            return PAUSED;
        }
        if (counts.isEmpty()) {
            return UNKNOWN;
        }
        if (counts.get().person() > 0) {
            return PERSON;
        }
        boolean late =
                counts.get().age().filter(age -> age.compareTo(LATE_HOUR) > 0).isPresent();
        return late ? LATE : UP;
    }
}
