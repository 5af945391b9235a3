package caravan.sync;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/**
 * One sync at a time in a process, whoever asks for it: a tick, a probe, a caller. The others wait in the order in which they came.
 * A turn belongs to a run, not to a thread.
 */
public final class Turns {
    private final Clock clock;
    private final Consumer<Run> told;
    private final Queue<Run> waiting = new ArrayDeque<>();
    private Run underWay;
    private boolean between;
    private boolean stopping;

    public Turns(Clock clock) {
        this(clock, run -> {});
    }

    /** @param told of each run that waits, begins or is over; quick, and throws nothing. Called while nobody is kept out here. */
    public Turns(Clock clock, Consumer<Run> told) {
        this.clock = clock;
        this.told = told;
    }

    /** Returns when it is the run's turn; or at once, with the run stopped, where the process was told to stop. */
    public void take(Run run) {
        told.accept(run);
        await(run);
        told.accept(run);
    }

    private synchronized void await(Run run) {
        waiting.add(run);
        try {
            while (!stopping && (underWay != null || between || waiting.peek() != run)) {
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
    public void release(Run run) {
        synchronized (this) {
            if (underWay != run) {
                return;
            }
            run.ends(clock.instant());
            underWay = null;
            notifyAll();
        }
        told.accept(run);
    }

    /**
     * Does something short while no run is under way or waits; whoever comes for a turn meanwhile waits for it.
     *
     * @return empty, and nothing was done, where a run is under way or waits, or another such thing is
     */
    public <T> Optional<T> between(Callable<T> something) throws Exception {
        synchronized (this) {
            if (underWay != null || !waiting.isEmpty() || between || stopping) {
                return Optional.empty();
            }
            between = true;
        }
        try {
            return Optional.of(something.call());
        } finally {
            synchronized (this) {
                between = false;
                notifyAll();
            }
        }
    }

    /** Whoever waits, or comes from now on, has no turn. What is under way keeps its own. */
    public synchronized void stop() {
        stopping = true;
        notifyAll();
    }
}
