package caravan.archive;

/** Untrusted text for a message or a log line: printable ASCII only, the rest as {@code \\uXXXX}, cut to a length. */
public final class Escaped {
    private Escaped() {}

    public static String text(String untrusted, int atMost) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < untrusted.length() && i < atMost; i++) {
            char c = untrusted.charAt(i);
            if (c >= ' ' && c < 127 && c != '\\') {
                out.append(c);
            } else {
                out.append(String.format("\\u%04x", (int) c));
            }
        }
        return untrusted.length() > atMost ? out + "…" : out.toString();
    }
}
