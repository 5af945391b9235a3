package caravan.landing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.camel.Exchange;
import org.apache.camel.spi.DataFormat;
import org.apache.camel.spi.DataFormatName;
import org.apache.camel.support.service.ServiceSupport;

/**
 * Lets a route say {@code unmarshal} for one entry: the body, a stream of its gzip, becomes an {@link Unpacked}. Unlike Camel's
 * own gzip it unpacks to a file, reads every member, checks to the end and keeps to limits.
 */
public final class StrictGzip extends ServiceSupport implements DataFormat, DataFormatName {
    private final Unpacking unpacking;

    public StrictGzip(Unpacking unpacking) {
        this.unpacking = unpacking;
    }

    @Override
    public Unpacked unmarshal(Exchange exchange, InputStream gzip) throws IOException {
        return unpacking.unpack(exchange, gzip);
    }

    @Override
    public void marshal(Exchange exchange, Object body, OutputStream out) {
        throw new UnsupportedOperationException("strict-gzip only unpacks");
    }

    @Override
    public String getDataFormatName() {
        return "strict-gzip";
    }

    /** Knows from the exchange which entry it is, where its file goes and which limits hold. */
    @FunctionalInterface
    public interface Unpacking {
        /** @param gzip not closed by this */
        Unpacked unpack(Exchange exchange, InputStream gzip) throws IOException;
    }
}
