package caravan.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/** Many seeds: {@code -Dcaravan.seeds=10000}. One again, with its history: {@code -Dcaravan.seed=4711}. */
class SimulationTest {
    private static final Logger LOG = (Logger) LoggerFactory.getLogger("caravan");
    private static final int BOUND = 3000;
    private static final int TAIL = 150;
    private static final int ALL = 1_000_000;
    private static Level level;

    /** Each fault of each seed would be a warning. */
    @BeforeAll
    static void quiet() {
        level = LOG.getLevel();
        LOG.setLevel(Level.OFF);
    }

    @AfterAll
    static void loud() {
        LOG.setLevel(level);
    }

    @Test
    void whatever_happens_each_hour_ends_as_exactly_one_export_and_nothing_else_is_there() {
        Long seed = Long.getLong("caravan.seed");
        Tally tally = new Tally();
        LongStream seeds = seed == null ? LongStream.range(0, Long.getLong("caravan.seeds", 300)) : LongStream.of(seed);
        seeds.forEach(each -> {
            History history = new History(seed == null ? 0 : ALL);
            Optional<String> violation = violation(Variant.RIGHT, each, history);
            if (violation.isPresent()) {
                fail(seed == null ? story(Variant.RIGHT, each) : history + "\n" + violation.get());
            }
            tally.add(history);
        });
        System.out.println(tally);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "RIGHT")
    void a_broken_rule_is_found_out(Variant variant) {
        for (long seed = 0; seed < BOUND; seed++) {
            Optional<String> violation = violation(variant, seed, new History(0));
            if (violation.isPresent()) {
                System.out.println(variant + " is found out by seed " + seed + ": " + violation.get());
                return;
            }
        }
        fail(variant + " was not found out by " + BOUND + " seeds");
    }

    @Test
    void a_seed_gives_the_same_again() {
        assertThat(story(Variant.NO_COMPARE_AND_SET, 7)).isEqualTo(story(Variant.NO_COMPARE_AND_SET, 7));
    }

    /** What was broken; a bug is a violation too. */
    private static Optional<String> violation(Variant variant, long seed, History history) {
        try {
            new Simulation(variant, seed, history).run();
            return Optional.empty();
        } catch (RuntimeException broken) {
            return Optional.of(String.valueOf(broken.getMessage()));
        }
    }

    /** The seed once more, telling its end. */
    private static String story(Variant variant, long seed) {
        History history = new History(TAIL);
        String end = violation(variant, seed, history).orElse("no violation");
        return history + "\nseed " + seed + ": " + end
                + "\nthe whole of it again: mvn test -Dtest=SimulationTest -Dcaravan.seed=" + seed;
    }
}
