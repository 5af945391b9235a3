package caravan.status;

import caravan.hour.Hour;
import caravan.ledger.Ledger;
import caravan.ledger.LedgerUnreadable;
import caravan.ledger.Parallel;
import caravan.store.StoredObject;
import java.io.IOException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;

/** The facts of listed records, month by month: from the cache where it knows the listed version, else read, several at once. */
public final class RecordReading {
    private final RecordCache cache;
    private final Parallel reads;

    /** @param reads its threads bound how many records are read at once */
    public RecordReading(RecordCache cache, Executor reads) {
        this.cache = cache;
        this.reads = new Parallel(reads);
    }

    /** An hour that is listed and has no facts has a record that cannot be read. */
    Map<Hour, RecordFacts> of(Ledger ledger, Map<Hour, StoredObject> listed) throws IOException {
        Map<YearMonth, List<Hour>> months = listed.keySet().stream()
                .collect(Collectors.groupingBy(
                        hour -> YearMonth.from(hour.day()), TreeMap::new, Collectors.toCollection(ArrayList::new)));
        List<YearMonth> order = List.copyOf(months.keySet());
        List<Map<Hour, RecordFacts>> cached = reads.map(order, month -> cache.read(ledger.project(), month));
        Map<Hour, RecordFacts> facts = new HashMap<>();
        for (int i = 0; i < order.size(); i++) {
            facts.putAll(month(ledger, order.get(i), months.get(order.get(i)), cached.get(i), listed));
        }
        return facts;
    }

    private Map<Hour, RecordFacts> month(
            Ledger ledger,
            YearMonth month,
            List<Hour> hours,
            Map<Hour, RecordFacts> known,
            Map<Hour, StoredObject> listed)
            throws IOException {
        List<Hour> unknown =
                hours.stream().filter(hour -> !holds(known.get(hour), listed)).toList();
        if (!unknown.isEmpty()) {
            known.keySet().removeAll(unknown);
            reads.map(unknown, hour -> read(ledger, hour)).stream()
                    .flatMap(Optional::stream)
                    .forEach(fact -> known.put(fact.hour(), fact));
            cache.write(ledger.project(), month, new TreeMap<>(known).values());
        }
        known.keySet().retainAll(listed.keySet());
        return known;
    }

    private static boolean holds(RecordFacts known, Map<Hour, StoredObject> listed) {
        return known != null && known.version().equals(listed.get(known.hour()).version());
    }

    private static Optional<RecordFacts> read(Ledger ledger, Hour hour) throws IOException {
        try {
            return ledger.read(hour).map(recorded -> RecordFacts.of(recorded.record(), recorded.version()));
        } catch (LedgerUnreadable forAPerson) {
            return Optional.empty();
        }
    }
}
