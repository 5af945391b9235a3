package caravan.trigger;

import java.util.Locale;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;

/**
 * Nothing that a caller sends as a header, as a parameter of the query or as a field of a form comes into an exchange; of an
 * exchange only what an answer of ours has goes out.
 */
public final class CallersHeaders implements HeaderFilterStrategy {
    private static final Set<String> ANSWERED = Set.of(
            "content-type",
            "content-encoding",
            "location",
            "retry-after",
            "allow",
            "www-authenticate",
            "cache-control",
            "etag",
            "vary",
            "set-cookie",
            "content-security-policy",
            "x-content-type-options",
            "x-frame-options",
            "referrer-policy",
            "cross-origin-resource-policy",
            "cross-origin-opener-policy");

    /** True: kept back. */
    @Override
    public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
        return true;
    }

    @Override
    public boolean applyFilterToCamelHeaders(String name, Object value, Exchange exchange) {
        return !ANSWERED.contains(name.toLowerCase(Locale.ROOT));
    }
}
