package caravan.sync;

import caravan.landing.Unpacked;
import caravan.ledger.CheckMark;
import java.io.IOException;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Landed hours that are asked for again only to see whether they changed. */
public final class Restatements {
    private static final Logger LOG = LoggerFactory.getLogger(Restatements.class);

    private final CheckMark mark;

    public Restatements(Clock clock) {
        mark = new CheckMark(clock);
    }

    /** An entry was read to its end; nothing of it is put. */
    public void read(EntryLanding entry, Unpacked unpacked) {
        entry.landing().compared(unpacked.digest());
    }

    /** The record stands, and says when it was asked for again. Where somebody else wrote it meanwhile, his word stands. */
    public void unchanged(HourLanding landing) throws IOException {
        ProjectRun project = landing.export().project();
        boolean marked = mark.set(project.ledger(), landing.base());
        if (landing.base().former().filter(BadLines::areMany).isPresent()) {
            // What the note tells of its lines is as true as it was.
            project.doneForNow(landing.hour());
        } else {
            project.settled(landing.hour());
        }
        landing.export().window().settled(landing.hour());
        project.run().unchanged();
        LOG.info(
                "hour project={} hour={} from=landed to=landed revision={} run={} kind=- {}",
                landing.export().window().projectName(),
                landing.hour(),
                landing.base().former().orElseThrow().revision(),
                project.run().id(),
                marked ? "unchanged" : "somebody else wrote its record meanwhile");
    }
}
