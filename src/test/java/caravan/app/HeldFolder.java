package caravan.app;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/** A folder store that gives one small object late to whoever asks first for it, or to nobody; all others as ever. */
public final class HeldFolder extends FolderBehind {
    private final String held;
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch free = new CountDownLatch(1);
    private final AtomicBoolean first = new AtomicBoolean(true);
    private volatile boolean failing;

    /** @param held its key; who asks first does not get it before {@link #free()} */
    HeldFolder(String held) {
        this.held = held;
    }

    /** Returns once somebody waits for it. */
    void awaitAsked() throws InterruptedException {
        asked.await();
    }

    HeldFolder free() {
        free.countDown();
        return this;
    }

    HeldFolder failing(boolean so) {
        failing = so;
        return this;
    }

    @Override
    public Optional<Content> get(String key) throws IOException {
        if (key.equals(held)) {
            hold();
        }
        return super.get(key);
    }

    private void hold() throws IOException {
        try {
            if (first.compareAndSet(true, false)) {
                asked.countDown();
                free.await();
            }
        } catch (InterruptedException e) {
            throw new InterruptedIOException("nobody waits any more");
        }
        if (failing) {
            throw new IOException("the folder's server hung up");
        }
    }
}
