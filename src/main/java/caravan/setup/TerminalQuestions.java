package caravan.setup;

import java.io.Console;
import java.util.Arrays;

/** Asks on the terminal. The JVM gives the terminal its echo back also where a hidden answer is broken off. */
public final class TerminalQuestions implements Questions {
    private final Console console;

    private TerminalQuestions(Console console) {
        this.console = console;
    }

    /** @return {@link Questions#NOBODY} where input or output is no terminal */
    public static Questions ofThisProcess() {
        // Java 22 to 24 have a console of their own that is there without a terminal, too.
        System.setProperty("jdk.console", "java.base");
        Console console = System.console();
        return console == null ? NOBODY : new TerminalQuestions(console);
    }

    @Override
    public boolean areAnswered() {
        return true;
    }

    @Override
    public String ask(String question) throws Unanswered {
        String line = console.readLine("%s", question);
        if (line == null) {
            throw new Unanswered();
        }
        return line.strip();
    }

    @Override
    public String askHidden(String question) throws Unanswered {
        char[] typed = console.readPassword("%s", question);
        if (typed == null) {
            throw new Unanswered();
        }
        String line = new String(typed).strip();
        Arrays.fill(typed, ' ');
        return line;
    }
}
