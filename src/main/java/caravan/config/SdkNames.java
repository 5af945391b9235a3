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
    private static final Set<String> KEYS = Set.of("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN");

    /** The SDK reads these too, but only from the environment: they are no misspelling of ours. */
    private static final Set<String> OTHERS = Set.of("AWS_DEFAULT_REGION");

    private SdkNames() {}

    static boolean isOne(String name) {
        return OTHERS.contains(name) || property(name).isPresent();
    }

    /**
     * What {@code .env} alone says, as system properties for the SDK. The three parts of a key pair stay together: where
     * the environment has one of them, none is taken.
     */
    static Map<String, String> systemProperties(List<Layer.Entry> dotEnv, Map<String, String> environment) {
        boolean keysInEnvironment = KEYS.stream().anyMatch(environment::containsKey);
        Map<String, String> properties = new LinkedHashMap<>();
        for (Layer.Entry entry : dotEnv) {
            boolean taken = environment.containsKey(entry.name()) || keysInEnvironment && KEYS.contains(entry.name());
            if (!taken && !entry.value().isEmpty() && entry.name().startsWith("AWS_")) {
                property(entry.name()).ifPresent(property -> properties.put(property, entry.value()));
            }
        }
        return properties;
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
