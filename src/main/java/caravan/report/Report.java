package caravan.report;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the events of a project say: no more than a page of it, and nothing of a single person. Days and weeks are of the span's time
 * zone, pages' weeks and what is new of UTC.
 *
 * @param completeThrough begin of the last hour up to which every hour since the first is loaded
 * @param newest begin of the newest hour that is loaded
 * @param days those of the span, oldest first; empty where the models have not run or found nothing
 * @param cohorts of the last eight weeks, oldest first
 */
public record Report(
        String project,
        Instant first,
        Instant completeThrough,
        Instant newest,
        long events,
        long users,
        DaySpan span,
        List<Day> days,
        List<Cohort> cohorts,
        List<EventType> eventTypes,
        List<TroubledPage> pages,
        List<Company> companies,
        NewNames newNames,
        Wrong wrong) {

    /** Stickiness is daily of monthly users, 0 to 1. */
    public record Day(
            LocalDate date,
            long daily,
            long weekly,
            long monthly,
            long newUsers,
            long returning,
            double stickiness,
            long events) {
        static Day empty(LocalDate date) {
            return new Day(date, 0, 0, 0, 0, 0, 0, 0);
        }
    }

    /** @param shares of its users active so many weeks later, 0 to 1; the first is its own week. None of weeks to come */
    public record Cohort(LocalDate week, long users, List<Double> shares) {}

    /** @param perDay events on each of the report's days */
    public record EventType(String name, long events, long users, List<Long> perDay) {}

    /**
     * @param score 0 (nobody struggles) to 100
     * @param reasons what it is made of, in words, the weightiest first
     */
    public record TroubledPage(
            String path, LocalDate week, double score, long views, long visitors, List<String> reasons) {}

    /** @param source how it is known; null where that is unknown */
    public record Company(String name, String source, double confidence, long users, long views, String topPage) {}

    /**
     * What the catalog first saw in the seven days before the newest hour.
     *
     * @param all whether there is nothing older, so that it says nothing
     * @param counts by kind of name
     * @param names the most frequent
     */
    public record NewNames(boolean all, Map<String, Long> counts, List<NewName> names) {}

    /** @param eventType of the property; null where it is none */
    public record NewName(String kind, String eventType, String name, LocalDate firstSeen, long events) {
        boolean isEvent() {
            return kind.equals("event");
        }
    }

    /**
     * @param missing hours between the first and the newest that are not loaded
     * @param notInModels hours that are loaded, but that the models do not hold yet
     * @param due closed hours that are not in the store; empty where nobody knows
     */
    public record Wrong(
            long missing,
            long notInModels,
            Optional<Long> due,
            long rejected,
            List<Reason> reasons,
            List<Collision> collisions) {
        Wrong withDue(long hours) {
            return new Wrong(missing, notInModels, Optional.of(hours), rejected, reasons, collisions);
        }
    }

    /** Why lines were rejected, and how many. */
    public record Reason(String words, long lines) {}

    /** Names that differ in case only. */
    public record Collision(String kind, String eventType, List<String> spellings) {}

    /** The same, of a store in which so many closed hours are not yet. */
    public Report withDue(long hours) {
        return new Report(
                project,
                first,
                completeThrough,
                newest,
                events,
                users,
                span,
                days,
                cohorts,
                eventTypes,
                pages,
                companies,
                newNames,
                wrong.withDue(hours));
    }

    /** The last day that is over; empty where there is none. */
    Optional<Day> lastDay() {
        int last = days.size() - (span.isOver() ? 1 : 2);
        return last < 0 ? Optional.empty() : Optional.of(days.get(last));
    }
}
