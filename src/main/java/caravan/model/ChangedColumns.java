package caravan.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How the columns that a model gives differ from those of its table. */
record ChangedColumns(List<String> changes) {
    static ChangedColumns between(Map<String, String> table, Map<String, String> given) {
        List<String> changes = new ArrayList<>();
        given.forEach((name, type) -> {
            if (!table.containsKey(name)) {
                changes.add("gives the new column " + name);
            } else if (!table.get(name).equals(type)) {
                changes.add("gives " + name + " as " + type + " instead of " + table.get(name));
            }
        });
        table.keySet().stream()
                .filter(name -> !given.containsKey(name))
                .forEach(name -> changes.add("no longer gives " + name));
        return new ChangedColumns(changes);
    }

    boolean none() {
        return changes.isEmpty();
    }

    String words(Model model) {
        return "model " + model.relation() + " (" + model.file().path() + ") " + String.join(", ", changes);
    }

    /** @param words of each model */
    static ModelFailed refusal(List<String> words) {
        return new ModelFailed(
                String.join("\n", words)
                        + "\nRows that are there already lack that, so that new ones cannot stand beside them; nothing was changed."
                        + " ./caravan refresh --full makes all rows anew",
                null);
    }
}
