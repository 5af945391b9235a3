package caravan.sync;

import caravan.hour.Hour;
import caravan.landing.Digest;
import caravan.landing.GzipUnpack;
import caravan.landing.RejectedLine;
import caravan.ledger.Base;
import caravan.ledger.LandedObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One hour being landed on the base that was read: gathers what its entries became. Thread-safe. */
public final class HourLanding {
    private final HourExport export;
    private final Base base;
    private final Aim aim;
    private final Comparison comparison;
    private final List<LandedObject> objects = new ArrayList<>();
    private final Map<String, RejectedLine> firstRejected = new HashMap<>();
    private Digest digest = Digest.NONE;
    private final Set<String> restored = new HashSet<>();
    private volatile boolean anew;
    private volatile Change change;

    /** What is to become of the hour. */
    enum Aim {
        /** It lands, as the next revision where it has a record. */
        LAND,
        /** It has landed, and lands again only where it changed. */
        RESTATE,
        /** It has landed, and a kept archive brings back what its record lists. */
        RESTORE,
        /** Somebody else landed it, or looked at it, since it was taken. */
        LEAVE
    }

    HourLanding(HourExport export, Base base, Aim aim) {
        this.export = export;
        this.base = base;
        this.aim = aim;
        this.comparison = new Comparison(export.entries().size());
    }

    /** Whether the hour is done already, by somebody else. */
    public boolean isTheirs() {
        return aim == Aim.LEAVE;
    }

    /** Whether the hour has landed and is asked for only to see whether it changed. */
    public boolean isRestated() {
        return aim == Aim.RESTATE;
    }

    /** Whether the hour has landed, and objects of its record are to be put again. */
    public boolean isRestored() {
        return aim == Aim.RESTORE && !anew;
    }

    /** The archive says what the record says, but in other files: it lands as the next revision after all. */
    void landsAnew() {
        anew = true;
    }

    /** Of the object that was put in the place where its record has it. */
    synchronized void restored(String key) {
        restored.add(key);
    }

    synchronized Set<String> restored() {
        return Set.copyOf(restored);
    }

    /** Asked when all entries are read: whether the record still says what the export says. */
    public boolean isUnchanged() {
        return base.former().filter(comparison::isUnchanged).isPresent();
    }

    void compared(Digest lines) {
        comparison.add(lines);
    }

    /** What unpacks its entries: the look at a restated hour takes nothing from what its archive may unpack to when it lands. */
    GzipUnpack unpack() {
        if (isRestored() && comparison.isWhole()) {
            return export.window().restore(base.former().orElseThrow().format().endsWith(".gz"));
        }
        return (isRestated() || isRestored()) && !comparison.isWhole()
                ? export.window().look()
                : export.window().unpack();
    }

    void changed(Change what) {
        change = what;
    }

    /** Empty where it says what its record said, or had none. */
    Optional<Change> change() {
        return Optional.ofNullable(change);
    }

    public HourExport export() {
        return export;
    }

    public Hour hour() {
        return export.hour();
    }

    public Base base() {
        return base;
    }

    /** An entry of it is through. */
    void moved() {
        export.window().progress().put();
        export.project().watch().moved(export.window().projectName());
    }

    /** Whoever looks on gets to know what became of it. */
    void tell(Watch.Ending ending, long events, long bytes, Instant now) {
        Duration took = Duration.between(base.began(), now);
        export.project().watch().settled(export.window().projectName(), ending, events, bytes, took);
    }

    /** The hour's entries, each to be landed once. */
    public List<EntryLanding> entries() {
        return export.entries().stream()
                .map(entry -> new EntryLanding(this, entry))
                .toList();
    }

    synchronized void landed(LandedObject object, Digest lines) {
        objects.add(object);
        digest = digest.plus(lines);
    }

    /** The first line of an object that is no event. */
    synchronized void rejected(LandedObject object, RejectedLine first) {
        firstRejected.put(object.key(), first);
    }

    synchronized Optional<RejectedLine> firstRejected(LandedObject object) {
        return Optional.ofNullable(firstRejected.get(object.key()));
    }

    /** In the order of their keys. */
    public synchronized List<LandedObject> objects() {
        return objects.stream().sorted(Comparator.comparing(LandedObject::key)).toList();
    }

    synchronized Digest digest() {
        return digest;
    }

    /** Whether every entry became an object: only then may the hour be committed. */
    boolean isWhole() {
        return objects().size() == export.entries().size();
    }
}
