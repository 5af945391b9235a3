package caravan.cli;

import caravan.archive.Escaped;
import caravan.config.Nearest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is said of a command line that cannot be understood: what was given, what is accepted, and the nearest name. */
final class Misuse {
    private static final int MISSPELT = 2;
    private static final int SHOWN = 100;

    private Misuse() {}

    static String words(ParameterException e) {
        CommandLine command = e.getCommandLine();
        if (e instanceof UnmatchedArgumentException unmatched) {
            // The first alone: what follows a misspelt option is its value.
            return unknown(command, unmatched.getUnmatched().get(0));
        }
        if (e instanceof MissingParameterException missing) {
            return missing(command, missing.getMissing().get(0));
        }
        if (e instanceof OverwrittenOptionException twice && twice.getOverwritten() instanceof OptionSpec option) {
            return option.longestName() + " is given twice; accepted is once";
        }
        return value(e).orElse(e.getMessage());
    }

    private static String unknown(CommandLine command, String given) {
        if (given.startsWith("-")) {
            // What is behind the = may be a secret.
            String name = given.split("=", 2)[0];
            return shown(name) + " is not an option" + known(name, options(command));
        }
        if (command.getParent() == null) {
            return shown(given) + " is not a command"
                    + known(given, List.copyOf(command.getSubcommands().keySet()));
        }
        String name = command.getCommandName();
        return command.getCommandSpec().positionalParameters().isEmpty()
                ? name + " takes options alone, not " + shown(given)
                : name + " takes one " + label(command) + ", and nothing more: not " + shown(given);
    }

    private static String known(String given, List<String> names) {
        String nearest = Nearest.of(given, names.stream());
        return Nearest.isNear(given, nearest, MISSPELT)
                ? "; the nearest one is " + nearest
                : "; there are " + String.join(", ", names);
    }

    /** The long ones; the hidden ones are none of anybody's business. */
    private static List<String> options(CommandLine command) {
        return command.getCommandSpec().options().stream()
                .filter(option -> !option.hidden())
                .map(OptionSpec::longestName)
                .toList();
    }

    private static String missing(CommandLine command, ArgSpec missing) {
        return missing instanceof OptionSpec option
                ? option.longestName() + " takes " + option.paramLabel() + ", and none was given"
                : command.getCommandName() + " takes " + missing.paramLabel() + ", and none was given";
    }

    private static String label(CommandLine command) {
        return command.getCommandSpec().positionalParameters().get(0).paramLabel();
    }

    /** Of an option whose value is no number, or no pair; that of a pair may be a secret. */
    private static Optional<String> value(ParameterException e) {
        if (!(e.getArgSpec() instanceof OptionSpec option) || e.getValue() == null) {
            return Optional.empty();
        }
        Class<?> type = option.typeInfo().getType();
        if (Map.class.isAssignableFrom(type)) {
            return Optional.of(option.longestName() + " takes " + option.paramLabel()
                    + ", such as caravan.window=24: a = is missing");
        }
        if (type == boolean.class) {
            return Optional.of(option.longestName() + " takes no value");
        }
        return type == int.class || type == long.class
                ? Optional.of(option.longestName() + " takes a whole number, not " + shown(e.getValue()))
                : Optional.empty();
    }

    private static String shown(String given) {
        return "'" + Escaped.text(given, SHOWN) + "'";
    }
}
