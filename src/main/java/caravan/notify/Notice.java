package caravan.notify;

import caravan.failure.Failure;
import caravan.hour.Hour;
import caravan.hour.HourRange;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One message to people.
 *
 * @param told what is remembered of it while it is on its way
 * @param before what was remembered before
 */
public record Notice(String project, Told told, Told before, String text) {
    private static final int RUNS = 5;

    /** What the webhook takes. */
    public Map<String, String> json() {
        return Map.of("text", text);
    }

    /** For logs. */
    @Override
    public String toString() {
        return "project=" + project + " kind=" + told.kind();
    }

    /** To see whether one comes through. */
    public static Notice ofTest(String place) {
        Told none = Told.unknown(Failure.Kind.BUG, LocalDate.EPOCH);
        String text = "Caravan tries this webhook: nothing is wrong, and nobody has to act\ndestination: "
                + PlainWords.of(place);
        return new Notice("", none, none, PlainWords.escaped(text));
    }

    /** @param place the destination, for whoever has several */
    static String ofPerson(String project, Found found, Optional<Instant> nextTry, String place) {
        Failure.Kind kind = found.kind();
        StringBuilder text =
                new StringBuilder("Caravan needs a person: project " + project + ", " + Told.spelling(kind));
        if (found.count() > 0) {
            line(text, "hours", hours(found.runs()) + (found.count() > 1 ? " (" + found.count() + " hours)" : ""));
        }
        found.causes().forEach(cause -> line(text, "cause", PlainWords.of(cause)));
        line(text, "who acts", kind.who());
        line(text, "what happens next", kind.next());
        nextTry.ifPresent(at -> line(text, "next try", "after " + at));
        line(text, "see", command(project, kind, found.first()));
        line(text, "destination", PlainWords.of(place));
        return PlainWords.escaped(text.toString());
    }

    static String ofRecovery(String project, Told told, String place) {
        StringBuilder text = new StringBuilder("Caravan recovered: project " + project + ", " + told.kind());
        if (!told.hours().isEmpty()) {
            line(text, "hours", hours(told.hours()) + "; all of them are done");
        }
        line(text, "who acts", "nobody");
        line(text, "destination", PlainWords.of(place));
        return PlainWords.escaped(text.toString());
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append('\n').append(name).append(": ").append(value);
    }

    /** The newest. */
    private static String hours(List<HourRange> runs) {
        int more = Math.max(0, runs.size() - RUNS);
        return (more > 0 ? "... " : "")
                + runs.stream().skip(more).map(HourRange::toString).collect(Collectors.joining(", "));
    }

    private static String command(String project, Failure.Kind kind, Optional<Hour> hour) {
        String why = hour.map(one -> "./caravan why " + one + " --project " + project)
                .orElse("./caravan check");
        return switch (kind) {
            case OVERSIZE, UNREADABLE -> why;
            case CORRUPT_AGAIN, BUG -> hour.isPresent() ? "./caravan letters and " + why : "the log of this run";
            default -> "./caravan check";
        };
    }
}
