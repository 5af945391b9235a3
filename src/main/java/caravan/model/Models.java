package caravan.model;

import caravan.warehouse.WarehouseFault;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The models of a folder, on the embedded warehouse. */
public final class Models {
    private static final Logger LOG = LoggerFactory.getLogger(Models.class);
    private static final Relation REFRESHES = new Relation("bronze", "refreshes");
    private static final String WRITTEN_AS = ", written as ";

    private final Path folder;
    private final CompiledFiles files;
    private final boolean verbose;

    /**
     * @param folder the dbt project
     * @param compiled where the SQL of a model that fails is written
     * @param verbose whether that of all others is, too
     */
    public Models(Path folder, Path compiled, boolean verbose) {
        this.folder = folder;
        this.files = new CompiledFiles(compiled);
        this.verbose = verbose;
    }

    /**
     * Brings them up to date with all loads.
     *
     * @param full whether all rows are made anew, whatever is there; so it is anyway where no refresh ever came to its end
     * @throws ModelsRefused where the models cannot be run as they are written
     * @throws ModelFailed where DuckDB refuses one of them
     * @throws WarehouseFault where DuckDB has no memory or no room
     */
    public Refreshed refresh(Connection connection, boolean full, RefreshWatch watch) throws IOException {
        long began = System.nanoTime();
        try {
            Tables tables = new Tables(connection);
            OptionalLong held = tables.number("select max(load_number) from " + REFRESHES);
            boolean all = full || held.isEmpty();
            String state = ProjectFiles.fingerprint(folder);
            if (!full && isUpToDate(tables, held, state)) {
                return new Refreshed(Refreshed.Outcome.UP_TO_DATE, List.of(), since(began));
            }
            ModelProject project = ModelProject.read(folder);
            Builds builds = new Builds(project, connection, files, verbose);
            if (all) {
                // Else a full refresh that is killed would be taken up by one that is not.
                tables.run("delete from " + REFRESHES);
            }
            boolean rewritten = all || !isWrittenAs(tables, state);
            List<MadeModel> made = builds.run(all, watch);
            if (rewritten) {
                tell(builds.strangers());
            }
            tables.comment("table", REFRESHES, mark(tables, state));
            Refreshed refreshed =
                    new Refreshed(all ? Refreshed.Outcome.FULL : Refreshed.Outcome.INCREMENTAL, made, since(began));
            LOG.info(
                    "{} refresh of {} models in {} ms",
                    all ? "full" : "incremental",
                    made.size(),
                    refreshed.took().toMillis());
            return refreshed;
        } catch (SQLException e) {
            throw WarehouseFault.by("the refresh of the models", e);
        }
    }

    private static Duration since(long began) {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /** Found out without rendering a template, which takes longest where there is nothing to do. */
    private static boolean isUpToDate(Tables tables, OptionalLong held, String state) throws SQLException {
        OptionalLong newest = tables.number("select max(load_number) from bronze.loads");
        if (newest.isPresent() && (held.isEmpty() || newest.getAsLong() > held.getAsLong())) {
            return false;
        }
        return comment(tables).equals(mark(tables, state));
    }

    private static boolean isWrittenAs(Tables tables, String state) throws SQLException {
        return comment(tables).endsWith(WRITTEN_AS + state);
    }

    private static String comment(Tables tables) throws SQLException {
        return tables.find(REFRESHES).orElseThrow().comment();
    }

    private static void tell(List<String> strangers) {
        if (!strangers.isEmpty()) {
            LOG.warn(
                    "no model makes {}: what is not needed any more has to be dropped by hand",
                    String.join(", ", strangers));
        }
    }

    /** What stands with the table of refreshes: how many tables models have made, and how the models were written. */
    private static String mark(Tables tables, String state) throws SQLException {
        long made = tables.all().values().stream()
                .filter(table -> Builds.isMark(table.comment()))
                .count();
        return made + " tables made by models" + WRITTEN_AS + state;
    }
}
