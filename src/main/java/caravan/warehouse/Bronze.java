package caravan.warehouse;

import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.ledger.HourRecord;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.TreeMap;

/** The tables of bronze: what is loaded, and the steps of a load's one transaction. */
final class Bronze {
    private static final String MARK = """
            select hour, revision, load_number, events, rejected, record_version, committed_at, loaded_at
            from bronze.loads where project = ? and hour between ? and ?
            """;
    private static final String NEXT_LOAD = """
            select 1 + greatest(
                coalesce((select max(load_number) from bronze.loads), -1),
                coalesce((select max(load_number) from bronze.replaced), -1),
                coalesce((select max(load_number) from bronze.refreshes), -1))
            """;
    private static final String AHEAD = """
            select coalesce((select max(load_number) from bronze.loads), -1)
                > coalesce((select max(load_number) from bronze.refreshes), -1)
            """;
    private static final String REMEMBER_REPLACED = """
            insert into bronze.replaced
            select project, hour, ?, uuid, object, line, amplitude_id, user_id, device_id
            from bronze.events where project = ? and hour = ?
            """;
    private static final String EVENTS = """
            insert into bronze.events (project, hour, revision, object, line, raw, %s)
            select ?, ?, ?, object, line, raw::json, %s
            from (select object, line, raw, json_transform(raw, '%s') as event from temp.arrived)
            """.formatted(Field.columns(), Field.values("event"), Field.structure());
    private static final String REJECTED = """
            insert into bronze.rejected (project, hour, revision, object, line, reason, beginning)
            select ?, ?, ?, object, line, reason, beginning from temp.turned_away
            """;

    private final Connection connection;

    Bronze(Connection connection) {
        this.connection = connection;
    }

    /** Of a project's loaded hours in the range. */
    TreeMap<Hour, Mark> marks(String project, HourRange range) throws SQLException {
        TreeMap<Hour, Mark> marks = new TreeMap<>();
        try (PreparedStatement statement = connection.prepareStatement(MARK)) {
            set(statement, project, time(range.first()), time(range.last()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    marks.put(Hour.of(instant(row, 1)), mark(row));
                }
            }
        }
        return marks;
    }

    Optional<Mark> mark(String project, Hour hour) throws SQLException {
        return Optional.ofNullable(marks(project, HourRange.of(hour)).get(hour));
    }

    private static Mark mark(ResultSet row) throws SQLException {
        return new Mark(
                row.getInt(2),
                row.getLong(3),
                row.getLong(4),
                row.getLong(5),
                row.getString(6),
                instant(row, 7),
                instant(row, 8));
    }

    /** The record was looked at, and holds no newer revision. */
    void looked(HourRecord record, String version) throws SQLException {
        update(
                "update bronze.loads set record_version = ? where project = ? and hour = ?",
                version,
                record.project(),
                time(record.hour()));
    }

    /** No record is what these marks hold, and no version of it was looked at: as if each hour were of another store. */
    void doubt(String project, HourRange hours) throws SQLException {
        update(
                "update bronze.loads set record_version = '', committed_at = ? where project = ? and hour between ? and ?",
                time(Instant.EPOCH),
                project,
                time(hours.first()),
                time(hours.last()));
    }

    /** Takes what an older revision of the hour left, and remembers which events go. */
    void replace(HourRecord record, long load) throws SQLException {
        String project = record.project();
        LocalDateTime hour = time(record.hour());
        update(REMEMBER_REPLACED, load, project, hour);
        update("delete from bronze.events where project = ? and hour = ?", project, hour);
        update("delete from bronze.rejected where project = ? and hour = ?", project, hour);
        update("delete from bronze.loads where project = ? and hour = ?", project, hour);
    }

    /** The number that a load has which is the next to any that is known here. */
    long nextLoad() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(NEXT_LOAD);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Whether there are loads that the models do not hold. */
    boolean isAhead() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(AHEAD);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getBoolean(1);
        }
    }

    /** Brings in what waits in the {@link Staging}. */
    long events(HourRecord record) throws SQLException {
        return update(EVENTS, record.project(), time(record.hour()), record.revision());
    }

    /** As {@link #events}, the lines that are none. */
    long rejected(HourRecord record) throws SQLException {
        return update(REJECTED, record.project(), time(record.hour()), record.revision());
    }

    void mark(HourRecord record, Mark mark) throws SQLException {
        update(
                "insert into bronze.loads values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                record.project(),
                time(record.hour()),
                mark.revision(),
                mark.loadNumber(),
                mark.events(),
                mark.rejected(),
                mark.recordVersion(),
                time(mark.committedAt()),
                time(mark.loadedAt()));
    }

    private long update(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            set(statement, values);
            return statement.executeUpdate();
        }
    }

    private static void set(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }

    private static LocalDateTime time(Hour hour) {
        return time(hour.start());
    }

    private static LocalDateTime time(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
    }
}
