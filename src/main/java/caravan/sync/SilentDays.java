package caravan.sync;

import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.ledger.HourRecord;
import caravan.ledger.Ledger;
import caravan.ledger.Note;
import caravan.ledger.State;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * UTC days of which every hour is empty, after a day that had data. Amplitude may say so because it is so; but a tracker that
 * broke, or keys of another project, look the same. The hours are done; a note on the day's first hour tells a person, and
 * asks for that hour once more.
 */
final class SilentDays {
    private static final Logger LOG = LoggerFactory.getLogger(SilentDays.class);
    private static final Duration AGAIN = Duration.ofDays(1);

    private final Clock clock;

    SilentDays(Clock clock) {
        this.clock = clock;
    }

    /** Looks at the days in which this run committed an empty hour. */
    void look(ProjectRun project) throws IOException {
        TreeSet<LocalDate> days = new TreeSet<>();
        project.emptied().hours().map(Hour::day).forEach(days::add);
        for (LocalDate day : days) {
            Hour first = Hour.of(day, 0);
            if (!isSuspect(project, first) && isSilent(project.ledger(), HourRange.of(day))) {
                Optional<HourRecord> before = lastLanded(project.ledger(), HourRange.of(day.minusDays(1)));
                if (before.isPresent()) {
                    suspect(project, first, before.get());
                }
            }
        }
    }

    private static boolean isSuspect(ProjectRun project, Hour first) {
        return project.notes()
                .of(first)
                .filter(note -> note.kind() == Note.Kind.SUSPECT)
                .isPresent();
    }

    private static boolean isSilent(Ledger ledger, HourRange day) throws IOException {
        List<HourRecord> records = records(ledger, day);
        return records.size() == day.count() && records.stream().allMatch(record -> record.state() == State.EMPTY);
    }

    private static Optional<HourRecord> lastLanded(Ledger ledger, HourRange day) throws IOException {
        return records(ledger, day).stream()
                .filter(record -> record.state() == State.LANDED)
                .reduce((earlier, later) -> later);
    }

    /** Those that can be read: of the others nothing is said here. */
    private static List<HourRecord> records(Ledger ledger, HourRange day) throws IOException {
        return ledger
                .read(day.hours().toList(), unreadable -> LOG.debug("left out: {}", unreadable.getMessage()))
                .stream()
                .map(Ledger.Recorded::record)
                .toList();
    }

    private void suspect(ProjectRun project, Hour first, HourRecord before) throws IOException {
        String reason =
                "all 24 hours of " + first.date() + " are empty, but " + before.hour() + " had " + before.events()
                        + " events: if data was expected, look at the keys and at what sends the events; reopen asks for all of it again";
        Instant now = clock.instant();
        Instant next = project.notes()
                .of(first)
                .map(Note::nextTry)
                .filter(now::isBefore)
                .orElse(now.plus(AGAIN));
        project.notes().write(Note.of(project.project().name(), first, Note.Kind.SUSPECT, reason, now, next));
        LOG.warn(
                "hour project={} hour={} run={} kind=suspect: {}",
                project.project().name(),
                first,
                project.run().id(),
                reason);
    }
}
