package caravan.archive;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.hour.Hour;
import caravan.hour.HourRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeptNameTest {
    private static final String SPELT = "project=web/2026-11-01T00_2026-11-01T23_0123456789abcdef.zip";

    @Test
    void a_name_is_read_as_it_was_written() {
        HourRange day = new HourRange(Hour.parse("2026-11-01T00"), Hour.parse("2026-11-01T23"));
        KeptName name = new KeptName("web", day, "0123456789abcdef");

        assertThat(name).hasToString(SPELT);
        assertThat(KeptName.parse(SPELT)).contains(name);
        assertThat(name.isOf("0123456789abcdef" + "0".repeat(48))).isTrue();
        assertThat(name.isOf("1".repeat(64))).isFalse();
        assertThat(name.isOf(null)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "project=web/2026-11-01T23_2026-11-01T00_0123456789abcdef.zip",
                "project=web/2026-11-31T00_2026-12-01T00_0123456789abcdef.zip",
                "project=web/2026-11-01T00_2026-11-01T23_0123456789abcde.zip",
                "project=web/2026-11-01T00_2026-11-01T23_0123456789abcdef.zip.part",
                "project=../2026-11-01T00_2026-11-01T23_0123456789abcdef.zip",
                "project=web/x/2026-11-01T00_2026-11-01T23_0123456789abcdef.zip",
                "web/2026-11-01T00_2026-11-01T23_0123456789abcdef.zip",
            })
    void a_strangers_file_is_no_kept_archive(String name) {
        assertThat(KeptName.parse(name)).isEmpty();
    }
}
