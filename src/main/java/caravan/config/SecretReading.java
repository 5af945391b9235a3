package caravan.config;

import caravan.config.Accepted.Refusal;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads secrets from where they are: the value itself, the file that the key's {@code -file} names, or AWS Secrets Manager. */
final class SecretReading {
    private static final String OF_FILE = "-file";
    private static final String AWS = "{{aws:";

    private final Reading reading;
    private final Accepted<Path> path;
    private final Map<String, String> foreign;
    private final Map<String, String> sdk;
    private final List<Path> files = new ArrayList<>();

    /**
     * @param foreign keys of Camel: those of {@code camel.vault.aws} say which region is asked
     * @param sdk what only {@code .env} tells the AWS SDK, by its system properties
     */
    SecretReading(Reading reading, Path base, Map<String, String> foreign, Map<String, String> sdk) {
        this.reading = reading;
        this.path = Places.path(base);
        this.foreign = foreign;
        this.sdk = sdk;
    }

    /** The files that secrets were read from. */
    List<Path> files() {
        return List.copyOf(files);
    }

    /** Whether it is set, wherever it is. */
    boolean isSet(String name) {
        return reading.values().containsKey(name) || reading.values().containsKey(name + OF_FILE);
    }

    /** For people: where it is set. */
    Value said(String name) {
        return Optional.ofNullable(reading.values().get(name))
                .orElseGet(() -> reading.values().get(name + OF_FILE));
    }

    Optional<Secret> of(Key key, Key file, Accepted<Secret> accepted) {
        return of(key, file, key.spelling(), accepted);
    }

    /** @param name the key's spelling, with a project's own name where it has one */
    Optional<Secret> of(Key key, Key file, String name, Accepted<Secret> accepted) {
        Optional<Value> value = Optional.ofNullable(reading.values().get(name));
        Optional<Path> named = reading.optional(file, name + OF_FILE, path);
        if (value.isPresent() && named.isPresent()) {
            reading.problem(value.get() + ": not together with "
                    + reading.values().get(name + OF_FILE) + "; accepted is one of the two");
        }
        if (named.isPresent()) {
            reading.optional(key, name, accepted);
            return inFile(reading.values().get(name + OF_FILE), named.get(), accepted);
        }
        return reading.optional(
                key,
                name,
                new Accepted<>(
                        accepted.words(),
                        text -> isInBraces(text)
                                ? inVault(text, accepted)
                                : accepted.parse().apply(text)));
    }

    /** One that is never a value, only the content of a file. */
    Optional<Secret> inFile(Key file, Accepted<Secret> accepted) {
        return reading.optional(file, path)
                .flatMap(named -> inFile(reading.value(file).orElseThrow(), named, accepted));
    }

    private Optional<Secret> inFile(Value value, Path file, Accepted<Secret> accepted) {
        files.add(file);
        try {
            return Optional.of(Secret.from(new SecretFile(file, accepted)));
        } catch (Refusal e) {
            reading.problem(value + ": " + file + " " + e.getMessage() + "; accepted is a file that holds "
                    + accepted.words() + ", and at most a newline at its end");
            return Optional.empty();
        }
    }

    /** As nobody's key looks, and Camel's placeholders do. */
    private static boolean isInBraces(String text) {
        return text.startsWith("{{") && text.endsWith("}}");
    }

    /** Whether a value is to be looked up in AWS Secrets Manager. */
    static boolean isInVault(String text) {
        return text.contains(AWS);
    }

    private Secret inVault(String text, Accepted<Secret> accepted) {
        String reference = text.substring(Math.min(AWS.length(), text.length() - 2), text.length() - 2);
        if (!text.startsWith(AWS) || !AwsSecret.isReference(reference)) {
            throw new Refusal("of what is in double braces accepted is " + AwsSecret.WORDS);
        }
        // As a session does a moment later: the SDK reads no .env.
        sdk.forEach(System::setProperty);
        AwsSecret secret = new AwsSecret(reference, account(), accepted);
        try {
            return Secret.from(secret);
        } catch (Refusal e) {
            throw new Refusal(secret + " " + e.getMessage());
        }
    }

    private AwsSecret.Account account() {
        Optional<String> region =
                vault("region").or(() -> reading.value(Key.S3_REGION).map(Value::text));
        Optional<URI> endpoint = vault("uriendpointoverride").map(text -> {
            try {
                return Addresses.amplitude().parse().apply(text);
            } catch (IllegalArgumentException e) {
                throw new Refusal("camel.vault.aws.uri-endpoint-override is not "
                        + Addresses.amplitude().words());
            }
        });
        return new AwsSecret.Account(region, endpoint);
    }

    /** Camel takes its keys in any case, and with or without dashes. */
    private Optional<String> vault(String option) {
        return foreign.entrySet().stream()
                .filter(entry ->
                        entry.getKey().toLowerCase(Locale.ROOT).replace("-", "").equals("camel.vault.aws." + option))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
