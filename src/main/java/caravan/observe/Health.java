package caravan.observe;

import caravan.status.Ticks;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether the service is well, as JSON, with 200 or 503. <em>Live</em>: its routes run and its schedule ticks; a new process would
 * help where not. <em>Ready</em>: it has reached its store, too. What Amplitude or a project is like makes neither of them down.
 */
public final class Health {
    /** A tick may come so late: a scheduler takes a minute to see that it has missed one. */
    private static final Duration LATE_TICK = Duration.ofMinutes(5);

    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private final Observed observed;
    private final RunningRoutes routes;
    private final Ticks ticks;
    private final Duration silence;
    private final Clock clock;

    /** Which routes run. */
    public interface RunningRoutes {
        /** Those that were loaded, and are meant to run. */
        List<String> expected();

        /** Those of them that do not. */
        List<String> stopped();
    }

    /**
     * @param ticks of the schedule
     * @param silence so long may a sync be without a sign of life: an answer, an entry, an hour, a failure
     */
    public Health(Observed observed, RunningRoutes routes, Ticks ticks, Duration silence, Clock clock) {
        this.observed = observed;
        this.routes = routes;
        this.ticks = ticks;
        this.silence = silence;
        this.clock = clock;
    }

    public Answer live() {
        return answer(living());
    }

    public Answer ready() {
        List<Check> checks = living();
        checks.add(store());
        return answer(checks);
    }

    /** What the other two say, and how each project is: that makes nothing down. */
    public Answer all() {
        List<Check> checks = living();
        checks.add(store());
        observed.projects().forEach((name, known) -> checks.add(ProjectCheck.of(name, known)));
        return answer(checks);
    }

    private List<Check> living() {
        List<Check> checks = new ArrayList<>();
        checks.add(routes());
        checks.add(schedule());
        return checks;
    }

    private Check routes() {
        List<String> stopped = routes.stopped();
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("expected", routes.expected().size());
        data.put("stopped", stopped);
        return Check.of("routes", stopped.isEmpty(), data);
    }

    /** A sync that is long is no death; one without any sign of life is, and so is a tick that does not come. */
    private Check schedule() {
        Instant now = clock.instant();
        Map<String, Object> data = new LinkedHashMap<>();
        if (observed.isSyncing()) {
            data.put("syncing", true);
            data.put("lastSign", observed.sign().toString());
            return Check.of("schedule", !observed.sign().plus(silence).isBefore(now), data);
        }
        data.put("syncing", false);
        data.put("lastSync", observed.lastSync().toString());
        Optional<Instant> next =
                routes.expected().contains("schedule") ? ticks.after(observed.lastSync()) : Optional.empty();
        next.ifPresent(tick -> data.put("nextSync", tick.toString()));
        boolean late = next.filter(tick -> tick.plus(LATE_TICK).isBefore(now)).isPresent();
        return Check.of("schedule", !late, data);
    }

    /** Once reached, it stays so: a store that is away for a while is no reason to take the service away, too. */
    private Check store() {
        return Check.of("store", observed.hasOpened(), Map.of("reached", observed.hasOpened()));
    }

    private static Answer answer(List<Check> checks) {
        boolean down = checks.stream().anyMatch(Check::isDown);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", down ? Check.DOWN : Check.UP);
        body.put("checks", checks);
        try {
            return new Answer(down ? 503 : 200, "application/json", JSON.writeValueAsString(body));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
