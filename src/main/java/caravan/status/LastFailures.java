package caravan.status;

import caravan.failure.PastFailure;
import caravan.hour.Hour;
import caravan.ledger.Note;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What this machine remembers of a project's failures, as far as it says something of an hour.
 *
 * @param failures the last first
 * @param grace after an hour closed, before it is asked for
 */
public record LastFailures(List<PastFailure> failures, Duration grace) {
    public LastFailures {
        failures = List.copyOf(failures);
    }

    /** All that hindered this hour; what failed before it could be asked for says nothing of it. */
    List<PastFailure> of(Hour hour) {
        return since(hour, hour.end().plus(grace));
    }

    /** What hindered it last, since its note asks for it anew where it has one. */
    Optional<PastFailure> last(Hour hour, Optional<Note> note) {
        Instant exportable = hour.end().plus(grace);
        Instant since = note.map(Note::since)
                .filter(noted -> noted != null && noted.isAfter(exportable))
                .orElse(exportable);
        List<PastFailure> all = since(hour, since);
        // Of one run, its own failure says more than the one that ended the project's share.
        return all.stream()
                .filter(failure -> failure.run().equals(all.get(0).run()))
                .filter(failure ->
                        failure.hours().filter(own -> own.contains(hour)).isPresent())
                .findFirst()
                .or(() -> all.stream().findFirst());
    }

    private List<PastFailure> since(Hour hour, Instant instant) {
        return failures.stream()
                .filter(failure -> failure.concerns(hour) && !failure.at().isBefore(instant))
                .toList();
    }
}
