package caravan.snowflake;

import caravan.config.SnowflakeSettings;
import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.ledger.Ledger;
import caravan.warehouse.Loaded;
import caravan.warehouse.Mark;
import caravan.warehouse.Warehouse;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The warehouse at Snowflake, which reads the bucket itself: Caravan tells it which files of it count. Tasks there bring silver and gold up to date. */
public final class SnowflakeWarehouse implements Warehouse {
    /** What is said where models would be refreshed. */
    public static final String MODELS =
            "silver and gold in Snowflake are made by tasks there: Caravan refreshes nothing;"
                    + " docs/snowflake.md says how they do, and how to have it at once";

    private final SnowflakeSettings settings;
    private final String prefix;
    private final Clock clock;
    private final SnowflakeSessions sessions;
    private final Snowpipe snowpipe;
    private final boolean waits;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    /**
     * @param prefix of the store: under it lies the stage
     * @param waits whether the load of an hour waits for Snowpipe; else the second one does
     */
    public SnowflakeWarehouse(SnowflakeSettings settings, String prefix, boolean waits, Clock clock) {
        this(settings, prefix, waits, clock, Pause.SLEEPING);
    }

    SnowflakeWarehouse(SnowflakeSettings settings, String prefix, boolean waits, Clock clock, Pause pause) {
        this.settings = settings;
        this.waits = waits;
        this.prefix = prefix;
        this.clock = clock;
        this.sessions = new SnowflakeSessions(settings);
        this.snowpipe = new Snowpipe(settings, clock, pause);
    }

    @Override
    public Map<Hour, Mark> marks(String project, HourRange range) throws IOException {
        return asked("reading the marks", Optional.empty(), statements -> new SnowflakeBronze(statements)
                .marks(project, range));
    }

    @Override
    public Loaded load(Ledger.Recorded recorded) throws IOException {
        Hour hour = recorded.record().hour();
        return asked("the load of hour " + hour, Optional.of(hour), statements -> loading(statements)
                .load(recorded));
    }

    private HourLoading loading(Statements statements) {
        return settings.load() == SnowflakeSettings.Load.COPY
                ? new CopyLoad(statements, prefix, settings.stage(), clock)
                : new SnowpipeLoad(statements, snowpipe, prefix, told, waits, clock);
    }

    /** Not with Snowpipe, which remembers the files that it took, and takes none of them twice. */
    @Override
    public boolean doubt(String project, HourRange hours) throws IOException {
        if (settings.load() != SnowflakeSettings.Load.COPY) {
            return false;
        }
        return asked("the doubt of " + hours, Optional.empty(), statements -> {
            new SnowflakeBronze(statements).doubt(project, hours);
            return true;
        });
    }

    @Override
    public Optional<Mark> look(String project, Hour hour) throws IOException {
        try (SnowflakeSessions own = new SnowflakeSessions(settings);
                Connection session = own.open(settings.role())) {
            return new SnowflakeBronze(new Statements(session)).mark(project, hour);
        } catch (SQLException e) {
            throw SnowflakeFault.by("reading the marks", e);
        }
    }

    /** Never: what is loaded wakes the tasks in Snowflake. */
    @Override
    public boolean refresh() {
        return false;
    }

    private interface Question<T> {
        T answer(Statements statements) throws IOException, SQLException;
    }

    /** In a session that nobody else has, and that nobody gets after a failure. */
    private <T> T asked(String doing, Optional<Hour> hour, Question<T> question) throws IOException {
        Connection session = sessions.take();
        try {
            T answer = question.answer(new Statements(session));
            sessions.giveBack(session);
            return answer;
        } catch (SQLException e) {
            IOException fault = SnowflakeFault.by(doing, hour, e);
            SnowflakeSessions.abandon(session, fault);
            throw fault;
        } catch (IOException | RuntimeException | Error e) {
            SnowflakeSessions.abandon(session, e instanceof Exception failed ? failed : new IllegalStateException(e));
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        sessions.close();
        snowpipe.close();
    }
}
