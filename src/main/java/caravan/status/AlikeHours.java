package caravan.status;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Consecutive hours of which the same is to be told.
 *
 * @param hours oldest first, at least one
 */
record AlikeHours(List<HourState> hours) {
    private static final int SHOWN = 10;

    /** What a person should know beyond the counts; empty where that is nothing. */
    static String of(ProjectStatus status) {
        return part("A person is needed (./caravan why HOUR tells all of one):", status, HourState::needsPerson)
                + part(
                        "Due, and comes by itself:",
                        status,
                        hour -> hour.standing() == Standing.DUE && !hour.needsPerson() && hour.hasCause())
                + part("Done, and worth a look:", status, HourState::isSuspect);
    }

    private static String part(String heading, ProjectStatus status, Predicate<HourState> which) {
        List<AlikeHours> all = grouped(status.hours().stream().filter(which).toList());
        StringBuilder part = new StringBuilder();
        all.stream().limit(SHOWN).forEach(alike -> part.append(alike).append('\n'));
        int more =
                all.stream().skip(SHOWN).mapToInt(alike -> alike.hours.size()).sum();
        if (more > 0) {
            part.append("and ").append(Figures.count(more, "hour")).append(" more\n");
        }
        return all.isEmpty() ? "" : "\n" + heading + "\n" + part;
    }

    private static List<AlikeHours> grouped(List<HourState> hours) {
        List<AlikeHours> all = new ArrayList<>();
        for (HourState hour : hours) {
            if (!all.isEmpty() && all.get(all.size() - 1).goesOnWith(hour)) {
                all.get(all.size() - 1).hours.add(hour);
            } else {
                all.add(new AlikeHours(new ArrayList<>(List.of(hour))));
            }
        }
        return all;
    }

    private boolean goesOnWith(HourState next) {
        HourState last = hours.get(hours.size() - 1);
        return last.hour().plus(1).equals(next.hour())
                && last.kind().equals(next.kind())
                && last.reason().equals(next.reason());
    }

    @Override
    public String toString() {
        HourState first = hours.get(0);
        HourState last = hours.get(hours.size() - 1);
        return first.hour() + (hours.size() == 1 ? "" : ".." + last.hour()) + " "
                + first.kind().orElseThrow() + ": "
                + Figures.printable(first.reason().orElseThrow());
    }
}
