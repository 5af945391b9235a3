package caravan.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Models so that each comes after those that it reads; among those that could be next, the first by name. */
final class Order {
    private final Map<String, Model> waiting = new LinkedHashMap<>();
    private final List<Model> ordered = new ArrayList<>();

    Order(Collection<Model> models) {
        models.stream()
                .sorted((one, other) -> one.name().compareTo(other.name()))
                .forEach(model -> waiting.put(model.name(), model));
        while (next()) {}
    }

    private boolean next() {
        for (Model model : waiting.values()) {
            if (model.refs().stream().noneMatch(waiting::containsKey)) {
                waiting.remove(model.name());
                ordered.add(model);
                return true;
            }
        }
        return false;
    }

    List<Model> models() {
        return ordered;
    }

    /** The names of models that read each other in a circle, the first again at the end; empty where none do. */
    List<String> circle() {
        if (waiting.isEmpty()) {
            return List.of();
        }
        List<String> path = new ArrayList<>();
        String at = waiting.keySet().iterator().next();
        while (!path.contains(at)) {
            path.add(at);
            at = waiting.get(at).refs().stream()
                    .filter(waiting::containsKey)
                    .sorted()
                    .findFirst()
                    .orElseThrow();
        }
        List<String> circle = new ArrayList<>(path.subList(path.indexOf(at), path.size()));
        circle.add(at);
        return circle;
    }
}
