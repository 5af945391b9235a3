package caravan.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.TestClock;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WishTest {
    private static final TestClock CLOCK = TestClock.at("2024-11-05T12:20:00Z");

    private static Wish wish(String body) throws Refusal {
        return Wish.of(body.getBytes(StandardCharsets.UTF_8), List.of("default"), CLOCK);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"from\": \"2024-11-05T08\", \"to\": \"2024-11-05T09\"} | 2024-11-05T08..2024-11-05T09",
                "{\"from\": \"2024-11-04\", \"to\": \"2024-11-04\"} | 2024-11-04T00..2024-11-04T23",
                "{\"from\": \"2024-11-05T08\"} | 2024-11-05T08..2024-11-05T11",
                "{\"last\": \"3h\"} | 2024-11-05T09..2024-11-05T11",
                "{\"yesterday\": true, \"project\": \"default\"} | 2024-11-04T00..2024-11-04T23",
            })
    void hours_are_those_that_the_same_words_mean_on_the_command_line(String body, String hours) throws Exception {
        assertThat(wish(body).range().orElseThrow()).hasToString(hours);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \r\n\t", "{}", "{\"yesterday\": false}"})
    void who_says_nothing_wants_all_that_is_due(String body) throws Exception {
        assertThat(wish(body).range()).isEmpty();
        assertThat(wish(body).project()).isEmpty();
    }

    @Test
    void what_means_the_same_is_equal() throws Exception {
        assertThat(wish("{\"yesterday\": true}"))
                .isEqualTo(wish("{\"from\": \"2024-11-04\", \"to\": \"2024-11-04T23\"}"))
                .isNotEqualTo(wish("{\"yesterday\": true, \"project\": \"default\"}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"form\": \"2024-11-05\"} | 'form' is not a field; the nearest one is from",
                "{\"from\": \"tomorrow\"} | from takes a UTC hour such as 2026-11-01T05, or a date, not 'tomorrow'",
                "{\"from\": 20241105} | from takes a text, not 20241105",
                "{\"from\": null} | from takes a text, not null",
                "{\"to\": \"2024-11-05\"} | to needs from",
                "{\"from\": \"2024-11-05T08\", \"to\": \"2024-11-05T07\"} | from 2024-11-05T08 is after to 2024-11-05T07",
                "{\"last\": \"24\"} | last takes hours, days or weeks such as 24h, 7d or 2w, not '24'",
                "{\"from\": \"2024-11-05\", \"last\": \"24h\"} | from and last say different hours; give one of them",
                "{\"yesterday\": \"yes\"} | yesterday takes true or false",
                "{\"from\": \"2013-01-01\"} | Amplitude exports no hours before 2014-11-12",
                "{\"from\": \"2030-01-01\", \"to\": \"2030-01-02\"} | is still to come",
                "{\"project\": \"web\"} | there is no project 'web'; configured are [default]",
                "{\"project\": \"../x\"} | project takes a name of [a-z0-9], 1 to 40 characters, not '../x'",
                "{\"from\": \"2024-11-05\", \"from\": \"2024-11-04\"} | the body is no JSON that can be read",
                "{\"last\": \"24h\"} {} | the body is no JSON that can be read",
                "{\"last\": \"24h\" | the body is no JSON that can be read",
                "[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]] | the body is no JSON that can be read",
                "[] | the body is no JSON object",
                "\"24h\" | the body is no JSON object",
                "last=24h | the body is no JSON that can be read",
                "{\"last\": \"${bean:syncs?method=stop}\"} | last takes hours",
            })
    void what_cannot_be_meant_is_refused_by_its_name_and_value(String body, String words) throws Exception {
        assertThatThrownBy(() -> wish(body)).isInstanceOf(Refusal.class).hasMessageContaining(words);
    }
}
