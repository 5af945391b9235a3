package caravan.sync;

import caravan.ledger.CheckMark;
import caravan.ledger.Commit;
import caravan.ledger.HourRecord;
import caravan.ledger.LedgerJson;
import caravan.ledger.Note;
import caravan.ledger.State;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hours of which Amplitude says that they have no data. */
public final class EmptyHours {
    private static final Logger LOG = LoggerFactory.getLogger(EmptyHours.class);

    /** One answer that an hour is empty is final for an hour that closed so long ago. */
    private static final Duration SETTLED = Duration.ofHours(24);

    /** A younger one is asked for again so long after the first answer. */
    private static final List<Duration> LOOKS = List.of(Duration.ofHours(1), Duration.ofHours(6), Duration.ofHours(24));

    private final Commit commit;
    private final CheckMark mark;
    private final Clock clock;

    public EmptyHours(Commit commit, Clock clock) {
        this.commit = commit;
        this.mark = new CheckMark(clock);
        this.clock = clock;
    }

    /** Amplitude says that the hour has no data. A landed hour never becomes empty by that; a young one is asked for again. */
    public void commit(HourLanding landing) throws IOException {
        Optional<State> former = landing.base().former().map(HourRecord::state);
        if (former.filter(State.LANDED::equals).isPresent()) {
            keepLanded(landing);
            landing.export().project().run().empty();
        } else {
            empty(landing);
        }
        landing.export().window().settled(landing.hour());
    }

    /** The note first: a crash before the record leaves an hour that is due, never a young one that is empty for good. */
    private void empty(HourLanding landing) throws IOException {
        ProjectRun project = landing.export().project();
        boolean asked = project.notes().calls(landing.hour());
        boolean restated = project.restates(landing.hour(), landing.base().version());
        Optional<Note> look = nextLook(landing);
        if (look.isPresent()) {
            project.notes().write(look.get());
        }
        Optional<Commit.Outcome> outcome =
                landing.base().former().isEmpty() ? Optional.of(recordEmpty(landing)) : Optional.empty();
        if ((asked || restated) && look.map(Note::nextTry).isEmpty()) {
            mark(landing);
        }
        boolean theirs = outcome.filter(Commit.Outcome.THEIRS::equals).isPresent();
        // Where another process found it empty first, the note is as much its own; where it landed, no look is needed.
        if (look.isPresent() && !(theirs && hasLanded(landing))) {
            project.doneForNow(landing.hour());
        } else {
            project.settled(landing.hour());
        }
        if (asked || outcome.filter(Commit.Outcome.COMMITTED::equals).isPresent()) {
            project.run().empty();
        } else if (restated) {
            unchanged(landing);
        }
    }

    private void unchanged(HourLanding landing) {
        landing.export().project().run().unchanged();
        landing.tell(Watch.Ending.UNCHANGED, 0, 0, clock.instant());
    }

    private static boolean hasLanded(HourLanding landing) throws IOException {
        return landing.export()
                .project()
                .ledger()
                .read(landing.hour())
                .filter(there -> there.record().state() == State.LANDED)
                .isPresent();
    }

    /** An hour with a record says when it was asked for again: nobody asks at every tick. */
    private void mark(HourLanding landing) throws IOException {
        if (landing.base().former().isPresent()) {
            mark.set(landing.export().project().ledger(), landing.base());
        }
    }

    private Commit.Outcome recordEmpty(HourLanding landing) throws IOException {
        HourRecord record = HourRecord.empty(
                landing.export().window().projectName(),
                landing.hour(),
                0,
                landing.export().window().facts(),
                clock.instant());
        Commit.Outcome outcome =
                commit.write(landing.export().project().ledger(), landing.base(), record, LedgerJson.write(record));
        if (outcome == Commit.Outcome.COMMITTED) {
            landing.export().project().emptied(landing.hour());
            Transition.tell(landing, record);
        }
        landing.tell(Watch.Ending.of(outcome, State.EMPTY), 0, 0, clock.instant());
        return outcome;
    }

    private void keepLanded(HourLanding landing) throws IOException {
        ProjectRun project = landing.export().project();
        // It may have landed only after this run had planned.
        project.doneForNow(landing.hour());
        String reason = "asked for again, Amplitude says that this hour has no data; what landed before is kept";
        project.notes()
                .write(Note.of(
                        landing.export().window().projectName(),
                        landing.hour(),
                        Note.Kind.SUSPECT,
                        reason,
                        clock.instant(),
                        null));
        mark(landing);
        LOG.warn(
                "hour project={} hour={} run={} kind=suspect: {}",
                landing.export().window().projectName(),
                landing.hour(),
                project.run().id(),
                reason);
    }

    /** When a young hour is to be asked for again; empty where this answer is final. */
    private Optional<Note> nextLook(HourLanding landing) {
        Instant now = clock.instant();
        Optional<Note> known = landing.export().project().notes().of(landing.hour());
        if (known.filter(there -> there.kind() == Note.Kind.SUSPECT).isPresent()) {
            // Asked once more, it is as empty as it was: a person has the last word.
            return known.map(there -> there.again(null));
        }
        Optional<Note> note = known.filter(there -> there.kind() == Note.Kind.UNCONFIRMED);
        int looks = note.map(Note::attempts).orElse(0);
        Instant answered = landing.export().window().facts().at();
        boolean settled = looks == 0 && !landing.hour().end().plus(SETTLED).isAfter(answered);
        if (settled || looks >= LOOKS.size()) {
            return Optional.empty();
        }
        Instant next = note.map(Note::since).orElse(now).plus(LOOKS.get(looks));
        return Optional.of(note.map(there -> there.again(next))
                .orElseGet(() -> Note.of(
                        landing.export().window().projectName(),
                        landing.hour(),
                        Note.Kind.UNCONFIRMED,
                        "Amplitude said that this young hour has no data; it is asked for again",
                        now,
                        next)));
    }
}
