package caravan.config;

import java.util.List;
import java.util.Map;

/**
 * One of the four places that settings come from, as it was read.
 *
 * @param entries names and values as they stand there, in their order; a name may stand there twice
 */
record Layer(Kind kind, List<Entry> entries) {
    /** @param origin for people: {@code .env line 3} */
    record Entry(String name, String value, String origin) {}

    /** In the order in which they count. */
    enum Kind {
        SET,
        ENVIRONMENT,
        DOT_ENV,
        PROPERTIES;

        /** Whether {@code CARAVAN_WINDOW} and the other names are names here. */
        boolean environmentNames() {
            return this == ENVIRONMENT || this == DOT_ENV;
        }
    }

    static Layer set(Map<String, String> options) {
        return of(Kind.SET, options, "--set ");
    }

    static Layer environment(Map<String, String> variables) {
        return of(Kind.ENVIRONMENT, variables, "environment variable ");
    }

    private static Layer of(Kind kind, Map<String, String> values, String origin) {
        List<Entry> entries = values.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> new Entry(entry.getKey(), entry.getValue().strip(), origin + entry.getKey()))
                .toList();
        return new Layer(kind, entries);
    }
}
