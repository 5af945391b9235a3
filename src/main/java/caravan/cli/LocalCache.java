package caravan.cli;

import caravan.config.Settings;
import caravan.failure.Journal;
import caravan.status.RecordCache;
import caravan.store.FileStore;
import caravan.store.Store;
import java.nio.file.Path;

/** What this machine remembers of a destination. Beside the spool, which is as disposable; one folder for each destination. */
record LocalCache(Path directory) {
    static LocalCache of(Settings settings, Store store) {
        return new LocalCache(settings.spoolDirectory()
                .resolveSibling("cache")
                .resolve(Integer.toHexString(store.location().hashCode())));
    }

    RecordCache records() {
        return new RecordCache(directory);
    }

    /** What people were told of this machine. */
    Store notified() {
        return new FileStore(directory.resolve("notified"), "");
    }

    Journal journal() {
        return new Journal(directory);
    }
}
