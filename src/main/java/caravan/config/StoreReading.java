package caravan.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads where the data goes. */
final class StoreReading {
    private static final Accepted<String> BUCKET = new Accepted<>(
            "the bucket's name alone, 3 to 63 of [a-z0-9.-] (no s3://; a folder in it is caravan.store.prefix)",
            text -> {
                Accepted.check(text.matches("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]"));
                Accepted.check(!text.contains("..") && !text.matches("\\d+\\.\\d+\\.\\d+\\.\\d+"));
                return text;
            });
    private static final Accepted<String> REGION =
            Accepted.matching("[A-Za-z0-9-]{1,64}", "a region such as eu-central-1");
    private static final Accepted<Boolean> CHECKSUMS = new Accepted<>(
            "default or when-required",
            text -> Accepted.oneOf(List.of("default", "when-required"))
                    .parse()
                    .apply(text)
                    .equals("when-required"),
            whenRequired -> whenRequired ? "when-required" : "default");

    private final Reading reading;
    private final SecretReading secrets;

    StoreReading(Reading reading, SecretReading secrets) {
        this.reading = reading;
        this.secrets = secrets;
    }

    StoreKind kind() {
        StoreKind kind = reading.orElse(
                Key.STORE, Key.STORE.spelling(), byBucket(), Accepted.oneOf(List.of(StoreKind.values())));
        if (kind == StoreKind.S3) {
            require(kind, Key.S3_BUCKET);
        }
        if (kind == StoreKind.GCS) {
            require(kind, Key.GCS_BUCKET);
        }
        return kind;
    }

    private StoreKind byBucket() {
        if (reading.value(Key.S3_BUCKET).isPresent()) {
            return StoreKind.S3;
        }
        return reading.value(Key.GCS_BUCKET).isPresent() ? StoreKind.GCS : StoreKind.FILE;
    }

    private void require(StoreKind kind, Key bucket) {
        if (reading.value(bucket).isEmpty()) {
            reading.problem(
                    KeyNames.spellings(bucket, bucket.spelling()) + " is not set, and caravan.store is " + kind);
        }
    }

    String prefix() {
        return reading.orElse(Key.PREFIX, Key.PREFIX.spelling(), "", KeyText.prefix());
    }

    Path fileDirectory(Accepted<Path> path) {
        return reading.required(Key.FILE_DIRECTORY, path);
    }

    S3Keys s3() {
        Optional<Secret> access = secrets.of(Key.S3_ACCESS_KEY, Key.S3_ACCESS_KEY_FILE, SecretText.plain());
        Optional<Secret> secret = secrets.of(Key.S3_SECRET_KEY, Key.S3_SECRET_KEY_FILE, SecretText.plain());
        Optional<Secret> token = secrets.of(Key.S3_SESSION_TOKEN, Key.S3_SESSION_TOKEN_FILE, SecretText.plain());
        both(Key.S3_ACCESS_KEY, Key.S3_SECRET_KEY);
        both(Key.S3_SECRET_KEY, Key.S3_ACCESS_KEY);
        both(Key.S3_SESSION_TOKEN, Key.S3_ACCESS_KEY);
        return new S3Keys(
                reading.optional(Key.S3_BUCKET, BUCKET).orElse(""),
                reading.optional(Key.S3_REGION, REGION),
                reading.optional(Key.S3_ENDPOINT, Addresses.store()),
                reading.required(Key.S3_CHECKSUMS, CHECKSUMS),
                access,
                secret,
                token,
                // S3 takes parts of 5 MiB at least and single puts of 5 GiB at most.
                reading.required(Key.S3_MULTIPART_ABOVE, Accepted.size(5L << 20, 5L << 30)));
    }

    private void both(Key set, Key needed) {
        if (secrets.isSet(set.spelling()) && !secrets.isSet(needed.spelling())) {
            reading.problem(
                    secrets.said(set.spelling()) + ": without "
                            + KeyNames.spellings(needed, needed.spelling())
                            + "; accepted are both or neither (AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are another pair, for the AWS SDK)");
        }
    }
}
