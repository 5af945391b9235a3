package caravan.hour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HourTest {
    @ParameterizedTest
    @CsvSource({
        "2026-11-01T05:00:00Z, 2026-11-01T05",
        "2026-11-01T05:59:59.999999999Z, 2026-11-01T05",
        "2026-11-01T06:00:00Z, 2026-11-01T06",
        "1969-12-31T23:30:00Z, 1969-12-31T23"
    })
    void an_instant_is_of_the_hour_that_began_last(Instant instant, String hour) {
        assertThat(Hour.of(instant)).hasToString(hour);
    }

    @Test
    void an_hour_begins_with_its_start_and_does_not_hold_its_end() {
        Hour hour = Hour.parse("2026-11-01T23");

        assertThat(hour.start()).isEqualTo("2026-11-01T23:00:00Z");
        assertThat(hour.end()).isEqualTo("2026-11-02T00:00:00Z");
        assertThat(Hour.of(hour.end())).isEqualTo(hour.plus(1)).isNotEqualTo(hour);
    }

    @Test
    void the_spellings_of_an_hour_have_two_digits_in_every_language() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            Hour hour = Hour.of(LocalDate.of(2026, 1, 2), 5);

            assertThat(hour).hasToString("2026-01-02T05");
            assertThat(hour.date()).isEqualTo("2026-01-02");
            assertThat(hour.hourOfDay()).isEqualTo("05");
            assertThat(hour.amplitude()).isEqualTo("20260102T05");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void every_hour_of_four_years_reads_back_from_its_spelling() {
        new HourRange(Hour.parse("2024-01-01T00"), Hour.parse("2027-12-31T23"))
                .hours()
                .forEach(hour -> {
                    assertThat(Hour.parse(hour.toString())).isEqualTo(hour);
                    assertThat(Hour.of(hour.day(), hour.ofDay())).isEqualTo(hour);
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-11-01",
                "2026-11-01T5",
                "2026-11-01T24",
                "2026-02-29T00",
                "2026-13-01T00",
                "2026-11-01T05Z",
                "2026-11-01 05",
                " 2026-11-01T05",
                "2026-11-01T05\n",
                "20261101T05",
                "٢٠٢٦-11-01T05"
            })
    void anything_but_the_one_spelling_is_refused_by_name(String text) {
        assertThatThrownBy(() -> Hour.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "'")
                .hasMessageContaining("2026-11-01T05");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 24})
    void a_day_has_24_hours(int hourOfDay) {
        assertThatThrownBy(() -> Hour.of(LocalDate.of(2026, 11, 1), hourOfDay))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(Integer.toString(hourOfDay));
    }

    @Test
    void hours_sort_by_time() {
        assertThat(Stream.of("2026-11-01T10", "2026-10-31T23", "2026-11-01T09")
                        .map(Hour::parse)
                        .sorted())
                .map(Hour::toString)
                .containsExactly("2026-10-31T23", "2026-11-01T09", "2026-11-01T10");
    }
}
