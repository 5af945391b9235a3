package caravan.failure;

import caravan.ledger.Note;

/**
 * One thing that went wrong, classified.
 *
 * @param kind its row in the {@link FailureTable}
 * @param cause what happened, in words; holds no secret
 */
public record Failure(Kind kind, String cause) {
    /** The rows: who acts, and what happens next without anyone acting. */
    public enum Kind {
        REFUSED(
                ExitCode.REFUSED,
                "the operator: key, region or URL",
                "the project pauses and is tried again at the next tick"),
        OVERSIZE(
                ExitCode.PERSON,
                "the operator: this hour is over Amplitude's 4 GB; its own S3 export has it",
                "the hour stays due and is asked for again tomorrow; other hours go on"),
        TOO_LARGE(ExitCode.LATER, "nobody", "the window is halved"),
        SOURCE_AWAY(ExitCode.LATER, "nobody", "its hours stay due and are asked for again at the next tick"),
        CORRUPT(ExitCode.LATER, "nobody", "the archive is dropped and fetched again at the next tick"),
        STORE_AWAY(
                ExitCode.LATER,
                "nobody",
                "its hours stay due; archives that are here already are landed later, without asking Amplitude again"),
        STORE_REFUSED(
                ExitCode.REFUSED,
                "the operator: the store's rights, bucket or folder",
                "its hours stay due and are tried again at the next tick; archives that are here already are kept"),
        SPOOL_FULL(ExitCode.LATER, "nobody", "nothing is fetched until archives leave the spool"),
        DISK(
                ExitCode.DISK,
                "the operator: the local disk",
                "nothing half-written counts; tried again at the next tick"),
        LEDGER(
                ExitCode.REFUSED,
                "the operator: ledger and configuration do not belong together",
                "nothing was changed; tried again at the next tick"),
        BUG(
                ExitCode.BUG,
                "the developers: please report it with the stack trace",
                "the hour stays due and is tried again at the next tick");

        private final ExitCode exitCode;
        private final String who;
        private final String next;

        Kind(ExitCode exitCode, String who, String next) {
            this.exitCode = exitCode;
            this.who = who;
            this.next = next;
        }

        public ExitCode exitCode() {
            return exitCode;
        }

        public String who() {
            return who;
        }

        public String next() {
            return next;
        }
    }

    /** For an hour that is not asked for now because of this note for a person. */
    public static Failure of(Note note) {
        Kind kind = note.kind() == Note.Kind.OVERSIZE ? Kind.OVERSIZE : Kind.CORRUPT;
        return new Failure(kind, note.hour() + ": " + note.reason());
    }

    @Override
    public String toString() {
        return cause + "; who acts: " + kind.who() + "; what happens next: " + kind.next();
    }
}
