package caravan.report;

import caravan.archive.OneLine;
import java.util.ArrayList;
import java.util.List;

/** The lines of a page for a terminal, in less than 80 columns. */
final class TerminalLines {
    private static final int WIDTH = 79;

    private final Paint paint;
    private final StringBuilder out = new StringBuilder();

    TerminalLines(Paint paint) {
        this.paint = paint;
    }

    void title(String words, String remark) {
        out.append('\n');
        line(paint.strong(words) + (remark.isEmpty() ? "" : "  " + paint.faint(remark)));
    }

    /** @param text made to fit already */
    void line(String text) {
        out.append(text.stripTrailing()).append('\n');
    }

    /** In place of what there is none of. */
    void none(String words) {
        line("  " + paint.faint(words));
    }

    /** Goes on below, between words. */
    void wrapped(String text, String margin) {
        wrapped("", text, margin, margin);
    }

    /**
     * @param mark before the first word
     * @param hanging margin of the lines below
     */
    void wrapped(String mark, String text, String margin, String hanging) {
        List<String> lines = broken(OneLine.of(text), WIDTH - hanging.length());
        for (int i = 0; i < lines.size(); i++) {
            line((i == 0 ? margin + mark : hanging) + lines.get(i));
        }
    }

    private static List<String> broken(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder now = new StringBuilder();
        for (String word : text.split(" ")) {
            if (now.length() > 0 && Cells.of(now.toString()) + 1 + Cells.of(word) > width) {
                lines.add(now.toString());
                now.setLength(0);
            }
            now.append(now.length() > 0 ? " " : "").append(Cells.cut(word, width));
        }
        lines.add(now.toString());
        return lines;
    }

    String text() {
        return out.toString();
    }
}
