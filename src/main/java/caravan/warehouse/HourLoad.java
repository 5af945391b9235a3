package caravan.warehouse;

import caravan.ledger.HourRecord;
import caravan.ledger.LandedObject;
import caravan.ledger.Ledger;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Brings one committed hour in. Its lines are read and proven first; then, in one transaction, the older revision goes, the new one
 * comes, and the mark is written. Killed anywhere, it leaves the older revision or the new one, whole; so it does after a failure,
 * once the connection is closed.
 *
 * @param connection that nobody else has
 * @param loadNumbers the next one of this warehouse, for all loads of this process
 */
record HourLoad(Connection connection, ObjectLines objects, AtomicLong loadNumbers, Clock clock) {
    /** @param recorded as it was read from the store */
    Loaded load(Ledger.Recorded recorded) throws IOException, SQLException {
        HourRecord record = recorded.record();
        Bronze bronze = new Bronze(connection);
        Optional<Mark> mark = bronze.mark(record.project(), record.hour());
        if (mark.filter(there -> there.holds(record)).isPresent()) {
            bronze.looked(record, recorded.version());
            return new Loaded(record, false, Duration.ZERO);
        }
        Instant began = clock.instant();
        try (Staging staging = new Staging(connection)) {
            for (LandedObject object : record.objects()) {
                objects.read(record.hour(), object, staging);
            }
            staging.settle();
            commit(bronze, recorded, mark);
        }
        return new Loaded(record, true, Duration.between(began, clock.instant()));
    }

    private void commit(Bronze bronze, Ledger.Recorded recorded, Optional<Mark> former)
            throws IOException, SQLException {
        connection.setAutoCommit(false);
        write(bronze, recorded, former);
        connection.commit();
        connection.setAutoCommit(true);
    }

    private void write(Bronze bronze, Ledger.Recorded recorded, Optional<Mark> former)
            throws IOException, SQLException {
        HourRecord record = recorded.record();
        long load = loadNumbers.getAndIncrement();
        if (former.isPresent()) {
            bronze.replace(record, load);
        }
        long events = bronze.events(record);
        long rejected = bronze.rejected(record);
        if (events + rejected != record.events() + record.rejected()) {
            throw new IllegalStateException("hour " + record.hour() + " has " + (record.events() + record.rejected())
                    + " lines, and " + (events + rejected) + " came in");
        }
        Instant now = clock.instant();
        bronze.mark(
                record,
                new Mark(record.revision(), load, events, rejected, recorded.version(), record.committedAt(), now));
    }
}
