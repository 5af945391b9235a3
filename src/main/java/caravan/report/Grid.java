package caravan.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The lines of a table, for a terminal.
 *
 * @param widths of the columns, in cells
 */
record Grid(List<Integer> widths) {
    String top() {
        return rule("┌", "┬", "┐");
    }

    String middle() {
        return rule("├", "┼", "┤");
    }

    String bottom() {
        return rule("└", "┴", "┘");
    }

    private String rule(String left, String between, String right) {
        return widths.stream().map(width -> "─".repeat(width + 2)).collect(Collectors.joining(between, left, right))
                + "\n";
    }

    /**
     * One row; what is too long is cut.
     *
     * @param toTheRight of which columns
     */
    String row(List<String> texts, List<Boolean> toTheRight) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < widths.size(); i++) {
            cells.add(
                    toTheRight.get(i)
                            ? Cells.right(texts.get(i), widths.get(i))
                            : Cells.left(texts.get(i), widths.get(i)));
        }
        return "│ " + String.join(" │ ", cells) + " │\n";
    }
}
