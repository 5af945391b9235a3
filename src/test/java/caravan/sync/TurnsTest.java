package caravan.sync;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.TestClock;
import caravan.failure.ExitCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TurnsTest {
    private static final Instant NOW = Instant.parse("2026-11-01T09:00:00Z");

    private final TestClock clock = TestClock.at(NOW.toString());
    private final Turns turns = new Turns(clock);
    private final List<Thread> threads = new ArrayList<>();

    @AfterEach
    void stop() {
        turns.stop();
    }

    @Test
    void the_second_waits_until_the_first_is_at_its_end_whatever_the_time() throws Exception {
        Run first = Run.ofEverything();
        turns.take(first);
        Run second = waiting();

        clock.pass(Duration.ofDays(2));

        assertThat(second.startedAt()).isEmpty();
        turns.release(first);
        ended();
        assertThat(second.startedAt()).contains(clock.instant());
        assertThat(first.startedAt()).contains(NOW);
        assertThat(first.finishedAt()).contains(clock.instant());
        assertThat(second.finishedAt()).isEmpty();
    }

    @Test
    void what_is_done_between_runs_is_not_done_while_one_is_under_way() throws Exception {
        Run first = Run.ofEverything();
        turns.take(first);
        assertThat(turns.between(() -> "read")).isEmpty();

        turns.release(first);

        assertThat(turns.between(() -> "read")).contains("read");
    }

    @Test
    void nothing_is_done_between_runs_before_a_run_that_waits() throws Exception {
        Run first = Run.ofEverything();
        turns.take(first);
        Run second = waiting();
        Optional<String> read;
        synchronized (turns) {
            turns.release(first);
            // It has been called, and has not come in yet.
            read = turns.between(() -> "read");
        }
        ended();

        assertThat(read).isEmpty();
        assertThat(second.startedAt()).isPresent();
    }

    @Test
    void whoever_is_told_of_an_end_may_wait_for_who_does_something_between_runs() throws Exception {
        Object held = new Object();
        CountDownLatch told = new CountDownLatch(1);
        CountDownLatch holds = new CountDownLatch(1);
        Turns own = new Turns(clock, run -> {
            if (run.finishedAt().isPresent()) {
                told.countDown();
                synchronized (held) {
                    assertThat(run.finishedAt()).isPresent();
                }
            }
        });
        Run run = Run.ofEverything();
        own.take(run);
        Thread reader = new Thread(() -> {
            synchronized (held) {
                holds.countDown();
                readOnce(told, own);
            }
        });
        reader.setDaemon(true);
        reader.start();
        holds.await();

        own.release(run);

        reader.join();
        assertThat(own.between(() -> "free")).contains("free");
    }

    private static void readOnce(CountDownLatch told, Turns turns) {
        try {
            told.await();
            turns.between(() -> "read");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_run_waits_for_what_is_done_between_runs() throws Exception {
        Run[] second = new Run[1];
        turns.between(() -> {
            second[0] = waiting();
            assertThat(second[0].startedAt()).isEmpty();
            return "read";
        });

        ended();
        assertThat(second[0].startedAt()).isPresent();
    }

    @Test
    void who_came_first_is_next() throws Exception {
        Run first = Run.ofEverything();
        turns.take(first);
        List<Run> others = List.of(waiting(), waiting(), waiting());

        turns.release(first);
        for (Run next : others) {
            threads.remove(0).join();
            assertThat(others.stream()
                            .filter(run -> run.startedAt().isPresent()
                                    && run.finishedAt().isEmpty()))
                    .containsExactly(next);
            turns.release(next);
        }
    }

    @Test
    void whoever_comes_in_the_moment_in_which_a_turn_is_given_back_is_not_before_those_who_wait() throws Exception {
        Run first = Run.ofEverything();
        turns.take(first);
        Run second = waiting();
        Run late = Run.ofEverything();
        Thread barging = new Thread(() -> {
            synchronized (turns) {
                turns.release(first);
                turns.take(late);
            }
        });
        barging.setDaemon(true);

        barging.start();
        ended();

        assertThat(second.startedAt()).isPresent();
        assertThat(late.startedAt()).isEmpty();
    }

    @Test
    void a_turn_is_given_back_by_its_own_run_alone() throws Exception {
        Run first = Run.ofEverything();
        turns.take(first);
        Run second = waiting();

        turns.release(Run.ofEverything());
        turns.release(second);

        assertThat(first.finishedAt()).isEmpty();
        assertThat(second.startedAt()).isEmpty();
    }

    @Test
    void a_process_that_is_told_to_stop_lets_nobody_wait() throws Exception {
        Run first = Run.ofEverything();
        turns.take(first);
        Run second = waiting();

        turns.stop();
        ended();
        Run third = Run.ofEverything();
        turns.take(third);

        assertThat(List.of(second, third)).allSatisfy(run -> {
            assertThat(run.startedAt()).isEmpty();
            assertThat(run.finishedAt()).contains(NOW);
            assertThat(run.exitCode()).isEqualTo(ExitCode.STOPPED);
        });
        assertThat(first.finishedAt()).isEmpty();
    }

    @Test
    void whoever_is_interrupted_while_he_waits_holds_up_nobody() throws Exception {
        Run first = Run.ofEverything();
        turns.take(first);
        Run second = waiting();
        Run third = waiting();

        Thread interrupted = threads.remove(0);
        interrupted.interrupt();
        interrupted.join();
        turns.release(first);
        ended();

        assertThat(second.exitCode()).isEqualTo(ExitCode.STOPPED);
        assertThat(third.startedAt()).contains(NOW);
    }

    /** A run whose thread is seen to wait. */
    private Run waiting() {
        Run run = Run.ofEverything();
        Thread thread = new Thread(() -> turns.take(run));
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
        while (thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        return run;
    }

    private void ended() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
