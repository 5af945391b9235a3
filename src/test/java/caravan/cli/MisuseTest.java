package caravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class MisuseTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--hlep | '--hlep' is not an option; the nearest one is --help",
                "snyc | 'snyc' is not a command; the nearest one is sync",
                "sync --form 2026-11-01 | '--form' is not an option; the nearest one is --from",
                "check --verbsoe | '--verbsoe' is not an option; the nearest one is --verbose",
                "check --json | '--json' is not an option; there are --notify, --help, --version, --set, --verbose",
                "plan 2026-11-01 | plan takes options alone, not '2026-11-01'",
                "why 2026-11-01T00 2026-11-01T01 | why takes one HOUR, and nothing more: not '2026-11-01T01'",
                "why | why takes HOUR, and none was given",
                "sync --from | --from takes HOUR, and none was given",
                "sync --from 2026-11-01 --from 2026-11-02 | --from is given twice; accepted is once",
                "sync --yesterday=1 | --yesterday takes no value",
                "demo --hours x | --hours takes a whole number, not 'x'",
            })
    void it_names_what_was_given_and_what_is_accepted(String arguments, String said) {
        assertThat(said(arguments.split(" ")))
                .startsWith(said + System.lineSeparator())
                .endsWith("nothing was begun" + System.lineSeparator());
    }

    @Test
    void without_a_command_it_lists_them() {
        assertThat(said()).startsWith("which command? there are demo, init, run,");
        assertThat(said("backfill")).startsWith("'backfill' is not a command; there are demo, init, run,");
    }

    @Test
    void it_shows_no_value_that_may_be_a_secret() {
        assertThat(said("sync", "--set", "canary"))
                .contains("--set takes KEY=VALUE")
                .doesNotContain("canary");
        assertThat(said("sync", "--secret-key=canary"))
                .contains("'--secret-key'")
                .doesNotContain("canary");
        assertThat(said("sync", "--secret-key", "canary")).doesNotContain("canary");
    }

    private static String said(String... arguments) {
        StringWriter said = new StringWriter();
        CommandLine commandLine = CommandLines.commandLine(Clock.systemUTC(), arguments);
        assertThat(commandLine.setErr(new PrintWriter(said)).execute(arguments)).isEqualTo(64);
        return said.toString();
    }
}
