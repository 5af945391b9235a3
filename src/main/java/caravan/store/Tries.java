package caravan.store;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a bucket again where that can help, at most so often, and says and counts each time. The clients themselves ask once only:
 * what they repeat nobody sees, and their tries would multiply with {@code caravan.redelivery.tries}.
 */
final class Tries {
    static final int MOST = 3;

    private static final Logger LOG = LoggerFactory.getLogger(Tries.class);

    private final String bucket;
    private final Predicate<Exception> mayPass;
    private final Duration firstWait;
    private final AtomicLong repeats = new AtomicLong();

    /** One request to a bucket, which can be made again as it is. */
    interface Call<T, E extends Exception> {
        T ask() throws E;
    }

    /**
     * @param mayPass whether the same call, made again, may be answered otherwise
     * @param firstWait longest before the second try; four times that before the third
     */
    Tries(String bucket, Predicate<Exception> mayPass, Duration firstWait) {
        this.bucket = bucket;
        this.mayPass = mayPass;
        this.firstWait = firstWait;
    }

    /**
     * @param doing for people, such as {@code "read 'a/b'"}
     * @throws E what the last try said, or the first that will be the same again
     */
    <T, E extends Exception> T of(String doing, Call<T, E> call) throws E {
        for (int number = 1; ; number++) {
            try {
                return call.ask();
            } catch (Exception e) {
                if (!mayPass.test(e) || !again(number, doing, e)) {
                    throw e;
                }
            }
        }
    }

    /**
     * Says that a try failed and waits for the next one.
     *
     * @return whether there is one
     */
    boolean again(int number, String doing, Exception failed) {
        if (number == MOST || !waited(number)) {
            return false;
        }
        LOG.info(
                "try {} of {} to {} in bucket '{}' failed, asked again ({} repeats since the start): {}",
                number,
                MOST,
                doing,
                bucket,
                repeats.incrementAndGet(),
                failed.getMessage());
        return true;
    }

    /** How many requests were repeats of one that had failed. */
    long repeats() {
        return repeats.get();
    }

    /** Somewhere between no wait and four times the one before; false where the thread is told to end. */
    private boolean waited(int number) {
        long longest = firstWait.toMillis() << 2 * (number - 1);
        try {
            TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextLong(longest + 1));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
