package caravan.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** All chance of one simulation: a seed gives the same throws again. */
final class Dice {
    private final SplittableRandom random;

    Dice(long seed) {
        // Neighbouring seeds would begin alike.
        this.random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + 1);
    }

    boolean once(int in) {
        return random.nextInt(in) == 0;
    }

    boolean percent(int chance) {
        return random.nextInt(100) < chance;
    }

    /** @param bound exclusive */
    int below(int bound) {
        return random.nextInt(bound);
    }

    Duration between(Duration least, Duration most) {
        return Duration.ofMillis(random.nextLong(least.toMillis(), most.toMillis() + 1));
    }

    <T> T of(List<T> each) {
        return each.get(random.nextInt(each.size()));
    }

    <T> List<T> shuffled(List<T> ordered) {
        List<T> mixed = new ArrayList<>(ordered);
        for (int i = mixed.size() - 1; i > 0; i--) {
            mixed.set(i, mixed.set(random.nextInt(i + 1), mixed.get(i)));
        }
        return mixed;
    }
}
