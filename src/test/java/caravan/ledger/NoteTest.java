package caravan.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.ledger.Note.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NoteTest {
    private static final Instant NOW = Instant.parse("2026-11-01T09:00:00Z");
    private static final Instant NEXT = NOW.plus(Duration.ofHours(1));

    @Test
    void a_note_is_spelled_as_the_contract_says() {
        assertThat(json(new Note(1, "demo", Records.HOUR, Kind.LIMIT, "too much", NOW, 2, NEXT, 6)))
                .isEqualTo("""
                        {"schema":1,"project":"demo","hour":"2026-11-01T05","kind":"limit","reason":"too much",\
                        "since":"2026-11-01T09:00:00Z","attempts":2,"nextTry":"2026-11-01T10:00:00Z","limit":6}""");
    }

    @Test
    void a_note_says_nothing_of_a_next_try_or_limit_that_it_has_not() {
        assertThat(json(note(Kind.REOPENED, null)))
                .endsWith("\"attempts\":1}")
                .doesNotContain("nextTry")
                .doesNotContain("limit");
    }

    @Test
    void the_same_case_once_more_keeps_its_beginning() {
        Note again = note(Kind.UNCONFIRMED, NEXT).again(NEXT.plusSeconds(1));

        assertThat(again.since()).isEqualTo(NOW);
        assertThat(again.attempts()).isEqualTo(2);
        assertThat(again.nextTry()).isEqualTo(NEXT.plusSeconds(1));
    }

    @ParameterizedTest
    @CsvSource({
        // kind, a nanosecond before the time, then, without a time of its own
        "OVERSIZE, false, true, false",
        "CORRUPT, false, true, false",
        "UNCONFIRMED, false, true, false",
        "REOPENED, true, true, true",
        "SUSPECT, false, true, false",
        "LIMIT, false, false, false"
    })
    void a_note_calls_for_a_done_hour(Kind kind, boolean before, boolean then, boolean timeless) {
        assertThat(note(kind, NEXT).calls(NEXT.minusNanos(1))).isEqualTo(before);
        assertThat(note(kind, NEXT).calls(NEXT)).isEqualTo(then);
        assertThat(note(kind, null).calls(NEXT)).isEqualTo(timeless);
    }

    @ParameterizedTest
    @CsvSource({"OVERSIZE, true", "CORRUPT, true", "UNCONFIRMED, true", "SUSPECT, true", "LIMIT, false"})
    void a_note_puts_its_hour_off_until_its_time_has_come(Kind kind, boolean before) {
        assertThat(note(kind, NEXT).putsOff(NEXT.minusNanos(1))).isEqualTo(before);
        assertThat(note(kind, NEXT).putsOff(NEXT)).isFalse();
        assertThat(note(kind, null).putsOff(NOW)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"project", "hour", "kind"})
    void a_note_without_what_it_is_about_is_unreadable(String field) {
        String damaged = json(note(Kind.REOPENED, NEXT)).replace("\"" + field + "\":", "\"other\":");

        assertThatThrownBy(() -> LedgerJson.read("k", damaged.getBytes(StandardCharsets.UTF_8), Note.class))
                .isInstanceOf(LedgerUnreadable.class)
                .hasMessageContaining("'k'");
    }

    private static Note note(Kind kind, Instant next) {
        return Note.of("demo", Records.HOUR, kind, "because", NOW, next);
    }

    private static String json(Note note) {
        return new String(LedgerJson.write(note), StandardCharsets.UTF_8);
    }
}
