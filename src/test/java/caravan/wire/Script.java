package caravan.wire;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Says what happens to each connection, in the order in which they are accepted. Asked by one thread at a time. */
@FunctionalInterface
public interface Script {
    Fault next();

    /** These, one a connection; what comes after passes. */
    static Script of(Fault... faults) {
        Iterator<Fault> left = List.of(faults).iterator();
        return () -> left.hasNext() ? left.next() : Fault.pass();
    }

    static Script always(Fault fault) {
        return () -> fault;
    }

    /**
     * Faults by lot: the same seed gives the same ones.
     *
     * @param weights how often each comes, relative to the sum; one that is missing never comes
     */
    static Script seeded(long seed, Map<Fault.Kind, Integer> weights) {
        List<Fault.Kind> lots = new ArrayList<>();
        new EnumMap<>(weights).forEach((kind, weight) -> {
            for (int i = 0; i < weight; i++) {
                lots.add(kind);
            }
        });
        if (lots.isEmpty()) {
            throw new IllegalArgumentException("the weights " + weights + " leave nothing to choose from");
        }
        Random random = new Random(seed);
        return () -> drawn(lots.get(random.nextInt(lots.size())), random);
    }

    /** Places from the first byte on to about 64 KiB: half of them in the first 256 bytes, where heads are. */
    private static Fault drawn(Fault.Kind kind, Random random) {
        long at = random.nextInt(1 << 1 + random.nextInt(16));
        Fault.Way way = random.nextBoolean() ? Fault.Way.UP : Fault.Way.DOWN;
        return switch (kind) {
            case PASS -> Fault.pass();
            case RATE -> Fault.rate(1024 + at);
            case DRIP -> Fault.drip(Duration.ofMillis(5 + random.nextInt(50)));
            case CUT -> Fault.cut(way, at);
            case RESET -> Fault.reset(way, at);
            case HALF_CLOSE -> Fault.halfClose(way, at);
            case BLACK_HOLE -> Fault.blackHole();
            case SWALLOW -> Fault.swallowReply();
            case FLIP -> Fault.flip(way, at);
        };
    }
}
