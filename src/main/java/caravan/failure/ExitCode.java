package caravan.failure;

import java.util.Collection;
import java.util.Comparator;

/** What a one-shot command says to whoever called it; numbers after sysexits.h. Declared worst first: of several outcomes the first counts. */
public enum ExitCode {
    /** Stopped before it was through, so that no other outcome is known. */
    STOPPED(143),
    /** The command line says nothing that can be done; nothing was begun. */
    USAGE(64),
    CONFIGURATION(78),
    BUG(70),
    /** Credentials, rights or ledger: asking again cannot help. */
    REFUSED(77),
    /** A person is needed for some hours; the others are done. */
    PERSON(65),
    /** The local disk. */
    DISK(74),
    /** Some hours are still due; the same command later helps. */
    LATER(75),
    /** All asked hours are done. */
    OK(0);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    /** {@link #OK} where there are none. */
    public static ExitCode worst(Collection<ExitCode> codes) {
        return codes.stream().min(Comparator.naturalOrder()).orElse(OK);
    }

    public ExitCode worst(ExitCode other) {
        return compareTo(other) <= 0 ? this : other;
    }
}
