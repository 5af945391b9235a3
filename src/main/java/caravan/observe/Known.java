package caravan.observe;

import caravan.failure.ExitCode;
import caravan.failure.Failure;
import caravan.hour.DueHours;
import caravan.hour.Hour;
import caravan.sync.Outlook;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What is known of one project from its syncs in this process; nothing of former ones. Thread-safe. */
final class Known {
    private final DueHours dueHours;
    private Outlook outlook;
    private boolean running;
    private Instant start;
    private Instant end;
    private Instant success;
    private ExitCode exitCode;
    private ExitCode worst = ExitCode.OK;
    private Instant pausedSince;
    private Failure.Kind refusal;
    private Integer unloaded;

    Known(DueHours dueHours) {
        this.dueHours = dueHours;
    }

    synchronized void began() {
        running = true;
        start = dueHours.now();
        worst = ExitCode.OK;
    }

    synchronized void opened(Outlook planned) {
        outlook = planned;
        if (counts().filter(now -> now.person() > 0).isPresent()) {
            worst = worst.worst(ExitCode.PERSON);
        }
    }

    synchronized void done(Hour hour) {
        if (outlook != null) {
            outlook.done().add(hour);
            outlook.reopened().remove(hour);
        }
    }

    synchronized void failed(Failure failure) {
        worst = worst.worst(failure.kind().exitCode());
        if (failure.kind() == Failure.Kind.REFUSED || failure.kind() == Failure.Kind.BAD_REQUEST) {
            refusal = failure.kind();
        }
    }

    synchronized void unloaded(int hours) {
        unloaded = hours;
    }

    /** Committed hours that the warehouse lacks; empty where that was not counted. */
    synchronized Optional<Integer> unloaded() {
        return Optional.ofNullable(unloaded);
    }

    synchronized void paused() {
        if (pausedSince == null) {
            pausedSince = dueHours.now();
        }
    }

    synchronized void resumed() {
        pausedSince = null;
        refusal = null;
    }

    /** By a failure of the whole project. */
    synchronized void brokeOff() {
        running = false;
        end = dueHours.now();
        start = start == null ? end : start;
        exitCode = worst;
    }

    synchronized void ended(Outlook planned, int stillDue) {
        outlook = planned;
        running = false;
        end = dueHours.now();
        boolean left = stillDue > 0 || unloaded != null && unloaded > 0;
        exitCode = worst == ExitCode.OK && left ? ExitCode.LATER : worst;
        if (stillDue == 0) {
            success = end;
        }
    }

    /** Empty until its ledger was read once. */
    synchronized Optional<HourCounts> counts() {
        return Optional.ofNullable(outlook).map(planned -> HourCounts.of(planned, dueHours));
    }

    synchronized boolean isRunning() {
        return running;
    }

    synchronized Optional<Instant> start() {
        return Optional.ofNullable(start);
    }

    synchronized Optional<Instant> end() {
        return Optional.ofNullable(end);
    }

    synchronized Optional<Instant> success() {
        return Optional.ofNullable(success);
    }

    synchronized Optional<ExitCode> exitCode() {
        return Optional.ofNullable(exitCode);
    }

    synchronized Optional<Instant> pausedSince() {
        return Optional.ofNullable(pausedSince);
    }

    /** How Amplitude refuses it; its own words are for the log and for whoever has the token. Present with {@link #pausedSince()}. */
    synchronized Optional<Failure.Kind> refusal() {
        return pausedSince().map(since -> refusal);
    }

    /** Of the last sync that is over. */
    synchronized Duration took() {
        return Duration.between(start, end);
    }
}
