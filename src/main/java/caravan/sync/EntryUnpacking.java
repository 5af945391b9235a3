package caravan.sync;

import caravan.archive.Spool;
import caravan.landing.StrictGzip;
import caravan.landing.Unpacked;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;

/** Unpacks the entry of variable {@code entry} into the spool; the file is gone when its exchange is at its end, well or not. */
public final class EntryUnpacking implements StrictGzip.Unpacking {
    private final Spool spool;

    public EntryUnpacking(Spool spool) {
        this.spool = spool;
    }

    @Override
    public Unpacked unpack(Exchange exchange, InputStream gzip) throws IOException {
        EntryLanding landing = exchange.getVariable("entry", EntryLanding.class);
        Path file = spool.temporary();
        exchange.getExchangeExtension().addOnCompletion(new Removal(file));
        return landing.landing().unpack().unpack(landing.entry(), gzip, file);
    }

    private static final class Removal extends SynchronizationAdapter {
        private final Path file;

        Removal(Path file) {
            this.file = file;
        }

        @Override
        public void onDone(Exchange exchange) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
