package caravan.setup;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What is said to whoever looks: titles, and remarks below them. On a terminal lines are broken, and colours show what matters. */
public final class Sheet {
    private static final int WIDTH = 79;
    private static final String MARGIN = "  ";
    private static final String HANGING = " ".repeat(10);
    private static final Map<Remark.Kind, String> COLOURS = Map.of(
            Remark.Kind.GOOD, "32",
            Remark.Kind.ADVICE, "33",
            Remark.Kind.UNSEEN, "33",
            Remark.Kind.WRONG, "1;31");

    private final PrintStream out;
    private final boolean broken;
    private final boolean coloured;

    /**
     * @param broken whether long lines are broken, for a terminal; for programs a remark stays one line
     * @param coloured whether the terminal may be given colours
     */
    public Sheet(PrintStream out, boolean broken, boolean coloured) {
        this.out = out;
        this.broken = broken;
        this.coloured = coloured;
    }

    public void blank() {
        out.println();
        out.flush();
    }

    /** Begins a section. */
    public void title(String words) {
        out.println();
        out.println(coloured("1", words));
    }

    public void say(Remark remark) {
        String mark = String.format("%-6s", remark.kind());
        lines(MARGIN + coloured(COLOURS.get(remark.kind()), mark) + MARGIN, HANGING, oneLine(remark.words()));
        remark.remedy().ifPresent(words -> lines(HANGING + "-> ", HANGING + "   ", words));
        out.flush();
    }

    /** Columns, each as wide as its widest cell. On a terminal the last cell of a line that is too long stands below it. */
    public void table(List<List<String>> rows) {
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder(MARGIN);
            for (int column = 0; column < row.size() - 1; column++) {
                line.append(String.format("%-" + width(rows, column) + "s  ", row.get(column)));
            }
            String last = row.get(row.size() - 1);
            if (broken && line.length() + last.length() > WIDTH) {
                out.println(harmless(line.toString().stripTrailing()));
                line.setLength(0);
                line.append(HANGING);
            }
            out.println(harmless(line + last));
        }
    }

    private static int width(List<List<String>> rows, int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(1);
    }

    /** Without a mark. */
    public void say(String words) {
        lines(MARGIN, MARGIN, words);
        out.flush();
    }

    private void lines(String first, String next, String words) {
        String margin = first;
        for (String line : lines(words, WIDTH - next.length())) {
            // A command is copied as it is, from as far left as may be.
            out.println((line.startsWith(" ") ? MARGIN : margin) + line);
            margin = next;
        }
    }

    private static String oneLine(String words) {
        return words.replaceAll("\\R", " ");
    }

    /** Words of a server are among them: none may move the cursor. */
    private static String harmless(String words) {
        return words.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\n]]", "?");
    }

    private List<String> lines(String words, int width) {
        List<String> lines = new ArrayList<>();
        for (String line : harmless(words).split("\n", -1)) {
            if (!broken || line.startsWith(" ")) {
                lines.add(line);
            } else {
                broken(line, width, lines);
            }
        }
        return lines;
    }

    private static void broken(String line, int width, List<String> lines) {
        StringBuilder now = new StringBuilder();
        for (String word : line.split(" ")) {
            if (now.length() > 0 && now.length() + 1 + word.length() > width) {
                lines.add(now.toString());
                now.setLength(0);
            }
            now.append(now.length() > 0 ? " " : "").append(word);
        }
        lines.add(now.toString());
    }

    private String coloured(String colour, String words) {
        return coloured ? "\033[" + colour + "m" + words + "\033[0m" : words;
    }
}
