package caravan.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a model says of itself and reads. As dbt does, it is rendered a first time for that; in both ways, since a branch can hide a
 * reference: then dbt fails once it comes there.
 *
 * @param names of all models, whose tables nobody knows yet
 */
record ModelReading(ProjectFile settings, Jinja jinja, Scope.Names names) {
    /** @param problems of the model are added */
    Model of(Template file, List<String> problems) {
        Map<String, Object> folders = settings.config(settings.folderOf(file));
        Scope increment = rendered(file, folders, true);
        Scope whole = rendered(file, folders, false);
        ModelConfig config = ModelConfig.of(ModelConfig.over(folders, whole.config()), new ArrayList<>());
        Set<String> found = new LinkedHashSet<>(increment.problems());
        found.addAll(whole.problems());
        if (config.schema().isEmpty()) {
            found.add("has no schema; give its folder a +schema in " + ProjectFile.NAME);
        }
        Set<String> hidden = new LinkedHashSet<>(increment.refs());
        hidden.removeAll(whole.refs());
        hidden.forEach(name ->
                found.add("reads " + name + " only where is_incremental(), which dbt overlooks; a comment tells it:"
                        + " -- depends_on: {{ ref('" + name + "') }}"));
        found.forEach(problem -> problems.add("model " + file.name() + " (" + file.path() + ") " + problem));
        Relation relation =
                new Relation(config.schema().orElse("main"), config.alias().orElse(file.name()));
        return new Model(
                file,
                relation,
                config,
                both(increment.refs(), whole.refs()),
                both(increment.sources(), whole.sources()));
    }

    private Scope rendered(Template file, Map<String, Object> folders, boolean incremental) {
        Relation guess = new Relation(Yaml.text(folders.getOrDefault("schema", "main")), file.name());
        Scope scope = new Scope(names, guess, incremental);
        jinja.render(file, scope);
        ModelConfig config = ModelConfig.of(ModelConfig.over(folders, scope.config()), scope.problems());
        Stream.concat(config.before().stream(), config.after().stream())
                .forEach(hook -> jinja.render(new Template(file.path(), hook), scope));
        return scope;
    }

    private static Set<String> both(Collection<String> some, Collection<String> others) {
        Set<String> all = new HashSet<>(some);
        all.addAll(others);
        return all;
    }
}
