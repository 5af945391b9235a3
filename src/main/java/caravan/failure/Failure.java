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
                "the project pauses: a service asks once in 15 minutes whether it is over, a command asks when it is called again; other projects go on"),
        BAD_REQUEST(
                ExitCode.REFUSED,
                "the operator: URL and proxies, and the ask-amplitude route; else the developers",
                "the project pauses: a service asks once in 15 minutes whether it is over, a command asks when it is called again; other projects go on"),
        OVERSIZE(
                ExitCode.PERSON,
                "the operator: this hour is more than one export may hold; Amplitude's own S3 export has it",
                "the hour stays due and is asked for again tomorrow, or by the next sync after ./caravan reopen; other hours go on"),
        TOO_LARGE(ExitCode.LATER, "nobody", "the window is halved"),
        SOURCE_AWAY(ExitCode.LATER, "nobody", "its hours stay due and are asked for again at the next tick"),
        CORRUPT(
                ExitCode.LATER,
                "nobody at first",
                "the archive is dropped and fetched again at the next tick; after three times the same it is a dead letter,"
                        + " and asked for once a day"),
        CORRUPT_AGAIN(
                ExitCode.PERSON,
                "the operator: Amplitude's support, with the dead letter (./caravan letters)",
                "the hour stays due and is asked for again tomorrow, or by the next sync after ./caravan reopen; other hours go on"),
        KEPT(
                ExitCode.PERSON,
                "the operator: only Amplitude has these hours now; ./caravan sync asks it, after ./caravan reopen where they have a record",
                "they stay as they were; other hours go on"),
        UNREADABLE(
                ExitCode.PERSON,
                "the operator: look at this object in the store; once it is moved away its hour is due",
                "it is neither believed nor overwritten; other hours go on"),
        STORE_AWAY(
                ExitCode.LATER,
                "nobody",
                "what was not done is done later; archives that are here already are landed without asking Amplitude again"),
        STORE_REFUSED(
                ExitCode.REFUSED,
                "the operator: the store's rights, bucket or folder",
                "what was not done is tried again at the next tick; archives that are here already are kept"),
        SPOOL_FULL(ExitCode.LATER, "nobody", "nothing is fetched until archives leave the spool"),
        DISK(
                ExitCode.DISK,
                "the operator: the local disk",
                "nothing half-written counts; tried again at the next tick"),
        LEDGER(
                ExitCode.REFUSED,
                "the operator: ledger and configuration do not belong together",
                "nothing was changed; tried again at the next tick"),
        WAREHOUSE_HELD(
                ExitCode.LATER,
                "nobody, unless it lasts: then whoever runs the process that holds it",
                "hours stay committed, and are loaded at the next tick or by ./caravan load"),
        WAREHOUSE(
                ExitCode.PERSON,
                "the operator: the warehouse's file, memory and disk (./caravan check looks at them)",
                "it keeps what it had; hours stay committed, and are loaded at the next tick or by ./caravan load"),
        WAREHOUSE_MEMORY(
                ExitCode.PERSON,
                "the operator: more caravan.duckdb.memory, or fewer caravan.duckdb.threads",
                "the warehouse keeps what it had; tried again at the next tick; other hours go on"),
        WAREHOUSE_AWAY(
                ExitCode.LATER,
                "nobody",
                "it keeps what it had; hours stay committed, and are loaded at the next tick or by ./caravan load"),
        WAREHOUSE_REFUSED(
                ExitCode.REFUSED,
                "the operator: credentials, rights, datasets and tables of the warehouse (./caravan check looks at them)",
                "it keeps what it had; hours stay committed, and are loaded at the next tick or by ./caravan load"),
        WAREHOUSE_HOUR(
                ExitCode.PERSON,
                "the operator: the job of this hour that failed, and what it says of its rows",
                "the warehouse keeps what it had of this hour; tried again at the next tick; other hours go on"),
        OBJECT(
                ExitCode.PERSON,
                "the operator: ./caravan verify names every such object, ./caravan reopen exports its hour again",
                "the warehouse keeps what it had of this hour; tried again at the next tick; other hours go on"),
        MODELS(
                ExitCode.PERSON,
                "whoever changed the models in dbt/: ./caravan refresh tries them at once",
                "silver and gold stay as they were, or are made good by the next refresh; hours go on being loaded"),
        BUG(
                ExitCode.BUG,
                "the developers: please report it with the stack trace",
                "what was not done is tried again at the next tick");

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

        /** Whether a load that failed so hinders no other hour's. */
        public boolean isOfOneHour() {
            return switch (this) {
                case OBJECT, UNREADABLE, WAREHOUSE_MEMORY, WAREHOUSE_HOUR, BUG -> true;
                default -> false;
            };
        }

        public String who() {
            return who;
        }

        public String next() {
            return next;
        }
    }

    /** The same, with more words on its cause. */
    public Failure also(String words) {
        return new Failure(kind, cause + "; " + words);
    }

    /** The same cause, of another row. */
    public Failure as(Kind other) {
        return new Failure(other, cause);
    }

    /** For an hour that is not asked for now because of this note for a person. */
    public static Failure of(Note note) {
        Kind kind = note.kind() == Note.Kind.OVERSIZE ? Kind.OVERSIZE : Kind.CORRUPT_AGAIN;
        return new Failure(kind, note.hour() + ": " + note.reason());
    }

    @Override
    public String toString() {
        return cause + "; who acts: " + kind.who() + "; what happens next: " + kind.next();
    }
}
