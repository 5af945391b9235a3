package caravan.status;

import caravan.failure.DeadLetters;
import caravan.failure.Journal;
import caravan.hour.DueHours;
import caravan.hour.Hour;
import caravan.ledger.Ledger;
import caravan.ledger.Note;
import caravan.ledger.ObjectKeys;
import caravan.ledger.Sweep;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Everything known of one hour, as text for somebody at three in the morning. Reads the store; changes nothing. */
public final class WhyHour {
    private final Sweep sweep;
    private final ObjectKeys keys;
    private final DueHours dueHours;
    private final Journal journal;
    private final DeadLetters letters;
    private final Ticks ticks;
    private final LoadedHour load;

    public WhyHour(
            Sweep sweep,
            ObjectKeys keys,
            DueHours dueHours,
            Journal journal,
            DeadLetters letters,
            Ticks ticks,
            LoadedHour load) {
        this.sweep = sweep;
        this.keys = keys;
        this.dueHours = dueHours;
        this.journal = journal;
        this.letters = letters;
        this.ticks = ticks;
        this.load = load;
    }

    public String of(Ledger ledger, Hour hour) throws IOException {
        HourCase found = HourCase.read(ledger, hour, sweep, keys, dueHours, journal);
        NextStep next = NextStep.of(found, ledger, ticks);
        Sections text = new Sections();
        text.line("hour " + hour + " of project " + ledger.project() + ": " + verdict(found));
        text.section("clock", clock(found));
        text.section("record", record(found, ledger));
        text.section("note", note(found, ledger));
        if (!found.unlisted().isEmpty()) {
            text.section("unlisted", unlisted(found.unlisted()));
        }
        text.section("failures", HourTrouble.failures(found));
        text.section("letters", letters(ledger, hour));
        text.section("load", load.lines(ledger, hour, found.record().value()));
        text.section("next", next(next));
        return text.toString();
    }

    private List<String> letters(Ledger ledger, Hour hour) {
        try {
            return HourTrouble.letters(letters.read().of(ledger.project(), hour));
        } catch (IOException e) {
            return List.of("The folder cannot be read: " + Figures.printable(e.toString()));
        }
    }

    private static List<String> next(NextStep next) {
        List<String> lines = new ArrayList<>();
        lines.add("By itself: " + next.alone());
        lines.add("By hand: " + next.person());
        next.commands().forEach(command -> lines.add("  " + command));
        return lines;
    }

    private static String verdict(HourCase hour) {
        if (hour.start().isEmpty()) {
            return "the project has never run";
        }
        if (hour.isBeforeStart()
                && hour.record().value().isEmpty()
                && !hour.record().damaged()) {
            return "before the project's start";
        }
        String standing = hour.standing() == Standing.NOT_YET
                ? "not yet"
                : hour.standing().toString();
        return standing + (hour.needsPerson() ? ", needs a person" : "");
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
