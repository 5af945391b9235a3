package caravan.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.TestClock;
import caravan.hour.Hour;
import caravan.ledger.ChangeLine.Pair;
import caravan.store.MemoryStore;
import java.io.IOException;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChangeLineTest {
    private static final String TEXT =
            "2026-11-30T23:59:59Z  hour 2026-11-30T05  revision 0->1  events 2->3  bytes 20->30"
                    + "  types: signup +1, look -2";
    private static final ChangeLine LINE = new ChangeLine(
            Instant.parse("2026-11-30T23:59:59Z"),
            Hour.parse("2026-11-30T05"),
            new Pair(0, 1),
            new Pair(2, 3),
            new Pair(20, 30),
            "signup +1, look -2");

    @Test
    void a_line_is_spelled_for_people_and_read_back() {
        assertThat(LINE).hasToString(TEXT);
        assertThat(ChangeLine.parse(TEXT)).hasValue(LINE);
    }

    @Test
    void what_is_written_is_what_is_read() {
        Random random = new Random(8);
        for (int i = 0; i < 2_000; i++) {
            ChangeLine line = any(random);

            assertThat(ChangeLine.parse(line.toString())).as(line.toString()).hasValue(line);
        }
    }

    private static ChangeLine any(Random random) {
        long second = Instant.parse("2015-01-01T00:00:00Z").getEpochSecond() + random.nextInt(900_000_000);
        int nano = random.nextBoolean() ? 0 : random.nextInt(1_000_000_000);
        StringBuilder types = new StringBuilder();
        random.ints(random.nextInt(60), ' ', 127).forEach(c -> types.append((char) c));
        return new ChangeLine(
                Instant.ofEpochSecond(second, nano),
                Hour.of(Instant.ofEpochSecond(second - random.nextInt(100_000_000))),
                any(random, 1_000),
                any(random, 1_000_000_000_000L),
                any(random, 1_000_000_000_000_000_000L),
                random.nextInt(10) == 0 ? "  types: x  hour 2026-11-30T05  revision 0->1" : types.toString());
    }

    private static Pair any(Random random, long below) {
        return new Pair(random.nextLong(below), random.nextInt(4) == 0 ? below - 1 : random.nextLong(below));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "somebody's own remark",
                "2026-11-30T23:59:59Z  hour 2026-11-30T05  revision 0->1  events 2->3  bytes 20->30",
                "2026-11-31T23:59:59Z  hour 2026-11-30T05  revision 0->1  events 2->3  bytes 20->30  types: x",
                "2026-11-30T23:59:59Z  hour 2026-11-30T25  revision 0->1  events 2->3  bytes 20->30  types: x",
                "2026-11-30T23:59:59Z  hour 2026-11-30T05  revision 0->1  events -2->3  bytes 20->30  types: x",
                "2026-11-30T23:59:59Z  hour 2026-11-30T05  revision 0->1  events 2->9999999999999999999  bytes 20->30  types: x",
            })
    void a_line_of_somebody_else_is_none(String line) {
        assertThat(ChangeLine.parse(line)).isEmpty();
    }

    @Test
    void the_log_tells_the_last_first_over_its_months_and_leaves_out_what_others_wrote() throws IOException {
        MemoryStore store = new MemoryStore(TestClock.at("2026-12-02T00:00:00Z"));
        ChangeLog log = new ChangeLog(store);
        Instant december = Instant.parse("2026-12-01T00:00:00Z");
        ChangeLine newer = new ChangeLine(december, LINE.hour(), new Pair(1, 2), LINE.events(), LINE.bytes(), "none");
        log.append("demo", LINE.at(), "a remark");
        log.append("demo", LINE.at(), LINE.toString());
        log.append("demo", december, newer.toString());
        log.append("other", december, "of another project");

        assertThat(log.last("demo", 10)).containsExactly(newer, LINE);
        assertThat(log.last("demo", 0)).containsExactly(newer);
    }
}
