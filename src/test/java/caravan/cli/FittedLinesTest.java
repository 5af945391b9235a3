package caravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FittedLinesTest {
    @Test
    void lines_that_fit_stay_as_they_are() {
        String text = "the configuration has a problem:\n  " + "x".repeat(77) + "\n\nnothing was begun";
        assertThat(FittedLines.of(text)).isEqualTo(text);
    }

    @Test
    void a_line_that_is_too_long_goes_on_below_between_words() {
        String text = "  " + "word ".repeat(20) + "end\nnext";
        assertThat(FittedLines.of(text).lines())
                .containsExactly("  " + "word ".repeat(15).strip(), "      word word word word word end", "next");
    }

    @Test
    void a_command_stays_one_line() {
        String command =
                "  ./caravan sync --project somebody --from 2026-11-19T05 --to 2026-11-19T05 --set caravan.window=1";
        assertThat(FittedLines.of(command)).isEqualTo(command);
    }

    @Test
    void what_stands_behind_a_label_goes_on_below_itself() {
        assertThat(FittedLines.of("clock     " + "word ".repeat(14) + "end"))
                .isEqualTo("clock     " + "word ".repeat(13) + "word\n          end");
    }

    @Test
    void a_word_is_never_cut() {
        assertThat(FittedLines.of("see " + "x".repeat(100) + " there"))
                .isEqualTo("see\n    " + "x".repeat(100) + "\n    there");
    }
}
