package caravan.bigquery;

import caravan.config.Redelivery;
import caravan.warehouse.WarehouseAway;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks BigQuery again where that can help, as often as {@code caravan.redelivery.*} says, and tells each time. Nothing below it repeats. */
final class Repeats {
    private static final Logger LOG = LoggerFactory.getLogger(Repeats.class);
    private static final Duration FIRST_LOOK = Duration.ofMillis(250);
    private static final Duration LAST_LOOK = Duration.ofSeconds(5);

    private final Redelivery redelivery;
    private final Pause pause;

    /** One request, which can be made again as it is. */
    interface Call<T> {
        T ask() throws IOException;
    }

    /** Lets time go by. */
    interface Pause {
        Pause REAL = duration -> Thread.sleep(duration.toMillis());

        void of(Duration duration) throws InterruptedException;
    }

    Repeats(Redelivery redelivery, Pause pause) {
        this.redelivery = redelivery;
        this.pause = pause;
    }

    /** @param doing for people, such as {@code "get job …"} */
    <T> T of(String doing, Call<T> call) throws IOException {
        for (int number = 1; ; number++) {
            try {
                return call.ask();
            } catch (WarehouseAway e) {
                if (isLast(number)) {
                    throw e;
                }
                LOG.info(
                        "try {} of {} to {} failed, asked again: {}",
                        number,
                        redelivery.tries(),
                        doing,
                        e.getMessage());
                waitAfter(number);
            }
        }
    }

    boolean isLast(int number) {
        return number >= redelivery.tries();
    }

    /** Somewhere between no wait and twice the one before. */
    void waitAfter(int number) throws WarehouseAway {
        long longest =
                Math.min(redelivery.maxDelay().toMillis(), redelivery.delay().toMillis() << Math.min(20, number - 1));
        pause(Duration.ofMillis(longest == 0 ? 0 : ThreadLocalRandom.current().nextLong(longest + 1)));
    }

    /** Between two looks at a job that runs: short at first, for most are over soon. */
    void waitToLook(int number) throws WarehouseAway {
        Duration wait = FIRST_LOOK.multipliedBy(1L << Math.min(10, number - 1));
        pause(wait.compareTo(LAST_LOOK) < 0 ? wait : LAST_LOOK);
    }

    private void pause(Duration duration) throws WarehouseAway {
        try {
            pause.of(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WarehouseAway("told to stop while waiting for BigQuery", e);
        }
    }
}
