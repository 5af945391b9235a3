package caravan.config;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads how Snowflake is reached and what there is loaded into. */
final class SnowflakeReading {
    private static final Accepted<String> ACCOUNT = Accepted.matching(
            "[A-Za-z0-9_]+([.-][A-Za-z0-9_-]+)*",
            "an account identifier such as myorg-myaccount or xy12345.eu-central-1 (no https://, no snowflakecomputing.com)");
    private static final Accepted<String> NAME = new Accepted<>(
            "a name of [A-Za-z0-9_], no digit first, which needs no quotes in Snowflake; it counts in capitals",
            text -> {
                Accepted.check(text.matches("[A-Za-z_][A-Za-z0-9_]{0,254}"));
                return text.toUpperCase(Locale.ROOT);
            });
    private static final Accepted<String> USER = Accepted.matching("[A-Za-z0-9_.@-]{1,255}", "a user's login name");
    private static final Accepted<Optional<String>> INTEGRATION = new Accepted<>(
            NAME.words() + "; or none",
            text -> text.equalsIgnoreCase("none")
                    ? Optional.empty()
                    : Optional.of(NAME.parse().apply(text)),
            name -> name.orElse("none"));
    private static final Accepted<String> ROLE_ARN = Accepted.matching(
            "arn:aws[a-z-]*:iam::\\d{12}:role/[A-Za-z0-9+=,.@_/-]{1,512}", "arn:aws:iam::123456789012:role/name");

    private final Reading reading;
    private final SecretReading secrets;
    private final WarehouseKind warehouse;

    SnowflakeReading(Reading reading, SecretReading secrets, WarehouseKind warehouse) {
        this.reading = reading;
        this.secrets = secrets;
        this.warehouse = warehouse;
    }

    /** Empty where another warehouse is chosen; all of it is looked at all the same. */
    Optional<SnowflakeSettings> snowflake(StoreKind store) {
        String account = reading.optional(Key.SNOWFLAKE_ACCOUNT, ACCOUNT).orElse("");
        Optional<URI> url = reading.optional(Key.SNOWFLAKE_URL, Addresses.amplitude());
        Optional<Secret> key =
                secrets.of(Key.SNOWFLAKE_PRIVATE_KEY, Key.SNOWFLAKE_PRIVATE_KEY_FILE, SecretText.privateKey());
        if (warehouse == WarehouseKind.SNOWFLAKE) {
            require(store);
        }
        SnowflakeSettings settings = new SnowflakeSettings(
                account,
                url.orElseGet(() -> server(account)),
                reading.required(Key.SNOWFLAKE_USER, USER),
                key,
                secrets.of(Key.SNOWFLAKE_PASSPHRASE, Key.SNOWFLAKE_PASSPHRASE_FILE, SecretText.passphrase()),
                reading.required(Key.SNOWFLAKE_ROLE, NAME),
                reading.required(Key.SNOWFLAKE_WAREHOUSE, NAME),
                reading.required(Key.SNOWFLAKE_DATABASE, NAME),
                reading.required(Key.SNOWFLAKE_SCHEMA, NAME),
                reading.required(Key.SNOWFLAKE_STAGE, NAME),
                reading.required(Key.SNOWFLAKE_PIPE, NAME),
                reading.required(Key.SNOWFLAKE_LOAD, Accepted.oneOf(List.of(SnowflakeSettings.Load.values()))),
                reading.required(Key.SNOWFLAKE_THREADS, Accepted.number(1, 64)),
                reading.required(Key.SNOWFLAKE_WAIT, Accepted.duration("PT0S", "PT6H")),
                reading.required(Key.SNOWFLAKE_INTEGRATION, INTEGRATION),
                reading.optional(Key.SNOWFLAKE_AWS_ROLE, ROLE_ARN));
        return warehouse == WarehouseKind.SNOWFLAKE ? Optional.of(settings) : Optional.empty();
    }

    /** What a load cannot be begun without. */
    private void require(StoreKind store) {
        if (reading.value(Key.SNOWFLAKE_ACCOUNT).isEmpty()) {
            missing(Key.SNOWFLAKE_ACCOUNT);
        }
        if (!secrets.isSet(Key.SNOWFLAKE_PRIVATE_KEY.spelling())) {
            missing(Key.SNOWFLAKE_PRIVATE_KEY_FILE);
        }
        if (store != StoreKind.S3) {
            reading.problem(
                    "caravan.warehouse is snowflake, which is told here of files in a bucket of S3 alone, and caravan.store is "
                            + store + "; accepted with it is caravan.store=s3");
        }
    }

    private void missing(Key key) {
        reading.problem(KeyNames.spellings(key, key.spelling()) + " is not set, and caravan.warehouse is snowflake");
    }

    /** An underscore is taken in an account's name, and not in a certificate's. */
    private static URI server(String account) {
        String host = account.toLowerCase(Locale.ROOT).replace('_', '-');
        return URI.create("https://" + (host.isEmpty() ? "account" : host) + ".snowflakecomputing.com");
    }
}
