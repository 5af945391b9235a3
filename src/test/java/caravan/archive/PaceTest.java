package caravan.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    /** Silence 120 s, 64 KiB/s over 60 s, deadline 2 h. */
    private static final Limits LIMITS = Limits.DEFAULT;

    private long now = Long.MAX_VALUE - Duration.ofMinutes(5).toNanos();
    private final Pace pace = new Pace(LIMITS, now);

    private void pass(Duration time) {
        now += time.toNanos();
    }

    /** The other side sends so many bytes after so long. */
    private void comes(long bytes, Duration after) {
        pace.waits(now);
        pass(after);
        pace.received(bytes, now);
    }

    @Test
    void a_transfer_that_keeps_its_rate_goes_on() {
        for (int i = 0; i < 3600; i++) {
            comes(64 << 10, SECOND);
            assertThat(pace.verdict(now)).as("second %s", i).isEmpty();
        }
    }

    @Test
    void silence_ends_a_transfer() {
        comes(1L << 30, SECOND);
        pace.waits(now);
        pass(LIMITS.silence());
        assertThat(pace.verdict(now)).isEmpty();

        pass(Duration.ofNanos(1));
        assertThat(pace.verdict(now)).get().asString().contains("no byte").contains("PT2M");
    }

    @Test
    void a_drip_ends_a_transfer_after_a_minute() {
        for (int i = 0; i < 59; i++) {
            comes(1, SECOND);
            assertThat(pace.verdict(now)).as("second %s", i).isEmpty();
        }

        comes(1, SECOND);

        assertThat(pace.verdict(now)).get().asString().contains("65536 bytes a second");
    }

    @Test
    void a_burst_pays_for_one_minute_of_drip_and_no_more() {
        comes(1L << 30, SECOND);
        int seconds = 0;
        while (pace.verdict(now).isEmpty() && seconds < 1000) {
            comes(1, SECOND);
            seconds++;
        }

        assertThat(seconds).isBetween(60, 121);
    }

    @Test
    void waiting_counts_while_it_lasts() {
        comes(1, Duration.ofSeconds(30));
        pace.waits(now);
        pass(Duration.ofSeconds(30));

        assertThat(pace.verdict(now)).isPresent();
    }

    @Test
    void our_own_slow_disk_does_not_count() {
        for (int i = 0; i < 50; i++) {
            comes(64 << 10, SECOND);
            pass(Duration.ofMinutes(2));
            assertThat(pace.verdict(now)).as("write %s", i).isEmpty();
        }
    }

    @Test
    void an_endless_transfer_ends_at_the_deadline_however_fast_it_is() {
        while (pace.verdict(now).isEmpty()) {
            comes(1L << 30, Duration.ofSeconds(30));
        }

        assertThat(pace.verdict(now)).get().asString().contains("not whole after PT2H");
    }

    @Test
    void the_deadline_counts_our_own_slow_disk_too() {
        comes(1L << 30, SECOND);
        pass(LIMITS.deadline());

        assertThat(pace.verdict(now)).isPresent();
    }
}
