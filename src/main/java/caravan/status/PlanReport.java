package caravan.status;

import caravan.hour.Hour;
import caravan.hour.HourRange;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a sync of one project would ask for, at one instant. No duration: a record says when its archive had arrived and when it
 * was committed, but not when it was asked for, and what Amplitude takes to answer is most of the time that a sync takes.
 *
 * @param start where the project starts, or would start with this sync
 * @param windows one request each, newest first; fewer requests where the spool still holds an archive, more where one is halved
 * @param putOff due hours that their notes put off
 * @param notClosed hours of the asked range that are left out: not closed, or their grace is not over
 * @param volume of what is due; empty where nothing has landed yet
 * @param restated hours that are done and asked for again because of their age, after all that is due
 */
public record PlanReport(
        String project,
        Hour start,
        List<HourRange> windows,
        int putOff,
        int notClosed,
        Optional<Volume> volume,
        Restated restated) {
    private static final int LINES = 20;

    /**
     * What is to be expected by history.
     *
     * @param bytes of objects as stored, in all windows
     * @param measured so many landed hours, the most recent ones, tell it by their mean
     */
    public record Volume(long bytes, int measured) {}

    /**
     * What restating costs. Nothing is stored of what did not change.
     *
     * @param windows one request each, newest first
     */
    public record Restated(List<HourRange> windows, Optional<Volume> volume) {
        static final Restated NONE = new Restated(List.of(), Optional.empty());

        public Restated {
            windows = List.copyOf(windows);
        }

        public int hours() {
            return hoursOf(windows);
        }

        private String text() {
            String compared = volume.map(expected -> ", about " + Figures.bytes(expected.bytes()) + " to compare")
                    .orElse("");
            return windows.isEmpty()
                    ? ""
                    : Figures.count(hours(), "hour") + " restated (caravan.restate) in "
                            + Figures.count(windows.size(), "request") + compared + "\n";
        }
    }

    public PlanReport {
        windows = List.copyOf(windows);
    }

    public int requests() {
        return windows.size();
    }

    public int hours() {
        return hoursOf(windows);
    }

    private static int hoursOf(List<HourRange> windows) {
        return windows.stream().mapToInt(HourRange::count).sum();
    }

    public Optional<Hour> first() {
        return windows.stream().map(HourRange::first).min(Hour::compareTo);
    }

    public Optional<Hour> last() {
        return windows.stream().map(HourRange::last).max(Hour::compareTo);
    }

    /** For people, with a line's end. */
    public String text() {
        StringBuilder text = new StringBuilder("project " + project + "   since " + start + "\n");
        text.append(windows.isEmpty() ? "nothing is due\n" : asked());
        volume.filter(expected -> !windows.isEmpty()).ifPresent(expected -> text.append("about ")
                .append(Figures.bytes(expected.bytes()))
                .append(" to store, by the mean of the last ")
                .append(Figures.count(expected.measured(), "landed hour"))
                .append('\n'));
        lines().forEach(line -> text.append("  ").append(line).append('\n'));
        text.append(restated.text());
        if (putOff > 0) {
            text.append(Figures.count(putOff, "due hour"))
                    .append(" left out: put off by notes, ./caravan why HOUR tells until when\n");
        }
        if (notClosed > 0) {
            text.append(Figures.count(notClosed, "hour"))
                    .append(" left out: Amplitude has no export of what closed so lately\n");
        }
        return text.toString();
    }

    private String asked() {
        return Figures.count(hours(), "hour") + " due in " + Figures.count(requests(), "request") + ", first "
                + first().orElseThrow() + ", last " + last().orElseThrow() + "\n";
    }

    private Stream<String> lines() {
        if (windows.size() <= LINES) {
            return windows.stream().map(PlanReport::line);
        }
        int half = LINES / 2;
        String elided = "… " + Figures.count(windows.size() - 2L * half, "more window") + " …";
        return Stream.of(
                        windows.stream().limit(half).map(PlanReport::line),
                        Stream.of(elided),
                        windows.stream().skip(windows.size() - half).map(PlanReport::line))
                .flatMap(lines -> lines);
    }

    private static String line(HourRange window) {
        String hours = window.count() == 1 ? window.first().toString() : window.first() + " to " + window.last();
        return hours + "   " + Figures.count(window.count(), "hour");
    }
}
