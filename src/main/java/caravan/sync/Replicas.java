package caravan.sync;

import caravan.hour.Shard;
import caravan.store.ConditionalWrites;
import caravan.store.StoreRefused;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How many processes are meant to work on the store, and whether the store can keep them apart: tried once a process, before it commits anything. */
public final class Replicas {
    private static final Logger LOG = LoggerFactory.getLogger(Replicas.class);

    private final int count;
    private final ConditionalWrites writes;
    private boolean tried;
    private Optional<String> lacking = Optional.empty();

    /** @param count {@code caravan.replicas}, 1 or more */
    public Replicas(int count, ConditionalWrites writes) {
        this.count = count;
        this.writes = writes;
    }

    /**
     * Before the first project is opened; a store that could not be asked is asked again the next time.
     *
     * @param shard more than one of them are several processes too
     * @throws StoreRefused where several processes are meant to work on a store that cannot keep them apart
     */
    public synchronized void require(Shard shard) throws IOException {
        if (!tried) {
            lacking = writes.lacking();
            tried = true;
            lacking.filter(words -> count == 1 && shard.isWhole()).ifPresent(words -> LOG.warn("{}", alone(words)));
        }
        if (lacking.isPresent() && count > 1) {
            throw new StoreRefused(refused(lacking.get(), count), null);
        }
        if (lacking.isPresent() && !shard.isWhole()) {
            throw new StoreRefused(refused(lacking.get(), shard), null);
        }
    }

    /** For the start of a service, which outlives a store that is away. */
    public synchronized void atStart() throws IOException {
        try {
            require(Shard.WHOLE);
        } catch (IOException e) {
            if (tried) {
                throw e;
            }
            LOG.warn(
                    "the store could not be asked whether it honours conditional writes: {}; the service goes on and"
                            + " asks again at each tick, before it commits anything",
                    e.getMessage());
        }
    }

    private static String alone(String words) {
        return words + "; " + alone();
    }

    /** What one process alone has to know of such a store. */
    public static String alone() {
        return "one process alone is safe on it (caravan.replicas is 1): never run a second service, nor sync or reopen"
                + " beside it";
    }

    private static String refused(String words, Shard shard) {
        return words + "; --shard " + shard + " means " + shard.count() + " processes, and such a store takes 1: use"
                + " another store, or run one sync without --shard; nothing is asked for or committed until then";
    }

    private static String refused(String words, int count) {
        return words + "; " + refused(count);
    }

    /** What several processes have to know of such a store. */
    public static String refused(int count) {
        return "caravan.replicas is " + count + ", and such a store takes 1: use another store, or set"
                + " caravan.replicas=1 and run one process; nothing is asked for or committed until then";
    }
}
