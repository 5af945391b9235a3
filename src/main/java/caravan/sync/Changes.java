package caravan.sync;

import caravan.archive.Limits;
import caravan.landing.EventTypes;
import caravan.ledger.ChangeLog;
import caravan.ledger.Commit;
import caravan.ledger.HourRecord;
import caravan.ledger.LandedObject;
import caravan.store.Store;
import java.io.BufferedInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells people what became of an hour whose export says something else than its record did. Only tells: whatever fails here, the
 * hour is committed.
 */
public final class Changes {
    private static final Logger LOG = LoggerFactory.getLogger(Changes.class);

    private final Store store;
    private final ChangeLog log;
    private final Limits limits;

    public Changes(Store store, Limits limits) {
        this.store = store;
        this.log = new ChangeLog(store);
        this.limits = limits;
    }

    /** Before the commit: until then nobody sweeps what the former revision listed, and after it there is little left to be done. */
    public void compare(HourLanding landing, HourRecord record) {
        landing.base()
                .former()
                .filter(former -> record.replaced() != null && !record.digest().equals(former.digest()))
                .ifPresent(former -> landing.changed(new Change(former, record, types(former, record))));
    }

    /** After the commit, where it is ours. */
    public void tell(HourLanding landing, Commit.Outcome outcome) {
        if (outcome == Commit.Outcome.COMMITTED) {
            landing.change()
                    .ifPresent(change -> tell(change, landing.export().project().run()));
        }
    }

    private void tell(Change change, Run run) {
        String project = change.present().project();
        LOG.info("changed project={} run={} {}", project, run.id(), change.line());
        try {
            log.append(project, change.present().committedAt(), change.line());
        } catch (IOException e) {
            LOG.warn(
                    "project={} run={} the change log {} did not take this line ({}); the hour is committed, and its record"
                            + " says what it replaced: {}",
                    project,
                    run.id(),
                    ChangeLog.key(project, change.present().committedAt()),
                    e.toString(),
                    change.line());
        }
    }

    private String types(HourRecord former, HourRecord present) {
        EventTypes types = new EventTypes(limits);
        try {
            for (LandedObject object : former.objects()) {
                try (InputStream json = json(object)) {
                    types.former(json);
                }
            }
            for (LandedObject object : present.objects()) {
                try (InputStream json = json(object)) {
                    types.present(json);
                }
            }
            return types.text();
        } catch (IOException | RuntimeException e) {
            LOG.debug("event types of {} cannot be compared", former.hour(), e);
            return "unknown";
        }
    }

    private InputStream json(LandedObject object) throws IOException {
        InputStream stored = store.open(object.key()).orElseThrow(() -> new FileNotFoundException(object.key()));
        if (!object.key().endsWith(".gz")) {
            return stored;
        }
        try {
            return GzipCompressorInputStream.builder()
                    .setDecompressConcatenated(true)
                    .setInputStream(new BufferedInputStream(stored))
                    .get();
        } catch (IOException e) {
            stored.close();
            throw e;
        }
    }
}
