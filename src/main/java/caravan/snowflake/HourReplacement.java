package caravan.snowflake;

import caravan.ledger.HourRecord;
import caravan.ledger.Ledger;
import caravan.warehouse.Loaded;
import caravan.warehouse.Mark;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What both ways of loading promise of an hour: its mark is looked at first, and the transaction that brings it in replaces what is there,
 * unless another process was faster.
 *
 * @param tables that hold an hour, and its mark
 */
record HourReplacement(Statements statements, List<String> tables, Clock clock) {
    /** How many lines of each kind came in. */
    record Lines(long events, long rejected) {}

    /** Brings an hour's rows in. */
    interface Rows {
        Lines bring() throws SQLException;
    }

    /** What the mark says where it is of this record; the version that was looked at is noted. */
    Optional<Loaded> alreadyThere(Ledger.Recorded recorded) throws SQLException {
        return holds(mark(recorded.record()), recorded)
                ? Optional.of(new Loaded(recorded.record(), false, Duration.ZERO))
                : Optional.empty();
    }

    /**
     * The end of the transaction that has begun, and its commit.
     *
     * @param began when the load did
     */
    Loaded replace(Ledger.Recorded recorded, Instant began, Rows rows) throws IOException, SQLException {
        boolean isNew = replaced(recorded, rows);
        statements.run("commit");
        return new Loaded(recorded.record(), isNew, isNew ? Duration.between(began, clock.instant()) : Duration.ZERO);
    }

    /** @return false where another process has loaded the hour meanwhile */
    private boolean replaced(Ledger.Recorded recorded, Rows rows) throws SQLException {
        HourRecord record = recorded.record();
        SnowflakeBronze bronze = new SnowflakeBronze(statements);
        long load = bronze.enter();
        Optional<Mark> former = mark(record);
        if (holds(former, recorded)) {
            return false;
        }
        if (former.isPresent()) {
            bronze.remember(record, load);
            bronze.forget(record, tables);
        }
        Lines in = rows.bring();
        if (in.events() + in.rejected() != record.events() + record.rejected()) {
            throw new IllegalStateException("hour " + record.hour() + " has " + (record.events() + record.rejected())
                    + " lines, and " + (in.events() + in.rejected()) + " came in");
        }
        bronze.mark(
                record,
                new Mark(
                        record.revision(),
                        load,
                        in.events(),
                        in.rejected(),
                        recorded.version(),
                        record.committedAt(),
                        clock.instant()));
        return true;
    }

    private Optional<Mark> mark(HourRecord record) throws SQLException {
        return new SnowflakeBronze(statements).mark(record.project(), record.hour());
    }

    private boolean holds(Optional<Mark> mark, Ledger.Recorded recorded) throws SQLException {
        boolean holds = mark.filter(there -> there.holds(recorded.record())).isPresent();
        if (holds) {
            new SnowflakeBronze(statements).looked(recorded.record(), recorded.version());
        }
        return holds;
    }
}
