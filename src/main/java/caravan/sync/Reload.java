package caravan.sync;

import caravan.failure.Failure;
import caravan.hour.DueHours;
import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.hour.HourSet;
import caravan.ledger.HourRecord;
import caravan.ledger.LandedObject;
import caravan.ledger.Ledger;
import caravan.ledger.ObjectKeys;
import caravan.ledger.Parallel;
import caravan.ledger.State;
import caravan.status.ObjectCheck;
import caravan.store.Store;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The beginning of a project's share of a reload: looks what is lost of the range, by reading every object, and which archives were kept. */
final class Reload {
    private static final Logger LOG = LoggerFactory.getLogger(Reload.class);
    private static final int MOST_NAMED = 20;

    private final Run run;
    private final String location;
    private final List<KeptArchive> kept;
    private final ObjectCheck check;
    private final Parallel reads;

    private Reload(Run run, String location, List<KeptArchive> kept, ObjectCheck check, Parallel reads) {
        this.run = run;
        this.location = location;
        this.kept = kept;
        this.check = check;
        this.reads = reads;
    }

    static Reload of(Syncs.Share share, KeptArchives archives, Store store, String landingKey, Executor reads)
            throws IOException {
        return new Reload(
                share.run(),
                archives.location(),
                archives.of(share.project().name()),
                new ObjectCheck(store, new ObjectKeys(landingKey)),
                new Parallel(reads));
    }

    /** What archives were kept of, of the range: the project's start moves back no further, so that nothing else becomes due. */
    Optional<HourRange> reach() {
        HourRange asked = run.range().orElseThrow();
        return kept.stream()
                .flatMap(archive -> archive.hours().intersect(asked).stream())
                .map(HourRange::first)
                .min(Hour::compareTo)
                .map(first -> new HourRange(first, asked.last()));
    }

    /** Reads the range's records and every object of them. */
    void plan(ProjectRun project, DueHours dueHours) throws IOException {
        HourRange asked = run.range().orElseThrow();
        Optional<HourRange> closed = dueHours.closed(asked.first()).flatMap(asked::intersect);
        HourSet wanted = closed.map(HourSet::of).orElseGet(HourSet::new);
        Reloading plan = new Reloading(wanted, kept);
        run.planned(wanted.count());
        run.notClosed(asked.count() - wanted.count());
        project.reloads(plan);
        if (closed.isPresent()) {
            for (HourRange day : days(closed.get())) {
                look(project.ledger(), day, plan);
            }
        }
        LOG.info(
                "project={} run={} hours={} as they should be={} archives kept={}",
                project.project().name(),
                run.id(),
                wanted.count(),
                plan.good().count(),
                kept.size());
        tellForGood(project, plan);
    }

    private static List<HourRange> days(HourRange hours) {
        return hours.first()
                .day()
                .datesUntil(hours.last().day().plusDays(1))
                .flatMap(day -> hours.intersect(HourRange.of(day)).stream())
                .toList();
    }

    private void look(Ledger ledger, HourRange day, Reloading plan) throws IOException {
        HourSet done = ledger.done(day);
        HourSet.of(day).removeAll(done).hours().forEach(hour -> plan.lacks(hour, Lost.ALL));
        List<HourRecord> records = ledger
                .read(
                        done.hours().toList(),
                        unreadable -> run.failed(new Failure(Failure.Kind.UNREADABLE, unreadable.getMessage())))
                .stream()
                .map(Ledger.Recorded::record)
                .toList();
        Map<Hour, Set<String>> lost = lost(records);
        for (HourRecord record : records) {
            if (lost.containsKey(record.hour())) {
                plan.lacks(record.hour(), Lost.of(record, lost.get(record.hour())));
            } else {
                plan.good(record.hour());
                run.unchanged();
            }
        }
    }

    /** The keys of the objects that are not as these records say. */
    private Map<Hour, Set<String>> lost(List<HourRecord> records) throws IOException {
        record Listed(HourRecord record, LandedObject object) {}
        List<Listed> listed = records.stream()
                .filter(record -> record.state() == State.LANDED)
                .flatMap(record -> record.objects().stream().map(object -> new Listed(record, object)))
                .toList();
        return reads.map(listed, each -> check.of(each.record(), each.object())).stream()
                .flatMap(Optional::stream)
                .collect(Collectors.groupingBy(
                        finding -> finding.hour(), Collectors.mapping(finding -> finding.key(), Collectors.toSet())));
    }

    /** Names the hours that nothing kept can bring back. */
    private void tellForGood(ProjectRun project, Reloading plan) {
        HourSet unrecorded = new HourSet();
        HourSet damaged = new HourSet();
        plan.lost().hours().forEach(hour -> plan.forGood(hour)
                .ifPresent(what -> (what.revision().isEmpty() ? unrecorded : damaged).add(hour)));
        tell(project, unrecorded, "no archive is kept in " + location + " of ", "");
        tell(project, damaged, "no archive is kept in " + location + " of ", ", of which objects are lost or damaged");
    }

    private void tell(ProjectRun project, HourSet hours, String before, String behind) {
        if (hours.isEmpty()) {
            return;
        }
        Failure failure = new Failure(Failure.Kind.KEPT, before + named(hours) + behind);
        run.failed(failure);
        LOG.warn("project={} run={} kind=kept: {}", project.project().name(), run.id(), failure);
    }

    /** The runs of consecutive hours, the newest first; all but with very many. */
    private static String named(HourSet hours) {
        HourSet left = hours.copy();
        List<String> runs = new ArrayList<>();
        for (Optional<HourRange> last = left.lastRun();
                last.isPresent() && runs.size() < MOST_NAMED;
                last = left.lastRun()) {
            runs.add(last.get().toString());
            left.remove(last.get());
        }
        return String.join(", ", runs) + (left.isEmpty() ? "" : " and " + left.count() + " hours before");
    }
}
