package caravan.console;

import caravan.sync.Run;
import caravan.sync.Watch;
import caravan.sync.WindowState;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is under way in this process: runs, the last thirty that are over among them, and windows in flight. Thread-safe. */
public final class Running implements Watch {
    private static final int MOST = 30;

    private final Clock clock;
    private final Map<String, Run> runs = new LinkedHashMap<>();
    private final Map<Long, WindowState> windows = new TreeMap<>();

    public Running(Clock clock) {
        this.clock = clock;
    }

    /** One that is queued, waits, begins or is over. */
    public synchronized void run(Run run) {
        runs.putIfAbsent(run.id(), run);
        if (run.finishedAt().isPresent()) {
            windows.values().removeIf(window -> window.run().equals(run.id()));
        }
        Iterator<Run> oldest = runs.values().iterator();
        while (runs.size() > MOST && oldest.hasNext()) {
            if (oldest.next().finishedAt().isPresent()) {
                oldest.remove();
            }
        }
    }

    @Override
    public synchronized void window(WindowState state) {
        if (state.stage() == WindowState.Stage.OVER) {
            windows.remove(state.id());
        } else {
            windows.put(state.id(), state);
        }
    }

    synchronized boolean isAny() {
        return runs.values().stream()
                .anyMatch(run -> run.startedAt().isPresent() && run.finishedAt().isEmpty());
    }

    synchronized ObjectNode json() {
        ObjectNode json = Json.object().put("now", clock.instant().toString());
        ArrayNode all = json.putArray("runs");
        List<Run> last = new ArrayList<>(runs.values());
        Collections.reverse(last);
        last.forEach(run -> all.add(RunningJson.run(run)));
        ArrayNode flying = json.putArray("windows");
        windows.values().forEach(window -> flying.add(RunningJson.window(window)));
        return json;
    }
}
