package caravan.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The models cannot be run as they are written. Nothing was changed. */
public final class ModelsRefused extends IOException {
    private static final long serialVersionUID = 1L;

    /** @param problems all of them */
    ModelsRefused(Path folder, List<String> problems) {
        super("the models in " + folder + " cannot be run, and no table was changed:\n  "
                + String.join("\n  ", problems)
                + "\nThe models come with Caravan, beside the launcher, unless the caller's directory has a folder dbt of its own;"
                + " docs/warehouse.md says what they may use. Correct them and run this again");
    }
}
