package caravan.model;

import java.util.ArrayList;
import java.util.List;

/** A place in a column of the picture: tables one below the other of which each is made of the one above alone; or none, where a line passes. */
final class LineageBox {
    static final double ROW = 44;
    private static final double PASSING = 14;

    final List<String> tables = new ArrayList<>();
    final List<LineageBox> left = new ArrayList<>();
    final List<LineageBox> right = new ArrayList<>();
    int column;

    /** Of its middle. */
    double y;

    double height() {
        return tables.isEmpty() ? PASSING : tables.size() * ROW;
    }

    /** The middle of one of its tables. */
    double y(String table) {
        return y - height() / 2 + (tables.indexOf(table) + 0.5) * ROW;
    }

    boolean passes() {
        return tables.isEmpty();
    }

    /** What it sorts by: the middle of its neighbours on one side, its own where there are none. */
    double middle(boolean ofLeft) {
        return (ofLeft ? left : right)
                .stream().mapToDouble(box -> box.y).average().orElse(y);
    }

    /** Of all its neighbours; a line that passes is to be straight before all else. */
    double wish() {
        double sum = 0;
        double weights = 0;
        for (List<LineageBox> side : List.of(left, right)) {
            for (LineageBox box : side) {
                double weight = passes() && box.passes() ? 12 : passes() || box.passes() ? 3 : 1;
                sum += weight * box.y;
                weights += weight;
            }
        }
        return weights == 0 ? y : sum / weights;
    }
}
