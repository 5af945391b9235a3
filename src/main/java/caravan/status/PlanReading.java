package caravan.status;

import caravan.hour.DueHours;
import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.hour.HourSet;
import caravan.hour.ProjectStart;
import caravan.hour.Windows;
import caravan.ledger.Ledger;
import caravan.ledger.NotedHours;
import caravan.ledger.ProjectObject;
import caravan.ledger.State;
import caravan.store.StoredObject;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Plans as a sync does, and asks nobody but the ledger. Fixes nothing: a project that has never run stays so. */
public record PlanReading(RecordReading records, DueHours dueHours, Windows windows) {
    /** A week of landed hours tells what an hour holds, nights and weekends among them. */
    private static final int MEASURED = 168;

    /**
     * @param configured {@code caravan.start}
     * @param asked empty: every due hour
     */
    public PlanReport of(Ledger ledger, Optional<Hour> configured, Optional<HourRange> asked) throws IOException {
        Hour start = ProjectStart.of(
                ledger.projectObject().map(ProjectObject::start),
                configured,
                asked.map(HourRange::first),
                dueHours.now());
        Optional<HourRange> closed = dueHours.closed(start);
        Optional<HourRange> wanted = asked.isEmpty() ? closed : closed.flatMap(asked.get()::intersect);
        int notClosed = asked.map(HourSet::of)
                .map(hours -> wanted.map(hours::remove).orElse(hours))
                .map(hours -> windows.ours(hours).count())
                .orElse(0);
        if (wanted.isEmpty()) {
            return new PlanReport(
                    ledger.project(), start, List.of(), 0, notClosed, Optional.empty(), PlanReport.Restated.NONE);
        }
        return planned(ledger, start, closed.get(), wanted.get(), notClosed);
    }

    private PlanReport planned(Ledger ledger, Hour start, HourRange closed, HourRange wanted, int notClosed)
            throws IOException {
        TreeMap<Hour, StoredObject> recorded = ledger.recorded(closed);
        HourSet done = HourSet.of(recorded.keySet());
        NotedHours noted = NotedHours.of(ledger.notes().values(), dueHours.now());
        HourSet due = windows.ours(dueHours.of(wanted, done, noted.called(), noted.putOff()));
        int all = windows.ours(dueHours.of(wanted, done, noted.called(), new HourSet()))
                .count();
        HourSet restated = windows.ours(restated(recorded, noted, wanted));
        Optional<Mean> mean = mean(ledger, recorded);
        Windows limited = windows.limited(noted.limits());
        return new PlanReport(
                ledger.project(),
                start,
                limited.of(due),
                all - due.count(),
                notClosed,
                mean.map(hour -> hour.times(due.count())),
                new PlanReport.Restated(limited.of(restated), mean.map(hour -> hour.times(restated.count()))));
    }

    private HourSet restated(TreeMap<Hour, StoredObject> recorded, NotedHours noted, HourRange wanted) {
        return dueHours.restated(recorded.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, listed -> listed.getValue().modified())))
                .removeAll(noted.called())
                .removeAll(noted.putOff())
                .retain(wanted);
    }

    /** What an hour holds, told by so many landed ones. */
    private record Mean(double bytes, int measured) {
        PlanReport.Volume times(int hours) {
            return new PlanReport.Volume(Math.round(bytes * hours), measured);
        }
    }

    private Optional<Mean> mean(Ledger ledger, TreeMap<Hour, StoredObject> recorded) throws IOException {
        // Twice as many are looked at, for some may be empty; a project that is nearly always empty is measured by
        // fewer.
        Map<Hour, StoredObject> recent = recorded.descendingMap().entrySet().stream()
                .limit(2L * MEASURED)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        List<RecordFacts> landed = records.of(ledger, recent).values().stream()
                .filter(facts -> facts.state() == State.LANDED)
                .sorted((one, other) -> other.hour().compareTo(one.hour()))
                .limit(MEASURED)
                .toList();
        return landed.isEmpty()
                ? Optional.empty()
                : Optional.of(new Mean(
                        landed.stream().mapToLong(RecordFacts::bytes).average().orElseThrow(), landed.size()));
    }
}
