package caravan.report;

import caravan.archive.OneLine;
import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A table for people: the first thousand rows, as wide as the terminal. Nothing in the data can steer it. */
public final class TableRows implements RowSheet {
    private static final int MOST = 1000;
    private static final String NULL = "∅";
    private static final int LONGEST = 2000;
    /** Blank: no such line. */
    private static final Character[] LINES = "┌─┬┐│││├─┼┤│││    ├─┼┤│││└─┴┘"
            .chars()
            .mapToObj(c -> c == ' ' ? null : (char) c)
            .toArray(Character[]::new);

    private final Writer out;
    private final int width;
    private final List<List<String>> rows = new ArrayList<>();
    private List<AnswerColumn> columns;
    private boolean cut;
    private int shown;

    /** @param width characters of a line at most */
    public TableRows(Writer out, int width) {
        this.out = out;
        this.width = width;
    }

    @Override
    public void begin(List<AnswerColumn> answered) {
        columns = answered;
    }

    @Override
    public boolean row(List<Object> values) {
        if (rows.size() == MOST) {
            cut = true;
            return false;
        }
        rows.add(values.stream().map(TableRows::text).toList());
        return true;
    }

    private static String text(Object value) {
        String text = PlainText.of(value);
        return text == null ? NULL : Widths.cut(OneLine.of(Widths.cut(text, LONGEST)), LONGEST);
    }

    @Override
    public void end() throws IOException {
        List<Integer> widths = Widths.within(width, natural());
        shown = widths.size();
        Column[] head = new Column[shown];
        for (int i = 0; i < shown; i++) {
            head[i] = new Column()
                    .header(Widths.cut(OneLine.of(columns.get(i).name()), widths.get(i)))
                    .headerAlign(HorizontalAlign.LEFT)
                    .dataAlign(columns.get(i).isNumber() ? HorizontalAlign.RIGHT : HorizontalAlign.LEFT)
                    .maxWidth(widths.get(i) + 2);
        }
        String[][] cells = rows.stream().map(row -> cells(row, widths)).toArray(String[][]::new);
        out.write(AsciiTable.builder()
                .lineSeparator("\n")
                .border(LINES)
                .data(head, cells)
                .asString());
        out.write("\n");
        out.flush();
    }

    private static String[] cells(List<String> row, List<Integer> widths) {
        String[] cells = new String[widths.size()];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = Widths.cut(row.get(i), widths.get(i));
        }
        return cells;
    }

    private List<Integer> natural() {
        List<Integer> widths = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            int widest = OneLine.of(columns.get(i).name()).length();
            for (List<String> row : rows) {
                widest = Math.max(widest, row.get(i).length());
            }
            widths.add(Math.max(widest, 1));
        }
        return widths;
    }

    /** What the table does not show, in words; empty where it shows all. After {@link #end}. */
    public Optional<String> remark() {
        List<String> words = new ArrayList<>();
        if (cut) {
            words.add("the first " + MOST + " rows");
        }
        if (shown < columns.size()) {
            words.add(shown + " of " + columns.size() + " columns");
        }
        return words.isEmpty()
                ? Optional.empty()
                : Optional.of(String.join(", ", words) + "; --csv and --json give all");
    }
}
