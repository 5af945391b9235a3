package caravan.config;

import caravan.config.BigQuerySettings.Table;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads where hours go in BigQuery. */
final class BigQueryReading {
    private static final String NAME = "[A-Za-z_][A-Za-z0-9_]{0,199}";
    private static final String TABLE = "(" + NAME + "\\.)?" + NAME;
    private static final String NONE = "none";
    private static final String DIRECT = "direct";
    private static final String TABLE_WORDS = "a table, or dataset.table, of [A-Za-z0-9_]";
    private static final Accepted<String> PROJECT =
            Accepted.matching("([a-z0-9.-]{1,100}:)?[a-z][a-z0-9-]{4,28}[a-z0-9]", "the id of a Google Cloud project");
    private static final Accepted<String> LOCATION =
            Accepted.matching("(?i)US|EU|[a-z]+(-[a-z0-9]+)*-[a-z]*[0-9]+", "US, EU or a region such as europe-west3");
    private static final Accepted<String> DATASET = Accepted.matching(NAME, "a dataset's name, of [A-Za-z0-9_]");

    private final Reading reading;
    private final Optional<GcsKeys> store;

    /** @param store where that is in Google Cloud Storage */
    BigQueryReading(Reading reading, Optional<GcsKeys> store) {
        this.reading = reading;
        this.store = store;
    }

    /** Empty where another warehouse is chosen; all of it is looked at all the same. */
    Optional<BigQuerySettings> bigQuery(Accepted<Path> path, String prefix) {
        Optional<String> project = reading.optional(Key.BIGQUERY_PROJECT, PROJECT);
        String dataset = reading.required(Key.BIGQUERY_DATASET, DATASET);
        BigQuerySettings settings = new BigQuerySettings(
                project.orElse(""),
                reading.required(Key.BIGQUERY_LOCATION, LOCATION),
                dataset,
                table(dataset, reading.required(Key.BIGQUERY_EVENTS, Accepted.matching(TABLE, TABLE_WORDS))),
                Optional.of(reading.required(
                                Key.BIGQUERY_PROPERTIES, Accepted.matching(TABLE, TABLE_WORDS + ", or none")))
                        .filter(name -> !name.equals(NONE))
                        .map(name -> table(dataset, name)),
                reading.required(Key.BIGQUERY_STAGING, DATASET),
                objects(prefix),
                reading.optional(Key.BIGQUERY_CREDENTIALS_FILE, path).or(() -> ofTheStore(path)),
                reading.optional(Key.BIGQUERY_ENDPOINT, Addresses.google()));
        if (!isChosen()) {
            return Optional.empty();
        }
        if (reading.value(Key.BIGQUERY_PROJECT).isEmpty()) {
            reading.problem(Key.BIGQUERY_PROJECT.spelling() + " is not set, and caravan.warehouse is bigquery");
        }
        return Optional.of(settings);
    }

    /** Which GOOGLE_APPLICATION_CREDENTIALS names too, also in .env, where Google's library does not look. */
    private Optional<Path> ofTheStore(Accepted<Path> path) {
        return isChosen() ? reading.optional(Key.GCS_CREDENTIALS_FILE, path) : Optional.empty();
    }

    private boolean isChosen() {
        return reading.value(Key.WAREHOUSE)
                .filter(value -> value.text().equalsIgnoreCase(WarehouseKind.BIGQUERY.toString()))
                .isPresent();
    }

    private static Table table(String dataset, String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? new Table(dataset, name) : new Table(name.substring(0, dot), name.substring(dot + 1));
    }

    private Optional<String> objects(String prefix) {
        Optional<String> bucket = store.map(GcsKeys::bucket);
        String load = reading.orElse(
                Key.BIGQUERY_LOAD,
                Key.BIGQUERY_LOAD.spelling(),
                bucket.isPresent() ? DIRECT : "upload",
                Accepted.oneOf(List.of(DIRECT, "upload")));
        if (load.equals(DIRECT) && bucket.isEmpty()) {
            reading.problem(
                    reading.value(Key.BIGQUERY_LOAD).map(String::valueOf).orElse("")
                            + ": BigQuery reads from Google Cloud Storage alone, and caravan.store is another store; accepted is upload");
        }
        return bucket.filter(name -> load.equals(DIRECT)).map(name -> "gs://" + name + "/" + prefix);
    }
}
