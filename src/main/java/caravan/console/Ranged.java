package caravan.console;

import caravan.hour.Hour;
import caravan.hour.HourRange;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * A question on the hours or days of one project.
 *
 * @param range the hours that are known of those that are asked for; empty: none
 */
record Ranged(String project, Picture.View view, Optional<HourRange> range, boolean byDay) {
    private static final int HOURS = 60 * 24;

    /** Without a range it is of the last sixty days, the running one among them. */
    static Ranged of(Question question, Asked asked, Clock clock) throws Refused {
        question.takes("project", "from", "to", "last", "by");
        String project = asked.project(question);
        boolean byDay = question.byDay();
        Hour now = Hour.of(clock.instant());
        HourRange range =
                question.range(clock).orElse(new HourRange(Hour.of(now.day().minusDays(HOURS / 24 - 1), 0), now));
        Picture.View view = asked.view(project);
        return new Ranged(project, view, view.columns().within(Optional.of(range)), byDay);
    }

    /** What a number is of: days, or hours. */
    List<HourRange> parts() {
        return range.map(hours -> byDay
                        ? Days.of(hours)
                        : hours.hours().map(HourRange::of).toList())
                .orElse(List.of());
    }

    /** Tells itself apart from all other questions. */
    String key() {
        return project + range + byDay;
    }
}
