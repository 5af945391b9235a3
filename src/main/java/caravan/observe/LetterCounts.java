package caravan.observe;

import caravan.failure.DeadLetter;
import caravan.failure.DeadLetters;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How many dead letters each project has, as of when they were counted last: their folder is not read at a scrape. */
final class LetterCounts {
    private static final Logger LOG = LoggerFactory.getLogger(LetterCounts.class);

    private final DeadLetters letters;
    private final Map<String, Map<DeadLetter.Kind, Long>> counted = new ConcurrentHashMap<>();

    LetterCounts(DeadLetters letters) {
        this.letters = letters;
    }

    /** Counts them now. Never fails: what hinders it is logged, and what was counted before stands. */
    void count(String project) {
        try {
            List<DeadLetter> all = letters.read().letters();
            counted.put(
                    project,
                    Arrays.stream(DeadLetter.Kind.values())
                            .collect(Collectors.toMap(Function.identity(), kind -> count(all, project, kind))));
        } catch (IOException | RuntimeException e) {
            LOG.warn(
                    "the dead letters in '{}' cannot be counted ({}); {} keeps what it said, and the next sync tries again",
                    letters.directory(),
                    e.toString(),
                    Metric.DEAD_LETTERS);
        }
    }

    private static long count(List<DeadLetter> all, String project, DeadLetter.Kind kind) {
        return all.stream()
                .filter(letter -> letter.project().equals(project) && letter.kind() == kind)
                .count();
    }

    /** Empty where none were counted yet. */
    Optional<Map<DeadLetter.Kind, Long>> of(String project) {
        return Optional.ofNullable(counted.get(project));
    }
}
