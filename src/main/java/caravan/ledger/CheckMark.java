package caravan.ledger;

import caravan.hour.Hour;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * Says in an hour's record that Amplitude was asked again and that the record stands: sets its {@code checkedAt} and nothing else,
 * on exactly the version that was compared. What a newer Caravan has added to the record stays in it.
 */
public final class CheckMark {
    private final Clock clock;

    public CheckMark(Clock clock) {
        this.clock = clock;
    }

    /**
     * @param base what was compared; it has a record
     * @return false where somebody else has written the record since: what he found is newer, and nothing is left to be done
     * @throws IOException where the outcome stays unknown: the hour is asked for once more
     */
    public boolean set(Ledger ledger, Base base) throws IOException {
        Hour hour = base.former().orElseThrow().hour();
        Instant now = clock.instant();
        Rewrite<Boolean> rewrite = () -> {
            Optional<Ledger.Recorded> found = ledger.read(hour);
            if (found.isEmpty() || !base.version().equals(found.map(Ledger.Recorded::version))) {
                // Ours all the same, where the answer to an earlier try was lost.
                return found.filter(there -> now.equals(there.record().checkedAt()))
                        .isPresent();
            }
            byte[] marked = LedgerJson.with(ledger.recordKey(hour), found.get().bytes(), "checkedAt", now);
            ledger.write(hour, marked, base.version());
            return true;
        };
        return rewrite.done();
    }
}
