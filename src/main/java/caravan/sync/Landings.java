package caravan.sync;

import caravan.landing.Unpacked;
import caravan.ledger.Commit;
import caravan.ledger.HourRecord;
import caravan.ledger.LandedObject;
import caravan.ledger.LedgerJson;
import caravan.ledger.LedgerMismatch;
import caravan.ledger.Note;
import caravan.ledger.ObjectKeys;
import caravan.ledger.State;
import caravan.store.Store;
import caravan.store.StoredObject;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From one hour of an export to its record: the steps between which the routes move bytes. */
public final class Landings {
    private static final Logger LOG = LoggerFactory.getLogger(Landings.class);

    /** One answer that an hour is empty is final for an hour that closed so long ago. */
    private static final Duration SETTLED = Duration.ofHours(24);

    /** A younger one is asked for again so long after the first answer. */
    private static final List<Duration> LOOKS = List.of(Duration.ofHours(1), Duration.ofHours(6), Duration.ofHours(24));

    private final Store store;
    private final Commit commit;
    private final ObjectKeys keys;
    private final String extension;
    private final Clock clock;

    /** @param extension {@code json} or {@code json.gz} */
    public Landings(Store store, Commit commit, ObjectKeys keys, String extension, Clock clock) {
        this.store = store;
        this.commit = commit;
        this.keys = keys;
        this.extension = extension;
        this.clock = clock;
    }

    /** Reads the hour's record, before anything is put: the revision to land, and the base to commit on. */
    public HourLanding begin(HourExport export) throws IOException {
        return new HourLanding(export, commit.begin(export.project().ledger(), export.hour()));
    }

    public String key(EntryLanding entry, Unpacked unpacked) {
        int revision = entry.landing().base().revision();
        String project = entry.landing().export().window().projectName();
        return keys.key(project, entry.entry().name(), revision, unpacked.sha256(), extension);
    }

    /** The entry's object is in the store: notes what the hour's record will say of it. */
    public void landed(EntryLanding entry, String key, Unpacked unpacked) {
        LandedObject object = new LandedObject(
                key,
                entry.entry().raw(),
                unpacked.bytes(),
                unpacked.sha256(),
                unpacked.events(),
                unpacked.rejected(),
                unpacked.outside(),
                unpacked.min().orElse(null),
                unpacked.max().orElse(null));
        entry.landing().landed(object, unpacked.digest());
    }

    /**
     * What the record will say. Nothing is committed unless every entry became an object, and the store itself lists each of them
     * with its size: so a route that was edited to put elsewhere cannot part data and ledger.
     */
    public HourRecord record(HourLanding landing) throws IOException {
        if (!landing.isWhole()) {
            throw new IllegalStateException(landing.objects().size() + " objects were put for "
                    + landing.export().entries().size() + " entries of " + landing.hour());
        }
        requireThere(landing);
        return HourRecord.landed(
                landing.export().window().projectName(),
                landing.hour(),
                landing.base().revision(),
                extension,
                landing.objects(),
                landing.digest().toString(),
                landing.export().window().facts(),
                clock.instant());
    }

    private void requireThere(HourLanding landing) throws IOException {
        List<String> put = landing.objects().stream().map(LandedObject::key).toList();
        Map<String, Long> listed = store.list(commonBeginning(put)).stream()
                .collect(Collectors.toMap(StoredObject::key, StoredObject::bytes));
        for (LandedObject object : landing.objects()) {
            if (!Long.valueOf(object.bytes()).equals(listed.get(object.key()))) {
                throw new LedgerMismatch("'" + object.key() + "' was put with " + object.bytes() + " bytes, but "
                        + store.location()
                        + " has "
                        + (listed.containsKey(object.key()) ? listed.get(object.key()) + " bytes" : "no such object")
                        + "; the put-object route writes elsewhere than the ledger, or something removed it");
            }
        }
    }

    private static String commonBeginning(List<String> keys) {
        String first = keys.get(0);
        int length = first.length();
        for (String key : keys) {
            while (!key.startsWith(first.substring(0, length))) {
                length--;
            }
        }
        return first.substring(0, length);
    }

