package caravan.config;

import java.util.ArrayList;
import java.util.List;

/** What is wrong with a configuration, collected until everything was looked at. */
final class Problems {
    private final List<String> found = new ArrayList<>();

    void add(String problem) {
        found.add(problem);
    }

    void refuseIfAny() throws ConfigurationRefused {
        if (!found.isEmpty()) {
            throw new ConfigurationRefused(found);
        }
    }
}
