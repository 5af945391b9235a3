package caravan.sync;

import caravan.failure.Failure;
import caravan.landing.Unpacked;
import caravan.ledger.HourRecord;
import caravan.ledger.LandedObject;
import caravan.ledger.LedgerMismatch;
import caravan.ledger.ObjectKeys;
import caravan.status.Finding;
import caravan.status.ObjectCheck;
import caravan.store.Store;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Landed hours whose objects a kept archive brings back: under the keys of their record, which stays as it is. */
public final class Restorations {
    private static final Logger LOG = LoggerFactory.getLogger(Restorations.class);

    private final ObjectCheck check;
    private final ObjectKeys keys;
    private final Store store;
    private final Clock clock;

    public Restorations(Store store, ObjectKeys keys, Clock clock) {
        this.check = new ObjectCheck(store, keys);
        this.keys = keys;
        this.store = store;
        this.clock = clock;
    }

    /** The key that the entry has in the hour's record, where it is one of its objects: the hash in it is of the bytes that are here. */
    public String key(EntryLanding entry, Unpacked unpacked) {
        HourRecord record = record(entry.landing());
        return keys.key(record.project(), entry.entry().name(), record.revision(), unpacked.sha256(), record.format());
    }

    /** Whether the record lists this key, and its object is not there as it was landed. */
    public boolean isLost(EntryLanding entry, String key) {
        return lost(entry.landing()).contains(key);
    }

    public void restored(EntryLanding entry, String key) {
        entry.landing().restored(key);
        entry.landing().moved();
    }

    /**
     * Asked when all entries are through: whether every object is back. False where the archive does not have them, because the same
     * lines came in other files: then the hour is to land as its next revision.
     */
    public boolean isWhole(HourLanding landing) throws IOException {
        Set<String> lost = lost(landing);
        if (!landing.restored().containsAll(lost)) {
            landing.landsAnew();
            return false;
        }
        HourRecord record = record(landing);
        for (LandedObject object : record.objects()) {
            Optional<Finding> still = lost.contains(object.key()) ? check.of(record, object) : Optional.empty();
            if (still.isPresent()) {
                throw new LedgerMismatch("'" + object.key() + "' was put again, but in " + store.location() + " "
                        + still.get().what()
                        + "; the put-object route writes elsewhere, or something else writes there");
            }
        }
        return true;
    }

    /** Every object is there as the record says. A note on the hour stays: nothing was asked anew. */
    public void settle(HourLanding landing) {
        ProjectRun project = landing.export().project();
        int put = landing.restored().size();
        project.doneForNow(landing.hour());
        landing.export().window().settled(landing.hour());
        project.run().restored(put);
        landing.tell(Watch.Ending.UNCHANGED, 0, 0, clock.instant());
        LOG.info(
                "hour project={} hour={} from=landed to=landed revision={} run={} kind=- restored={} objects",
                landing.export().window().projectName(),
                landing.hour(),
                record(landing).revision(),
                project.run().id(),
                put);
    }

    /** The archive holds other lines than the record says: it is not what landed, so the hour stays as it was, and another one is tried. */
    public void differs(HourLanding landing) {
        ProjectRun project = landing.export().project();
        Reloading plan = project.reloading().orElseThrow();
        KeptArchive kept = landing.export().window().kept().orElseThrow();
        plan.refuse(kept, List.of(landing.hour()));
        String what = "of " + landing.hour() + " the kept archive '" + kept.key()
                + "' holds other lines than those that landed";
        if (plan.forGood(landing.hour()).isPresent()) {
            project.run().failed(new Failure(Failure.Kind.KEPT, what));
        }
        LOG.warn(
                "project={} run={} kind=kept: {}",
                project.project().name(),
                project.run().id(),
                what);
    }

    private static HourRecord record(HourLanding landing) {
        return landing.base().former().orElseThrow();
    }

    private static Set<String> lost(HourLanding landing) {
        return landing.export().project().reloading().orElseThrow().keys(landing.hour());
    }
}
