package caravan.sync;

import caravan.archive.Spool;
import caravan.landing.StrictGzip;
import caravan.landing.Unpacked;
import caravan.store.KnownSums;
import caravan.store.Sums;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * Unpacks the entry of variable {@code entry} into the spool; the file, and what is known of it, is gone when its exchange is at
 * its end, well or not.
 */
public final class EntryUnpacking implements StrictGzip.Unpacking {
    private final Spool spool;
    private final KnownSums sums;

    public EntryUnpacking(Spool spool, KnownSums sums) {
        this.spool = spool;
        this.sums = sums;
    }

    @Override
    public Unpacked unpack(Exchange exchange, InputStream gzip) throws IOException {
        EntryLanding landing = exchange.getVariable("entry", EntryLanding.class);
        Path file = spool.temporary();
        exchange.getExchangeExtension().addOnCompletion(new Removal(file, sums));
        Unpacked unpacked = landing.landing().unpack().unpack(landing.entry(), gzip, file);
        sums.know(file, new Sums(unpacked.sha256(), unpacked.crc32(), unpacked.bytes()));
        return unpacked;
    }

    private static final class Removal extends SynchronizationAdapter {
        private final Path file;
        private final KnownSums sums;

        Removal(Path file, KnownSums sums) {
            this.file = file;
            this.sums = sums;
        }

        @Override
        public void onDone(Exchange exchange) {
            sums.forget(file);
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
