package caravan.sync;

import caravan.hour.Hour;
import org.slf4j.MDC;

/**
 * What every log line of this thread says of its work, whoever writes it: {@code project}, {@code run}, {@code hour}, and
 * {@code shard} where there are several. The pools hand it on to the threads that work for this one, and take it off when they
 * are done.
 */
final class LoggedAs {
    private LoggedAs() {}

    static void project(Syncs.Share share) {
        project(share.run(), share.project().name());
        MDC.remove("hour");
    }

    static void hour(HourExport export) {
        hour(export.project().run(), export.window().projectName(), export.hour());
    }

    private static void hour(Run run, String project, Hour hour) {
        project(run, project);
        MDC.put("hour", hour.toString());
    }

    private static void project(Run run, String project) {
        MDC.put("project", project);
        MDC.put("run", run.id());
        if (!run.shard().isWhole()) {
            MDC.put("shard", run.shard().toString());
        }
    }

    /** A project's share of a run is at its end. */
    static void nothing() {
        MDC.remove("project");
        MDC.remove("run");
        MDC.remove("shard");
        MDC.remove("hour");
    }
}
