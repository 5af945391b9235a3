package caravan.simulation;

import caravan.archive.ArchiveContents;
import caravan.archive.ArchiveEntry;
import caravan.archive.EntryName;
import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.landing.Digest;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Amplitude: events that come late or go, hours that say for a while that they are empty, another split at each export. */
final class SimulatedSource {
    private final Stage stage;
    private final Dice dice;
    private final SortedMap<Hour, TreeSet<String>> truth = new TreeMap<>();
    private final Map<Hour, List<Given>> given = new HashMap<>();
    private int uuids;

    /** What an export said of one hour, and when. */
    record Given(Instant at, List<String> events) {}

    /** One answer with data. */
    record Export(HourRange hours, Instant at, SortedMap<Hour, List<Part>> parts) {
        ArchiveContents contents() {
            SortedMap<Hour, List<ArchiveEntry>> entries = new TreeMap<>();
            parts.forEach((hour, each) ->
                    entries.put(hour, each.stream().map(Part::entry).toList()));
            return new ArchiveContents("100", entries);
        }

        Part part(ArchiveEntry entry) {
            return parts.get(entry.hour()).stream()
                    .filter(part -> part.entry().equals(entry))
                    .findFirst()
                    .orElseThrow();
        }

        Digest digest(Hour hour) {
            return parts.get(hour).stream().map(Part::digest).reduce(Digest.NONE, Digest::plus);
        }
    }

    SimulatedSource(Stage stage, Dice dice, HourRange hours) {
        this.stage = stage;
        this.dice = dice;
        hours.hours().forEach(hour -> {
            truth.put(hour, new TreeSet<>());
            given.put(hour, new ArrayList<>());
            for (int events = Math.max(0, dice.below(6) - 1); events > 0; events--) {
                add(truth.get(hour));
            }
        });
    }

    private void add(TreeSet<String> events) {
        events.add(String.format("e%03d", uuids++));
    }

    /** An event comes late, or one goes, mostly one that came late; now and then all go. */
    void change() {
        TreeSet<String> events = truth.get(dice.of(List.copyOf(truth.keySet())));
        if (dice.percent(5)) {
            events.clear();
        } else if (dice.percent(50) || events.isEmpty()) {
            add(events);
        } else {
            events.pollLast();
        }
    }

    /** Empty: there is no data in these hours, or so it says. */
    Optional<Export> export(HourRange hours) throws IOException {
        stage.step("export " + hours);
        if (!stage.isCalm() && dice.percent(5)) {
            throw new IOException("the source is away");
        }
        boolean silent = !stage.isCalm() && dice.percent(5);
        SortedMap<Hour, List<Part>> parts = new TreeMap<>();
        hours.hours().forEach(hour -> {
            List<String> events = silent ? List.of() : List.copyOf(truth.get(hour));
            given.get(hour).add(new Given(stage.instant(), events));
            if (!events.isEmpty()) {
                parts.put(hour, split(hour, events));
            }
        });
        return parts.isEmpty() ? Optional.empty() : Optional.of(new Export(hours, stage.instant(), parts));
    }

    /** As one file in order, most of the time; else in some order, in up to three files. */
    private List<Part> split(Hour hour, List<String> events) {
        if (dice.percent(75)) {
            return List.of(Part.of(name(hour, 0), events));
        }
        List<String> mixed = dice.shuffled(events);
        int cut = 1 + dice.below(mixed.size());
        int again = cut + dice.below(mixed.size() - cut + 1);
        List<Part> parts = new ArrayList<>();
        for (List<String> some :
                List.of(mixed.subList(0, cut), mixed.subList(cut, again), mixed.subList(again, mixed.size()))) {
            if (!some.isEmpty()) {
                parts.add(Part.of(name(hour, parts.size()), some));
            }
        }
        return parts;
    }

    private static EntryName name(Hour hour, int part) {
        return new EntryName("100", hour, part);
    }

    /** Everything that was ever said of this hour. */
    List<Given> given(Hour hour) {
        return given.get(hour);
    }
}
