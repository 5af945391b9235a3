package caravan.config;

import caravan.config.Accepted.Refusal;
import caravan.ledger.ObjectKeys;
import java.util.List;

/** The folder of kept archives: one of its own, so that a rule for it, or a reader of it, never meets an object or the ledger. */
final class ArchivePrefix {
    private static final String LEDGER = "_caravan";

    private ArchivePrefix() {}

    static Accepted<String> accepted() {
        return new Accepted<>("a folder of [A-Za-z0-9._=/-] such as export/", text -> {
            String prefix = KeyText.prefix().parse().apply(text);
            if (prefix.equals("/")) {
                throw new Refusal("no folder");
            }
            if (("/" + prefix).contains("/.")) {
                throw new Refusal("no folder that begins with a dot");
            }
            if (prefix.startsWith(LEDGER)) {
                throw new Refusal("not " + LEDGER + ", which is the ledger's");
            }
            return prefix;
        });
    }

    /** Whether archives would lie among objects, or objects among archives. */
    static boolean meets(String prefix, String landingKey, List<Project> projects) {
        ObjectKeys keys = new ObjectKeys(landingKey);
        return projects.stream()
                .map(project -> keys.folder(project.name()))
                .filter(folder -> !folder.isEmpty())
                .anyMatch(folder -> folder.startsWith(prefix) || prefix.startsWith(folder));
    }
}
