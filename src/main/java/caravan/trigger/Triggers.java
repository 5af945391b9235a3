package caravan.trigger;

import caravan.archive.Escaped;
import caravan.sync.Run;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what a caller wants who was let in: asks for a run, tells of runs, reopens hours. */
public final class Triggers {
    private static final Logger LOG = LoggerFactory.getLogger(Triggers.class);

    private final AskedRuns runs = new AskedRuns();
    private final List<String> projects;
    private final Reopenings reopenings;
    private final boolean loads;
    private final Clock clock;
    private final Consumer<Run> told;

    /**
     * @param projects names of the configured ones
     * @param loads whether there is a warehouse to load
     * @param told of each run that is queued
     */
    public Triggers(List<String> projects, Reopenings reopenings, boolean loads, Clock clock, Consumer<Run> told) {
        this.projects = List.copyOf(projects);
        this.reopenings = reopenings;
        this.loads = loads;
        this.clock = clock;
        this.told = told;
    }

    public Answer answer(Call call) throws Refusal {
        return switch (call.kind()) {
            case LIST -> list();
            case TELL -> tell(call.id());
            case ASK -> call.isPush() ? push(Push.of(call.body())) : ask(call.body(), Optional.empty());
            case REOPEN -> Answer.of(200, reopenings.of(call.body(), projects, clock));
            case LOAD -> load(call.body());
        };
    }

    private Answer load(byte[] body) throws Refusal {
        if (!loads) {
            throw new Refusal(404, "caravan.warehouse is none: there is no warehouse to load");
        }
        return queued(Wish.ofLoads(body, projects, clock), Optional.empty());
    }

    /**
     * What is wrong in a message will be wrong each time it is delivered, so it is acknowledged, with a word in the log: hours
     * that are due are so without it.
     */
    private Answer push(Push push) throws Refusal {
        try {
            return ask(push.data(), Optional.of(push.messageId()));
        } catch (Refusal e) {
            Answer refused = e.answer();
            if (refused.status() != 400) {
                throw e;
            }
            LOG.warn(
                    "message {} of Pub/Sub asks for no run: {}; it is acknowledged and not delivered again",
                    Escaped.text(push.messageId(), 100),
                    e.getMessage());
            return Answer.of(200, refused.body());
        }
    }

    private Answer ask(byte[] body, Optional<String> message) throws Refusal {
        return queued(Wish.of(body, projects, clock), message);
    }

    private Answer queued(Wish wish, Optional<String> message) throws Refusal {
        AskedRuns.Asked asked = runs.ask(wish, message);
        Run run = asked.run();
        if (asked.isNew()) {
            told.accept(run);
            LOG.info(
                    "run={} is queued: a caller asked for {}",
                    run.id(),
                    RunJson.head(run).get("asked"));
        }
        return new Answer(
                202,
                Map.of("Location", "/api/runs/" + run.id()),
                RunJson.head(run),
                asked.isNew() ? Optional.of(run) : Optional.empty());
    }

    private Answer tell(String id) throws Refusal {
        Run run = runs.of(id)
                .orElseThrow(() -> new Refusal(
                        404,
                        "there is no run '" + id + "' among the last hundred that callers asked for since the start"));
        return Answer.of(200, RunJson.whole(run));
    }

    private Answer list() {
        ObjectNode json = Json.MAPPER.createObjectNode();
        ArrayNode array = json.putArray("runs");
        runs.all().stream().map(RunJson::head).forEach(array::add);
        return Answer.of(200, json);
    }
}
