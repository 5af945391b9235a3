package caravan.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The models as Snowflake keeps and refreshes them by itself: for each that has rows a table and a procedure, made of the very templates that
 * run on the embedded warehouse; and one procedure that calls them all, in one transaction, so that readers see the one state or the other.
 */
public final class SnowflakeModels {
    private static final String SCHEMA = "intermediate";

    private final ModelProject project;
    private final Target target;

    private SnowflakeModels(ModelProject project, Target target) {
        this.project = project;
        this.target = target;
    }

    /**
     * Statements in their order; each can be run again, and leaves rows that are there.
     *
     * @param folder the dbt project
     * @param bronze the schema of the loader
     * @throws ModelsRefused where the models cannot be rendered
     */
    public static List<String> statements(Path folder, String bronze) throws IOException {
        Target target = new Target("snowflake", bronze.toLowerCase(Locale.ROOT));
        return new SnowflakeModels(ModelProject.read(folder), target).statements();
    }

    private List<String> statements() {
        List<String> all = new ArrayList<>();
        all.add("create table if not exists " + SCHEMA
                + ".refresh_runs (load_number bigint not null, begun_at timestamp_ntz not null)");
        for (Model model : project.models()) {
            String query = project.compiled(model, false, target).query();
            if (model.config().kind() == ModelConfig.Kind.VIEW) {
                all.add("create or replace view " + model.relation() + " as\n" + query);
            } else {
                all.add("create table if not exists " + model.relation() + " as\nselect * from (\n" + query
                        + "\n) where false");
                all.add(procedure(model));
            }
        }
        all.add(refresh());
        return all;
    }

    private static String nameOf(Model model) {
        return SCHEMA + ".refresh_" + model.relation().name();
    }

    /** Rows are added by their place: both ways of a model give the same columns. */
    private String procedure(Model model) {
        Compiled full = project.compiled(model, false, target);
        String anew = lines("delete from " + model.relation(), insert(model, full), full.after());
        String body = anew;
        if (model.config().kind() == ModelConfig.Kind.INCREMENTAL) {
            Compiled more = project.compiled(model, true, target);
            body = "if (everything) then\n" + anew + "else\n"
                    + Stream.concat(more.before().stream(), Stream.of(insert(model, more)))
                            .map(sql -> sql + ";\n")
                            .reduce("", String::concat)
                    + more.after().stream().map(sql -> sql + ";\n").reduce("", String::concat) + "end if;\n";
        }
        return "create or replace procedure " + nameOf(model)
                + "(everything boolean)\nreturns varchar\nlanguage sql\nexecute as owner\nas\n$$\nbegin\n" + body
                + "return '" + model.relation() + "';\nend;\n$$";
    }

    private static String insert(Model model, Compiled compiled) {
        return "insert into " + model.relation() + "\n" + compiled.query();
    }

    private static String lines(String first, String second, List<String> after) {
        return Stream.concat(Stream.of(first, second), after.stream())
                .map(sql -> sql + ";\n")
                .reduce("", String::concat);
    }

    /** Reading the stream in it says that what is loaded until now is taken up; where it fails, that is undone with all the rest. */
    private String refresh() {
        StringBuilder calls = new StringBuilder();
        for (Model model : project.models()) {
            if (model.config().kind() != ModelConfig.Kind.VIEW) {
                calls.append("call ").append(nameOf(model)).append("(:everything);\n");
            }
        }
        String bronze = target.bronze();
        return "create or replace procedure " + SCHEMA
                + ".refresh()\nreturns varchar\nlanguage sql\nexecute as owner\nas\n$$\ndeclare\neverything boolean;\nbegin\n"
                + "begin transaction;\n"
                + "select count(*) = 0 into :everything from " + bronze + ".refreshes;\n"
                + "insert into " + SCHEMA + ".refresh_runs (load_number, begun_at) select load_number, sysdate() from "
                + bronze
                + ".new_loads;\n" + calls + "commit;\nreturn 'silver and gold hold every load';\n"
                + "exception\nwhen other then\nrollback;\nraise;\nend;\n$$";
    }
}
