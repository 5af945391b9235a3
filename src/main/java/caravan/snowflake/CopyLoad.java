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
 * Brings one committed hour in by the virtual warehouse, in one transaction: the files that its record names, in place of what is there
 * of the hour, with the mark. Killed anywhere, it leaves the older revision or the new one, whole: Snowflake takes back what a session
 * that is gone has not committed.
 *
 * @param statements in a session that nobody else has
 */
record CopyLoad(Statements statements, String prefix, String stage, Clock clock) implements HourLoading {
    @Override
    public Loaded load(Ledger.Recorded recorded) throws IOException, SQLException {
        HourRecord record = recorded.record();
        SnowflakeBronze bronze = new SnowflakeBronze(statements);
        if (bronze.mark(record.project(), record.hour())
                .filter(there -> there.holds(record))
                .isPresent()) {
            bronze.looked(record, recorded.version());
            return new Loaded(record, false, Duration.ZERO);
        }
        Instant began = clock.instant();
        Lines lines = new Lines(statements, prefix);
        lines.makeRoom();
        statements.run("begin");
        // The long part comes first: nobody waits for it.
        lines.copy(record, stage);
        lines.check(record);
        boolean isNew = write(bronze, lines, recorded);
        statements.run("commit");
        return new Loaded(record, isNew, isNew ? Duration.between(began, clock.instant()) : Duration.ZERO);
    }

    /** @return false where another process has loaded the hour meanwhile */
    private boolean write(SnowflakeBronze bronze, Lines lines, Ledger.Recorded recorded) throws SQLException {
        HourRecord record = recorded.record();
        long load = bronze.enter();
        Optional<Mark> former = bronze.mark(record.project(), record.hour());
        if (former.filter(there -> there.holds(record)).isPresent()) {
            bronze.looked(record, recorded.version());
            return false;
        }
        if (former.isPresent()) {
            bronze.remember(record, load);
            bronze.forget(record, List.of("events", "rejected", "loads"));
        }
        long events = lines.events(record);
        long rejected = lines.rejected(record);
        if (events + rejected != record.events() + record.rejected()) {
            throw new IllegalStateException("hour " + record.hour() + " has " + (record.events() + record.rejected())
                    + " lines, and " + (events + rejected) + " came in");
        }
        bronze.mark(
                record,
                new Mark(
                        record.revision(),
                        load,
                        events,
                        rejected,
                        recorded.version(),
                        record.committedAt(),
                        clock.instant()));
        return true;
    }
}
