package caravan.config;

import caravan.archive.Escaped;
import caravan.config.Accepted.Refusal;
import caravan.ledger.ObjectKeys;
import java.util.List;

/** The template of object keys: what {@link ObjectKeys} takes, and what is a file's name in every store. */
final class LandingTemplate {
    private static final int LONGEST = 400;

    private LandingTemplate() {}

    static Accepted<String> accepted() {
        return new Accepted<>("a template such as " + ObjectKeys.DEFAULT, template -> {
            List<String> problems = ObjectKeys.problems(template);
            if (!problems.isEmpty()) {
                throw new Refusal(Escaped.text(String.join("; ", problems), LONGEST));
            }
            KeyText.check(template.replaceAll("[{}]", ""), LONGEST);
            if (template.endsWith("/")) {
                throw new Refusal("ends with /");
            }
            return template;
        });
    }
}
