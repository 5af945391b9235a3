package caravan.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a model says of itself with {@code config()}, and its folder in {@code dbt_project.yml} where it does not.
 *
 * @param before templates of what is run before it, in its own transaction
 * @param after the same for afterwards
 */
record ModelConfig(
        Kind kind, Optional<String> schema, Optional<String> alias, List<String> before, List<String> after) {
    private static final Set<String> KEYS =
            Set.of("materialized", "schema", "alias", "incremental_strategy", "pre_hook", "post_hook", "tags");

    /** How a model is kept. */
    enum Kind {
        VIEW,
        TABLE,
        /** A table whose rows stay, but for those that a hook takes away, and others come. */
        INCREMENTAL;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    ModelConfig {
        before = List.copyOf(before);
        after = List.copyOf(after);
    }

    /**
     * Whatever is wrong is added to the problems, and left out.
     *
     * @param said the arguments of {@code config()}, over what counts for the folder
     */
    static ModelConfig of(Map<String, Object> said, List<String> problems) {
        for (String key : said.keySet()) {
            if (!KEYS.contains(key)) {
                problems.add("uses config(" + key + "), which only dbt runs; Caravan knows "
                        + String.join(", ", KEYS.stream().sorted().toList()));
            }
        }
        Kind kind = kind(String.valueOf(said.getOrDefault("materialized", "view")), problems);
        Object strategy = said.getOrDefault("incremental_strategy", kind == Kind.INCREMENTAL ? "none" : "append");
        if (!strategy.equals("append")) {
            problems.add("uses the incremental_strategy " + strategy + ", which only dbt runs; Caravan runs append");
        }
        return new ModelConfig(
                kind,
                word("schema", said, problems),
                word("alias", said, problems),
                hooks(said.get("pre_hook")),
                hooks(said.get("post_hook")));
    }

    private static Kind kind(String text, List<String> problems) {
        for (Kind kind : Kind.values()) {
            if (kind.toString().equals(text)) {
                return kind;
            }
        }
        problems.add("is materialized as " + text + ", which only dbt runs; Caravan runs view, table and incremental");
        return Kind.VIEW;
    }

    private static Optional<String> word(String key, Map<String, Object> said, List<String> problems) {
        if (said.get(key) == null) {
            return Optional.empty();
        }
        String word = said.get(key).toString();
        if (!Relation.isWord(word)) {
            problems.add("has the " + key + " '" + word + "'; accepted are a-z, 0-9 and _, a letter first");
        }
        return Optional.of(word);
    }

    private static List<String> hooks(Object said) {
        List<String> hooks = new ArrayList<>();
        if (said instanceof Collection<?> several) {
            several.forEach(hook -> hooks.add(hook.toString()));
        } else if (said != null) {
            hooks.add(said.toString());
        }
        return hooks;
    }

    /** The second over the first. */
    static Map<String, Object> over(Map<String, Object> folder, Map<String, Object> own) {
        Map<String, Object> both = new HashMap<>(folder);
        both.putAll(own);
        return both;
    }
}
