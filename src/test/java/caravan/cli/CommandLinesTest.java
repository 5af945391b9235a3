package caravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CommandLinesTest {
    @Test
    void help_lists_all_commands_in_the_order_in_which_people_meet_them() {
        assertThat(names())
                .containsExactly(
                        "demo",
                        "init",
                        "run",
                        "sync",
                        "plan",
                        "status",
                        "why",
                        "verify",
                        "reopen",
                        "reload",
                        "letters",
                        "load",
                        "refresh",
                        "snowflake",
                        "bigquery",
                        "query",
                        "report",
                        "export",
                        "check");
        assertThat(names("--verbose", "sync")).isEqualTo(names());
        assertThat(names("snyc")).isEqualTo(names());
    }

    @Test
    void where_a_command_is_named_it_alone_is_set_up() {
        names().forEach(name -> assertThat(names(name, "--help")).containsExactly(name));
    }

    private static Set<String> names(String... arguments) {
        return CommandLines.commandLine(Clock.systemUTC(), arguments)
                .getSubcommands()
                .keySet();
    }
}
