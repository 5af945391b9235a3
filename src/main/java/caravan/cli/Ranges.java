package caravan.cli;

import caravan.config.Project;
import caravan.hour.AskedHours;
import caravan.hour.HourRange;
import java.time.Clock;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say which hours, and of which project: {@code RANGE} of the commands. */
public final class Ranges {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--from",
            paramLabel = "HOUR",
            description = "first UTC hour, such as 2026-11-01T05; a date means its first hour")
    private String from;

    @Option(
            names = "--to",
            paramLabel = "HOUR",
            description = "last UTC hour, included; a date means its last hour. Without it: the last closed hour")
    private String to;

    @Option(names = "--last", paramLabel = "SPAN", description = "the hours up to the last closed one: 24h, 7d or 2w")
    private String last;

    @Option(names = "--yesterday", description = "the 24 hours of yesterday, UTC")
    private boolean yesterday;

    @Option(names = "--project", paramLabel = "NAME", description = "this project only")
    private String project;

    /**
     * The hours asked for, both ends included; empty where the command line says none. They may be older than the
     * project's start, and the last ones may not have closed.
     *
     * @throws ParameterException where the options contradict each other or say no hours; a usage error
     */
    public Optional<HourRange> range(Clock clock) {
        try {
            return new AskedHours(clock, "--").range(from, to, last, yesterday);
        } catch (IllegalArgumentException e) {
            throw usage(e.getMessage());
        }
    }

    /**
     * The one project asked for, not checked against the configuration; empty for all.
     *
     * @throws ParameterException where it is no project's name
     */
    public Optional<String> project() {
        if (project != null && !Project.isName(project)) {
            throw usage("--project takes a name of [a-z0-9], 1 to 40 characters");
        }
        return Optional.ofNullable(project);
    }

    private ParameterException usage(String text) {
        return new ParameterException(command.commandLine(), text);
    }
}
