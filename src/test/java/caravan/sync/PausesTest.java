package caravan.sync;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.TestClock;
import caravan.failure.Failure;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PausesTest {
    private static final Failure REFUSAL = new Failure(Failure.Kind.REFUSED, "Amplitude answered 403");

    private final TestClock clock = TestClock.at("2026-11-01T06:00:00Z");
    private final Pauses pauses = new Pauses(clock);

    @Test
    void a_project_that_was_refused_pauses_for_fifteen_minutes() {
        pauses.refused("demo", REFUSAL);
        clock.pass(Duration.ofMinutes(15).minusNanos(1));

        assertThat(pauses.pausing("demo"))
                .contains(new Pauses.Pause(clock.instant().plusNanos(1), REFUSAL));
        assertThat(pauses.isToProbe("demo")).isFalse();
        assertThat(pauses.toProbe()).isEmpty();
    }

    @Test
    void then_one_request_tells_whether_it_is_still_refused() {
        pauses.refused("demo", REFUSAL);
        clock.pass(Duration.ofMinutes(15));

        assertThat(pauses.pausing("demo")).isEmpty();
        assertThat(pauses.isToProbe("demo")).isTrue();
        assertThat(pauses.toProbe()).containsExactly("demo");
    }

    @Test
    void one_that_is_refused_again_pauses_as_long_again() {
        pauses.refused("demo", REFUSAL);
        clock.pass(Duration.ofMinutes(15));

        pauses.refused("demo", REFUSAL);

        assertThat(pauses.pausing("demo"))
                .contains(new Pauses.Pause(clock.instant().plus(Duration.ofMinutes(15)), REFUSAL));
    }

    @Test
    void one_that_is_let_in_again_pauses_no_more_and_others_never_did() {
        pauses.refused("demo", REFUSAL);
        pauses.over("demo");

        assertThat(pauses.pausing("demo")).isEmpty();
        assertThat(pauses.isToProbe("demo")).isFalse();
        assertThat(pauses.isToProbe("other")).isFalse();
    }
}
