package caravan.console;

import caravan.failure.Failure;
import caravan.hour.HourRange;
import caravan.ledger.HourRecord;
import caravan.ledger.State;
import caravan.sync.Outlook;
import caravan.sync.Run;
import caravan.sync.Watch;
import caravan.sync.WindowState;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What happens, for whoever looks on while it does. A few clients at most; whoever works waits for none of them. Thread-safe.
 */
public final class Live implements Watch, AutoCloseable {
    /** Clients at once. */
    public static final int MOST = 12;

    private static final long BEAT_SECONDS = 10;

    /** Between two words of one window, where nothing but its counts has changed. */
    private static final long PAUSE_MILLIS = 500;

    private final Clock clock;
    private final Set<LiveStream> clients = ConcurrentHashMap.newKeySet();
    private final AtomicInteger taken = new AtomicInteger();
    private final AtomicLong numbers = new AtomicLong();
    private final Map<Long, Told> windows = new ConcurrentHashMap<>();
    private volatile boolean closed;

    private record Told(WindowState.Stage stage, long nanos) {}

    /** @param beats keeps connections alive on which nothing happens */
    public Live(Clock clock, ScheduledExecutorService beats) {
        this.clock = clock;
        beats.scheduleWithFixedDelay(this::beat, BEAT_SECONDS, BEAT_SECONDS, TimeUnit.SECONDS);
    }

    /** @throws Refused where there are enough */
    LiveStream client() throws Refused {
        if (closed) {
            throw Refused.later(30, "the process is told to stop");
        }
        if (taken.incrementAndGet() > MOST) {
            taken.decrementAndGet();
            throw Refused.later(30, MOST + " look on already, and no more are served at once");
        }
        return new LiveStream(this::joins, this::leaves);
    }

    private void joins(LiveStream client) {
        client.send("retry: 3000\n"
                + event("hello", Json.object().put("now", clock.instant().toString())));
        clients.add(client);
        if (closed || client.isOver()) {
            clients.remove(client);
            client.close();
        }
    }

    private void leaves(LiveStream client) {
        clients.remove(client);
        taken.decrementAndGet();
    }

    private void beat() {
        // An event and no comment, so that a page knows of a connection on which nothing comes any more.
        clients.forEach(client -> client.send("event: beat\ndata: {}\n\n"));
    }

    void tell(String name, ObjectNode data) {
        if (!clients.isEmpty()) {
            String event = event(name, data);
            clients.forEach(client -> client.send(event));
        }
    }

    private String event(String name, ObjectNode data) {
        // JSON has no line end in it, whatever its texts hold.
        return "id: " + numbers.incrementAndGet() + "\nevent: " + name + "\ndata: " + data + "\n\n";
    }

    @Override
    public void recorded(HourRecord record) {
        tell(
                "hour",
                Json.object()
                        .put("project", record.project())
                        .put("hour", record.hour().toString())
                        .put("state", record.state() == State.LANDED ? "landed" : "empty")
                        .put("person", false)
                        .put("revision", record.revision())
                        .put("events", record.events())
                        .put("bytes", record.bytes())
                        .put("objects", record.objects().size()));
    }

    @Override
    public void window(WindowState state) {
        if (!isTold(state)) {
            tell("window", RunningJson.window(state));
        }
    }

    private boolean isTold(WindowState state) {
        if (state.stage() == WindowState.Stage.OVER) {
            windows.remove(state.id());
            return false;
        }
        if (clients.isEmpty()) {
            return true;
        }
        long now = System.nanoTime();
        Told last = windows.get(state.id());
        boolean told = last != null
                && last.stage() == state.stage()
                && now - last.nanos() < TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS);
        if (!told) {
            windows.put(state.id(), new Told(state.stage(), now));
        }
        return told;
    }

    /** A run waits, begins or is over. */
    public void run(Run run) {
        tell("run", RunningJson.run(run));
    }

    /** The ledger was read anew. */
    public void ledger(String project) {
        tell("ledger", Json.object().put("project", project));
    }

    @Override
    public void failed(String project, Optional<HourRange> hours, Failure failure) {
        tell("letters", Json.object().put("project", project));
    }

    @Override
    public void ended(Outlook outlook, int stillDue) {
        tell("letters", Json.object().put("project", outlook.project()));
    }

    /** The process is told to stop. */
    @Override
    public void close() {
        closed = true;
        clients.forEach(LiveStream::close);
    }
}
