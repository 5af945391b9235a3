package caravan.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;

/** The AWS SDK's own names, which it reads from the environment or as system properties, but not from {@code .env}. */
final class SdkNames {
    private static final Map<String, Key> KEYS = Map.of(
            "AWS_ACCESS_KEY_ID", Key.S3_ACCESS_KEY,
            "AWS_SECRET_ACCESS_KEY", Key.S3_SECRET_KEY,
            "AWS_SESSION_TOKEN", Key.S3_SESSION_TOKEN);

    private SdkNames() {}

    static boolean isOne(String name) {
        return property(name).isPresent();
    }

    /** What {@code .env} alone says, as system properties for the SDK; without its keys, since JMX and jcmd show these to everybody. */
    static Map<String, String> systemProperties(List<Layer.Entry> dotEnv, Map<String, String> environment) {
        Map<String, String> properties = new LinkedHashMap<>();
        for (Layer.Entry entry : dotEnv) {
            boolean taken = environment.containsKey(entry.name()) || KEYS.containsKey(entry.name());
            if (!taken && !entry.value().isEmpty() && entry.name().startsWith("AWS_")) {
                property(entry.name()).ifPresent(property -> properties.put(property, entry.value()));
            }
        }
        return properties;
    }

    /**
     * The SDK's pair of keys that {@code .env} alone has, as our own. Its parts stay together: where the environment has one of
     * them, or another layer has keys of ours, none is taken.
     */
    static Optional<Layer> keys(List<Layer> layers, List<Layer.Entry> dotEnv, Map<String, String> environment) {
        Set<String> ours = new Resolution(layers, new Problems()).values().keySet();
        List<Layer.Entry> pair = dotEnv.stream()
                .filter(entry ->
                        KEYS.containsKey(entry.name()) && !entry.value().isEmpty())
                .map(entry -> new Layer.Entry(
                        KEYS.get(entry.name()).spelling(), entry.value(), entry.name() + " (" + entry.origin() + ")"))
                .toList();
        boolean whole = Stream.of(Key.S3_ACCESS_KEY, Key.S3_SECRET_KEY)
                .allMatch(key -> pair.stream().anyMatch(entry -> entry.name().equals(key.spelling())));
        boolean others = KEYS.keySet().stream().anyMatch(environment::containsKey)
                || KEYS.values().stream()
                        .map(Key::spelling)
                        .anyMatch(key -> ours.contains(key) || ours.contains(key + "-file"));
        return whole && !others ? Optional.of(new Layer(Layer.Kind.DOT_ENV, pair)) : Optional.empty();
    }

    private static Optional<String> property(String name) {
        Stream<Map.Entry<String, String>> settings = Stream.concat(
                Stream.of(SdkSystemSetting.values())
                        .map(setting -> Map.entry(setting.environmentVariable(), setting.property())),
                Stream.of(ProfileFileSystemSetting.values())
                        .map(setting -> Map.entry(setting.environmentVariable(), setting.property())));
        return settings.filter(setting -> setting.getKey().equals(name))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
