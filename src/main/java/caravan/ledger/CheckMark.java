package caravan.ledger;

import caravan.hour.Hour;
import caravan.store.StoreRefused;
import java.io.IOException;
import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;

/**
 * Says in an hour's record that Amplitude was asked again and that the record stands: sets its {@code checkedAt} and nothing else,
 * on exactly the version that was compared. What a newer Caravan has added to the record stays in it.
 */
public final class CheckMark {
    private static final int TRIES = 5;

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
        byte[] marked = null;
        for (int attempt = 1; ; attempt++) {
            Optional<Ledger.Recorded> found = ledger.read(hour);
            if (marked != null && found.isPresent() && Arrays.equals(found.get().bytes(), marked)) {
                return true;
            }
            if (found.isEmpty() || !base.version().equals(found.map(Ledger.Recorded::version))) {
                return false;
            }
            marked = LedgerJson.with(ledger.recordKey(hour), found.get().bytes(), "checkedAt", clock.instant());
            try {
                ledger.write(hour, marked, base.version());
                return true;
            } catch (StoreRefused e) {
                throw e;
            } catch (IOException conflictOrNoReply) {
                if (attempt == TRIES) {
                    throw conflictOrNoReply;
                }
            }
        }
    }
}
