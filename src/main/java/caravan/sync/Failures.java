package caravan.sync;

import caravan.failure.Failure;
import caravan.failure.FailureTable;
import caravan.hour.HourRange;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done about a failure, once the table has said what it is: each hour stays due with a reason that a person can read. */
public final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
    private static final Duration OVERSIZE_AGAIN = Duration.ofDays(1);

    private final FailureTable table;
    private final Clock clock;

    public Failures(FailureTable table, Clock clock) {
        this.table = table;
        this.clock = clock;
    }

    /** Before any project was begun: none of its hours was asked for. */
    public void ofRun(Run run, Throwable thrown) {
        Failure failure = table.classify(thrown);
        run.failed(failure);
        log("run=" + run.id(), failure, thrown);
    }

    public void ofProject(Syncs.Share share, Throwable thrown) {
        Failure failure = table.classify(thrown);
        share.run().failed(failure);
        log("project=" + share.project().name() + " run=" + share.run().id(), failure, thrown);
    }

    public void ofWindow(WindowExport window, Throwable thrown) throws IOException {
        HourRange hours = window.hours();
        Failure failure = table.classify(thrown);
        ProjectRun project = window.project();
        String where = "project=" + window.projectName() + " hours=" + hours + " run="
                + project.run().id();
        if (failure.kind() == Failure.Kind.TOO_LARGE) {
            LOG.info("{} kind=too-large: {}; the window is halved", where, failure.cause());
            project.halve(hours);
            return;
        }
        if (failure.kind() == Failure.Kind.CORRUPT || failure.kind() == Failure.Kind.LEDGER) {
            window.damaged();
        }
        project.run().failed(failure);
        log(where, failure, thrown);
        project.after(failure);
        if (failure.kind() == Failure.Kind.OVERSIZE) {
            project.oversize(
                    hours.first(),
                    failure.cause(),
                    clock.instant(),
                    clock.instant().plus(OVERSIZE_AGAIN));
        }
    }

    public void ofHour(HourExport hour, Throwable thrown) {
        Failure failure = table.classify(thrown);
        if (failure.kind() == Failure.Kind.CORRUPT) {
            hour.window().damaged();
        }
        hour.project().run().failed(failure);
        log(
                "hour project=" + hour.window().projectName() + " hour=" + hour.hour() + " from=due to=due run="
                        + hour.project().run().id(),
                failure,
                thrown);
        hour.project().after(failure);
    }

    private static void log(String where, Failure failure, Throwable thrown) {
        String kind = failure.kind().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        if (failure.kind() == Failure.Kind.BUG) {
            LOG.error("{} kind={}: {}", where, kind, failure, thrown);
        } else {
            LOG.warn("{} kind={}: {}", where, kind, failure);
        }
    }
}
