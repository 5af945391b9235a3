package caravan.sync;

import caravan.hour.Hour;
import caravan.hour.HourSet;
import caravan.ledger.HourRecord;
import caravan.ledger.State;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The work of one project in a reload: which hours lack what, and from which kept archive each is taken. Hours of one archive are
 * one window, so that it is brought here once. Thread-safe.
 */
final class Reloading {
    private final HourSet wanted;
    private final Map<Hour, List<KeptArchive>> kept = new HashMap<>();
    private final Map<Hour, Lost> lost = new TreeMap<>();
    private final Map<Hour, Set<KeptArchive>> refused = new HashMap<>();
    private final HourSet taken = new HourSet();
    private final HourSet good = new HourSet();

    /** One archive, and the hours that are taken from it. */
    record Taking(KeptArchive archive, HourSet hours) {}

    /** @param kept newest first */
    Reloading(HourSet wanted, List<KeptArchive> kept) {
        this.wanted = wanted.copy();
        kept.forEach(archive -> archive.hours().hours().filter(wanted::contains).forEach(hour -> this.kept
                .computeIfAbsent(hour, none -> new ArrayList<>())
                .add(archive)));
    }

    synchronized void lacks(Hour hour, Lost what) {
        lost.put(hour, what);
    }

    /** It is as its record says, or has become so. */
    synchronized void good(Hour hour) {
        good.add(hour);
        lost.remove(hour);
    }

    synchronized HourSet good() {
        return good.copy();
    }

    /** Hours asked for that are not as they should be. */
    synchronized HourSet left() {
        return wanted.copy().removeAll(good);
    }

    /** What is lost of the hour and no kept archive is left to bring back; empty where nothing is, or one is. */
    synchronized Optional<Lost> forGood(Hour hour) {
        return Optional.ofNullable(lost.get(hour)).filter(what -> choice(hour).isEmpty());
    }

    synchronized HourSet lost() {
        return HourSet.of(lost.keySet());
    }

    /** The newest hours that are still to be brought back, with all others of their archive; empty where there are none. */
    synchronized Optional<Taking> take() {
        HourSet open = HourSet.of(lost.keySet()).removeAll(taken);
        for (Optional<Hour> newest = open.last(); newest.isPresent(); newest = open.last()) {
            Optional<KeptArchive> best = choice(newest.get());
            if (best.isPresent()) {
                HourSet hours = HourSet.of(open.retain(best.get().hours())
                        .hours()
                        .filter(hour -> choice(hour).equals(best))
                        .toList());
                taken.addAll(hours);
                return Optional.of(new Taking(best.get(), hours));
            }
            open.remove(newest.get());
        }
        return Optional.empty();
    }

    /** Exactly the archive that the record names, else the newest that covers the hour; never one that it was refused. */
    private Optional<KeptArchive> choice(Hour hour) {
        Lost what = lost.getOrDefault(hour, Lost.ALL);
        List<KeptArchive> left = kept.getOrDefault(hour, List.of()).stream()
                .filter(archive -> !refused.getOrDefault(hour, Set.of()).contains(archive))
                .toList();
        return left.stream()
                .filter(archive -> archive.name().isOf(what.archiveSha256().orElse(null)))
                .findFirst()
                .or(() -> left.stream().findFirst());
    }

    /** This archive does not bring these hours back: another is taken, where there is one. */
    synchronized void refuse(KeptArchive archive, Collection<Hour> hours) {
        for (Hour hour : hours) {
            if (!good.contains(hour)) {
                refused.computeIfAbsent(hour, none -> new HashSet<>()).add(archive);
                taken.remove(hour);
            }
        }
    }

    /** What is to become of an hour with this record, which may have been written since the plan was made. */
    synchronized HourLanding.Aim aim(Hour hour, Optional<HourRecord> former) {
        Optional<HourRecord> landed = former.filter(record -> record.state() == State.LANDED);
        if (landed.isEmpty()) {
            return HourLanding.Aim.LAND;
        }
        boolean asPlanned = landed.map(HourRecord::revision)
                .equals(lost.getOrDefault(hour, Lost.ALL).revision());
        return asPlanned ? HourLanding.Aim.RESTORE : HourLanding.Aim.LEAVE;
    }

    /** The keys of the hour's record whose objects are to be put again. */
    synchronized Set<String> keys(Hour hour) {
        return lost.getOrDefault(hour, Lost.ALL).keys();
    }
}
