package caravan.config;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads all settings; after a problem it goes on with the default, so that every problem is found. */
final class SettingsReading {
    private static final String LONG = "P3650D";
    private static final Accepted<Duration> ANY_TIME = Accepted.duration("PT0S", LONG);
    private static final Accepted<Duration> WAIT =
            Accepted.duration("PT0S", "P1D").machine(Accepted::milliseconds);
    private static final Accepted<List<Duration>> RESTATE = restate();

    private final Reading reading;
    private final Clock clock;
    private final Accepted<Path> path;
    private final SecretReading secrets;

    SettingsReading(Reading reading, SecretReading secrets, Path base, Clock clock) {
        this.reading = reading;
        this.clock = clock;
        this.path = Places.path(base);
        this.secrets = secrets;
    }

    Settings settings() {
        StoreReading store = new StoreReading(reading, secrets);
        StoreKind kind = store.kind();
        S3Keys s3 = store.s3();
        Optional<GcsKeys> gcs = new GcsReading(reading, secrets).keys(kind == StoreKind.GCS);
        String prefix = store.prefix();
        WarehouseReading warehouse = new WarehouseReading(reading);
        return new Settings(
                new ProjectsReading(reading, secrets).projects(),
                reading.optional(Key.START, Starts.accepted(clock)),
                reading.required(Key.GRACE, ANY_TIME),
                reading.required(Key.WINDOW, Accepted.number(1, 8760)),
                reading.required(Key.DOWNLOADS, Accepted.number(1, 5)),
                reading.orElse(Key.UPLOADS, Key.UPLOADS.spelling(), uploads(), Accepted.number(1, 256)),
                new Redelivery(
                        reading.required(Key.TRIES, Accepted.number(1, 100)),
                        reading.required(Key.DELAY, WAIT),
                        reading.required(Key.MAX_DELAY, WAIT)),
                reading.required(Key.RESTATE, RESTATE),
                reading.required(Key.FORMAT, Accepted.oneOf(List.of(Format.values()))),
                kind,
                prefix,
                reading.required(Key.REPLICAS, Accepted.number(1, 100)),
                store.fileDirectory(path),
                kind == StoreKind.S3 ? Optional.of(s3) : Optional.empty(),
                gcs,
                reading.required(Key.LANDING_KEY, LandingTemplate.accepted()),
                reading.required(Key.ARCHIVE_KEEP, Places.keep(path)),
                reading.required(Key.SPOOL_DIRECTORY, path),
                reading.optional(Key.SPOOL_QUOTA, Accepted.size(1L << 20, 1L << 50))
                        .map(OptionalLong::of)
                        .orElseGet(OptionalLong::empty),
                reading.required(Key.DEAD_LETTERS, path),
                reading.required(Key.DEAD_LETTER_RETENTION, Accepted.duration("PT1H", LONG)),
                new LogSettings(
                        reading.required(Key.LOG_FORMAT, Accepted.oneOf(List.of(LogSettings.Format.values()))),
                        reading.optional(Key.LOG_DIRECTORY, path)),
                warehouse.warehouse(),
                warehouse.duckDb(path),
                new BigQueryReading(reading, gcs).bigQuery(path, prefix),
                new LimitsReading(reading).limits(),
                reading.required(Key.HTTP_ADDRESS, Places.address()),
                reading.optional(Key.HTTP_HOSTS, Places.hosts()).orElse(List.of()),
                reading.optional(Key.HTTP_TOKEN_FILE, path),
                new NotifySettings(secrets.of(Key.NOTIFY_WEBHOOK, Key.NOTIFY_WEBHOOK_FILE, SecretText.webhook())),
                PubSub.read(reading),
                reading.required(Key.CRON, Cron.accepted(clock)));
    }

    private static int uploads() {
        return Math.min(256, Math.max(8, 2 * Runtime.getRuntime().availableProcessors()));
    }

    private static Accepted<List<Duration>> restate() {
        String words = "ages such as P1D or P1D,P7D, from PT1H to " + LONG + ", or never";
        Accepted<List<Duration>> ages = Accepted.listOf(Accepted.duration("PT1H", LONG), words);
        return new Accepted<>(
                words,
                text -> text.equalsIgnoreCase("never")
                        ? List.of()
                        : ages.parse().apply(text).stream().sorted().distinct().toList(),
                list -> list.isEmpty() ? "never" : ages.machine().apply(list));
    }
}
