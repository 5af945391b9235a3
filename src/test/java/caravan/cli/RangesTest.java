package caravan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.hour.HourRange;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

class RangesTest {
    private static final Instant NOW = Instant.parse("2026-11-08T12:30:00Z");

    @Command(name = "sync")
    static final class Sync implements Runnable {
        @Mixin
        Ranges ranges;

        @Override
        public void run() {
            ranges.range(Clock.fixed(NOW, ZoneOffset.UTC));
        }
    }

    private static Ranges parse(String line) {
        Sync sync = new Sync();
        new CommandLine(sync).parseArgs(line.isEmpty() ? new String[0] : line.split(" "));
        return sync.ranges;
    }

    private static Optional<HourRange> range(String line, Instant now) {
        return parse(line).range(Clock.fixed(now, ZoneOffset.UTC));
    }

    @ParameterizedTest
    @CsvSource({
        "--from 2026-11-01T05 --to 2026-11-01T07, 2026-11-01T05..2026-11-01T07",
        "--from 2026-11-01T05 --to 2026-11-01T05, 2026-11-01T05",
        "--from 2026-11-01 --to 2026-11-02, 2026-11-01T00..2026-11-02T23",
        "--from 2026-11-01T22 --to 2026-11-01, 2026-11-01T22..2026-11-01T23",
        "--from 2026-11-08, 2026-11-08T00..2026-11-08T11",
        "--from 2026-11-08 --to 2026-11-08, 2026-11-08T00..2026-11-08T23",
        "--last 1h, 2026-11-08T11",
        "--last 24h, 2026-11-07T12..2026-11-08T11",
        "--last 7d, 2026-11-01T12..2026-11-08T11",
        "--last 2w, 2026-10-25T12..2026-11-08T11",
        "--yesterday, 2026-11-07T00..2026-11-07T23",
    })
    void hours_are_said_in_several_ways(String line, String range) {
        assertThat(range(line, NOW).orElseThrow()).hasToString(range);
    }

    @Test
    void an_hour_is_closed_the_moment_it_ends() {
        assertThat(range("--last 1h", Instant.parse("2026-11-08T12:00:00Z")).orElseThrow())
                .hasToString("2026-11-08T11");
        assertThat(range("--last 1h", Instant.parse("2026-11-08T11:59:59Z")).orElseThrow())
                .hasToString("2026-11-08T10");
        assertThat(range("--yesterday", Instant.parse("2026-11-08T00:00:00Z")).orElseThrow())
                .hasToString("2026-11-07T00..2026-11-07T23");
    }

    @Test
    void without_options_no_hours_are_said() {
        assertThat(range("", NOW)).isEmpty();
        assertThat(range("--project web", NOW)).isEmpty();
        assertThat(parse("").project()).isEmpty();
        assertThat(parse("--project web").project()).hasValue("web");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--from 2026-11-01 --last 7d|--from and --last say different hours",
                "--to 2026-11-01 --yesterday|--to and --yesterday say different hours",
                "--last 24h --yesterday|--last and --yesterday say different hours",
                "--to 2026-11-01|--to needs --from",
                "--from 2026-11-02 --to 2026-11-01|--from 2026-11-02T00 is after --to 2026-11-01T23",
                "--from 2026-11-08T12|has not closed yet; the last closed hour is 2026-11-08T11",
                "--from 2014-11-11T23 --to 2014-11-13|no hours before 2014-11-12T00",
                "--last 900000h|no hours before 2014-11-12T00",
                "--last 0h|24h, 7d or 2w, not '0h'",
                "--last 7|24h, 7d or 2w, not '7'",
                "--last 1m|24h, 7d or 2w",
                "--from today|--from takes a UTC hour",
                "--from 2026-11-01T24|--from takes a UTC hour",
                "--from 2026-02-30 --to 2026-03-01|--from takes a UTC hour",
                "--from 2026-11-01 --to 2026-11-01T5|--to takes a UTC hour",
            })
    void hours_that_make_no_sense_are_a_usage_error(String line, String words) {
        assertThatThrownBy(() -> range(line, NOW))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Web", "a-b", "../x"})
    void a_name_that_no_project_can_have_is_a_usage_error(String name) {
        assertThatThrownBy(() -> parse("--project " + name).project()).isInstanceOf(ParameterException.class);
    }

    @Test
    void a_usage_error_has_the_exit_code_of_one() {
        CommandLine line = new CommandLine(new Sync()).setErr(new java.io.PrintWriter(new java.io.StringWriter()));
        line.getCommandSpec().exitCodeOnInvalidInput(64);
        assertThat(line.execute("--to", "2026-11-01")).isEqualTo(64);
        assertThat(line.execute("--from", "2026-11-01", "--from", "2026-11-02")).isEqualTo(64);
    }
}
