package caravan.landing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UploadTimeTest {
    @ParameterizedTest
    @CsvSource({
        "2026-11-01 05:06:07,2026-11-01T05:06:07Z",
        "2026-11-01 05:06:07.5,2026-11-01T05:06:07.500Z",
        "2026-11-01 05:06:07.000001,2026-11-01T05:06:07.000001Z",
        "2024-02-29 23:59:59.999999,2024-02-29T23:59:59.999999Z",
        "1969-12-31 23:59:59.999999,1969-12-31T23:59:59.999999Z",
        "0001-01-01 00:00:00,0001-01-01T00:00:00Z"
    })
    void a_time_is_read_to_the_microsecond(String text, Instant time) {
        assertThat(UploadTime.instant(micros(text))).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-11-01",
                "2026-11-01 05:06",
                "2026-11-01T05:06:07",
                "2026-11-01 05:06:07Z",
                "2026-11-01 05:06:07.",
                "2026-11-01 05:06:07.0000001",
                "2026-11-01 05:06:07,5",
                "2026-02-29 05:06:07",
                "2026-13-01 05:06:07",
                "2026-11-00 05:06:07",
                "2026-11-01 24:06:07",
                "2026-11-01 05:60:07",
                "2026-11-01 05:06:60",
                "2026-11-01 05:06:0x"
            })
    void another_spelling_is_unreadable(String text) {
        assertThat(micros(text)).isEqualTo(UploadTime.UNREADABLE);
    }

    @Test
    void only_the_given_bytes_are_looked_at() {
        byte[] bytes = "\"2026-11-01 05:06:07\"".getBytes(UTF_8);

        assertThat(UploadTime.instant(UploadTime.micros(bytes, 1, 19))).hasToString("2026-11-01T05:06:07Z");
    }

    private static long micros(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        return UploadTime.micros(bytes, 0, bytes.length);
    }
}
