package caravan.console;

import java.util.concurrent.Semaphore;

/**
 * Room for the questions whose answer waits for the store, a disk or the warehouse: a few at once, so that they never have all threads
 * of the server, and whoever asks whether the process lives is answered. Whoever has the token has seats of his own. Thread-safe.
 */
final class Seats {
    /** For anybody; and as many for those with the token. */
    static final int MOST = 4;

    private static final int SECONDS = 5;

    private final Semaphore anybody = new Semaphore(MOST);
    private final Semaphore known = new Semaphore(MOST);

    /** The same answer while there is a seat, else none. */
    Answering taking(Answering answer) {
        return question -> {
            Semaphore free = question.events() ? known : anybody;
            if (!free.tryAcquire()) {
                throw Refused.later(
                        SECONDS, MOST + " wait for the store already, and no more are let wait; ask again later");
            }
            try {
                return answer.of(question);
            } finally {
                free.release();
            }
        };
    }
}