    /** Commits; {@link Commit.Outcome#LAND_AGAIN} asks the route to land the hour once more. */
    public Commit.Outcome commit(HourLanding landing, HourRecord record, byte[] json) throws IOException {
        Commit.Outcome outcome = commit.write(landing.export().project().ledger(), landing.base(), record, json);
        if (outcome == Commit.Outcome.COMMITTED) {
            landing.export().project().run().landed(record.events(), record.bytes());
            changed(landing, "landed", record.revision(), record);
        }
        if (outcome != Commit.Outcome.LAND_AGAIN) {
            landing.export().project().settled(landing.hour());
            landing.export().window().settled(landing.hour());
        }
        return outcome;
    }

    /** Amplitude says that the hour has no data. A landed hour never becomes empty by that; a young one is asked for again. */
    public void commitEmpty(HourLanding landing) throws IOException {
        Optional<State> former = landing.base().former().map(HourRecord::state);
        if (former.filter(State.LANDED::equals).isPresent()) {
            keepLanded(landing);
            landing.export().project().run().empty();
        } else {
            empty(landing);
        }
        landing.export().window().settled(landing.hour());
    }

    /** The note first: a crash before the record leaves an hour that is due, never a young one that is empty for good. */
    private void empty(HourLanding landing) throws IOException {
        ProjectRun project = landing.export().project();
        Optional<Note> look = nextLook(landing);
        if (look.isPresent()) {
            project.noted(look.get());
        }
        boolean theirs = landing.base().former().isEmpty() && recordEmpty(landing) == Commit.Outcome.THEIRS;
        if (look.isPresent() && !theirs) {
            project.doneForNow(landing.hour());
        } else {
            project.settled(landing.hour());
        }
        if (!theirs) {
            project.run().empty();
        }
    }

    private Commit.Outcome recordEmpty(HourLanding landing) throws IOException {
        HourRecord record = HourRecord.empty(
                landing.export().window().projectName(),
                landing.hour(),
                0,
                landing.export().window().facts(),
                clock.instant());
        Commit.Outcome outcome =
                commit.write(landing.export().project().ledger(), landing.base(), record, LedgerJson.write(record));
        if (outcome == Commit.Outcome.COMMITTED) {
            changed(landing, "empty", 0, record);
        }
        return outcome;
    }

    private void keepLanded(HourLanding landing) throws IOException {
        ProjectRun project = landing.export().project();
        String reason = "asked for again, Amplitude says that this hour has no data; what landed before is kept";
        project.noted(Note.of(
                landing.export().window().projectName(),
                landing.hour(),
                Note.Kind.SUSPECT,
                reason,
                clock.instant(),
                null));
        LOG.warn(
                "hour project={} hour={} run={} kind=suspect: {}",
                landing.export().window().projectName(),
                landing.hour(),
                project.run().id(),
                reason);
    }

    /** When a young hour is to be asked for again; empty where this answer is final. */
    private Optional<Note> nextLook(HourLanding landing) {
        Instant now = clock.instant();
        Optional<Note> note =
                landing.export().project().note(landing.hour()).filter(there -> there.kind() == Note.Kind.UNCONFIRMED);
        int looks = note.map(Note::attempts).orElse(0);
        boolean settled = looks == 0 && !landing.hour().end().plus(SETTLED).isAfter(now);
        if (settled || looks >= LOOKS.size()) {
            return Optional.empty();
        }
        Instant next = note.map(Note::since).orElse(now).plus(LOOKS.get(looks));
        return Optional.of(note.map(there -> there.again(next))
                .orElseGet(() -> Note.of(
                        landing.export().window().projectName(),
                        landing.hour(),
                        Note.Kind.UNCONFIRMED,
                        "Amplitude said that this young hour has no data; it is asked for again",
                        now,
                        next)));
    }

    private static void changed(HourLanding landing, String to, int revision, HourRecord record) {
        String from =
                landing.base().former().map(former -> former.state().toString()).orElse("due");
        LOG.info(
                "hour project={} hour={} from={} to={} revision={} run={} kind=- objects={} events={} bytes={} rejected={}",
                record.project(),
                record.hour(),
                from,
                to,
                revision,
                landing.export().project().run().id(),
                record.objects().size(),
                record.events(),
                record.bytes(),
                record.rejected());
    }
}
