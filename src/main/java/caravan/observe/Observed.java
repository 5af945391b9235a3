package caravan.observe;

import caravan.failure.Failure;
import caravan.hour.DueHours;
import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.sync.Outlook;
import caravan.sync.Watch;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Looks on while a service syncs, and keeps what whoever asks about it gets to know. Thread-safe. */
public final class Observed implements Watch {
    private final DueHours dueHours;
    private final Metrics metrics;
    private final Map<String, Known> projects = new TreeMap<>();
    private volatile Instant sign;
    private volatile Instant lastSync;
    private volatile boolean opened;

    /** @param names of the projects of the configuration: nothing is kept, counted or shown under any other */
    public Observed(Collection<String> names, DueHours dueHours, Metrics metrics) {
        this.dueHours = dueHours;
        this.metrics = metrics;
        names.forEach(name -> projects.put(name, new Known(dueHours)));
        sign = dueHours.now();
        lastSync = sign;
        projects.forEach(metrics::watch);
    }

    private Known known(String project) {
        sign = dueHours.now();
        Known known = projects.get(project);
        if (known == null) {
            throw new IllegalArgumentException("'" + project + "' is none of the projects " + projects.keySet());
        }
        return known;
    }

    @Override
    public void began(String project) {
        known(project).began();
        lastSync = sign;
        metrics.began(project);
    }

    @Override
    public void opened(Outlook outlook) {
        known(outlook.project()).opened(outlook);
        opened = true;
        metrics.opened(outlook.project());
    }

    @Override
    public void moved(String project) {
        known(project);
    }

    @Override
    public void done(String project, Hour hour) {
        known(project).done(hour);
    }

    @Override
    public void settled(String project, Ending ending, long events, long bytes, Duration took) {
        known(project);
        metrics.settled(project, ending, events, bytes, took);
    }

    @Override
    public void loaded(String project, Duration took) {
        known(project);
        metrics.loaded(project, took);
    }

    @Override
    public void unloaded(String project, int hours) {
        known(project).unloaded(hours);
        metrics.unloaded(project);
    }

    @Override
    public void failed(String project, Optional<HourRange> hours, Failure failure) {
        Known known = known(project);
        known.failed(failure);
        metrics.failed(project, failure.kind());
        if (hours.isEmpty()) {
            known.brokeOff();
            over(project);
        }
    }

    @Override
    public void paused(String project) {
        known(project).paused();
    }

    @Override
    public void resumed(String project) {
        known(project).resumed();
    }

    @Override
    public void ended(Outlook outlook, int stillDue) {
        known(outlook.project()).ended(outlook, stillDue);
        over(outlook.project());
    }

    private void over(String project) {
        lastSync = sign;
        metrics.ended(project);
    }

    /** See {@link caravan.archive.AmplitudeHttp.Heard}. */
    public void heard(String project, int status) {
        known(project);
        metrics.heard(project, status);
    }

    /** A call failed and is made once more. */
    public void repeated(Failure.Kind kind) {
        sign = dueHours.now();
        metrics.repeated(kind);
    }

    /** Of a configured project. */
    public SyncSign sync(String project) {
        Known known = projects.get(project);
        return new SyncSign(known.isRunning(), known.start(), known.end(), known.exitCode(), known.pausedSince());
    }

    /** By name, in its order. */
    Map<String, Known> projects() {
        return projects;
    }

    boolean isSyncing() {
        return projects.values().stream().anyMatch(Known::isRunning);
    }

    /** When something happened last; else, when this was made. */
    Instant sign() {
        return sign;
    }

    /** When a project's sync began or ended last; else, when this was made. */
    Instant lastSync() {
        return lastSync;
    }

    /** Whether the ledger of a project was read: so the store was reached. */
    boolean hasOpened() {
        return opened;
    }
}
