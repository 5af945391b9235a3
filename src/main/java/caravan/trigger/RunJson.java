package caravan.trigger;

import caravan.failure.ExitCode;
import caravan.failure.Failure;
import caravan.sync.Run;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What is told of a run. */
final class RunJson {
    private static final int MOST_FAILURES = 20;
    private static final int LONGEST_CAUSE = 500;

    private RunJson() {}

    /** Of one that waits, too: what was asked, and how far it is. */
    static ObjectNode head(Run run) {
        return head(run, run.finishedAt());
    }

    /** @param finished read once: the run goes on while it is told of */
    private static ObjectNode head(Run run, Optional<Instant> finished) {
        ObjectNode json = Json.MAPPER.createObjectNode().put("id", run.id()).put("state", state(run, finished));
        finished.ifPresent(at -> json.put("exitCode", run.exitCode().number()));
        ObjectNode asked = json.putObject("asked");
        run.range().ifPresent(range -> asked.put("from", range.first().toString())
                .put("to", range.last().toString()));
        run.project().ifPresent(name -> asked.put("project", name));
        run.startedAt().ifPresent(at -> json.put("startedAt", at.toString()));
        finished.ifPresent(at -> json.put("finishedAt", at.toString()));
        return json;
    }

    /** Counters only grow while it runs; {@code due} is known at its end. */
    static ObjectNode whole(Run run) {
        Optional<Instant> finished = run.finishedAt();
        ObjectNode json = head(run, finished);
        ObjectNode hours = json.putObject("hours")
                .put("planned", run.plannedHours())
                .put("landed", run.landedHours())
                .put("empty", run.emptyHours());
        finished.ifPresent(at -> hours.put("due", run.dueHours()));
        hours.put("restated", run.restatedHours())
                .put("unchanged", run.unchangedHours())
                .put("notClosed", run.notClosedHours());
        json.put("events", run.events()).put("bytes", run.bytes()).put("requests", run.requests());
        failures(json, run.failures());
        return json;
    }

    private static String state(Run run, Optional<Instant> finished) {
        if (finished.isPresent()) {
            return run.exitCode() == ExitCode.OK ? "succeeded" : "failed";
        }
        return run.startedAt().isPresent() ? "running" : "queued";
    }

    private static void failures(ObjectNode json, List<Failure> failures) {
        ArrayNode array = json.putArray("failures");
        failures.stream().limit(MOST_FAILURES).forEach(failure -> array.addObject()
                .put("kind", failure.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .put("cause", cut(failure.cause()))
                .put("whoActs", failure.kind().who())
                .put("next", failure.kind().next()));
        if (failures.size() > MOST_FAILURES) {
            json.put("moreFailures", failures.size() - MOST_FAILURES);
        }
    }

    private static String cut(String cause) {
        return cause.length() > LONGEST_CAUSE ? cause.substring(0, LONGEST_CAUSE) + "…" : cause;
    }
}
