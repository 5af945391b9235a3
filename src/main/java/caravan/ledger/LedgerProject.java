package caravan.ledger;

import caravan.store.Store;
import java.io.IOException;
import java.util.Optional;

/** The project object as an object in the store. */
record LedgerProject(Store store, String key) {
    Optional<ProjectObject> read() throws IOException {
        return read(store.get(key));
    }

    private Optional<ProjectObject> read(Optional<Store.Content> content) throws IOException {
        return content.isEmpty()
                ? Optional.empty()
                : Optional.of(LedgerJson.read(key, content.get().bytes(), ProjectObject.class));
    }

    ProjectObject change(Ledger.Change change) throws IOException {
        Rewrite<ProjectObject> rewrite = () -> {
            Optional<Store.Content> content = store.get(key);
            Optional<ProjectObject> now = read(content);
            ProjectObject next = change.of(now);
            if (now.filter(next::equals).isEmpty()) {
                Ledger.put(store, key, LedgerJson.write(next), content.map(Store.Content::version));
            }
            return next;
        };
        return rewrite.done();
    }
}
