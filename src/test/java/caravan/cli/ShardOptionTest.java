package caravan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.hour.Shard;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

class ShardOptionTest {
    @Command(name = "sync")
    static final class Sync {
        @Mixin
        ShardOption shard;
    }

    /** @param index {@code -}: not set */
    private static Shard shard(String line, String index) {
        Sync sync = new Sync();
        new CommandLine(sync).parseArgs(line.isEmpty() ? new String[0] : line.split(" "));
        return sync.shard.of(index.equals("-") ? Map.of() : Map.of("JOB_COMPLETION_INDEX", index));
    }

    @ParameterizedTest
    @CsvSource({
        "--shard 2/8, -, 2/8",
        "--shard /8, 2, 2/8",
        "--shard /8, 0, 0/8",
        "--shard 2/8, 2, 2/8",
        "--shard 0/1, 5, 0/1",
        "'', -, 0/1",
    })
    void a_shard_is_said_on_the_command_line_or_with_the_index_of_the_job(String line, String index, String shard) {
        assertThat(shard(line, index)).hasToString(shard);
    }

    @Test
    void an_index_that_is_set_to_nothing_is_not_set() {
        assertThat(shard("", "")).isEqualTo(Shard.WHOLE);
        assertThatThrownBy(() -> shard("--shard /8", "")).hasMessageContaining("which is not set");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--shard 8|-|--shard takes I/N with I from 0 to N-1 and N up to 10000, such as 0/4 to 3/4, or /N with the index in JOB_COMPLETION_INDEX, not '8'",
                "--shard 8/8|-|such as 0/4 to 3/4, or /N with the index in JOB_COMPLETION_INDEX, not '8/8'",
                "--shard 2/|-|not '2/'",
                "--shard /|2|not '/'",
                "--shard /0|0|not '/0'",
                "--shard /x|0|not '/x'",
                "--shard /8|-|--shard /8 takes its index from JOB_COMPLETION_INDEX, which is not set: a Kubernetes Job of completionMode Indexed sets it; elsewhere write it out, --shard 0/8 to --shard 7/8",
                "--shard /8|8|JOB_COMPLETION_INDEX = '8': accepted with --shard /8 is a number from 0 to 7; make N the completions of the Job",
                "--shard /8|two|JOB_COMPLETION_INDEX = 'two': accepted with --shard /8 is a number from 0 to 7",
                "''|3|JOB_COMPLETION_INDEX is '3', but nothing says how many shards there are, and each would ask for every hour: give --shard /N, where N is the completions of the Job, or --shard 0/1 for all hours",
                "--shard 0/8|3|--shard 0/8, but JOB_COMPLETION_INDEX is '3': give --shard /8 to go by it, or unset it",
            })
    void a_shard_of_which_one_number_is_missing_or_wrong_is_a_usage_error(String line, String index, String words) {
        assertThatThrownBy(() -> shard(line.replace("''", ""), index))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining(words);
    }
}
