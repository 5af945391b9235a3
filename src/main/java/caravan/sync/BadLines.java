package caravan.sync;

import caravan.failure.DeadLetter;
import caravan.failure.DeadLetters;
import caravan.landing.RejectedLine;
import caravan.ledger.HourRecord;
import caravan.ledger.LandedObject;
import caravan.ledger.Note;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells an analyst of lines that landed and are no JSON objects: a dead letter for an entry, and a note where an hour has very many. */
public final class BadLines {
    private static final Logger LOG = LoggerFactory.getLogger(BadLines.class);

    /** Dead letters an hour. */
    private static final int LETTERS = 10;

    /** More of them in an hour, and more than one in so many, are worth a note. */
    private static final int FEW = 10;

    private static final int ONE_IN = 1000;

    private static final String LANDED = "; landed as they came, and counted as rejected";

    private final DeadLetters letters;
    private final Clock clock;

    public BadLines(DeadLetters letters, Clock clock) {
        this.letters = letters;
        this.clock = clock;
    }

    /** The hour is landed whatever comes of this: nothing here fails it, and it is not due again. */
    void committed(HourLanding landing, HourRecord record) {
        List<LandedObject> bad = record.objects().stream()
                .filter(object -> object.rejected() > 0)
                .toList();
        for (int i = 0; i < Math.min(bad.size(), LETTERS); i++) {
            int more = i == LETTERS - 1 ? bad.size() - LETTERS : 0;
            letters.write(letter(landing, record, bad.get(i), more));
        }
        if (areMany(record)) {
            note(landing, record, record.events() + record.rejected());
        }
    }

    /** Whether so many lines of the hour are no JSON objects that it is worth a note. */
    static boolean areMany(HourRecord record) {
        return record.rejected() > FEW && record.rejected() * ONE_IN > record.events() + record.rejected();
    }

    private DeadLetter letter(HourLanding landing, HourRecord record, LandedObject object, int more) {
        Optional<RejectedLine> first = landing.firstRejected(object);
        String cause = share(object.rejected(), object.rejected() + object.events(), "this entry's ")
                + first.map(line -> String.format(
                                Locale.ROOT, "; the first is line %,d, at byte %,d", line.line(), line.offset()))
                        .orElse("")
                + LANDED
                + (more == 0
                        ? ""
                        : String.format(Locale.ROOT, "; %,d more entries of this hour have such lines", more));
        DeadLetter letter = DeadLetter.of(
                        record.project(),
                        record.hour(),
                        DeadLetter.Kind.BAD_LINES,
                        cause,
                        clock.instant(),
                        object.entry(),
                        object.sha256())
                .inEntry(object.entry())
                .hashed(object.sha256());
        return first.map(line -> letter.atLine(line.line(), line.offset())).orElse(letter);
    }

    private static String share(long rejected, long lines, String whose) {
        return String.format(
                Locale.ROOT,
                "%,d of %s%,d lines %s",
                rejected,
                whose,
                lines,
                rejected == 1 ? "is no JSON object" : "are no JSON objects");
    }

    private void note(HourLanding landing, HourRecord record, long lines) {
        String reason = share(record.rejected(), lines, "its ") + LANDED;
        try {
            ProjectRun project = landing.export().project();
            project.notes()
                    .write(Note.of(record.project(), record.hour(), Note.Kind.SUSPECT, reason, clock.instant(), null));
            LOG.warn(
                    "hour project={} hour={} run={} kind=suspect: {}",
                    record.project(),
                    record.hour(),
                    project.run().id(),
                    reason);
        } catch (IOException e) {
            LOG.warn(
                    "hour project={} hour={}: the note that {} is not written: {}; the record counts them all the same",
                    record.project(),
                    record.hour(),
                    reason,
                    e.toString());
        }
    }
}
