package caravan.sync;

import caravan.failure.DeadLetter;
import caravan.failure.DeadLetters;
import caravan.failure.Failure;
import caravan.hour.Hour;
import caravan.ledger.Note;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;

/** Which failures become dead letters: what asking again does not mend. */
public final class Cases {
    private final DeadLetters letters;
    private final Clock clock;

    public Cases(DeadLetters letters, Clock clock) {
        this.letters = letters;
        this.clock = clock;
    }

    /** One hour that no export may hold. */
    void oversize(String project, Hour hour, Failure failure) {
        letters.write(letter(project, hour, DeadLetter.Kind.OVERSIZE, failure));
    }

    /** The same damage, found again and again; with the archive, where it never proved to be one: nothing else shows it. */
    void damaged(WindowExport window, Note note, Failure failure) {
        DeadLetter letter = letter(window.projectName(), note.hour(), DeadLetter.Kind.CORRUPT, failure);
        if (!window.hasArchive()) {
            letters.write(letter);
            return;
        }
        letter = letter.hashed(window.archive().sha256());
        if (window.isVerified()) {
            letters.write(letter);
        } else {
            letters.write(letter, window.archive().file());
        }
    }

    /** A fault of our own, with its trace. */
    void bug(String project, Hour hour, Failure failure, Throwable thrown) {
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        letters.write(letter(project, hour, DeadLetter.Kind.BUG, failure), trace.toString());
    }

    private DeadLetter letter(String project, Hour hour, DeadLetter.Kind kind, Failure failure) {
        return DeadLetter.of(project, hour, kind, failure.toString(), clock.instant());
    }
}
