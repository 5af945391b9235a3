package caravan.config;

import java.util.List;

/** The configuration is wrong; nothing was started. Holds every problem at once, each one a line that names the key, its value unless secret, where it came from and what is accepted. */
public final class ConfigurationRefused extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<String> problems;

    ConfigurationRefused(List<String> problems) {
        super("the configuration has " + (problems.size() == 1 ? "a problem" : problems.size() + " problems") + ":\n  "
                + String.join("\n  ", problems));
        this.problems = List.copyOf(problems);
    }

    public List<String> problems() {
        return problems;
    }
}
