package caravan.setup;

import caravan.failure.ExitCode;
import java.util.Optional;

/**
 * One thing that was looked at.
 *
 * @param words what was found
 * @param remedy what to do about it; a line of it that begins with a blank is a command, to be copied as it is
 * @param code what it means for the exit code
 */
public record Remark(Kind kind, String words, Optional<String> remedy, ExitCode code) {
    /** How much it matters. */
    public enum Kind {
        GOOD("ok"),
        ADVICE("advice"),
        UNSEEN("unseen"),
        WRONG("WRONG");

        private final String mark;

        Kind(String mark) {
            this.mark = mark;
        }

        @Override
        public String toString() {
            return mark;
        }
    }

    public Remark {
        if ((kind == Kind.WRONG) == (code == ExitCode.OK)) {
            throw new IllegalArgumentException(kind + " with exit code " + code);
        }
        if ((kind == Kind.WRONG || kind == Kind.UNSEEN) && remedy.isEmpty()) {
            throw new IllegalArgumentException("nothing to do about '" + words + "'");
        }
    }

    public static Remark good(String words) {
        return new Remark(Kind.GOOD, words, Optional.empty(), ExitCode.OK);
    }

    /** Works as it is, and could be better. */
    public static Remark advice(String words, String remedy) {
        return new Remark(Kind.ADVICE, words, Optional.of(remedy), ExitCode.OK);
    }

    /** The same, where the words say already what to do. */
    public static Remark advice(String words) {
        return new Remark(Kind.ADVICE, words, Optional.empty(), ExitCode.OK);
    }

    /** Could not be looked at. */
    public static Remark unseen(String words, String remedy) {
        return new Remark(Kind.UNSEEN, words, Optional.of(remedy), ExitCode.OK);
    }

    public static Remark wrong(ExitCode code, String words, String remedy) {
        return new Remark(Kind.WRONG, words, Optional.of(remedy), code);
    }
}
