package caravan.config;

import java.net.URI;
import java.util.regex.Pattern;

/**
 * One Amplitude project as configured.
 *
 * @param name a name of ours, {@code [a-z0-9]+}: part of keys and records
 * @param url base of the Export API, without a path
 */
public record Project(String name, Secret apiKey, Secret secretKey, URI url) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]{1,40}");

    public Project {
        if (!isName(name)) {
            throw new IllegalArgumentException("project name '" + name + "' is not of [a-z0-9], 1 to 40 characters");
        }
    }

    /** Reads its keys again where they came from: they may have been replaced since. */
    public void renewKeys() {
        apiKey.renew();
        secretKey.renew();
    }

    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }
}
