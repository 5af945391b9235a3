package caravan.snowflake;

import caravan.config.SnowflakeSettings;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether Snowflake is reached, and the loader finds and may use there what it needs. Changes nothing. */
public final class SnowflakeLook {
    private final SnowflakeSettings settings;
    private final Clock clock;
    private final List<Finding> findings = new ArrayList<>();

    /**
     * One thing that was looked at.
     *
     * @param failure empty where it is as it has to be
     */
    public record Finding(String what, Optional<IOException> failure) {}

    public SnowflakeLook(SnowflakeSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** Without a login there is one finding, else one of each thing. */
    public List<Finding> findings() {
        try (SnowflakeSessions sessions = new SnowflakeSessions(settings);
                Connection session = sessions.open(settings.role())) {
            found("Snowflake at " + settings.url() + ": " + settings.user() + " comes in by key pair, as role "
                    + settings.role());
            look(new Statements(session));
        } catch (IOException e) {
            findings.add(new Finding("Snowflake at " + settings.url(), Optional.of(e)));
        } catch (SQLException e) {
            findings.add(new Finding(
                    "Snowflake at " + settings.url(), Optional.of(SnowflakeFault.by("closing a session", e))));
        }
        if (settings.load() == SnowflakeSettings.Load.SNOWPIPE
                && findings.get(0).failure().isEmpty()) {
            pipe();
        }
        return List.copyOf(findings);
    }

    private void look(Statements statements) {
        tried(
                "virtual warehouse " + settings.warehouse(),
                () -> statements.run("use warehouse " + settings.warehouse()));
        tried(
                "schema " + settings.database() + "." + settings.schema(),
                () -> statements.run("use schema " + settings.database() + "." + settings.schema()));
        tried("marks, read and written (loads, replaced, gate)", () -> {
            statements.rows("select count(*) from loads where false", row -> row.getLong(1));
            statements.rows("select count(*) from replaced where false", row -> row.getLong(1));
            statements.run("begin");
            new SnowflakeBronze(statements).enter();
            statements.run("rollback");
        });
        tried("events and rejected lines, read", () -> {
            statements.rows("select count(*) from events where false", row -> row.getLong(1));
            statements.rows("select count(*) from rejected where false", row -> row.getLong(1));
        });
        if (settings.load() == SnowflakeSettings.Load.COPY) {
            tried("temporary tables", () -> new Lines(statements, "").makeRoom());
        }
        tried(
                "stage " + settings.stage() + ": Snowflake reads the bucket",
                () -> statements.run("list @" + settings.stage() + "/_caravan/projects/"));
    }

    private void pipe() {
        try (Snowpipe snowpipe = new Snowpipe(settings, clock, Pause.SLEEPING)) {
            snowpipe.report();
            found("pipe " + settings.pipe() + ", told of files by its REST API");
        } catch (IOException e) {
            findings.add(new Finding("pipe " + settings.pipe(), Optional.of(e)));
        }
    }

    private interface Step {
        void run() throws SQLException;
    }

    private void tried(String what, Step step) {
        try {
            step.run();
            found(what);
        } catch (SQLException e) {
            findings.add(new Finding(what, Optional.of(SnowflakeFault.by("looking at it", e))));
        }
    }

    private void found(String what) {
        findings.add(new Finding(what, Optional.empty()));
    }
}
