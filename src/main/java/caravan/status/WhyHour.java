package caravan.status;

import caravan.ledger.Ledger;
import caravan.ledger.Note;
import java.util.ArrayList;
import java.util.List;

/** Everything known of one hour, as text for somebody at three in the morning. */
final class WhyHour {
    private WhyHour() {}

    static String of(HourStory story) {
        HourCase found = story.found();
        Sections text = new Sections();
        text.line("hour " + story.hour() + " of project " + story.project() + ": " + story.verdict());
        text.section("clock", clock(found));
        text.section("record", record(found, story.ledger()));
        text.section("note", note(found, story.ledger()));
        if (!found.unlisted().isEmpty()) {
            text.section("unlisted", unlisted(found.unlisted()));
        }
        text.section("failures", HourTrouble.failures(found));
        text.section("letters", letters(story));
        text.section("load", story.load().lines());
        text.section("next", next(story.next()));
        return text.toString();
    }

    private static List<String> letters(HourStory story) {
        return story.letters()
                .map(HourTrouble::letters)
                .orElseGet(() -> List.of("The folder cannot be read: " + Figures.printable(story.problem())));
    }

    private static List<String> next(NextStep next) {
        List<String> lines = new ArrayList<>();
        lines.add("By itself: " + next.alone());
        lines.add("By hand: " + next.person());
        next.commands().forEach(command -> lines.add("  " + command));
        return lines;
    }

    private static List<String> clock(HourCase hour) {
        String closed = hour.isClosed() ? "Closed at " : "Not closed yet: closes at ";
        String exportable = hour.isExportable() ? "exportable since " : "exportable from ";
        List<String> lines = new ArrayList<>();
        lines.add(closed + Figures.time(hour.hour().end()) + ", " + exportable + Figures.time(hour.exportable()) + ".");
        lines.add("Now it is " + Figures.time(hour.now()) + ".");
        hour.start().ifPresent(start -> lines.add("The project starts at " + start + "."));
        return lines;
    }

    private static List<String> record(HourCase hour, Ledger ledger) {
        if (hour.record().damaged()) {
            return List.of("There is one, but it cannot be read: " + ledger.recordKey(hour.hour()));
        }
        return hour.record()
                .value()
                .map(there -> RecordText.of(there, ledger.recordKey(there.hour())))
                .orElse(List.of("None: nothing of this hour counts."));
    }

    private static List<String> note(HourCase hour, Ledger ledger) {
        if (hour.note().damaged()) {
            return List.of("There is one, but it cannot be read: " + ledger.noteKey(hour.hour()));
        }
        return hour.note().value().map(WhyHour::note).orElse(List.of("None."));
    }

    private static List<String> note(Note note) {
        List<String> lines = new ArrayList<>();
        lines.add(note.kind() + ": " + Figures.printable(note.reason()));
        lines.add("Since " + Figures.time(note.since()) + ", " + Figures.count(note.attempts(), "attempt")
                + (note.nextTry() == null ? "" : ", next try after " + Figures.time(note.nextTry())));
        if (note.limit() != null) {
            lines.add("At most " + Figures.count(note.limit(), "hour") + " a request work here.");
        }
        return lines;
    }

    private static List<String> unlisted(List<Unlisted> objects) {
        List<String> lines = new ArrayList<>();
        lines.add(Figures.count(objects.size(), "object") + " of this hour that no record lists; "
                + (objects.size() == 1 ? "it counts" : "they count") + " for nothing:");
        objects.stream().limit(RecordText.OBJECTS).forEach(unlisted -> {
            lines.add("  " + unlisted.object().key());
            lines.add("    " + Figures.bytes(unlisted.object().bytes()) + ", " + unlisted.fateText());
        });
        if (objects.size() > RecordText.OBJECTS) {
            lines.add("  and " + Figures.count(objects.size() - RecordText.OBJECTS) + " more");
        }
        return lines;
    }
}
