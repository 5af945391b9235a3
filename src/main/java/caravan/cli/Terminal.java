package caravan.cli;

import caravan.setup.Sheet;
import picocli.CommandLine.Model.CommandSpec;

/** What the launcher, which can ask, tells of the terminal. */
final class Terminal {
    private Terminal() {}

    /** Whether somebody watches stderr. */
    static boolean isWatched() {
        return Boolean.getBoolean("caravan.terminal.err");
    }

    /** Whether stdout goes to a terminal that may be given colours; {@code NO_COLOR} says no. */
    static boolean hasColours() {
        String no = System.getenv("NO_COLOR");
        return isRead() && (no == null || no.isEmpty());
    }

    /** Stdout, for remarks. */
    static Sheet sheet() {
        return new Sheet(System.out, isRead(), hasColours());
    }

    /** For stderr: on a terminal broken between words. */
    static String err(String text) {
        return isWatched() ? FittedLines.of(text) : text;
    }

    /** For stdout. */
    static String out(String text) {
        return isRead() ? FittedLines.of(text) : text;
    }

    /** Characters of a line of stdout; where that is no terminal, as many as there are. */
    static int width(CommandSpec command) {
        return isRead() ? command.usageMessage().width() : Integer.MAX_VALUE;
    }

    private static boolean isRead() {
        return Boolean.getBoolean("caravan.terminal.out");
    }
}
