package caravan.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The lineage as SVG, for a light and a dark page. {@code java -cp … caravan.model.LineagePicture dbt docs/lineage.svg} draws it. */
public final class LineagePicture {
    private static final double LETTER = 6.9;
    private static final double HEIGHT = 30;
    private static final double GAP = 46;
    private static final double TOP = 54;
    private static final double MARGIN = 16;

    private final Lineage lineage;
    private final LineageLayout layout;
    private final List<Double> lefts = new ArrayList<>();
    private final List<Double> widths = new ArrayList<>();
    private final double top;
    private final StringBuilder svg = new StringBuilder();

    private LineagePicture(Lineage lineage) {
        this.lineage = lineage;
        this.layout = new LineageLayout(lineage);
        double left = MARGIN;
        double highest = Double.MAX_VALUE;
        for (List<LineageBox> column : layout.columns()) {
            double width = column.stream()
                    .flatMap(box -> box.tables.stream())
                    .mapToDouble(table -> name(table).length() * LETTER + 22)
                    .max()
                    .orElse(0);
            lefts.add(left);
            widths.add(width);
            left += width + GAP;
            highest = Math.min(
                    highest,
                    column.stream()
                            .mapToDouble(box -> box.y - box.height() / 2)
                            .min()
                            .orElse(highest));
        }
        top = TOP - highest;
    }

    /**
     * Draws the models of a folder.
     *
     * @param arguments the folder of the dbt project and the file of the picture
     */
    public static void main(String[] arguments) throws Exception {
        Files.writeString(Path.of(arguments[1]), of(ModelProject.read(Path.of(arguments[0]))));
    }

    /** Of the dbt project in a folder, as SVG. */
    public static String of(Path folder) throws IOException {
        return of(ModelProject.read(folder));
    }

    static String of(ModelProject project) {
        return new LineagePicture(Lineage.of(project)).drawn();
    }

    private String drawn() {
        double width = lefts.get(lefts.size() - 1) + widths.get(widths.size() - 1) + MARGIN;
        double lowest = layout.columns().stream()
                .flatMap(List::stream)
                .mapToDouble(box -> box.y + box.height() / 2)
                .max()
                .orElse(0);
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-label=\"Which table is made of which\">",
                width, top + lowest + MARGIN);
        svg.append(STYLE);
        titles();
        layout.lines().forEach(this::line);
        layout.columns().stream().flatMap(List::stream).forEach(this::box);
        return svg.append("</svg>\n").toString();
    }

    /** One over all columns of a layer that stand beside each other. */
    private void titles() {
        int from = 0;
        for (int column = 1; column <= lefts.size(); column++) {
            if (column == lefts.size() || !layer(column).equals(layer(from))) {
                double left = lefts.get(from);
                double right = lefts.get(column - 1) + widths.get(column - 1);
                String layer = layer(from);
                add(
                        "<rect class=\"band %s\" x=\"%.1f\" y=\"34\" width=\"%.1f\" height=\"3\" rx=\"1.5\"/>",
                        layer, left, right - left);
                add("<text class=\"title\" x=\"%.1f\" y=\"25\">%s</text>", (left + right) / 2, layer);
                from = column;
            }
        }
    }

    private String layer(int column) {
        return layout.columns().get(column).stream()
                .filter(box -> !box.passes())
                .map(box -> lineage.layers().get(box.tables.get(0)))
                .findFirst()
                .orElse("");
    }

    private void line(LineageLayout.Line line) {
        LineageBox from = layout.of(line.from());
        LineageBox to = layout.of(line.to());
        double x = lefts.get(from.column) + widths.get(from.column);
        double y = top + from.y(line.from());
        StringBuilder path = new StringBuilder(String.format(Locale.ROOT, "M%.1f %.1f", x, y));
        List<LineageBox> way = new ArrayList<>(line.way());
        way.add(to);
        for (LineageBox box : way) {
            double nextX = lefts.get(box.column);
            double nextY = top + (box.passes() ? box.y : box.y(line.to()));
            double middle = (x + nextX) / 2;
            path.append(String.format(
                    Locale.ROOT, "C%.1f %.1f %.1f %.1f %.1f %.1f", middle, y, middle, nextY, nextX, nextY));
            x = nextX;
            y = nextY;
            if (box.passes()) {
                x += widths.get(box.column);
                path.append(String.format(Locale.ROOT, "H%.1f", x));
            }
        }
        add("<path class=\"%s\" d=\"%s\"/>", lineage.layers().get(line.from()), path);
    }

    private void box(LineageBox box) {
        double x = lefts.get(box.column);
        double width = widths.get(box.column);
        for (String table : box.tables) {
            double y = top + box.y(table);
            String layer = lineage.layers().get(table);
            if (box.tables.indexOf(table) > 0) {
                add(
                        "<path class=\"%s\" d=\"M%.1f %.1fV%.1f\"/>",
                        layer, x + width / 2, y - LineageBox.ROW + HEIGHT / 2, y - HEIGHT / 2);
            }
            add(
                    "<rect class=\"table %s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.0f\" rx=\"6\"/>",
                    layer, x, y - HEIGHT / 2, width, HEIGHT);
            add("<text x=\"%.1f\" y=\"%.1f\">%s</text>", x + width / 2, y + 4.2, name(table));
        }
    }

    private static String name(String table) {
        return table.substring(table.indexOf('.') + 1);
    }

    private void add(String element, Object... values) {
        svg.append(String.format(Locale.ROOT, element, values)).append('\n');
    }

    private static final String STYLE = """
            <style>
            text { font: 12.5px ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; fill: #1f2933; text-anchor: middle; }
            .title { font-size: 13px; font-weight: 600; letter-spacing: .04em; }
            path { fill: none; stroke-width: 1.6; stroke-opacity: .55; }
            .table { stroke-width: 1.4; }
            .bronze { stroke: #b4703c; } .table.bronze { fill: #fbeee2; } .band.bronze { fill: #b4703c; }
            .staging { stroke: #7a8794; } .table.staging { fill: #f1f4f7; } .band.staging { fill: #7a8794; }
            .intermediate { stroke: #7a8794; } .table.intermediate { fill: #f1f4f7; } .band.intermediate { fill: #7a8794; }
            .silver { stroke: #3f7cac; } .table.silver { fill: #e6f0f8; } .band.silver { fill: #3f7cac; }
            .gold { stroke: #b58900; } .table.gold { fill: #fdf4d3; } .band.gold { fill: #b58900; }
            .band { stroke: none; }
            @media (prefers-color-scheme: dark) {
            text { fill: #e4e9ee; }
            .table.bronze { fill: #3b2a1d; } .table.staging, .table.intermediate { fill: #262d34; } .table.silver { fill: #1b3040; } .table.gold { fill: #3a3110; }
            path { stroke-opacity: .75; }
            }
            </style>
            """;
}
