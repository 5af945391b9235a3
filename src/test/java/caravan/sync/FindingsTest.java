package caravan.sync;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.hour.Hour;
import caravan.ledger.Note;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FindingsTest {
    private static final Hour HOUR = Hour.parse("2026-11-01T05");
    private static final Instant NOW = Instant.parse("2026-11-01T09:00:00Z");
    private static final Instant LATER = NOW.plus(Duration.ofHours(1));

    private static Note damaged(Optional<Note> known, String finding) {
        return Findings.damaged(known, "demo", HOUR, finding, LATER);
    }

    private static Note twice(String finding) {
        Note once = Findings.damaged(Optional.empty(), "demo", HOUR, finding, NOW);
        return damaged(Optional.of(once), finding);
    }

    @Test
    void a_damage_is_asked_for_again_at_the_next_tick_at_first() {
        Note twice = twice("it was cut");

        assertThat(twice.attempts()).isEqualTo(2);
        assertThat(twice.nextTry()).isNull();
        assertThat(twice.since()).isEqualTo(NOW);
        assertThat(Findings.isCertain(twice)).isFalse();
    }

    @Test
    void the_third_time_it_is_certain_and_asked_for_once_a_day() {
        Note third = damaged(Optional.of(twice("it was cut")), "it was cut");

        assertThat(Findings.isCertain(third)).isTrue();
        assertThat(third.nextTry()).isEqualTo(LATER.plus(Duration.ofDays(1)));
    }

    @Test
    void the_same_damage_at_another_byte_or_in_another_archive_is_the_same() {
        String hash = "0123456789abcdef".repeat(4);
        Note third = damaged(Optional.of(twice("it was cut after 913 bytes")), "it was cut after 77 bytes");

        assertThat(third.attempts()).isEqualTo(3);
        assertThat(damaged(Optional.of(twice("archive " + hash)), "archive " + "f".repeat(64))
                        .attempts())
                .isEqualTo(3);
    }

    @Test
    void another_damage_counts_from_one() {
        Note other = damaged(Optional.of(twice("it was cut")), "not a ZIP but HTML");

        assertThat(other.attempts()).isEqualTo(1);
        assertThat(other.since()).isEqualTo(LATER);
    }

    @Test
    void a_reopened_hour_stays_reopened_whatever_is_found() {
        Note reopened = Note.of("demo", HOUR, Note.Kind.REOPENED, "by hand", NOW, null);

        Note once = damaged(Optional.of(reopened), "it was cut");
        Note thrice = damaged(Optional.of(damaged(Optional.of(once), "it was cut")), "it was cut");

        assertThat(once.kind()).isEqualTo(Note.Kind.REOPENED);
        assertThat(once.since()).isEqualTo(NOW);
        assertThat(once.attempts()).isEqualTo(1);
        assertThat(thrice.putsOff(LATER)).isTrue();
        assertThat(thrice.calls(LATER)).isTrue();
    }

    @Test
    void an_hour_that_is_too_much_alone_is_asked_for_once_a_day_from_the_first_time() {
        Note once = Findings.oversize(Optional.empty(), "demo", HOUR, "over 4 GB", NOW);
        Note again = Findings.oversize(Optional.of(once), "demo", HOUR, "over 4 GB", LATER);

        assertThat(once.nextTry()).isEqualTo(NOW.plus(Duration.ofDays(1)));
        assertThat(again.attempts()).isEqualTo(2);
        assertThat(again.since()).isEqualTo(NOW);
        assertThat(again.nextTry()).isEqualTo(LATER.plus(Duration.ofDays(1)));
    }

    @ParameterizedTest
    @EnumSource(names = {"UNCONFIRMED", "SUSPECT"})
    void a_note_that_says_more_stays_and_its_hour_waits_a_day(Note.Kind kind) {
        Note known = Note.of("demo", HOUR, kind, "more", NOW, NOW);

        assertThat(Findings.oversize(Optional.of(known), "demo", HOUR, "over 4 GB", LATER))
                .isEqualTo(known.until(LATER.plus(Duration.ofDays(1))));
        assertThat(damaged(Optional.of(known), "it was cut")).isEqualTo(known.until(LATER.plus(Duration.ofDays(1))));
        assertThat(Findings.isCertain(known.again(null).again(null))).isFalse();
    }
}
