package caravan.config;

import caravan.archive.Escaped;
import java.util.regex.Pattern;

/**
 * What a key was set to.
 *
 * @param name dotted, with the project's own name in it
 * @param origin where it came from, for people; {@code default} where nobody set it
 */
record Value(String name, Key key, String text, String origin) {
    static final String DEFAULT = "default";

    private static final int PRINTED_AT_MOST = 200;
    private static final Pattern LOGIN = Pattern.compile("//[^/]*@");
    private static final Pattern AFTER_PATH = Pattern.compile("(://[^?#]*)[?#].*");

    /** For people: {@code ***} where the key is a secret, no login nor query in an address, no control characters. */
    String printed() {
        if (key.secret()) {
            return "***";
        }
        String harmless = LOGIN.matcher(text).replaceAll("//***@");
        return Escaped.text(AFTER_PATH.matcher(harmless).replaceAll("$1?***"), PRINTED_AT_MOST);
    }

    /** {@code caravan.window = '0' (.env line 3)}. */
    @Override
    public String toString() {
        return name + " = '" + printed() + "' (" + origin + ")";
    }
}
