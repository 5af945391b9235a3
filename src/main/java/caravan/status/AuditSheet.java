package caravan.status;

import caravan.ledger.LandedObject;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What an audit has come to so far. Objects are counted from several threads at once, all else from one. */
final class AuditSheet {
    private final AuditProgress progress;
    private final LongAdder objects = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final Map<Finding.Kind, Long> counts = new EnumMap<>(Finding.Kind.class);
    private final List<Finding> kept = new ArrayList<>();
    private long records;

    AuditSheet(AuditProgress progress) {
        this.progress = progress;
    }

    void records(int more) {
        records += more;
    }

    void read(LandedObject object) {
        objects.increment();
        bytes.add(object.bytes());
        progress.object(object.bytes());
    }

    void found(Finding finding) {
        counts.merge(finding.kind(), 1L, Long::sum);
        if (kept.size() < Audit.KEPT) {
            kept.add(finding);
        }
        progress.found(finding);
    }

    Audit audit() {
        return new Audit(records, objects.sum(), bytes.sum(), counts, kept);
    }
}
