package caravan.config;

import caravan.config.Accepted.Refusal;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a template of object keys may look like. A key that was built from it must be readable again: every variable ends where a separator begins. */
final class LandingTemplate {
    private static final List<String> REQUIRED = List.of("project", "date", "hour", "part", "revision", "hash");
    private static final Set<String> OPTIONAL = Set.of("amplitudeId", "extension");
    private static final Pattern VARIABLE = Pattern.compile("\\{([^{}]*)}");
    private static final Pattern UNSEPARATED = Pattern.compile("}(?![._=/-]|$)");
    private static final int LONGEST = 400;

    private LandingTemplate() {}

    static Accepted<String> accepted() {
        String words = "a key of [A-Za-z0-9._=/-] with "
                + REQUIRED.stream().map(name -> "{" + name + "}").collect(Collectors.joining(" "))
                + " and, if wanted, {amplitudeId} {extension}";
        return new Accepted<>(words, template -> {
            check(template);
            return template;
        });
    }

    private static void check(String template) {
        List<String> used = VARIABLE.matcher(template)
                .results()
                .map(result -> result.group(1))
                .toList();
        for (String name : used) {
            refuseIf(!REQUIRED.contains(name) && !OPTIONAL.contains(name), "there is no such variable in it");
        }
        List<String> missing =
                REQUIRED.stream().filter(name -> !used.contains(name)).toList();
        refuseIf(!missing.isEmpty(), "without " + String.join(", ", missing));
        refuseIf(UNSEPARATED.matcher(template).find(), "a variable is followed by one of . _ = / - or nothing");
        KeyText.check(VARIABLE.matcher(template).replaceAll(Matcher.quoteReplacement("x")), LONGEST);
        refuseIf(template.endsWith("/"), "ends with /");
        refuseIf(template.startsWith("_caravan"), "_caravan is the ledger's place");
    }

    private static void refuseIf(boolean wrong, String why) {
        if (wrong) {
            throw new Refusal(why);
        }
    }
}
