package caravan.snowflake;

import caravan.ledger.HourRecord;
import caravan.ledger.Ledger;
import caravan.warehouse.Loaded;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
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
        HourReplacement hour = new HourReplacement(statements, List.of("events", "rejected", "loads"), clock);
        Optional<Loaded> there = hour.alreadyThere(recorded);
        if (there.isPresent()) {
            return there.get();
        }
        Instant began = clock.instant();
        Lines lines = new Lines(statements, prefix);
        lines.makeRoom();
        statements.run("begin");
        // The long part comes first: nobody waits for it.
        lines.copy(record, stage);
        lines.check(record);
        return hour.replace(
                recorded, began, () -> new HourReplacement.Lines(lines.events(record), lines.rejected(record)));
    }
}
