package caravan.model;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Those of all models of a project, one after the other: afterwards all are up to date. A kill at any point is made good by the next refresh: what the models hold is only said by the last one. */
final class Builds {
    private static final Logger LOG = LoggerFactory.getLogger(Builds.class);

    private static final Pattern MARK = Pattern.compile("made by \\S+, [0-9a-f]{16}");

    private final ModelProject project;
    private final Connection connection;
    private final Tables tables;
    private final CompiledFiles files;
    private final boolean verbose;
    private final Map<String, String> fingerprints;

    /** @param verbose whether the SQL of all models is written for people to read */
    Builds(ModelProject project, Connection connection, CompiledFiles files, boolean verbose) {
        this.project = project;
        this.connection = connection;
        this.tables = new Tables(connection);
        this.files = files;
        this.verbose = verbose;
        this.fingerprints = project.models().stream().collect(Collectors.toMap(Model::name, this::fingerprint));
    }

    /** Stands with its table as a comment: what it was made by. */
    private String fingerprint(Model model) {
        return "made by " + model.file().path() + ", " + project.fingerprint(model);
    }

    static boolean isMark(String comment) {
        return MARK.matcher(comment).matches();
    }

    /** @param full whether all rows are made anew */
    List<MadeModel> run(boolean full, RefreshWatch watch) throws IOException, SQLException {
        if (!full) {
            tryChanges();
        }
        for (String schema : project.models().stream()
                .map(model -> model.relation().schema())
                .distinct()
                .toList()) {
            tables.run("create schema if not exists " + schema);
        }
        List<MadeModel> made = new ArrayList<>();
        for (Model model : project.models()) {
            watch.begins(
                    model.relation().toString(), made.size(), project.models().size());
            made.add(make(model, full));
        }
        return made;
    }

    private MadeModel make(Model model, boolean full) throws IOException, SQLException {
        long began = System.nanoTime();
        Build build = Build.of(project, model, tables, full);
        try (Transaction transaction = Transaction.begin(connection)) {
            OptionalLong rows = rows(model, build);
            transaction.commit();
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            MadeModel made =
                    new MadeModel(model.relation().toString(), model.config().kind(), rows, took);
            tell(made);
            return made;
        }
    }

    private OptionalLong rows(Model model, Build build) throws IOException {
        try {
            ChangedColumns changed = build.changedColumns();
            if (!changed.none()) {
                throw ChangedColumns.refusal(List.of(changed.words(model)));
            }
            return build.run(fingerprints.get(model.name()));
        } catch (SQLException e) {
            throw build.failed(e, files);
        } finally {
            if (verbose) {
                files.write(model, build.statements());
            }
        }
    }

    private static void tell(MadeModel made) {
        String rows = made.rows().isPresent() ? made.rows().getAsLong() + " rows" : "a view";
        LOG.atLevel(made.took().toSeconds() > 0 ? Level.INFO : Level.DEBUG)
                .log("model {}: {} in {} ms", made.name(), rows, made.took().toMillis());
    }

    /** Where tables are not of models as they are written now, all are tried without a row, in a transaction that is undone. */
    private void tryChanges() throws IOException, SQLException {
        Map<String, Tables.Found> found = tables.all();
        List<String> changed = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (Model model : project.models()) {
            Tables.Found table = found.get(model.relation().toString());
            if (table != null && !table.comment().equals(fingerprints.get(model.name()))) {
                (isMark(table.comment()) ? changed : others)
                        .add(model.relation().toString());
            }
        }
        if (changed.isEmpty() && others.isEmpty()) {
            return;
        }
        tell(changed, others);
        try (Transaction trial = Transaction.begin(connection)) {
            tryAll(new Tables(trial.connection()));
        }
    }

    private static void tell(List<String> changed, List<String> others) {
        if (!changed.isEmpty()) {
            LOG.warn(
                    "models changed since they were last refreshed: {}; rows that this refresh does not reach stay as they"
                            + " were made, and ./caravan refresh --full makes all anew",
                    String.join(", ", changed));
        }
        if (!others.isEmpty()) {
            LOG.warn(
                    "{} tables of models were made by another program, as dbt is; rows that this refresh does not reach stay"
                            + " as they are, and ./caravan refresh --full makes all anew",
                    others.size());
        }
    }

    /** Tables and views beside those of the models, in their schemas: of models that are gone, or of somebody else. */
    List<String> strangers() throws SQLException {
        Set<String> known = project.models().stream()
                .map(model -> model.relation().toString())
                .collect(Collectors.toSet());
        Set<String> schemas = project.models().stream()
                .map(model -> model.relation().schema())
                .collect(Collectors.toSet());
        return tables.all().keySet().stream()
                .filter(name -> schemas.contains(name.substring(0, name.indexOf('.'))) && !known.contains(name))
                .sorted()
                .toList();
    }

    private void tryAll(Tables tried) throws IOException, SQLException {
        List<String> differing = new ArrayList<>();
        for (Model model : project.models()) {
            tried.run("create schema if not exists " + model.relation().schema());
            Build build = Build.of(project, model, tried, false);
            try {
                ChangedColumns columns = build.changedColumns();
                if (!columns.none()) {
                    differing.add(columns.words(model));
                }
                build.tryOut();
            } catch (SQLException e) {
                throw build.failed(e, files);
            }
        }
        if (!differing.isEmpty()) {
            throw ChangedColumns.refusal(differing);
        }
    }
}
