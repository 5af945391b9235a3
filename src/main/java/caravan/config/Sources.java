package caravan.config;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The four places as they were read once.
 *
 * @param variables the environment as it is
 * @param text of the {@code .env} file; empty where there is none
 */
record Sources(
        Layer set, Layer environment, Layer dotEnv, Layer properties, Map<String, String> variables, String text) {

    /** @throws ConfigurationRefused where a file cannot be read as what it is */
    static Sources of(Map<String, String> set, Map<String, String> variables, Home home)
            throws ConfigurationRefused, IOException {
        Problems problems = new Problems();
        Layer dotEnv = Configuration.file(
                home.dotEnv(), ".env", problems, (words, name) -> DotEnv.parse(words, name, problems));
        Layer properties = Configuration.file(
                home.properties(),
                "application.properties",
                problems,
                (words, name) -> PropertiesFile.parse(words, name, problems));
        problems.refuseIfAny();
        String text = Files.exists(home.dotEnv()) ? Files.readString(home.dotEnv()) : "";
        return new Sources(
                Layer.set(set), Layer.environment(variables), dotEnv, properties, Map.copyOf(variables), text);
    }

    /** What counts before {@code .env}. */
    List<Layer> before() {
        return List.of(set, environment);
    }

    List<Layer> all() {
        return List.of(set, environment, dotEnv, properties);
    }

    /** As if these keys did not stand there. */
    Layer dotEnvWithout(Set<Key> keys) {
        return new Layer(
                Layer.Kind.DOT_ENV,
                dotEnv.entries().stream()
                        .filter(entry -> KeyNames.anyOf(entry.name())
                                .filter(keys::contains)
                                .isEmpty())
                        .toList());
    }

    static Optional<Value> value(Key key, List<Layer> layers) {
        return Optional.ofNullable(values(layers).get(key.spelling()));
    }

    static Map<String, Value> values(List<Layer> layers) {
        return new Resolution(layers, new Problems()).values();
    }
}
