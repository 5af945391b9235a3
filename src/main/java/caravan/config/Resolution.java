package caravan.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Settles which value counts for each key: the earlier layer before the later one, within a layer our own name before the others. */
final class Resolution {
    /** Set for every program of a machine, so that our own name beside them is no contradiction. */
    private static final Set<String> AMBIENT = Set.of(
            "AWS_REGION",
            "AWS_ENDPOINT_URL",
            "AWS_ENDPOINT_URL_S3",
            "GOOGLE_APPLICATION_CREDENTIALS",
            "STORAGE_EMULATOR_HOST");

    private final Problems problems;
    private final Map<String, Value> values = new LinkedHashMap<>();
    private final Map<String, String> foreign = new LinkedHashMap<>();

    Resolution(List<Layer> layers, Problems problems) {
        this.problems = problems;
        layers.forEach(this::take);
    }

    /** By dotted name. */
    Map<String, Value> values() {
        return values;
    }

    /** Keys that are not ours but Camel's or the user's own, from where those may stand. */
    Map<String, String> foreign() {
        return foreign;
    }

    private void take(Layer layer) {
        Map<String, List<Candidate>> candidates = new LinkedHashMap<>();
        for (Layer.Entry entry : layer.entries()) {
            Optional<Candidate> candidate = candidate(layer.kind(), entry);
            if (candidate.isEmpty()) {
                UnknownNames.problem(layer.kind(), entry).ifPresentOrElse(problems::add, () -> keep(layer, entry));
            } else if (!entry.value().isEmpty()) {
                candidates
                        .computeIfAbsent(candidate.get().name(), name -> new ArrayList<>())
                        .add(candidate.get());
            }
        }
        candidates.values().forEach(this::settle);
    }

    private void keep(Layer layer, Layer.Entry entry) {
        if (!layer.kind().environmentNames()) {
            foreign.putIfAbsent(entry.name(), entry.value());
        }
    }

    private static Optional<Candidate> candidate(Layer.Kind kind, Layer.Entry entry) {
        Optional<Key> dotted = KeyNames.known(entry.name());
        if (dotted.isPresent()) {
            return Optional.of(new Candidate(entry.name(), dotted.get(), 0, entry));
        }
        if (!kind.environmentNames()) {
            return Optional.empty();
        }
        return KeyNames.fromEnvironment(entry.name())
                .map(name -> new Candidate(name, KeyNames.known(name).orElseThrow(), 0, entry))
                .or(() -> KeyNames.ofOtherName(entry.name())
                        .map(key -> new Candidate(
                                key.spelling(), key, 1 + key.otherNames().indexOf(entry.name()), entry)));
    }

    private void settle(List<Candidate> candidates) {
        candidates.sort(Comparator.comparingInt(Candidate::rank));
        Candidate first = candidates.get(0);
        for (Candidate other : candidates.subList(1, candidates.size())) {
            boolean sameName = other.entry().name().equals(first.entry().name());
            if (!other.entry().value().equals(first.entry().value())
                    && (sameName || !AMBIENT.contains(other.entry().name()))) {
                problems.add(first.name() + ": " + first.named() + " and " + other.named()
                        + " hold different values; keep one of them");
            }
        }
        values.putIfAbsent(
                first.name(),
                new Value(
                        first.name(),
                        first.key(),
                        first.entry().value(),
                        first.entry().origin()));
    }

    /** @param rank 0 for our own name, then the place in {@link Key#otherNames()} */
    private record Candidate(String name, Key key, int rank, Layer.Entry entry) {
        String named() {
            return entry.origin().contains(entry.name()) ? entry.origin() : entry.name() + " (" + entry.origin() + ")";
        }
    }
}
