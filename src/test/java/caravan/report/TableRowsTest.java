package caravan.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableRowsTest {
    private final StringWriter out = new StringWriter();

    private TableRows table(int width, List<AnswerColumn> columns, List<List<Object>> rows) throws IOException {
        TableRows table = new TableRows(out, width);
        table.begin(columns);
        for (List<Object> row : rows) {
            if (!table.row(row)) {
                break;
            }
        }
        table.end();
        return table;
    }

    private static AnswerColumn text(String name) {
        return new AnswerColumn(name, "VARCHAR");
    }

    private static AnswerColumn number(String name) {
        return new AnswerColumn(name, "BIGINT");
    }

    @Test
    void numbers_stand_right_and_null_is_seen() throws IOException {
        TableRows table =
                table(80, List.of(text("page"), number("views")), List.of(List.of("/", 12345), Arrays.asList(null, 7)));

        assertThat(out).hasToString("""
                ┌──────┬───────┐
                │ page │ views │
                ├──────┼───────┤
                │ /    │ 12345 │
                │ ∅    │     7 │
                └──────┴───────┘
                """);
        assertThat(table.remark()).isEmpty();
    }

    @Test
    void what_does_not_fit_the_terminal_is_cut() throws IOException {
        table(30, List.of(text("a"), text("b")), List.of(List.of("x".repeat(500), "short")));

        assertThat(out.toString().lines())
                .allMatch(line -> line.length() <= 30)
                .anyMatch(line -> line.contains("x… │ short │"));
    }

    @Test
    void columns_that_do_not_fit_at_all_are_left_out_with_a_word() throws IOException {
        List<AnswerColumn> columns = new ArrayList<>();
        for (int i = 0; i < 70; i++) {
            columns.add(text("column_" + i));
        }

        TableRows table = table(80, columns, List.of(Collections.nCopies(70, "a longer value")));

        assertThat(out.toString().lines()).allMatch(line -> line.length() <= 80);
        assertThat(table.remark()).contains("7 of 70 columns; --csv and --json give all");
    }

    @Test
    void wide_characters_and_those_without_width_keep_their_columns() throws IOException {
        table(
                80,
                List.of(text("会社"), text("b")),
                List.of(
                        List.of("株式会社", "✅"),
                        List.of("Café", "e\u0301"),
                        List.of("한글", "👍 ok"),
                        List.of("하", "🇩🇪")));

        assertThat(out).hasToString("""
                ┌──────────┬───────┐
                │ 会社     │ b     │
                ├──────────┼───────┤
                │ 株式会社 │ ✅    │
                │ Café     │ e\u0301     │
                │ 한글     │ 👍 ok │
                │ 하       │ 🇩🇪    │
                └──────────┴───────┘
                """);
    }

    @Test
    void wide_characters_are_cut_between_them_and_take_their_marks_along() throws IOException {
        table(24, List.of(text("a"), text("b")), List.of(List.of("株式会社やまみち", "e\u0301".repeat(20))));

        assertThat(out.toString()).contains("│ 株式会…  │ " + "e\u0301".repeat(8) + "… │");
    }

    @Test
    void a_thousand_rows_are_shown_and_no_more() throws IOException {
        TableRows table = table(80, List.of(number("n")), Collections.nCopies(1001, List.of(1)));

        assertThat(out.toString().lines()).hasSize(1004);
        assertThat(table.remark()).contains("the first 1000 rows; --csv and --json give all");
    }

    @Test
    void nothing_in_the_data_steers_the_terminal() throws IOException {
        table(80, List.of(text("a\u001B[2J")), List.of(List.of("\u001B]0;x\u0007\n\u202Edcba\u0000\t")));

        assertThat(out.toString())
                .contains("\\u001b]0;x\\u0007\\n\\u202edcba\\u0000\\t")
                .contains("a\\u001b[2J");
        assertThat(out.toString().chars().filter(c -> c < ' ' && c != '\n')).isEmpty();
    }

    @Test
    void an_answer_without_rows_has_its_head() throws IOException {
        table(80, List.of(text("a")), List.of());

        assertThat(out.toString()).contains("│ a │");
    }
}
