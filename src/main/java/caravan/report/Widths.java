package caravan.report;

import java.util.ArrayList;
import java.util.List;

/** How wide the columns of a table are, so that it fits. */
final class Widths {
    /** Border and two blanks. */
    private static final int AROUND = 3;

    private static final int LEAST = 8;

    private Widths() {}

    /** The widest give first. Where that is not enough the last columns are left out. */
    static List<Integer> within(int width, List<Integer> natural) {
        List<Integer> widths = new ArrayList<>();
        natural.forEach(each -> widths.add(Math.min(each, width)));
        while (widths.size() > 1
                && widths.stream()
                                        .mapToInt(each -> Math.min(each, LEAST) + AROUND)
                                        .sum()
                                + 1
                        > width) {
            widths.remove(widths.size() - 1);
        }
        int room = width - 1 - AROUND * widths.size();
        while (widths.stream().mapToInt(Integer::intValue).sum() > room) {
            int widest = widths.stream().mapToInt(Integer::intValue).max().orElse(0);
            if (widest <= 1) {
                break;
            }
            widths.set(widths.indexOf(widest), widest - 1);
        }
        return widths;
    }
}
