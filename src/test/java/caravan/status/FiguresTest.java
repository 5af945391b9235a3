package caravan.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "999, 999 B",
        "1000, 1.0 kB",
        "91350953, 91.4 MB",
        "999949, 999.9 kB",
        "999950, 1.0 MB",
        "999999999, 1.0 GB",
        "9223372036854775807, 9.2 EB"
    })
    void bytes_are_said_in_eight_characters_at_most(long bytes, String text) {
        assertThat(Figures.bytes(bytes)).isEqualTo(text).hasSizeLessThanOrEqualTo(8);
    }

    @Test
    void thousands_are_separated_alike_everywhere() {
        assertThat(Figures.count(1234567)).isEqualTo("1,234,567");
        assertThat(Figures.count(1, "hour")).isEqualTo("1 hour");
        assertThat(Figures.count(0, "hour")).isEqualTo("0 hours");
    }

    @Test
    void times_are_utc() {
        assertThat(Figures.time(Instant.parse("2026-11-01T05:15:59Z"))).isEqualTo("2026-11-01 05:15 UTC");
        assertThat(Figures.time(null)).isEqualTo("-");
    }

    @Test
    void text_from_elsewhere_cannot_steer_a_terminal() {
        assertThat(Figures.printable("a\u001B[31mb\nc\u009Bd\u202Ee")).isEqualTo("a?[31mb?c?d?e");
    }
}
