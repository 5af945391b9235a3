package caravan.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How keys are spelt: {@code caravan.a.b-c}, {@code CARAVAN_A_B_C}, and which key a misspelt one was probably meant to be. */
final class KeyNames {
    static final String OWN = "caravan.";
    static final String OWN_ENVIRONMENT = "CARAVAN_";

    private static final Pattern OF_PROJECT = Pattern.compile(
            "caravan\\.projects\\.([^.]+)\\.(api-key|api-key-file|secret-key|secret-key-file|region|url)");
    private static final Pattern OF_PROJECT_ENVIRONMENT = Pattern.compile(
            "CARAVAN_PROJECTS_([A-Z0-9_]+?)_(API_KEY|API_KEY_FILE|SECRET_KEY|SECRET_KEY_FILE|REGION|URL)");

    private KeyNames() {}

    /** The key of a dotted name; {@code caravan.projects.web.url} is of {@link Key#PROJECTS_URL}. */
    static Optional<Key> known(String name) {
        Matcher matcher = OF_PROJECT.matcher(name);
        String spelling = matcher.matches() ? OWN + "projects." + Key.ANY_PROJECT + "." + matcher.group(2) : name;
        return Arrays.stream(Key.values())
                .filter(key -> key.spelling().equals(spelling) && (matcher.matches() || !key.ofProjects()))
                .findFirst();
    }

    /** The key of a name in {@code .env}, however it is spelt there; keys of several projects are none of these. */
    static Optional<Key> anyOf(String name) {
        return known(name)
                .or(() -> fromEnvironment(name).flatMap(KeyNames::known))
                .or(() -> ofOtherName(name))
                .filter(key -> !key.ofProjects());
    }

    /** {@code web} of {@code caravan.projects.web.url}. */
    static Optional<String> project(String name) {
        Matcher matcher = OF_PROJECT.matcher(name);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    static String ofProject(Key key, String project) {
        return key.spelling().replace(Key.ANY_PROJECT, project);
    }

    static String environment(String name) {
        return name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** The dotted name that {@code CARAVAN_A_B_C} stands for, where it is one of ours. */
    static Optional<String> fromEnvironment(String name) {
        Matcher matcher = OF_PROJECT_ENVIRONMENT.matcher(name);
        if (matcher.matches()) {
            String last = matcher.group(2).toLowerCase(Locale.ROOT).replace('_', '-');
            return Optional.of(OWN + "projects." + matcher.group(1).toLowerCase(Locale.ROOT) + "." + last);
        }
        return Arrays.stream(Key.values())
                .filter(key -> !key.ofProjects() && environment(key.spelling()).equals(name))
                .map(Key::spelling)
                .findFirst();
    }

    /** The dotted key nearest to this one. */
    static String nearest(String name) {
        String[] parts = name.split("\\.");
        String project = parts.length > 2 ? parts[2] : Key.ANY_PROJECT;
        return Nearest.of(name, Arrays.stream(Key.values()).map(key -> ofProject(key, project)));
    }

    static String nearestEnvironment(String name) {
        Stream<String> own =
                Arrays.stream(Key.values()).filter(key -> !key.ofProjects()).map(key -> environment(key.spelling()));
        return Nearest.of(name, own);
    }

    static Stream<String> otherNames() {
        return Arrays.stream(Key.values()).flatMap(key -> key.otherNames().stream());
    }

    /** Which dotted key another name such as {@code AMP_API_KEY} stands for. */
    static Optional<Key> ofOtherName(String name) {
        return Arrays.stream(Key.values())
                .filter(key -> key.otherNames().contains(name))
                .findFirst();
    }

    /** Names that mean this key, ours first: for a message. */
    static String spellings(Key key, String name) {
        return key.otherNames().isEmpty()
                ? name
                : name + " (also " + key.otherNames().stream().collect(Collectors.joining(" or ")) + ")";
    }
}
