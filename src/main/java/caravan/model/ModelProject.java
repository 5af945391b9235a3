package caravan.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The models of a folder, checked as a whole: a dbt project, of which as much is understood as the models need. */
public final class ModelProject {
    private static final List<String> OTHER_PROJECTS = List.of("packages.yml", "dependencies.yml");

    private final Path folder;
    private final ProjectFile settings;
    private final Jinja jinja;
    private final Descriptions descriptions = new Descriptions();
    private final Map<String, Model> models = new LinkedHashMap<>();
    private final List<Model> ordered;

    /**
     * @param folder with {@code dbt_project.yml} in it
     * @throws ModelsRefused where they cannot be run, with everything that is in the way
     */
    public static ModelProject read(Path folder) throws IOException {
        List<String> problems = new ArrayList<>();
        if (!Files.isRegularFile(folder.resolve(ProjectFile.NAME))) {
            throw new ModelsRefused(folder, List.of("there is no " + ProjectFile.NAME + " in it"));
        }
        ModelProject project = new ModelProject(folder, problems);
        if (!problems.isEmpty()) {
            throw new ModelsRefused(folder, problems.stream().distinct().toList());
        }
        return project;
    }

    private ModelProject(Path folder, List<String> problems) throws IOException {
        this.folder = folder;
        ProjectFiles files = new ProjectFiles(folder);
        settings = ProjectFile.of(Yaml.read(files.read(folder.resolve(ProjectFile.NAME)), problems), problems);
        OTHER_PROJECTS.stream()
                .filter(name -> Files.exists(folder.resolve(name)))
                .forEach(name -> problems.add(name + " asks for other projects, which only dbt fetches"));
        files.below(settings.modelPaths(), ".py")
                .forEach(file -> problems.add(file.path() + " is a model in Python, which only dbt runs"));
        for (Template file : files.below(settings.modelPaths(), ".yml", ".yaml")) {
            descriptions.add(file, problems);
        }
        List<Template> macros = files.below(settings.macroPaths(), ".sql");
        jinja = new Jinja(macros);
        List<Template> queries = files.below(settings.modelPaths(), ".sql");
        words(macros, queries, problems);
        // What is misspelt is known with its line by now; rendering it would say the same without.
        if (problems.isEmpty()) {
            Collection<Template> distinct = distinct(queries, problems);
            Set<String> names = distinct.stream().map(Template::name).collect(Collectors.toSet());
            ModelReading reading = new ModelReading(
                    settings,
                    jinja,
                    names(name ->
                            names.contains(name) ? Optional.of(new Relation("unknown", name)) : Optional.empty()));
            distinct.forEach(file -> models.put(file.name(), reading.of(file, problems)));
        }
        Order order = new Order(models.values());
        ordered = order.models();
        if (!order.circle().isEmpty()) {
            problems.add("models read each other in a circle: " + String.join(" reads ", order.circle()));
        }
    }

    private static void words(List<Template> macros, List<Template> queries, List<String> problems) {
        Set<String> names = new HashSet<>();
        for (Template file : macros) {
            Vocabulary.macros(file).stream()
                    .filter(name -> !names.add(name))
                    .forEach(name -> problems.add(file.path() + ": there is another macro " + name));
        }
        Vocabulary vocabulary = new Vocabulary(Jinja.CONFIG, names);
        Stream.concat(macros.stream(), queries.stream())
                .map(vocabulary::problems)
                .forEach(problems::addAll);
    }

    private static Collection<Template> distinct(List<Template> queries, List<String> problems) {
        Map<String, Template> distinct = new LinkedHashMap<>();
        for (Template file : queries) {
            Template other = distinct.putIfAbsent(file.name(), file);
            if (other != null) {
                problems.add("there are two models " + file.name() + ": " + other.path() + " and " + file.path());
            }
            if (!Relation.isWord(file.name())) {
                problems.add(file.path() + ": accepted names of models are of a-z, 0-9 and _, a letter first");
            }
        }
        return distinct.values();
    }

    private Scope.Names names(Function<String, Optional<Relation>> model) {
        return new Scope.Names() {
            @Override
            public Optional<Relation> model(String name) {
                return model.apply(name);
            }

            @Override
            public Optional<Relation> source(String source, String table) {
                return descriptions.source(source + "." + table);
            }

            @Override
            public Map<String, Object> variables() {
                return settings.variables();
            }
        };
    }

    Path folder() {
        return folder;
    }

    /** Each after those that it reads. */
    List<Model> models() {
        return ordered;
    }

    Descriptions descriptions() {
        return descriptions;
    }

    /** The folder that a model lies in; its schema where it lies in none. */
    String layer(Model model) {
        String inner = settings.folderOf(model.file());
        return inner.isEmpty() ? model.relation().schema() : inner.split("/")[0];
    }

    /** @param incremental what {@code is_incremental()} answers */
    Compiled compiled(Model model, boolean incremental) {
        return compiled(model, incremental, Target.DUCKDB);
    }

    Compiled compiled(Model model, boolean incremental, Target target) {
        Scope scope = new Scope(
                names(name -> Optional.of(models.get(name)).map(Model::relation)),
                model.relation(),
                incremental,
                target);
        Compiled compiled = new Compiled(
                hooks(model, model.config().before(), scope),
                jinja.render(model.file(), scope).strip(),
                hooks(model, model.config().after(), scope));
        if (!scope.problems().isEmpty()) {
            throw new IllegalStateException(model.name() + " was rendered before: " + scope.problems());
        }
        return compiled;
    }

    /** Those that come to nothing are left out, as by dbt. */
    private List<String> hooks(Model model, List<String> hooks, Scope scope) {
        return hooks.stream()
                .map(hook -> jinja.render(new Template(model.file().path(), hook), scope)
                        .strip())
                .filter(sql -> !sql.isEmpty())
                .toList();
    }

    /** Tells whether a model is written as it was, with all that it calls. */
    String fingerprint(Model model) {
        return new Fingerprint()
                .add(model.config().kind().toString())
                .add(compiled(model, false).toString())
                .add(compiled(model, true).toString())
                .text();
    }
}
