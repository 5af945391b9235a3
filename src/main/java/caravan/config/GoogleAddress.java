package caravan.config;

import java.net.URI;
import java.util.Locale;

/** Which servers are Google's: no other one gets an access token, or what proves who asks for one. */
public final class GoogleAddress {
    private GoogleAddress() {}

    /** Whether it is one of Google's APIs, by https. */
    public static boolean is(URI address) {
        return "https".equalsIgnoreCase(address.getScheme())
                && address.getHost() != null
                && address.getHost().toLowerCase(Locale.ROOT).endsWith(".googleapis.com");
    }
}
