package caravan.console;

import caravan.hour.DueHours;
import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.ledger.HourRecord;
import caravan.ledger.Note;
import caravan.status.LastFailures;
import caravan.status.LedgerFacts;
import caravan.status.ProjectStatus;
import caravan.status.RecordFacts;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What this process knows of one project's ledger: read as a whole now and then, and kept up with the records that it writes itself.
 * Thread-safe.
 */
final class Picture {
    private final String project;
    private final DueHours dueHours;
    private final Supplier<LastFailures> failures;
    private final Map<Hour, RecordFacts> since = new HashMap<>();
    private Optional<LedgerFacts> facts = Optional.empty();
    private Instant readAt;
    private Instant failedAt;
    private long version;
    private View view;

    /**
     * The picture at one instant.
     *
     * @param version another one where anything is different
     */
    record View(
            long version,
            Hour now,
            Optional<Hour> start,
            Optional<Hour> completeThrough,
            Columns columns,
            Instant at) {}

    /** @param failures what this machine remembers of the project */
    Picture(String project, DueHours dueHours, Supplier<LastFailures> failures) {
        this.project = project;
        this.dueHours = dueHours;
        this.failures = failures;
    }

    String project() {
        return project;
    }

    /** What is written from now on may not be in what is being read. */
    synchronized void reading() {
        since.clear();
    }

    synchronized void read(Optional<LedgerFacts> all) {
        facts = all;
        // Which version of a record says so is of no more use, and there are years of them.
        all.ifPresent(there -> there.facts().replaceAll((hour, fact) -> fact.unversioned()));
        readAt = dueHours.now();
        failedAt = null;
        since.values().forEach(this::keep);
        version++;
    }

    synchronized void failed() {
        failedAt = dueHours.now();
    }

    /** The ledger's own words, from this process. */
    synchronized void recorded(HourRecord record) {
        RecordFacts now = RecordFacts.of(record, "");
        since.put(record.hour(), now);
        if (facts.isPresent()) {
            keep(now);
            version++;
        }
    }

    private void keep(RecordFacts now) {
        LedgerFacts all = facts.orElse(null);
        if (all == null || isOlder(now, all.facts().get(now.hour()))) {
            return;
        }
        all.facts().put(now.hour(), now);
        all.recorded().add(now.hour());
        Note note = all.notes().get(now.hour());
        if (note != null
                && note.kind() != Note.Kind.LIMIT
                && note.since() != null
                && !note.since().isAfter(now.committedAt())) {
            all.notes().remove(now.hour());
        }
    }

    private static boolean isOlder(RecordFacts one, RecordFacts known) {
        return known != null && known.revision() > one.revision();
    }

    /** Something of it, such as a failure, is different. */
    synchronized void changed() {
        version++;
    }

    /** Empty until it was read once. */
    synchronized Optional<View> view() {
        if (readAt == null) {
            return Optional.empty();
        }
        // Hours close and become exportable without anybody writing anything.
        Hour now = Hour.of(dueHours.now().minus(dueHours.grace()));
        if (view == null || view.version() != version || !view.now().equals(now)) {
            ProjectStatus status = facts.map(there -> there.status(known(there), dueHours, failures.get()))
                    .orElseGet(() -> ProjectStatus.neverRun(project));
            version++;
            view = new View(
                    version, now, status.start(), status.completeThrough(), new Columns(status), dueHours.now());
        }
        return Optional.of(view);
    }

    private HourRange known(LedgerFacts there) {
        Hour now = Hour.of(dueHours.now());
        return new HourRange(there.start(), now.compareTo(there.start()) > 0 ? now : there.start());
    }

    synchronized Optional<Instant> readAt() {
        return Optional.ofNullable(readAt);
    }

    synchronized Optional<Instant> failedAt() {
        return Optional.ofNullable(failedAt);
    }

    /** Whether it begins at another hour than this. */
    synchronized boolean isOfAnotherStart(Hour start) {
        return facts.filter(there -> there.start().equals(start)).isEmpty();
    }
}
