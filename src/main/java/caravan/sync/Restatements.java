package caravan.sync;

import caravan.landing.Unpacked;
import caravan.ledger.CheckMark;
import caravan.ledger.Note;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Landed hours that are asked for again only to see whether they changed. */
public final class Restatements {
    private static final Logger LOG = LoggerFactory.getLogger(Restatements.class);

    private final CheckMark mark;
    private final Clock clock;

    public Restatements(Clock clock) {
        this.mark = new CheckMark(clock);
        this.clock = clock;
    }

    /** An entry was read to its end; nothing of it is put. */
    public void read(EntryLanding entry, Unpacked unpacked) {
        entry.landing().compared(unpacked.digest());
        entry.landing().moved();
    }

    /** The record stands, and says when it was asked for again. Where somebody else wrote it meanwhile, his word stands. */
    public void unchanged(HourLanding landing) throws IOException {
        ProjectRun project = landing.export().project();
        boolean marked = mark.set(project.ledger(), landing.base());
        settle(project, landing);
        landing.export().window().settled(landing.hour());
        project.run().unchanged();
        landing.tell(Watch.Ending.UNCHANGED, 0, 0, clock.instant());
        LOG.info(
                "hour project={} hour={} from=landed to=landed revision={} run={} kind=- {}",
                landing.export().window().projectName(),
                landing.hour(),
                landing.base().former().orElseThrow().revision(),
                project.run().id(),
                marked ? "unchanged" : "somebody else wrote its record meanwhile");
    }

    /** What a note tells of the hour's lines is as true as it was. A time that a failure has set in it is over: or each tick asks again. */
    private static void settle(ProjectRun project, HourLanding landing) throws IOException {
        Optional<Note> told = project.notes()
                .of(landing.hour())
                .filter(note -> note.kind() == Note.Kind.SUSPECT)
                .filter(note ->
                        landing.base().former().filter(BadLines::areMany).isPresent());
        if (told.isEmpty()) {
            project.settled(landing.hour());
            return;
        }
        if (told.get().nextTry() != null) {
            project.notes().write(told.get().until(null));
        }
        project.doneForNow(landing.hour());
    }
}
