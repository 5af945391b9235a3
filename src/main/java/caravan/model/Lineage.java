package caravan.model;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which table is made of which, for people. Left out is what carries no data: the models that only say what a refresh reaches
 * ({@code int_reached_…}), and intermediate ones that come of nothing or that nothing comes of; and each line that is there by
 * way of other tables, too.
 *
 * @param layers what there is, with the layer of each: the folder of a model, the schema of a table that is none
 * @param from what each is made of; each has an entry
 */
record Lineage(Map<String, String> layers, Map<String, Set<String>> from) {
    private static final String ONLY_REACH = "intermediate.int_reached_";

    static Lineage of(ModelProject project) {
        Map<String, String> tables = new HashMap<>();
        project.models()
                .forEach(model -> tables.put(model.name(), model.relation().toString()));
        Lineage all = new Lineage(new TreeMap<>(), new TreeMap<>());
        for (Model model : project.models()) {
            String name = model.relation().toString();
            if (name.startsWith(ONLY_REACH)) {
                continue;
            }
            all.layers.put(name, project.layer(model));
            Set<String> from = all.from.computeIfAbsent(name, key -> new TreeSet<>());
            model.refs().stream()
                    .map(tables::get)
                    .filter(table -> !table.startsWith(ONLY_REACH))
                    .forEach(from::add);
            for (String source : model.sources()) {
                Relation table = project.descriptions().source(source).orElseThrow();
                all.layers.put(table.toString(), table.schema());
                all.from.put(table.toString(), Set.of());
                from.add(table.toString());
            }
        }
        while (all.from.keySet().removeIf(all::carriesNothing)) {
            all.layers.keySet().retainAll(all.from.keySet());
            all.from.values().forEach(from -> from.stream()
                    .filter(table -> !all.layers.containsKey(table))
                    .toList()
                    .forEach(from::remove));
        }
        return all.reduced();
    }

    private boolean carriesNothing(String table) {
        String layer = layers.get(table);
        boolean isRead = from.values().stream().anyMatch(tables -> tables.contains(table));
        return layer.equals("intermediate") && (!isRead || from.get(table).isEmpty());
    }

    private Lineage reduced() {
        Map<String, Set<String>> reduced = new TreeMap<>();
        from.forEach((table, direct) -> {
            Set<String> beyond = new HashSet<>();
            direct.forEach(other -> behind(other, beyond));
            Set<String> left = new TreeSet<>(direct);
            left.removeAll(beyond);
            reduced.put(table, left);
        });
        return new Lineage(layers, reduced);
    }

    private void behind(String table, Set<String> found) {
        for (String other : from.get(table)) {
            if (found.add(other)) {
                behind(other, found);
            }
        }
    }

    /** What is made of a table. */
    Set<String> to(String table) {
        Set<String> to = new TreeSet<>();
        from.forEach((other, tables) -> {
            if (tables.contains(table)) {
                to.add(other);
            }
        });
        return to;
    }
}
