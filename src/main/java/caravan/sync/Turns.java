package caravan.sync;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * One sync at a time in a process, whoever asks for it: a tick, a probe, a caller. The others wait in the order in which they came.
 * A turn belongs to a run, not to a thread.
 */
public final class Turns {
    private final Clock clock;
    private final Queue<Run> waiting = new ArrayDeque<>();
    private Run underWay;
    private boolean stopping;

    public Turns(Clock clock) {
        this.clock = clock;
    }

    /** Returns when it is the run's turn; or at once, with the run stopped, where the process was told to stop. */
    public synchronized void take(Run run) {
        waiting.add(run);
        try {
            while (!stopping && (underWay != null || waiting.peek() != run)) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            run.stops(clock.instant());
            return;
        } finally {
            waiting.remove(run);
            notifyAll();
        }
        if (stopping) {
            run.stops(clock.instant());
        } else {
            underWay = run;
            run.starts(clock.instant());
        }
    }

    /** The run is at its end, however it came to it; no effect where its turn never came. */
    public synchronized void release(Run run) {
        if (underWay == run) {
            run.ends(clock.instant());
            underWay = null;
            notifyAll();
        }
    }

    /** Whoever waits, or comes from now on, has no turn. What is under way keeps its own. */
    public synchronized void stop() {
        stopping = true;
        notifyAll();
    }
}
