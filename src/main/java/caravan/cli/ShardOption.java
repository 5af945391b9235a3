package caravan.cli;

import caravan.archive.Escaped;
import caravan.hour.Shard;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The option that says which share of the hours. Who works in shards has to say both numbers: one that is guessed would leave
 * hours to nobody, or all of them to everybody.
 */
final class ShardOption {
    /** Set by Kubernetes in each pod of a Job of completion mode {@code Indexed}: from 0 to its completions less 1. */
    static final String INDEX = "JOB_COMPLETION_INDEX";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--shard",
            paramLabel = "I/N",
            description = {
                "share I of N, from 0/N to N-1/N: every N-th window of the grid, so that N processes do the work of one.",
                "/N: I is JOB_COMPLETION_INDEX, as a Kubernetes Indexed Job sets it"
            })
    private String shard;

    /**
     * The whole where nothing says otherwise.
     *
     * @throws ParameterException where only one of the two numbers is given, they contradict each other, or there is no such shard
     */
    Shard of(Map<String, String> environment) {
        Optional<String> index = Optional.ofNullable(environment.get(INDEX)).filter(value -> !value.isEmpty());
        if (shard == null) {
            index.ifPresent(value -> {
                throw usage(INDEX + " is '" + Escaped.text(value, 40)
                        + "', but nothing says how many shards there are, and each would ask for every hour: give --shard"
                        + " /N, where N is the completions of the Job, or --shard 0/1 for all hours");
            });
            return Shard.WHOLE;
        }
        return shard.startsWith("/") ? indexed(shard.substring(1), index) : written(index);
    }

    private Shard indexed(String count, Optional<String> index) {
        Shard first = parse("0/" + count);
        String given = index.orElseThrow(() -> usage("--shard " + shard + " takes its index from " + INDEX
                + ", which is not set: a Kubernetes Job of completionMode Indexed sets it; elsewhere write it out, --shard "
                + first + " to --shard " + (first.count() - 1) + "/" + first.count()));
        try {
            return Shard.parse(given + "/" + count);
        } catch (IllegalArgumentException e) {
            throw usage(INDEX + " = '" + Escaped.text(given, 40) + "': accepted with --shard " + shard
                    + " is a number from 0 to " + (first.count() - 1) + "; make N the completions of the Job");
        }
    }

    /** An index that is written out in the template of a Job would be that of all its pods. */
    private Shard written(Optional<String> index) {
        Shard written = parse(shard);
        if (!written.isWhole()
                && index.filter(value -> !value.equals(Integer.toString(written.index())))
                        .isPresent()) {
            throw usage("--shard " + written + ", but " + INDEX + " is '" + Escaped.text(index.get(), 40)
                    + "': give --shard /" + written.count() + " to go by it, or unset it");
        }
        return written;
    }

    private Shard parse(String text) {
        try {
            return Shard.parse(text);
        } catch (IllegalArgumentException e) {
            throw usage("--shard takes I/N with I from 0 to N-1 and N up to " + Shard.MOST
                    + ", such as 0/4 to 3/4, or /N with the index in " + INDEX + ", not '" + Escaped.text(shard, 40)
                    + "'");
        }
    }

    private ParameterException usage(String text) {
        return new ParameterException(command.commandLine(), text);
    }
}
