package caravan.notify;

import caravan.ledger.LedgerJson;
import caravan.ledger.LedgerUnreadable;
import caravan.store.Store;
import caravan.store.StoreRefused;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The cases that were told, one small object a project in a store, changed by compare-and-set: of several processes one tells a case. */
final class Memory {
    private static final Logger LOG = LoggerFactory.getLogger(Memory.class);
    private static final int TRIES = 5;

    private final Store store;

    Memory(Store store) {
        this.store = store;
    }

    static String key(String project) {
        return "_caravan/notified/" + project + ".json";
    }

    ToldCases of(String project) throws IOException {
        return read(project, store.get(key(project)));
    }

    private static ToldCases read(String project, Optional<Store.Content> there) throws IOException {
        if (there.isEmpty()) {
            return ToldCases.none(project);
        }
        try {
            return LedgerJson.read(key(project), there.get().bytes(), ToldCases.class);
        } catch (LedgerUnreadable damaged) {
            LOG.warn("{}, and is written over: some messages may come twice today", damaged.getMessage());
            return ToldCases.none(project);
        }
    }

    /**
     * Changes what is known of a case, on exactly what was read.
     *
     * @param change empty where nothing is to be written
     * @return what was written
     * @throws IOException where it was not, or nobody knows
     */
    Optional<Told> change(String project, String kind, LocalDate today, Function<Optional<Told>, Optional<Told>> change)
            throws IOException {
        Optional<Told> written = Optional.empty();
        for (int attempt = 1; ; attempt++) {
            try {
                Optional<Store.Content> there = store.get(key(project));
                ToldCases known = read(project, there);
                if (written.isPresent() && known.of(kind).equals(written)) {
                    // Only the answer was lost.
                    return written;
                }
                written = change.apply(known.of(kind));
                if (written.isPresent()) {
                    put(key(project), there, known.with(written.get(), today));
                }
                return written;
            } catch (StoreRefused refused) {
                throw refused;
            } catch (IOException conflictOrNoReply) {
                if (attempt == TRIES) {
                    throw conflictOrNoReply;
                }
            }
        }
    }

    private void put(String key, Optional<Store.Content> there, ToldCases cases) throws IOException {
        byte[] bytes = LedgerJson.write(cases);
        if (there.isPresent()) {
            store.replace(key, bytes, there.get().version());
        } else {
            store.create(key, bytes);
        }
    }
}
