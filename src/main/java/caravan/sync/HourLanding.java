package caravan.sync;

import caravan.hour.Hour;
import caravan.landing.Digest;
import caravan.ledger.Base;
import caravan.ledger.LandedObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** One hour being landed on the base that was read: gathers what its entries became. Thread-safe. */
public final class HourLanding {
    private final HourExport export;
    private final Base base;
    private final boolean theirs;
    private final List<LandedObject> objects = new ArrayList<>();
    private Digest digest = Digest.NONE;

    /** @param theirs whether somebody else landed the hour since it was taken */
    HourLanding(HourExport export, Base base, boolean theirs) {
        this.export = export;
        this.base = base;
        this.theirs = theirs;
    }

    /** Whether the hour is done already, by somebody else. */
    public boolean isTheirs() {
        return theirs;
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
