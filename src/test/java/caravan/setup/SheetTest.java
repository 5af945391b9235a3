package caravan.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import caravan.failure.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SheetTest {
    private static final String LONG = "word ".repeat(40).strip();

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    private Sheet sheet(boolean terminal, boolean colours) {
        return new Sheet(new PrintStream(said, true, StandardCharsets.UTF_8), terminal, colours);
    }

    private List<String> lines() {
        return said.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void on_a_terminal_no_line_is_longer_than_it_is_wide() {
        sheet(true, false).say(Remark.advice(LONG, LONG));

        assertThat(lines()).hasSizeGreaterThan(4).allMatch(line -> line.length() <= 79);
        assertThat(lines().get(0)).startsWith("  advice  word");
        assertThat(lines()).anyMatch(line -> line.startsWith("          -> word"));
    }

    @Test
    void for_programs_a_remark_is_one_line_and_its_remedy_another() {
        sheet(false, false).say(Remark.wrong(ExitCode.REFUSED, LONG, LONG));

        assertThat(lines()).containsExactly("  WRONG   " + LONG, "          -> " + LONG);
    }

    @Test
    void a_command_is_never_broken() {
        String command = " aws " + LONG;
        sheet(true, false).say(Remark.advice("something", "call:\n" + command));

        assertThat(lines()).contains("  " + command);
    }

    @Test
    void words_of_a_server_neither_move_the_cursor_nor_make_up_a_line() {
        Sheet sheet = sheet(true, false);
        sheet.say(Remark.wrong(ExitCode.REFUSED, "it said \033[2J\n  ok      all is well\u202e", "look\rthere"));

        assertThat(lines()).hasSize(2);
        assertThat(lines().get(0)).isEqualTo("  WRONG   it said ?[2J   ok      all is well?");
        assertThat(lines().get(1)).isEqualTo("          -> look?there");
    }

    @Test
    void colours_are_for_terminals_that_may_be_given_them() {
        sheet(true, true).say(Remark.good("fine"));
        sheet(true, false).say(Remark.good("fine"));

        assertThat(lines()).containsExactly("  \033[32mok    \033[0m  fine", "  ok      fine");
    }

    @Test
    void what_is_wrong_has_a_remedy_and_an_exit_code() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Remark(Remark.Kind.WRONG, "bad", Optional.empty(), ExitCode.REFUSED));
        assertThatIllegalArgumentException().isThrownBy(() -> Remark.wrong(ExitCode.OK, "bad", "mend it"));
    }
}
