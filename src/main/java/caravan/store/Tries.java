package caravan.store;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Asks S3 again where that can help, at most so often, and says and counts each time. The AWS SDK itself asks once only: what it
 * repeats nobody sees, and its tries would multiply with {@code caravan.redelivery.tries}.
 */
final class Tries {
    static final int MOST = 3;

    private static final Logger LOG = LoggerFactory.getLogger(Tries.class);
    private static final Duration FIRST_WAIT = Duration.ofMillis(50);

    private final String bucket;
    private final AtomicLong repeats = new AtomicLong();

    /** One request to S3, which can be made again as it is. */
    interface Call<T, E extends Exception> {
        T ask() throws E;
    }

    Tries(String bucket) {
        this.bucket = bucket;
    }

    /**
     * @param doing for people, such as {@code "read 'a/b'"}
     * @throws SdkException what the last try said, or the first that will be the same again
     */
    <T, E extends Exception> T of(String doing, Call<T, E> call) throws E {
        for (int number = 1; ; number++) {
            try {
                return asked(call);
            } catch (SdkException e) {
                if (number == MOST || !S3Fault.mayPass(e) || !waited(number)) {
                    throw e;
                }
                LOG.info(
                        "try {} of {} to {} in bucket '{}' failed, asked again ({} repeats since the start): {}",
                        number,
                        MOST,
                        doing,
                        bucket,
                        repeats.incrementAndGet(),
                        e.getMessage());
            }
        }
    }

    /** The SDK wraps what breaks off within an answer that it parses into an exception that is not its own. */
    private static <T, E extends Exception> T asked(Call<T, E> call) throws E {
        try {
            return call.ask();
        } catch (UncheckedIOException e) {
            throw SdkClientException.create("the reply broke off: " + e.getMessage(), e);
        }
    }

    /** How many requests were repeats of one that had failed. */
    long repeats() {
        return repeats.get();
    }

    /** Somewhere between no wait and four times the one before; false where the thread is told to end. */
    private static boolean waited(int number) {
        long longest = FIRST_WAIT.toMillis() << 2 * (number - 1);
        try {
            TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextLong(longest));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
