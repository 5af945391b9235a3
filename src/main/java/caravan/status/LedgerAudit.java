package caravan.status;

import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.ledger.HourRecord;
import caravan.ledger.LandedObject;
import caravan.ledger.Ledger;
import caravan.ledger.ObjectKeys;
import caravan.ledger.Parallel;
import caravan.ledger.Sweep;
import caravan.store.Store;
import caravan.store.StoredObject;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Reads every object of every record in a range and compares it with its record; tells which objects of our own spelling no
 * record lists. Day by day, so that memory does not grow with the range. Changes nothing.
 */
public final class LedgerAudit {
    private final Sweep sweep;
    private final ObjectKeys keys;
    private final ObjectCheck check;
    private final Parallel reads;

    /** @param reads its threads bound how many objects are read at once */
    public LedgerAudit(Store store, Sweep sweep, ObjectKeys keys, Executor reads) {
        this.sweep = sweep;
        this.keys = keys;
        this.check = new ObjectCheck(store, keys);
        this.reads = new Parallel(reads);
    }

    private record Recorded(Hour hour, Found<HourRecord> found) {}

    private record Listed(HourRecord record, LandedObject object) {}

    /** @throws IOException where the store cannot answer: the audit is then not through, and says nothing */
    public Audit of(Ledger ledger, HourRange range, AuditProgress progress) throws IOException {
        AuditSheet sheet = new AuditSheet(progress);
        for (LocalDate day = range.first().day(); !day.isAfter(range.last().day()); day = day.plusDays(1)) {
            HourRange hours = range.intersect(new HourRange(Hour.of(day, 0), Hour.of(day, 23)))
                    .orElseThrow();
            day(ledger, hours, sheet);
            progress.through(hours);
        }
        return sheet.audit();
    }

    private void day(Ledger ledger, HourRange hours, AuditSheet sheet) throws IOException {
        // Objects before records: one that is committed in between is then listed.
        Map<Hour, List<StoredObject>> objects =
                sweep.objects(ledger.project(), hours.first().day());
        List<Recorded> records = reads.map(
                List.copyOf(ledger.recorded(hours).keySet()),
                hour -> new Recorded(hour, Found.by(() -> ledger.read(hour).map(Ledger.Recorded::record))));
        sheet.records(records.size());
        for (Recorded recorded : records) {
            if (recorded.found().damaged()) {
                sheet.found(unreadable(ledger, recorded.hour()));
                // Nobody knows what it lists.
                objects.remove(recorded.hour());
            }
        }
        List<HourRecord> readable = records.stream()
                .flatMap(recorded -> recorded.found().value().stream())
                .toList();
        check(readable, sheet);
        unlisted(ledger, hours, objects, readable, sheet);
    }

    private void check(List<HourRecord> records, AuditSheet sheet) throws IOException {
        List<Listed> listed = records.stream()
                .flatMap(record -> record.objects().stream().map(object -> new Listed(record, object)))
                .toList();
        List<Optional<Finding>> findings = reads.map(listed, each -> {
            Optional<Finding> finding = check.of(each.record(), each.object());
            sheet.read(each.object());
            return finding;
        });
        findings.forEach(finding -> finding.ifPresent(sheet::found));
    }

    private void unlisted(
            Ledger ledger,
            HourRange hours,
            Map<Hour, List<StoredObject>> objects,
            List<HourRecord> records,
            AuditSheet sheet) {
        objects.forEach((hour, stored) -> {
            if (hours.contains(hour)) {
                Optional<HourRecord> record = records.stream()
                        .filter(there -> there.hour().equals(hour))
                        .findFirst();
                Unlisted.of(stored, record, keys)
                        .forEach(object -> sheet.found(object.finding(hour, ledger.project())));
            }
        });
    }

    private static Finding unreadable(Ledger ledger, Hour hour) {
        return new Finding(
                Finding.Kind.UNREADABLE,
                hour,
                ledger.recordKey(hour),
                "it does not hold what Caravan writes there",
                "move it away, then " + new Command(ledger.project()).sync(HourRange.of(hour)));
    }
}
