package caravan.sync;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.TestClock;
import caravan.failure.DeadLetter;
import caravan.hour.DueHours;
import caravan.hour.Hour;
import caravan.hour.Windows;
import caravan.ledger.Ledger;
import caravan.ledger.Note;
import caravan.store.MemoryStore;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CasesTest {
    private static final Hour HOUR = Hour.parse("2026-11-01T05");

    private final TestClock clock = TestClock.at("2026-11-01T09:00:00Z");
    private final MemoryStore store = new MemoryStore(clock);
    private final Ledger ledger = new Ledger(store, "demo", Runnable::run);

    private DeadLetter letter(String project, DeadLetter.Kind kind) {
        return DeadLetter.of(project, HOUR, kind, "it broke", clock.instant());
    }

    private ProjectRun project() throws IOException {
        DueHours dueHours = new DueHours(clock, Duration.ZERO);
        return new ProjectRun(
                Run.ofEverything(), ProjectRunTest.DEMO, ledger, dueHours, new Windows(24), HOUR.plus(-5));
    }

    @ParameterizedTest
    @CsvSource({"OVERSIZE, true", "CORRUPT, true", "BAD_LINES, false", "BUG, false"})
    void only_a_case_that_a_landing_mends_is_over_when_its_hour_is_done(DeadLetter.Kind kind, boolean over)
            throws IOException {
        store.put(ledger.recordKey(HOUR), "{}");

        assertThat(Cases.isOver(letter("demo", kind), project())).isEqualTo(over);
    }

    @Test
    void a_case_of_an_hour_that_is_due_is_not_over() throws IOException {
        assertThat(Cases.isOver(letter("demo", DeadLetter.Kind.CORRUPT), project()))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"REOPENED, false", "OVERSIZE, false", "CORRUPT, false", "UNCONFIRMED, true", "LIMIT, true"})
    void a_case_of_a_done_hour_whose_note_says_otherwise_is_not_over(Note.Kind kind, boolean over) throws IOException {
        store.put(ledger.recordKey(HOUR), "{}");
        ledger.write(Note.of("demo", HOUR, kind, "because", clock.instant(), null));

        assertThat(Cases.isOver(letter("demo", DeadLetter.Kind.CORRUPT), project()))
                .isEqualTo(over);
    }

    @Test
    void a_case_of_another_project_is_none_of_ours() throws IOException {
        store.put(ledger.recordKey(HOUR), "{}");

        assertThat(Cases.isOver(letter("shop", DeadLetter.Kind.CORRUPT), project()))
                .isFalse();
    }
}
