package caravan.report;

import java.util.Collection;
import java.util.stream.Collectors;

/** A row of figures as one character each, from 0 to the greatest. */
final class Sparkline {
    private static final String BLOCKS = "▁▂▃▄▅▆▇█";

    private Sparkline() {}

    /** A zero is a blank dot, so that little and nothing differ. */
    static String of(Collection<? extends Number> figures) {
        double most = figures.stream().mapToDouble(Number::doubleValue).max().orElse(0);
        return figures.stream().map(figure -> block(figure.doubleValue(), most)).collect(Collectors.joining());
    }

    private static String block(double figure, double most) {
        if (!(figure > 0) || !(most > 0)) {
            return "·";
        }
        int step = Math.min((int) (figure / most * BLOCKS.length()), BLOCKS.length() - 1);
        return BLOCKS.substring(step, step + 1);
    }
}
