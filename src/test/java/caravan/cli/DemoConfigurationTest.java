package caravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class DemoConfigurationTest {
    /** The last hour that can be exported is 2026-11-20T09. */
    private final Clock clock = Clock.fixed(Instant.parse("2026-11-20T12:20:00Z"), ZoneOffset.UTC);

    @Test
    void its_hours_are_exported_by_the_demo() {
        assertThat(words("./caravan reopen --project demo --from 2026-11-19T05 --to 2026-11-19T05\n"
                        + "./caravan sync --project demo --from 2026-11-19T05 --to 2026-11-19T05\n"))
                .isEqualTo("./caravan reopen --demo --from 2026-11-19T05 --to 2026-11-19T05\n./caravan demo\n");
    }

    @Test
    void an_hour_that_the_demo_does_not_reach_by_itself_is_exported_by_a_longer_one() {
        assertThat(words("  ./caravan sync --project demo --from 2026-11-18T10 --to 2026-11-18T10"))
                .isEqualTo("  ./caravan demo");
        assertThat(words("  ./caravan sync --project demo --from 2026-11-18T09 --to 2026-11-18T10"))
                .isEqualTo("  ./caravan demo --hours 49");
    }

    private String words(String text) {
        return DemoConfiguration.words(text, clock);
    }
}
