package caravan.status;

import caravan.failure.Failure;
import caravan.failure.PastFailure;
import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.ledger.Ledger;
import caravan.ledger.Note;
import java.util.List;

/**
 * What becomes of an hour.
 *
 * @param alone what happens without anyone acting
 * @param person what a person can do
 * @param commands that do so, in this order; none where no command helps
 */
public record NextStep(String alone, String person, List<String> commands) {
    static NextStep of(HourCase hour, Ledger ledger, Ticks ticks) {
        Command command = new Command(ledger.project());
        if (hour.record().damaged() || hour.note().damaged()) {
            return damaged(hour, ledger, command);
        }
        if (hour.start().isEmpty()) {
            return new NextStep(
                    "nothing until the project's first sync.",
                    "begin with this hour:",
                    List.of(command.sync(HourRange.of(hour.hour()))));
        }
        if (hour.isBeforeStart()) {
            Hour start = hour.start().get();
            return new NextStep(
                    "nothing: syncs begin at the project's start, " + start + ".",
                    "move the start back to this hour:",
                    List.of(command.sync(new HourRange(hour.hour(), start.plus(-1)))));
        }
        return switch (hour.standing()) {
            case LANDED -> again(landed(hour, ticks), "export it again:", hour, command);
            case EMPTY -> again(empty(hour, ticks), "ask again now:", hour, command);
            case NOT_YET ->
                new NextStep(
                        "the first sync after " + Figures.time(hour.exportable()) + " asks for it"
                                + ticks.text(hour.exportable()),
                        "nothing to do yet.",
                        List.of());
            case DUE -> due(hour, command, ticks);
        };
    }

    private static NextStep damaged(HourCase hour, Ledger ledger, Command command) {
        if (hour.record().damaged()) {
            return new NextStep(
                    "nothing: a record that cannot be read is neither asked for nor overwritten.",
                    "look at the record in the store; once it is moved away, the hour is due:",
                    List.of(command.sync(HourRange.of(hour.hour()))));
        }
        return new NextStep(
                "syncs treat this hour as if it had no note, and tell of it each time.",
                "write one that can be read over it; the hour must have closed:",
                List.of(command.reopen(hour.hour())));
    }

    private static NextStep again(String alone, String person, HourCase hour, Command command) {
        return new NextStep(
                alone, person, List.of(command.reopen(hour.hour()), command.sync(HourRange.of(hour.hour()))));
    }

    private static String landed(HourCase hour, Ticks ticks) {
        return hour.restated()
                .map(time -> "this hour is done; the first sync after " + Figures.time(time)
                        + " looks whether it changed at Amplitude since" + ticks.text(time))
                .orElse("nothing: this hour is done.");
    }

    private static String empty(HourCase hour, Ticks ticks) {
        return hour.note()
                .value()
                .filter(note -> note.kind() == Note.Kind.UNCONFIRMED && note.nextTry() != null)
                .map(note -> "it counts as done; the first sync after " + Figures.time(note.nextTry())
                        + " asks once more" + ticks.text(note.nextTry()))
                .orElse("nothing: Amplitude has no data of this hour, and it is done.");
    }

    private static NextStep due(HourCase hour, Command command, Ticks ticks) {
        if (!hour.isPutOff()) {
            return new NextStep(
                    "the next sync asks for it" + ticks.text(hour.now()),
                    hour.lastFailure()
                            .flatMap(PastFailure::person)
                            .map(person -> person + "; then ask now:")
                            .orElse("ask now:"),
                    List.of(command.sync(HourRange.of(hour.hour()))));
        }
        Note note = hour.note().value().orElseThrow();
        String person = hour.needsPerson() ? Failure.of(note).kind().who() + "; or ask now:" : "ask now:";
        return again(
                "syncs leave it out; the first one after " + Figures.time(note.nextTry()) + " asks for it"
                        + ticks.text(note.nextTry()),
                person,
                hour,
                command);
    }
}
