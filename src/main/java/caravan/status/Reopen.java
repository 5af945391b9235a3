package caravan.status;

import caravan.hour.DueHours;
import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.hour.HourSet;
import caravan.ledger.Ledger;
import caravan.ledger.Note;
import caravan.ledger.Parallel;
import caravan.ledger.ProjectObject;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/** Makes hours due again by a note of kind {@code reopened}. Records and objects stay as they are. */
public final class Reopen {
    private final DueHours dueHours;
    private final Parallel writes;

    /** @param writes its threads bound how many notes are written at once */
    public Reopen(DueHours dueHours, Executor writes) {
        this.dueHours = dueHours;
        this.writes = new Parallel(writes);
    }

    /**
     * @param reason for the notes: who wants it, and why
     * @throws IllegalArgumentException where there is nothing to reopen: the project has never run, or no hour of the range is
     *     exportable yet; nothing was written
     */
    public Reopened of(Ledger ledger, HourRange range, String reason) throws IOException {
        Hour start = ledger.projectObject()
                .map(ProjectObject::start)
                .orElseThrow(() -> new IllegalArgumentException("project '" + ledger.project()
                        + "' has never run; there is nothing to reopen, ./caravan sync exports these hours"));
        HourRange closed = dueHours.closed(range.first())
                .flatMap(range::intersect)
                .orElseThrow(() -> new IllegalArgumentException("no hour of " + range
                        + " is exportable yet; each is asked for by itself once it has closed and its grace is over"));
        int notClosed = range.count() - closed.count();
        if (closed.last().compareTo(start) < 0) {
            return new Reopened(0, 0, 0, closed.count(), notClosed);
        }
        HourRange known = closed.intersect(new HourRange(start, closed.last())).orElseThrow();
        HourSet done = ledger.done(known);
        write(ledger, done.hours().toList(), reason);
        List<Hour> without = HourSet.of(known).removeAll(done).hours().toList();
        HourSet noted = ledger.noted();
        List<Hour> putOff =
                writes.map(without.stream().filter(noted::contains).toList(), hour -> putOff(ledger, hour)).stream()
                        .flatMap(Optional::stream)
                        .toList();
        write(ledger, putOff, reason);
        return new Reopened(
                done.count(), putOff.size(), without.size() - putOff.size(), closed.count() - known.count(), notClosed);
    }

    /** A note that cannot be read stops the planning of the whole project: it is written over. */
    private Optional<Hour> putOff(Ledger ledger, Hour hour) throws IOException {
        Found<Note> note = Found.by(() -> ledger.note(hour));
        boolean puts =
                note.value().filter(there -> there.putsOff(dueHours.now())).isPresent();
        return note.damaged() || puts ? Optional.of(hour) : Optional.empty();
    }

    private void write(Ledger ledger, List<Hour> hours, String reason) throws IOException {
        writes.map(hours, hour -> {
            ledger.write(Note.of(ledger.project(), hour, Note.Kind.REOPENED, reason, dueHours.now(), null));
            return hour;
        });
    }
}
