package caravan.bigquery;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What a stand-in for BigQuery holds: datasets, and tables of rows whose values are texts. A copy is a snapshot. */
final class Tables {
    final Set<String> datasets = new HashSet<>();
    private final Map<String, List<Map<String, String>>> tables = new TreeMap<>();

    /** @param name {@code dataset.table} */
    boolean has(String name) {
        return tables.containsKey(name);
    }

    List<String> names() {
        return List.copyOf(tables.keySet());
    }

    void make(String name) {
        tables.putIfAbsent(name, new ArrayList<>());
    }

    void drop(String name) {
        tables.remove(name);
    }

    List<Map<String, String>> rows(String name) {
        if (!tables.containsKey(name)) {
            throw new Refused("notFound", "Not found: Table " + name + " was not found in location EU");
        }
        return tables.get(name);
    }

    /** @return how many went */
    long delete(String name, Predicate<Map<String, String>> which) {
        int before = rows(name).size();
        rows(name).removeIf(which);
        return before - rows(name).size();
    }

    /** Values of the columns apart by {@code |}, in the order of the texts. */
    List<String> texts(String name, String... columns) {
        return rows(name).stream()
                .map(row -> List.of(columns).stream()
                        .map(row::get)
                        .map(String::valueOf)
                        .collect(Collectors.joining("|")))
                .sorted()
                .toList();
    }

    long greatest(String name, String column) {
        return rows(name).stream()
                .mapToLong(row -> Long.parseLong(row.get(column)))
                .max()
                .orElse(-1);
    }

    Tables copy() {
        Tables copy = new Tables();
        copy.datasets.addAll(datasets);
        tables.forEach((name, rows) -> copy.tables.put(
                name, rows.stream().map(LinkedHashMap::new).collect(Collectors.toCollection(ArrayList::new))));
        return copy;
    }

    void become(Tables other) {
        tables.clear();
        tables.putAll(other.copy().tables);
    }

    /** How BigQuery says no. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        final String reason;

        Refused(String reason, String message) {
            super(message);
            this.reason = reason;
        }
    }
}
