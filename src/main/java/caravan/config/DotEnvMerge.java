package caravan.config;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A {@code .env} file's text with some keys changed. Every other line stays as it is, comments and other programs' variables too. */
final class DotEnvMerge {
    private final Map<Key, Optional<String>> changes;
    private final Set<Key> written = EnumSet.noneOf(Key.class);

    /** @param changes the new value of each key; empty takes it out of the file */
    DotEnvMerge(Map<Key, Optional<String>> changes) {
        this.changes = changes;
    }

    /** @param text of the file; empty where there is none */
    String into(String text) {
        List<String> lines = new ArrayList<>();
        for (String line : text.isEmpty()
                ? new String[0]
                : text.replaceFirst("^\ufeff", "").split("\r\n|\r|\n")) {
            Optional<String> name = DotEnv.name(line);
            Optional<Key> key = name.flatMap(KeyNames::anyOf).filter(changes::containsKey);
            if (key.isEmpty()) {
                lines.add(line);
            } else {
                line(key.get(), name.get()).ifPresent(lines::add);
            }
        }
        for (Key key : changes.keySet()) {
            line(key, name(key)).ifPresent(lines::add);
        }
        return String.join("\n", lines) + "\n";
    }

    /** The first line of a key takes its new value, whatever its name; of two names of one key only one may stay. */
    private Optional<String> line(Key key, String name) {
        return written.add(key) ? changes.get(key).map(value -> DotEnv.line(name, value)) : Optional.empty();
    }

    /** The name that most people have in their {@code .env}. */
    static String name(Key key) {
        return key.otherNames().stream().findFirst().orElseGet(() -> KeyNames.environment(key.spelling()));
    }
}
