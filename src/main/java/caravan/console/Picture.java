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
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * What this process knows of one project's ledger: read as a whole now and then, and kept up with the records that it writes itself.
 * Whoever writes them waits for nobody who looks. Thread-safe.
 */
final class Picture {
    /** Years are not drawn anew for each record of a sync. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final String project;
    private final DueHours dueHours;
    private final Supplier<LastFailures> failures;

    /** What was recorded since the last reading began. */
    private final Map<Hour, RecordFacts> since = new ConcurrentHashMap<>();

    private final AtomicLong changes = new AtomicLong();
    private volatile Optional<LedgerFacts> facts = Optional.empty();
    private volatile Instant readAt;
    private volatile Instant failedAt;
    private volatile Drawn drawn;
    private long version;

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

    /** @param changes that are in it for certain */
    private record Drawn(View view, Optional<LedgerFacts> facts, long changes) {}

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
        since.forEach((hour, now) -> {
            keep(now);
            since.remove(hour, now);
        });
    }

    synchronized void read(Optional<LedgerFacts> all) {
        // Which version of a record says so is of no more use, and there are years of them.
        all.ifPresent(there -> there.facts().replaceAll((hour, fact) -> fact.unversioned()));
        facts = all;
        readAt = dueHours.now();
        failedAt = null;
    }

    void failed() {
        failedAt = dueHours.now();
    }

    /** The ledger's own words, from this process. */
    void recorded(HourRecord record) {
        since.merge(record.hour(), RecordFacts.of(record, ""), (known, now) -> isOlder(now, known) ? known : now);
        changes.incrementAndGet();
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
    void changed() {
        changes.incrementAndGet();
    }

    /** Empty until it was read once. What was recorded a moment ago may be in the next one only. */
    Optional<View> view() {
        if (readAt == null) {
            return Optional.empty();
        }
        if (!isCurrent()) {
            long seen = changes.get();
            // From the disk, so before anybody has to wait.
            draw(seen, failures.get());
        }
        return Optional.of(drawn.view());
    }

    private boolean isCurrent() {
        Drawn last = drawn;
        if (last == null || last.facts() != facts || !last.view().now().equals(lastHour())) {
            return false;
        }
        Duration age = Duration.between(last.view().at(), dueHours.now());
        return last.changes() == changes.get() || !age.isNegative() && age.compareTo(PAUSE) < 0;
    }

    /** Hours close and become exportable without anybody writing anything. */
    private Hour lastHour() {
        return Hour.of(dueHours.now().minus(dueHours.grace()));
    }

    private synchronized void draw(long seen, LastFailures remembered) {
        if (isCurrent()) {
            return;
        }
        since.values().forEach(this::keep);
        ProjectStatus status = facts.map(there -> there.status(known(there), dueHours, remembered))
                .orElseGet(() -> ProjectStatus.neverRun(project));
        version++;
        View view = new View(
                version, lastHour(), status.start(), status.completeThrough(), new Columns(status), dueHours.now());
        drawn = new Drawn(view, facts, seen);
    }

    private HourRange known(LedgerFacts there) {
        Hour now = Hour.of(dueHours.now());
        return new HourRange(there.start(), now.compareTo(there.start()) > 0 ? now : there.start());
    }

    Optional<Instant> readAt() {
        return Optional.ofNullable(readAt);
    }

    Optional<Instant> failedAt() {
        return Optional.ofNullable(failedAt);
    }

    /** Whether it begins at another hour than this. */
    boolean isOfAnotherStart(Hour start) {
        return facts.filter(there -> there.start().equals(start)).isEmpty();
    }
}
