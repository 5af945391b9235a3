package caravan.config;

import java.net.URI;
import java.util.Locale;

/** Where Amplitude keeps a project's data, and the Export API's base there as Amplitude documents it. */
public enum Region {
    US("https://amplitude.com"),
    EU("https://analytics.eu.amplitude.com");

    private final URI url;

    Region(String url) {
        this.url = URI.create(url);
    }

    public URI url() {
        return url;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
