package caravan.status;

import caravan.failure.Journal;
import caravan.hour.DueHours;
import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.hour.HourSet;
import caravan.ledger.Ledger;
import caravan.ledger.ProjectObject;
import caravan.store.StoredObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads what a ledger says of a range of hours: listings since the project's start, notes once, and those records of the range
 * that the cache does not know. Writes nothing to the store.
 *
 * @param dueHours says which hours are exportable
 * @param journal what failed lately on this machine
 */
public record StatusReading(RecordReading records, DueHours dueHours, Journal journal) {
    public List<ProjectStatus> of(Collection<Ledger> ledgers, HourRange range) throws IOException {
        List<ProjectStatus> statuses = new ArrayList<>();
        for (Ledger ledger : ledgers) {
            statuses.add(of(ledger, range));
        }
        return statuses;
    }

    /** A project without a project object has never run; that is an answer, not an error. */
    public ProjectStatus of(Ledger ledger, HourRange range) throws IOException {
        Optional<LedgerFacts> facts = facts(ledger, start -> range);
        return facts.map(there -> there.status(range, dueHours, failures(ledger.project())))
                .orElseGet(() -> ProjectStatus.neverRun(ledger.project()));
    }

    /** All hours since the project's start; empty where it has never run. */
    public Optional<LedgerFacts> all(Ledger ledger) throws IOException {
        return facts(ledger, start -> sinceStart(start, HourRange.of(start)));
    }

    private Optional<LedgerFacts> facts(Ledger ledger, Asked range) throws IOException {
        Optional<ProjectObject> project = ledger.projectObject();
        if (project.isEmpty()) {
            return Optional.empty();
        }
        Hour start = project.get().start();
        HourRange asked = range.since(start);
        TreeMap<Hour, StoredObject> listed = ledger.recorded(sinceStart(start, asked));
        Map<Hour, RecordFacts> known = records.of(ledger, listed.subMap(asked.first(), true, asked.last(), true));
        return Optional.of(
                new LedgerFacts(ledger.project(), start, HourSet.of(listed.keySet()), known, ledger.notes()));
    }

    private interface Asked {
        HourRange since(Hour start);
    }

    /** What this machine remembers. */
    public LastFailures failures(String project) {
        return new LastFailures(journal.of(project), dueHours.grace());
    }

    /** Up to now, and up to the end of the range: an hour's record may be there although our clock says that it has not closed. */
    private HourRange sinceStart(Hour start, HourRange range) {
        Hour now = Hour.of(dueHours.now());
        Hour last = now.compareTo(range.last()) > 0 ? now : range.last();
        return new HourRange(start, last.compareTo(start) > 0 ? last : start);
    }
}
