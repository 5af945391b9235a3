package caravan.sync;

import caravan.failure.DeadLetter;
import caravan.failure.DeadLetters;
import caravan.failure.Failure;
import caravan.hour.Hour;
import caravan.ledger.Note;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What outlasts a failure of one hour: its note, so that every process and later run knows; and a dead letter, where asking again
 * does not mend it.
 */
public final class Cases {
    private static final Logger LOG = LoggerFactory.getLogger(Cases.class);

    private final DeadLetters letters;
    private final Clock clock;

    public Cases(DeadLetters letters, Clock clock) {
        this.letters = letters;
        this.clock = clock;
    }

    /** @return the failure, of the row of which it is now that it is known how often it happened */
    Failure keep(String where, WindowExport window, Hour hour, Failure failure, Throwable thrown) {
        return switch (failure.kind()) {
            case OVERSIZE -> oversize(where, window, hour, failure);
            case CORRUPT -> damaged(where, window, hour, failure);
            case BUG -> bug(window, hour, failure, thrown);
            default -> failure;
        };
    }

    private Failure oversize(String where, WindowExport window, Hour hour, Failure failure) {
        letters.write(letter(window, hour, DeadLetter.Kind.OVERSIZE, failure));
        Notes notes = window.project().notes();
        Instant now = clock.instant();
        Note note = Findings.oversize(notes.of(hour), window.projectName(), hour, failure.cause(), now);
        advise(where, () -> notes.write(note));
        return failure;
    }

    private Failure damaged(String where, WindowExport window, Hour hour, Failure failure) {
        Notes notes = window.project().notes();
        Instant now = clock.instant();
        Note note = Findings.damaged(notes.of(hour), window.projectName(), hour, failure.cause(), now);
        advise(where, () -> notes.write(note));
        if (!Findings.isCertain(note)) {
            return failure;
        }
        Failure certain = failure.as(Failure.Kind.CORRUPT_AGAIN);
        damaged(window, letter(window, hour, DeadLetter.Kind.CORRUPT, certain));
        return certain;
    }

    /** With the archive, where it never proved to be one: nothing else shows it. */
    private void damaged(WindowExport window, DeadLetter letter) {
        if (!window.hasArchive()) {
            letters.write(letter);
        } else if (window.isVerified()) {
            letters.write(letter.hashed(window.archive().sha256()));
        } else {
            letters.write(
                    letter.hashed(window.archive().sha256()), window.archive().file());
        }
    }

    /** With its trace. */
    private Failure bug(WindowExport window, Hour hour, Failure failure, Throwable thrown) {
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        letters.write(letter(window, hour, DeadLetter.Kind.BUG, failure), trace.toString());
        return failure;
    }

    /**
     * Whether it is over with a case: its hour has a record, and no note says otherwise. Lines that landed bad stay bad, and a
     * fault of ours is not mended by a later try.
     */
    static boolean isOver(DeadLetter letter, ProjectRun project) {
        boolean ofAnHour = letter.kind() == DeadLetter.Kind.OVERSIZE || letter.kind() == DeadLetter.Kind.CORRUPT;
        boolean noted = project.notes()
                .of(letter.hour())
                .filter(note -> note.kind() != Note.Kind.UNCONFIRMED && note.kind() != Note.Kind.LIMIT)
                .isPresent();
        return ofAnHour && letter.project().equals(project.project().name()) && project.isDone(letter.hour()) && !noted;
    }

    private DeadLetter letter(WindowExport window, Hour hour, DeadLetter.Kind kind, Failure failure) {
        return DeadLetter.of(window.projectName(), hour, kind, failure.toString(), clock.instant());
    }

    /** A step that writes a note. */
    interface Advice {
        void write() throws IOException;
    }

    /** Notes are advice: one that cannot be written costs a request more, and no hour. */
    static void advise(String where, Advice advice) {
        try {
            advice.write();
        } catch (IOException e) {
            LOG.warn(
                    "{} its note could not be written ({}); its hours stay due and are asked for at the next tick",
                    where,
                    e.toString());
        }
    }
}
