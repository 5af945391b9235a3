package caravan.simulation;

import caravan.hour.Hour;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** A tiny warehouse: rows of an hour, and beside them the mark, which is the revision that was loaded. */
final class Warehouse {
    private final Variant variant;
    private final Stage stage;
    private final Dice dice;
    private final Map<Hour, List<String>> rows = new HashMap<>();
    private final Map<Hour, Integer> marks = new HashMap<>();

    Warehouse(Variant variant, Stage stage, Dice dice) {
        this.variant = variant;
        this.stage = stage;
        this.dice = dice;
    }

    /** One transaction, which is one step; it or its reply may be lost. */
    void load(Hour hour, int revision, List<String> events) throws IOException {
        stage.step("load " + hour + " revision " + revision);
        int chance = stage.isCalm() ? 100 : dice.below(100);
        if (chance < 4) {
            throw new IOException("the load was lost");
        }
        change(hour, revision, events);
        if (chance < 8) {
            throw new IOException("the load was done, but its reply lost");
        }
    }

    private void change(Hour hour, int revision, List<String> events) {
        boolean marked = variant != Variant.LOADS_WITHOUT_MARK && variant != Variant.LOADS_BY_ADDING;
        int mark = marks.getOrDefault(hour, -1);
        if (marked && mark >= revision) {
            return;
        }
        if (mark > revision) {
            throw new Violation("revision " + revision + " of " + hour + " was loaded over " + mark);
        }
        List<String> there = rows.computeIfAbsent(hour, any -> new ArrayList<>());
        if (variant != Variant.LOADS_BY_ADDING) {
            there.clear();
        }
        there.addAll(events);
        marks.put(hour, revision);
        if (new HashSet<>(there).size() != there.size()) {
            throw new Violation(hour + " has an event twice in the warehouse: " + there);
        }
    }

    List<String> rows(Hour hour) {
        return rows.getOrDefault(hour, List.of()).stream().sorted().toList();
    }
}
