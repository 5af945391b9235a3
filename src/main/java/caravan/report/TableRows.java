package caravan.report;

import caravan.archive.OneLine;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** A table for people: the first thousand rows, as wide as the terminal. Nothing in the data can steer it. */
public final class TableRows implements RowSheet {
    private static final int MOST = 1000;
    private static final String NULL = "∅";
    private static final int LONGEST = 2000;

    private final Writer out;
    private final int width;
    private final List<List<String>> rows = new ArrayList<>();
    private List<AnswerColumn> columns;
    private boolean cut;
    private int shown;

    /** @param width cells of a line at most */
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
        return text == null ? NULL : Cells.cut(OneLine.of(Cells.cut(text, LONGEST)), LONGEST);
    }

    @Override
    public void end() throws IOException {
        Grid grid = new Grid(Widths.within(width, natural()));
        shown = grid.widths().size();
        List<Boolean> numbers = columns.stream().map(AnswerColumn::isNumber).toList();
        out.write(grid.top() + grid.row(heads(), Collections.nCopies(columns.size(), false)) + grid.middle());
        for (List<String> row : rows) {
            out.write(grid.row(row, numbers));
        }
        out.write(grid.bottom());
        out.flush();
    }

    private List<String> heads() {
        return columns.stream().map(column -> OneLine.of(column.name())).toList();
    }

    private List<Integer> natural() {
        int[] widths = heads().stream().mapToInt(Cells::of).toArray();
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], Cells.of(row.get(i)));
            }
        }
        return Arrays.stream(widths).map(width -> Math.max(width, 1)).boxed().toList();
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
