package caravan.notify;

/** Words that others have said, in a message to people: nothing of them is a link, calls anybody, or begins a line. */
final class PlainWords {
    private static final int LONGEST = 500;

    private PlainWords() {}

    /** One line of printable ASCII, cut, without addresses and mentions that a chat would act on. */
    static String of(String untrusted) {
        String cut = untrusted.length() > LONGEST ? untrusted.substring(0, LONGEST) + "..." : untrusted;
        return cut.replaceAll("[^ -~]", "?")
                .replace("@", "(at)")
                .replace("://", ": //")
                .replaceAll("(?i)www\\.", "www .")
                .replace('`', '\'');
    }

    /** As Slack wants it: its own commands and links are in angle brackets. */
    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
