package caravan.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class KeptTest {
    private final Kept kept = new Kept();

    private static byte[] large(int seed) {
        byte[] bytes = new byte[1024 * 1024];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    @Test
    void however_much_is_asked_for_it_keeps_so_many_bytes_at_most_and_the_last_of_them() throws Exception {
        for (int i = 0; i < 20; i++) {
            int seed = i;
            kept.of("question " + i, 1, () -> Reply.of("application/json", large(seed)));
            assertThat(kept.bytes()).isLessThanOrEqualTo(Kept.MOST_BYTES);
        }

        AtomicInteger made = new AtomicInteger();
        for (int i = 19; i >= 14; i--) {
            kept.of("question " + i, 1, () -> {
                made.incrementAndGet();
                return Reply.of("application/json", large(0));
            });
        }
        assertThat(made).hasValue(0);
        assertThat(kept.bytes()).isGreaterThan(6 * 1024 * 1024);
    }

    @Test
    void another_version_takes_the_place_of_the_one_before() throws Exception {
        for (int version = 0; version < 20; version++) {
            int seed = version;
            kept.of("question", version, () -> Reply.of("application/json", large(seed)));
        }

        assertThat(kept.bytes()).isLessThan(2 * 1024 * 1024);
    }

    @Test
    void what_is_kept_packed_is_whole_for_whoever_does_not_take_it_packed() throws Exception {
        byte[] json = ("{\"states\": \"" + "l".repeat(100_000) + "\"}").getBytes(StandardCharsets.UTF_8);

        Reply reply = kept.of("question", 1, () -> Reply.of("application/json", json));

        assertThat(kept.bytes()).isLessThan(2_000);
        assertThat((byte[]) reply.whole()).isEqualTo(json);
        assertThat((byte[]) reply.own().whole()).isEqualTo(json);
    }
}
