package caravan.console;

import caravan.failure.ExitCode;
import caravan.sync.Run;
import caravan.sync.WindowState;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;

/** What is under way, for everybody: numbers, and nothing that a failure says. */
final class RunningJson {
    private RunningJson() {}

    static ObjectNode window(WindowState state) {
        return Json.object()
                .put("id", state.id())
                .put("project", state.project())
                .put("run", state.run())
                .put("from", state.hours().first().toString())
                .put("to", state.hours().last().toString())
                .put("hours", state.hours().count())
                .put("done", state.done())
                .put("stage", state.stage().toString())
                .put("since", state.since().toString())
                .put("received", state.received())
                .put("objects", state.objects())
                .put("events", state.events())
                .put("bytes", state.bytes());
    }

    static ObjectNode run(Run run) {
        // Read once: the run goes on while it is told of.
        Optional<Instant> finished = run.finishedAt();
        ObjectNode json = Json.object().put("id", run.id()).put("state", state(run, finished));
        finished.ifPresent(at -> json.put("exitCode", run.exitCode().number()));
        ObjectNode asked = json.putObject("asked");
        run.range().ifPresent(range -> asked.put("from", range.first().toString())
                .put("to", range.last().toString()));
        run.project().ifPresent(name -> asked.put("project", name));
        if (run.isOfLoads()) {
            asked.put("loads", true);
        }
        Json.put(json, "startedAt", run.startedAt());
        Json.put(json, "finishedAt", finished);
        json.putObject("hours")
                .put("planned", run.plannedHours())
                .put("landed", run.landedHours())
                .put("empty", run.emptyHours())
                .put("restated", run.restatedHours())
                .put("unchanged", run.unchangedHours());
        return json.put("events", run.events())
                .put("bytes", run.bytes())
                .put("requests", run.requests())
                .put("failures", run.failures().size());
    }

    private static String state(Run run, Optional<Instant> finished) {
        if (finished.isPresent()) {
            return run.exitCode() == ExitCode.OK ? "succeeded" : "failed";
        }
        return run.startedAt().isPresent() ? "running" : "queued";
    }
}
