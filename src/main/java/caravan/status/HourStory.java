package caravan.status;

import caravan.failure.ListedLetters;
import caravan.hour.Hour;
import caravan.ledger.Ledger;
import java.util.Optional;

/**
 * Everything known of one hour at one instant.
 *
 * @param ledger that knows how the keys are spelled
 * @param letters empty where their folder cannot be read
 * @param problem why it cannot be; else empty
 * @param load how it stands in the warehouse
 */
public record HourStory(
        Ledger ledger,
        HourCase found,
        Optional<ListedLetters> letters,
        String problem,
        LoadedHour.Load load,
        NextStep next) {
    Hour hour() {
        return found.hour();
    }

    String project() {
        return ledger.project();
    }

    /** What the hour is, in a word or some. */
    String verdict() {
        if (found.start().isEmpty()) {
            return "the project has never run";
        }
        if (isBeforeStart()) {
            return "before the project's start";
        }
        String standing = found.standing() == Standing.NOT_YET
                ? "not yet"
                : found.standing().toString();
        return standing + (found.needsPerson() ? ", needs a person" : "");
    }

    private boolean isBeforeStart() {
        return found.isBeforeStart()
                && found.record().value().isEmpty()
                && !found.record().damaged();
    }

    /** The same for programs. */
    String state() {
        if (found.start().isEmpty()) {
            return "never-run";
        }
        return isBeforeStart() ? "before-start" : found.standing().toString();
    }
}
