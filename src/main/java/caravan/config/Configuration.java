package caravan.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * The configuration as it counts: from {@code --set}, the environment, {@code .env}, {@code application.properties} and
 * the defaults, in this order.
 *
 * @param effective every key that has a value, in the order of {@link Key}, for {@code check}; no secrets
 * @param forCamel the same as placeholders for the routes, and the user's own ones from {@code application.properties}
 *     and {@code --set}; no secrets. Paths are absolute, sizes bytes, the durations of {@code caravan.redelivery.*}
 *     and {@code caravan.limits.*} whole milliseconds; {@code caravan.redelivery.retries} is tries less one. A key without a value is not in it
 * @param remarks on {@code .env} and files of secrets, for {@code check}; no secrets
 * @param sdkSystemProperties what only {@code .env} tells the AWS SDK, by the SDK's names of system properties; no secrets
 */
public record Configuration(
        Settings settings,
        List<Effective> effective,
        Map<String, String> forCamel,
        List<String> remarks,
        Map<String, String> sdkSystemProperties) {

    /** @throws ConfigurationRefused with every problem at once */
    public static Configuration load(Map<String, String> set, Map<String, String> environment, Home home, Clock clock)
            throws ConfigurationRefused {
        Problems problems = new Problems();
        Layer dotEnv = file(home.dotEnv(), ".env", problems, (text, name) -> DotEnv.parse(text, name, problems));
        Layer properties = file(
                home.properties(),
                "application.properties",
                problems,
                (text, name) -> PropertiesFile.parse(text, name, problems));
        List<Layer> layers =
                new ArrayList<>(List.of(Layer.set(set), Layer.environment(environment), dotEnv, properties));
        SdkNames.keys(layers, dotEnv.entries(), environment).ifPresent(layers::add);
        Configuration configuration =
                of(layers, SdkNames.systemProperties(dotEnv.entries(), environment), home.caller(), clock, problems);
        return configuration.remarking(DotEnvRemarks.of(home.dotEnv(), dotEnv));
    }

    /** Of {@code --set} alone: for the demonstration, which reads nobody's keys. */
    public static Configuration of(Map<String, String> set, Path base, Clock clock) throws ConfigurationRefused {
        return of(List.of(Layer.set(set)), Map.of(), base, clock, new Problems());
    }

    static Configuration of(List<Layer> layers, Map<String, String> sdk, Path base, Clock clock, Problems problems)
            throws ConfigurationRefused {
        Resolution resolution = new Resolution(layers, problems);
        Reading reading = new Reading(resolution.values(), problems);
        SecretReading secrets = new SecretReading(reading, base, resolution.foreign(), sdk);
        Settings settings = new SettingsReading(reading, secrets, base, clock).settings();
        problems.refuseIfAny();
        Map<String, String> forCamel = new LinkedHashMap<>(resolution.foreign());
        forCamel.putAll(reading.machine());
        forCamel.put(
                "caravan.redelivery.retries",
                Integer.toString(settings.redelivery().tries() - 1));
        return new Configuration(
                settings,
                ordered(reading.effective()),
                Collections.unmodifiableMap(forCamel),
                SecretRemarks.of(secrets.files()),
                Collections.unmodifiableMap(sdk));
    }

    private Configuration remarking(List<String> on) {
        List<String> all = Stream.concat(on.stream(), remarks.stream()).toList();
        return new Configuration(settings, effective, forCamel, all, sdkSystemProperties);
    }

    private static List<Effective> ordered(Map<String, Effective> effective) {
        return Arrays.stream(Key.values())
                .flatMap(key -> effective.values().stream()
                        .filter(one -> KeyNames.known(one.key()).equals(Optional.of(key))))
                .toList();
    }

    static Layer file(Path path, String name, Problems problems, BiFunction<String, String, Layer> parser) {
        if (!Files.exists(path)) {
            return parser.apply("", name);
        }
        try {
            String text = Files.readString(path);
            return parser.apply(text.startsWith("\ufeff") ? text.substring(1) : text, name);
        } catch (CharacterCodingException e) {
            problems.add(path + ": accepted is UTF-8");
        } catch (IOException e) {
            problems.add(path + " cannot be read: " + e.getClass().getSimpleName());
        }
        return parser.apply("", name);
    }

    @Override
    public String toString() {
        return effective.toString();
    }
}
