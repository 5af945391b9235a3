package caravan.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Sets a lineage out in columns, from left to right, so that few lines cross and most are straight. */
final class LineageLayout {
    private static final int ROUNDS = 60;
    private static final Set<String> ANSWERS = Set.of("silver", "gold");

    /** A line from a table to one that is made of it, with the places that it passes. */
    record Line(String from, String to, List<LineageBox> way) {}

    private final Lineage lineage;
    private final Map<String, LineageBox> boxes = new HashMap<>();
    private final List<LineageColumn> columns = new ArrayList<>();
    private final List<Line> lines = new ArrayList<>();

    LineageLayout(Lineage lineage) {
        this.lineage = lineage;
        lineage.layers().keySet().forEach(this::box);
        Set<LineageBox> distinct = new LinkedHashSet<>();
        lineage.layers().keySet().forEach(table -> distinct.add(boxes.get(table)));
        distinct.forEach(box -> box.column = depth(box));
        settle(distinct);
        int last = distinct.stream().mapToInt(box -> box.column).max().orElse(0);
        for (int column = 0; column <= last; column++) {
            columns.add(new LineageColumn(new ArrayList<>()));
        }
        distinct.forEach(box -> columns.get(box.column).boxes().add(box));
        lineage.from().forEach((table, from) -> from.forEach(other -> line(other, table)));
        columns.forEach(LineageColumn::stack);
        for (int round = 0; round < ROUNDS; round++) {
            order(round % 2 == 0);
        }
        for (int round = 0;
                round < ROUNDS && columns.stream().map(LineageColumn::swap).reduce(false, Boolean::logicalOr);
                round++) {}
        for (int round = 0; round < ROUNDS; round++) {
            columns.forEach(LineageColumn::straighten);
        }
    }

    private LineageBox box(String table) {
        LineageBox known = boxes.get(table);
        if (known != null) {
            return known;
        }
        Set<String> from = lineage.from().get(table);
        String above = from.size() == 1 ? from.iterator().next() : null;
        boolean below = above != null
                && lineage.to(above).size() == 1
                && lineage.layers().get(above).equals(lineage.layers().get(table));
        LineageBox box = below ? box(above) : new LineageBox();
        box.tables.add(table);
        boxes.put(table, box);
        return box;
    }

    private int depth(LineageBox box) {
        return lineage.from().get(box.tables.get(0)).stream()
                .mapToInt(from -> depth(boxes.get(from)) + 1)
                .max()
                .orElse(0);
    }

    /** What nothing but answers is made of goes as far to the right as its layer does; gold is the last column. */
    private void settle(Set<LineageBox> all) {
        int work = all.stream()
                .filter(box -> !ANSWERS.contains(layer(box)))
                .mapToInt(box -> box.column)
                .max()
                .orElse(0);
        int silver = Math.max(
                work + 1,
                all.stream()
                        .filter(box -> layer(box).equals("silver"))
                        .mapToInt(box -> box.column)
                        .max()
                        .orElse(0));
        for (LineageBox box : all) {
            boolean onlyAnswers = box.tables.stream()
                    .flatMap(table -> lineage.to(table).stream())
                    .allMatch(table -> box.tables.contains(table)
                            || ANSWERS.contains(lineage.layers().get(table)));
            if (layer(box).equals("gold")) {
                box.column = Math.max(silver + 1, box.column);
            } else if (onlyAnswers && layer(box).equals("silver")) {
                box.column = silver;
            } else if (onlyAnswers && layer(box).equals("intermediate")) {
                box.column = work;
            }
        }
    }

    private String layer(LineageBox box) {
        return lineage.layers().get(box.tables.get(0));
    }

    private void line(String from, String to) {
        LineageBox at = boxes.get(from);
        LineageBox end = boxes.get(to);
        if (at == end) {
            return;
        }
        List<LineageBox> way = new ArrayList<>();
        for (int column = at.column + 1; column < end.column; column++) {
            LineageBox passing = new LineageBox();
            passing.column = column;
            columns.get(column).boxes().add(passing);
            join(at, passing);
            way.add(passing);
            at = passing;
        }
        join(at, end);
        lines.add(new Line(from, to, way));
    }

    private static void join(LineageBox left, LineageBox right) {
        left.right.add(right);
        right.left.add(left);
    }

    private void order(boolean fromLeft) {
        for (int i = 0; i < columns.size(); i++) {
            columns.get(fromLeft ? i : columns.size() - 1 - i).order(fromLeft);
        }
    }

    /** From left to right, each from top to bottom. */
    List<List<LineageBox>> columns() {
        return columns.stream().map(LineageColumn::boxes).toList();
    }

    List<Line> lines() {
        return lines;
    }

    LineageBox of(String table) {
        return boxes.get(table);
    }
}
