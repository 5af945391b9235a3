package caravan.snowflake;

import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.ledger.HourRecord;
import caravan.warehouse.Mark;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The tables of the loader's schema: what is loaded, and the steps that both ways of loading have in common. */
record SnowflakeBronze(Statements statements) {
    private static final String TIME = "'YYYY-MM-DD\"T\"HH24:MI:SS.FF6\"Z\"'";
    private static final String MARKS = """
            select to_varchar(hour, %1$s), revision, load_number, events, rejected, record_version,
                to_varchar(committed_at, %1$s), to_varchar(loaded_at, %1$s)
            from loads where project = ? and hour between to_timestamp_ntz(?) and to_timestamp_ntz(?)
            """.formatted(TIME);
    private static final String REMEMBER_REPLACED = """
            insert into replaced (project, hour, load_number, uuid, object, line, amplitude_id, user_id, device_id)
            select project, hour, ?, uuid, object, line, amplitude_id, user_id, device_id
            from events where project = ? and hour = to_timestamp_ntz(?)
            """;
    private static final String MARK = """
            insert into loads (project, hour, revision, load_number, events, rejected, record_version, committed_at, loaded_at)
            select ?, to_timestamp_ntz(?), ?, ?, ?, ?, ?, to_timestamp_ntz(?), to_timestamp_ntz(?)
            """;

    Map<Hour, Mark> marks(String project, HourRange range) throws SQLException {
        Map<Hour, Mark> marks = new TreeMap<>();
        statements.rows(
                MARKS,
                row -> marks.put(Hour.of(Instant.parse(row.getString(1))), mark(row)),
                project,
                time(range.first()),
                time(range.last()));
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
                Instant.parse(row.getString(7)),
                Instant.parse(row.getString(8)));
    }

    /** The record was looked at, and holds no newer revision. */
    void looked(HourRecord record, String version) throws SQLException {
        statements.update(
                "update loads set record_version = ? where project = ? and hour = to_timestamp_ntz(?)",
                version,
                record.project(),
                time(record.hour()));
    }

    /** No record is what these marks hold, and no version of it was looked at: as if each hour were of another store. */
    void doubt(String project, HourRange hours) throws SQLException {
        statements.update(
                "update loads set record_version = '', committed_at = to_timestamp_ntz(?)"
                        + " where project = ? and hour between to_timestamp_ntz(?) and to_timestamp_ntz(?)",
                Statements.time(Instant.EPOCH),
                project,
                time(hours.first()),
                time(hours.last()));
    }

    /**
     * From here to its end no other load's transaction goes on, of whatever process: so numbers are in the order of commits, and two
     * loads of one hour see each other's mark.
     *
     * @return the number of this load, the next to any that was committed
     */
    long enter() throws SQLException {
        long changed = statements.update("update gate set load_number = load_number + 1");
        if (changed != 1) {
            throw new SQLException("the table gate has " + changed + " rows instead of one", "02000", 2003);
        }
        return statements
                .rows("select load_number from gate", row -> row.getLong(1))
                .get(0);
    }

    /** Remembers which events go. */
    void remember(HourRecord record, long load) throws SQLException {
        statements.update(REMEMBER_REPLACED, load, record.project(), time(record.hour()));
    }

    /** Takes what is of the hour out of each of these tables. */
    void forget(HourRecord record, List<String> tables) throws SQLException {
        for (String table : tables) {
            statements.update(
                    "delete from " + table + " where project = ? and hour = to_timestamp_ntz(?)",
                    record.project(),
                    time(record.hour()));
        }
    }

    void mark(HourRecord record, Mark mark) throws SQLException {
        statements.update(
                MARK,
                record.project(),
                time(record.hour()),
                mark.revision(),
                mark.loadNumber(),
                mark.events(),
                mark.rejected(),
                mark.recordVersion(),
                Statements.time(mark.committedAt()),
                Statements.time(mark.loadedAt()));
    }

    static String time(Hour hour) {
        return Statements.time(hour.start());
    }
}
