package caravan.console;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which ledgers are to be read: none of them twice for nothing. Thread-safe; whoever asks for a reading waits for none. */
final class Readings {
    private static final Logger LOG = LoggerFactory.getLogger(Readings.class);

    private final Executor reader;
    private final Consumer<String> reading;
    private final Map<String, State> states = new HashMap<>();

    private enum State {
        WAITS,
        UNDER_WAY,
        UNDER_WAY_AND_ONCE_MORE
    }

    /**
     * @param reader runs one after the other
     * @param reading of a project's ledger
     */
    Readings(Executor reader, Consumer<String> reading) {
        this.reader = reader;
        this.reading = reading;
    }

    /** It is another now: one reading that begins after this. */
    void anew(String project) {
        if (begins(project, true)) {
            submit(project);
        }
    }

    /** It is old: one that is under way does. */
    void unlessUnderWay(String project) {
        if (begins(project, false)) {
            submit(project);
        }
    }

    private synchronized boolean begins(String project, boolean afterThis) {
        State state = states.putIfAbsent(project, State.WAITS);
        if (state == State.UNDER_WAY && afterThis) {
            states.put(project, State.UNDER_WAY_AND_ONCE_MORE);
        }
        return state == null;
    }

    private void submit(String project) {
        try {
            reader.execute(() -> read(project));
        } catch (RejectedExecutionException e) {
            LOG.debug("the ledger of {} is not read any more: the process stops", project);
        }
    }

    private void read(String project) {
        synchronized (this) {
            states.put(project, State.UNDER_WAY);
        }
        try {
            reading.accept(project);
        } finally {
            if (isToBeReadOnceMore(project)) {
                submit(project);
            }
        }
    }

    private synchronized boolean isToBeReadOnceMore(String project) {
        boolean more = states.remove(project) == State.UNDER_WAY_AND_ONCE_MORE;
        if (more) {
            states.put(project, State.WAITS);
        }
        return more;
    }
}
