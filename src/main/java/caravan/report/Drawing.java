package caravan.report;

import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/** Small pictures inside a line of HTML; what they show stands beside them as text. */
final class Drawing {
    private static final int WIDTH = 120;
    private static final int HEIGHT = 24;

    private Drawing() {}

    /** A line over the days, filled below. */
    static String sparkline(Collection<? extends Number> figures) {
        double most =
                Math.max(figures.stream().mapToDouble(Number::doubleValue).max().orElse(0), 1e-9);
        double step = figures.size() < 2 ? 0 : (double) WIDTH / (figures.size() - 1);
        int[] at = {0};
        String points = figures.stream()
                .map(figure -> String.format(
                        Locale.ROOT,
                        "%.1f,%.1f",
                        step * at[0]++,
                        HEIGHT - 2 - (HEIGHT - 4) * figure.doubleValue() / most))
                .collect(Collectors.joining(" "));
        return "<svg class=\"spark\" viewBox=\"0 0 " + WIDTH + " " + HEIGHT
                + "\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"
                + "<polygon points=\"0," + HEIGHT + " " + points + " " + WIDTH + "," + HEIGHT
                + "\"/><polyline points=\"" + points
                + "\"/></svg>";
    }

    /** @param share 0 to 1 */
    static String bar(double share) {
        return String.format(
                Locale.ROOT,
                "<svg class=\"bar\" viewBox=\"0 0 100 8\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"
                        + "<rect class=\"track\" width=\"100\" height=\"8\"/><rect width=\"%.1f\" height=\"8\"/></svg>",
                100 * Math.max(0, Math.min(1, share)));
    }
}
