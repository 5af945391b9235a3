package caravan.model;

import com.hubspot.jinjava.el.ext.NamedParameter;
import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the functions of a template answer while it is rendered, and what they were asked for. What cannot be answered becomes a problem. */
final class Scope {
    private static final String NAME = "caravan";

    private final Names names;
    private final boolean incremental;
    private final Relation self;
    private final Target target;
    private final Map<String, Object> config = new LinkedHashMap<>();
    private final Set<String> refs = new LinkedHashSet<>();
    private final Set<String> sources = new LinkedHashSet<>();
    private final List<String> problems = new ArrayList<>();

    /** Where the names in templates lead. */
    interface Names {
        Optional<Relation> model(String name);

        Optional<Relation> source(String source, String table);

        /** Null is a value, too. */
        Map<String, Object> variables();
    }

    /** @param self what {@code this} is */
    Scope(Names names, Relation self, boolean incremental) {
        this(names, self, incremental, Target.DUCKDB);
    }

    Scope(Names names, Relation self, boolean incremental, Target target) {
        this.target = target;
        this.names = names;
        this.self = self;
        this.incremental = incremental;
    }

    /** What templates name without calling it. */
    Map<String, Object> values() {
        return Map.of(
                NAME, this, "this", self.toString(), "target", Map.of("type", target.type(), "schema", self.schema()));
    }

    Map<String, Object> config() {
        return config;
    }

    Set<String> refs() {
        return refs;
    }

    Set<String> sources() {
        return sources;
    }

    List<String> problems() {
        return problems;
    }

    static Scope current() {
        return (Scope) JinjavaInterpreter.getCurrent().getContext().get(NAME);
    }

    String configured(Object[] arguments) {
        for (Object argument : arguments) {
            if (argument instanceof NamedParameter named) {
                config.put(named.getName(), named.getValue());
            } else {
                problems.add("uses config(" + argument + "), which only dbt runs; Caravan knows config(key = value)");
            }
        }
        return "";
    }

    String ref(Object[] arguments) {
        if (arguments.length != 1 || arguments[0] instanceof NamedParameter) {
            return problem("uses ref() with " + arguments.length
                    + " arguments, which only dbt runs; Caravan knows ref('model')");
        }
        String name = String.valueOf(arguments[0]);
        refs.add(name);
        return names.model(name)
                .map(Relation::toString)
                .orElseGet(() -> problem("refers to the model '" + name + "', which is not there"));
    }

    String source(Object[] arguments) {
        if (arguments.length != 2) {
            return problem("uses source() with " + arguments.length + " arguments; it takes source('name', 'table')");
        }
        String name = arguments[0] + "." + arguments[1];
        sources.add(name);
        return names.source(String.valueOf(arguments[0]), String.valueOf(arguments[1]))
                .map(relation -> relation.schema().equals(Target.DUCKDB.bronze())
                        ? new Relation(target.bronze(), relation.name())
                        : relation)
                .map(Relation::toString)
                .orElseGet(() -> problem("refers to the source '" + name + "', which no file of models/ declares"));
    }

    Object var(Object[] arguments) {
        String name = arguments.length == 0 ? "" : String.valueOf(arguments[0]);
        if (names.variables().containsKey(name)) {
            return names.variables().get(name);
        }
        return arguments.length == 2
                ? arguments[1]
                : problem("uses the variable '" + name + "', which dbt_project.yml does not set");
    }

    boolean incremental() {
        return incremental;
    }

    private String problem(String words) {
        problems.add(words);
        return "";
    }
}
