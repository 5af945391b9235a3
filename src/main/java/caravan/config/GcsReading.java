package caravan.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;

/** Reads what is said of a bucket of Google Cloud Storage. */
final class GcsReading {
    private static final Accepted<String> BUCKET = new Accepted<>(
            "the bucket's name alone, 3 to 222 of [a-z0-9._-] (no gs://; a folder in it is caravan.store.prefix)",
            text -> {
                Accepted.check(text.matches("[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]") && !text.contains(".."));
                return text;
            });
    private static final Accepted<String> PROJECT =
            Accepted.matching("[a-z0-9][a-z0-9.:-]{1,98}[a-z0-9]", "a project's id such as our-project-123456");
    private static final Accepted<Secret> CREDENTIALS =
            new Accepted<>("the JSON of a service account or of a workload identity, as Google gives it out", text -> {
                Accepted.check(isOfAType(text));
                return new Secret(text);
            });
    private static final Accepted<String> ANYTHING = new Accepted<>("anything", text -> text);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Reading reading;
    private final SecretReading secrets;

    GcsReading(Reading reading, SecretReading secrets) {
        this.reading = reading;
        this.secrets = secrets;
    }

    /** @param counts whether it is the destination, else empty; what platforms name for every program is then nothing to us */
    Optional<GcsKeys> keys(boolean counts) {
        Optional<String> bucket = reading.optional(Key.GCS_BUCKET, BUCKET);
        Optional<String> project = reading.optional(Key.GCS_PROJECT, PROJECT);
        if (!counts) {
            reading.optional(Key.GCS_ENDPOINT, ANYTHING);
            reading.optional(Key.GCS_CREDENTIALS_FILE, ANYTHING);
            return Optional.empty();
        }
        return Optional.of(new GcsKeys(
                bucket.orElse(""),
                project,
                reading.optional(Key.GCS_ENDPOINT, Addresses.gcs()),
                secrets.inFile(Key.GCS_CREDENTIALS_FILE, CREDENTIALS)));
    }

    /** Whose they are says the client; what a parser says of them would have a part of them in it. */
    private static boolean isOfAType(String text) {
        try {
            return JSON.readTree(text).path("type").isTextual();
        } catch (JsonProcessingException e) {
            return false;
        }
    }
}
