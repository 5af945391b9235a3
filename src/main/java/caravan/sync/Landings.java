package caravan.sync;

import caravan.hour.HourRange;
import caravan.landing.Unpacked;
import caravan.ledger.Base;
import caravan.ledger.Commit;
import caravan.ledger.HourRecord;
import caravan.ledger.LandedObject;
import caravan.ledger.Ledger;
import caravan.ledger.LedgerMismatch;
import caravan.ledger.ObjectKeys;
import caravan.ledger.State;
import caravan.store.Store;
import caravan.store.StoredObject;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** From one hour of an export to its record: the steps between which the routes move bytes. */
public final class Landings {
    private final Store store;
    private final Commit commit;
    private final ObjectKeys keys;
    private final String extension;
    private final BadLines badLines;
    private final Clock clock;

    /** @param extension {@code json} or {@code json.gz} */
    public Landings(Store store, Commit commit, ObjectKeys keys, String extension, BadLines badLines, Clock clock) {
        this.store = store;
        this.commit = commit;
        this.keys = keys;
        this.extension = extension;
        this.badLines = badLines;
        this.clock = clock;
    }

    /**
     * Reads the hour's record, before anything is put: the revision to land, and the base to commit on. An hour that somebody
     * else has landed since it was taken is done: nothing is put. Where a note calls for the hour, only an export from after
     * that counts; so a process that slept never lands an older export over a newer one.
     */
    public HourLanding begin(HourExport export) throws IOException {
        LoggedAs.hour(export);
        Base base = commit.begin(export.project().ledger(), export.hour());
        HourLanding.Aim aim = aim(export, base);
        if (aim == HourLanding.Aim.LEAVE) {
            export.project().settled(export.hour());
            export.window().settled(export.hour());
        }
        return new HourLanding(export, base, aim);
    }

    private static HourLanding.Aim aim(HourExport export, Base base) {
        ProjectRun project = export.project();
        if (project.reloading().isPresent()) {
            return project.reloading().get().aim(export.hour(), base.former());
        }
        Optional<HourRecord> landed = base.former().filter(former -> former.state() == State.LANDED);
        if (landed.isEmpty()) {
            return HourLanding.Aim.LAND;
        }
        boolean restated = project.notes().calls(export.hour()) || project.restates(export.hour(), base.version());
        if (!restated || isAnswered(landed.get(), export)) {
            return HourLanding.Aim.LEAVE;
        }
        return project.notes().reopens(export.hour()) ? HourLanding.Aim.LAND : HourLanding.Aim.RESTATE;
    }

    /** Whether what is recorded was exported after the hour was called for: somebody else has been there. */
    private static boolean isAnswered(HourRecord former, HourExport export) {
        return export.project()
                .calledAt(HourRange.of(export.hour()))
                .filter(former.export().at()::isAfter)
                .isPresent();
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
        entry.landing().moved();
        unpacked.rejectedLines().stream().findFirst().ifPresent(first -> entry.landing()
                .rejected(object, first));
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
                        clock.instant())
                .replacing(landing.base().former());
    }

    private void requireThere(HourLanding landing) throws IOException {
        List<String> put = landing.objects().stream().map(LandedObject::key).toList();
        Map<String, Long> listed = store.list(commonBeginning(put)).stream()
                .collect(Collectors.toMap(StoredObject::key, StoredObject::bytes));
        for (LandedObject object : landing.objects()) {
            if (!Long.valueOf(object.bytes()).equals(listed.get(object.key()))) {
                if (isOvertaken(landing)) {
                    // Whoever landed the hour meanwhile swept ours, rightly. The commit finds that record and settles
                    // whose it is.
                    return;
                }
                throw new LedgerMismatch("'" + object.key() + "' was put with " + object.bytes() + " bytes, but "
                        + store.location()
                        + " has "
                        + (listed.containsKey(object.key()) ? listed.get(object.key()) + " bytes" : "no such object")
                        + "; the put-object route writes elsewhere than the ledger, or something removed it");
            }
        }
    }

    private static boolean isOvertaken(HourLanding landing) throws IOException {
        Optional<String> version =
                landing.export().project().ledger().read(landing.hour()).map(Ledger.Recorded::version);
        return !version.equals(landing.base().version());
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
            Transition.tell(landing, record);
        }
        told(landing, outcome, record);
        if (outcome == Commit.Outcome.THEIRS
                && landing.export().project().notes().calls(landing.hour())) {
            // Theirs may be from before the note: looking at the record again tells.
            return Commit.Outcome.LAND_AGAIN;
        }
        if (outcome != Commit.Outcome.LAND_AGAIN) {
            landing.export().project().settled(landing.hour());
            landing.export().window().settled(landing.hour());
        }
        if (outcome == Commit.Outcome.COMMITTED) {
            // After all else: settling an hour takes its note away.
            badLines.committed(landing, record);
        }
        return outcome;
    }

    private void told(HourLanding landing, Commit.Outcome outcome, HourRecord record) {
        boolean ours = outcome == Commit.Outcome.COMMITTED;
        landing.tell(
                Watch.Ending.of(outcome, record.state()),
                ours ? record.events() : 0,
                ours ? record.bytes() : 0,
                clock.instant());
    }
}
