package caravan.ledger;

import caravan.hour.Hour;
import caravan.store.StoreRefused;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * Writing an hour's record: the only act that makes its objects count. Compare-and-set on exactly what the writer read before
 * it put anything; an unknown outcome is answered by reading again, never by cleaning up.
 */
public final class Commit {
    /** No writer commits later than this after it began: what it was given is too old by then. */
    static final Duration LATEST = Duration.ofDays(1);

    private final Clock clock;

    public enum Outcome {
        /** The record is ours. */
        COMMITTED,
        /** Somebody else committed this hour at this revision or above: done, and ours never counts. */
        THEIRS,
        /**
         * Our revision cannot be had any more: somebody found the hour empty at it or above, but we have its data; or the
         * sweep raised the floor above it, and our objects may be gone. Land once more, as the next revision.
         */
        LAND_AGAIN
    }

    public Commit(Clock clock) {
        this.clock = clock;
    }

    /** Reads what is there; the writer keeps the base until it commits. */
    public Base begin(Ledger ledger, Hour hour) throws IOException {
        Instant began = clock.instant();
        return Base.of(ledger.read(hour), began);
    }

    /**
     * @param mine of revision {@code base.revision()}; {@code bytes} is its JSON
     * @throws IOException where the outcome stays unknown after several looks; the hour is then due or done, and the next
     *     planning tells which
     */
    public Outcome write(Ledger ledger, Base base, HourRecord mine, byte[] bytes) throws IOException {
        if (mine.revision() != base.revision()) {
            throw new IllegalArgumentException(
                    "a record of revision " + mine.revision() + " on a base for " + base.revision());
        }
        Optional<String> version = base.version();
        for (int attempt = 1; ; attempt++) {
            refuseLate(base, mine);
            try {
                ledger.write(mine.hour(), bytes, version);
                return Outcome.COMMITTED;
            } catch (StoreRefused e) {
                throw e;
            } catch (IOException conflictOrNoReply) {
                Optional<Ledger.Recorded> found = ledger.read(mine.hour());
                Optional<Outcome> settled = found.flatMap(there -> settled(there, mine, bytes));
                if (settled.isPresent()) {
                    return settled.get();
                }
                if (attempt == Rewrite.TRIES) {
                    throw conflictOrNoReply;
                }
                version = found.map(Ledger.Recorded::version);
            }
        }
    }

    private static Optional<Outcome> settled(Ledger.Recorded there, HourRecord mine, byte[] bytes) {
        if (Arrays.equals(there.bytes(), bytes)) {
            return Optional.of(Outcome.COMMITTED);
        }
        if (there.record().revision() < mine.revision()) {
            boolean barred = there.record().next() > mine.revision();
            return barred ? Optional.of(Outcome.LAND_AGAIN) : Optional.empty();
        }
        boolean overtaken = there.record().state() == State.LANDED || mine.state() == State.EMPTY;
        return Optional.of(overtaken ? Outcome.THEIRS : Outcome.LAND_AGAIN);
    }

    private void refuseLate(Base base, HourRecord mine) throws IOException {
        if (clock.instant().isAfter(base.began().plus(LATEST))) {
            throw new IOException("the landing of " + mine.hour() + " began at " + base.began()
                    + ", more than a day ago; it is not committed, and the hour is asked for again");
        }
    }
}
