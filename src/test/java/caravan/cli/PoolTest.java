package caravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class PoolTest {
    private final Pool pool = Pool.of(1, "test");

    @AfterEach
    void close() {
        pool.shutdownNow();
        MDC.clear();
    }

    @Test
    void work_is_logged_as_whoever_gave_it() throws Exception {
        MDC.put("hour", "2024-11-05T09");
        Future<Map<String, String>> seen = pool.submit(MDC::getCopyOfContextMap);
        assertThat(seen.get()).isEqualTo(Map.of("hour", "2024-11-05T09"));
    }

    @Test
    void what_work_says_of_itself_is_forgotten_with_it() throws Exception {
        pool.submit(() -> MDC.put("hour", "2024-11-05T09")).get();
        assertThat(pool.submit(() -> MDC.get("hour")).get()).isNull();
        assertThat(MDC.get("hour")).isNull();
    }

    @Test
    void work_that_fails_is_forgotten_too() throws Exception {
        Future<?> failing = pool.submit(() -> {
            MDC.put("hour", "2024-11-05T09");
            throw new IllegalStateException("by a test");
        });
        assertThat(failing).failsWithin(java.time.Duration.ofMinutes(1));
        assertThat(pool.submit(() -> MDC.get("hour")).get()).isNull();
    }
}
