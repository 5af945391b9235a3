package caravan.simulation;

import java.time.Instant;
import java.util.concurrent.Semaphore;

/** Somebody on the stage: a thread that runs only while it holds the baton. */
final class Actor {
    /** What an actor does in its life; after a crash another begins the same. Fields are what outlives a crash: a disk. */
    interface Part {
        void play() throws Exception;
    }

    /** The process of this actor is gone: nothing of it goes on. */
    static final class Gone extends Error {
        private static final long serialVersionUID = 1;

        Gone() {
            super("gone", null, false, false);
        }
    }

    final String name;
    final Part part;
    private final Semaphore baton = new Semaphore(0);
    Instant wakes;
    boolean gone;

    Actor(String name, Part part, Instant wakes) {
        this.name = name;
        this.part = part;
        this.wakes = wakes;
    }

    void take() {
        baton.acquireUninterruptibly();
    }

    void give() {
        baton.release();
    }
}
