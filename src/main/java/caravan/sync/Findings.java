package caravan.sync;

import caravan.hour.Hour;
import caravan.ledger.Note;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What was found about an hour, and how often: kept in its note, so that every process and every later run counts on. */
final class Findings {
    /** The same damage so often is no accident: a person gets to know, and the hour is asked for only once a day. */
    private static final int CERTAIN = 3;

    static final Duration AGAIN = Duration.ofDays(1);

    private Findings() {}

    /** The hour's archive is damaged: asked for at the next tick, until it is certain. */
    static Note damaged(Optional<Note> known, String project, Hour hour, String finding, Instant now) {
        Note note = once(known, project, hour, Note.Kind.CORRUPT, finding, now);
        return isCertain(note) ? note.until(now.plus(AGAIN)) : note;
    }

    /** Amplitude, or a limit of ours, will not give this hour alone. */
    static Note oversize(Optional<Note> known, String project, Hour hour, String finding, Instant now) {
        return once(known, project, hour, Note.Kind.OVERSIZE, finding, now).until(now.plus(AGAIN));
    }

    /** Whether the same damage was found so often that a person is needed. */
    static boolean isCertain(Note note) {
        boolean counts = note.kind() == Note.Kind.CORRUPT || note.kind() == Note.Kind.REOPENED;
        return counts && note.attempts() >= CERTAIN;
    }

    /** A note of another sort says more than a finding: that the hour is reopened, young and empty, or suspect. It stays, and waits. */
    private static Note once(
            Optional<Note> known, String project, Hour hour, Note.Kind kind, String finding, Instant now) {
        Optional<Note> kept = known.filter(Findings::stays);
        if (kept.isPresent() && kept.get().kind() != Note.Kind.REOPENED) {
            return kept.get().until(now.plus(AGAIN));
        }
        Optional<Note> again = known.filter(note -> same(note.reason(), finding));
        return new Note(
                1,
                project,
                hour,
                kept.map(Note::kind).orElse(kind),
                finding,
                kept.or(() -> again).map(Note::since).orElse(now),
                1 + again.map(Note::attempts).orElse(0),
                null,
                null);
    }

    private static boolean stays(Note note) {
        return switch (note.kind()) {
            case REOPENED, UNCONFIRMED, SUSPECT -> true;
            case OVERSIZE, CORRUPT, LIMIT -> false;
        };
    }

    /** The same damage at another byte, or in another archive, is the same finding. */
    private static boolean same(String one, String other) {
        return one != null && withoutFigures(one).equals(withoutFigures(other));
    }

    private static String withoutFigures(String text) {
        return text.replaceAll("\\b[0-9a-f]{16,}\\b|[0-9]+", "0");
    }
}
