package caravan.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.TestClock;
import caravan.sync.Run;
import caravan.sync.Turns;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AskedRunsTest {
    private static final Wish ALL = new Wish(Optional.empty(), Optional.empty());

    private final AskedRuns runs = new AskedRuns();
    private final Turns turns = new Turns(TestClock.at("2024-11-05T12:20:00Z"));

    private AskedRuns.Asked asked(int message) throws Refusal {
        return runs.ask(ALL, Optional.of("message-" + message));
    }

    @Test
    void a_message_that_is_delivered_again_asks_for_no_second_run() throws Refusal {
        AskedRuns.Asked first = asked(1);
        turns.take(first.run());
        turns.release(first.run());

        AskedRuns.Asked again = asked(1);

        assertThat(again.isNew()).isFalse();
        assertThat(again.run()).isSameAs(first.run());
    }

    @Test
    void of_the_messages_that_ask_for_one_run_the_last_thousand_are_known() throws Refusal {
        AskedRuns.Asked first = asked(0);
        for (int message = 1; message <= 1000; message++) {
            assertThat(asked(message).run()).isSameAs(first.run());
        }
        turns.take(first.run());

        assertThat(asked(1000).isNew()).isFalse();
        assertThat(asked(1).isNew()).isFalse();
        assertThat(asked(0).isNew()).isTrue();
    }

    @Test
    void of_the_runs_that_are_over_the_last_hundred_are_kept() throws Refusal {
        Run first = over(asked(0).run());
        Run second = over(asked(1).run());
        for (int message = 2; message <= 100; message++) {
            over(asked(message).run());
        }

        assertThat(runs.all()).hasSize(100);
        assertThat(runs.of(first.id())).isEmpty();
        assertThat(runs.of(second.id())).containsSame(second);
    }

    @Test
    void a_run_that_is_under_way_is_kept_however_many_come_after_it() throws Refusal {
        Run longRun = asked(0).run();
        turns.take(longRun);
        for (int message = 1; message <= 150; message++) {
            over(asked(message).run());
        }

        assertThat(runs.of(longRun.id())).containsSame(longRun);
        assertThat(runs.all()).hasSize(100);
    }

    /** In turns of its own: another may be under way. */
    private static Run over(Run run) {
        Turns own = new Turns(TestClock.at("2024-11-05T12:30:00Z"));
        own.take(run);
        own.release(run);
        return run;
    }
}
