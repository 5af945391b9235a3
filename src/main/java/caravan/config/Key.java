package caravan.config;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Every key there is, in the order of the documentation: the one table behind reading, help for unknown keys, and {@code docs/configuration.md}. */
public enum Key {
    PROJECT("caravan.project", "default", "name of the one project, of a-z and 0-9: part of every object key"),
    API_KEY("caravan.amplitude.api-key", "", "API key of the Amplitude project", "AMP_API_KEY"),
    SECRET_KEY("caravan.amplitude.secret-key", "", "secret key of the Amplitude project", "AMP_SECRET_KEY"),
    API_KEY_FILE("caravan.amplitude.api-key-file", "", "file with the API key instead; read again when it is refused"),
    SECRET_KEY_FILE(
            "caravan.amplitude.secret-key-file", "", "file with the secret key instead; read again when it is refused"),
    REGION("caravan.amplitude.region", "us", "where the project's data lives: us or eu", "AMP_REGION"),
    URL("caravan.amplitude.url", "(by region)", "base of the Export API, https; http only to loopback", "AMP_BASE_URL"),
    PROJECTS_API_KEY(
            "caravan.projects.<name>.api-key",
            "",
            "API key of one of several projects; not with `caravan.amplitude.*`"),
    PROJECTS_SECRET_KEY("caravan.projects.<name>.secret-key", "", "its secret key"),
    PROJECTS_API_KEY_FILE("caravan.projects.<name>.api-key-file", "", "file with its API key instead"),
    PROJECTS_SECRET_KEY_FILE("caravan.projects.<name>.secret-key-file", "", "file with its secret key instead"),
    PROJECTS_REGION("caravan.projects.<name>.region", "us", "its region: us or eu"),
    PROJECTS_URL("caravan.projects.<name>.url", "(by region)", "its base of the Export API"),
    START(
            "caravan.start",
            "(seven days before the first run)",
            "first hour, `2026-11-01T00` or a date; fixed in the store at the first run"),
    GRACE("caravan.grace", "PT2H15M", "how long after it closed an hour is asked for"),
    WINDOW("caravan.window", "24", "most hours in one export request, 1 to 8760"),
    DOWNLOADS("caravan.downloads", "2", "exports fetched at the same time, 1 to 5"),
    UPLOADS("caravan.uploads", "(twice the cores, 8 at least)", "entries stored at the same time, 1 to 256"),
    CRON("caravan.schedule.cron", "0 20 * * * ?", "when to sync, a Quartz cron expression in UTC"),
    TRIES("caravan.redelivery.tries", "4", "tries of one call before it has failed, 1 to 100"),
    DELAY("caravan.redelivery.delay", "PT1S", "wait before the second try; doubled each time, with jitter"),
    MAX_DELAY("caravan.redelivery.max-delay", "PT60S", "longest wait between two tries"),
    RESTATE(
            "caravan.restate",
            "P1D",
            "ages at which an hour is exported again to see whether it changed, such as `P1D,P7D`, or `never`"),
    FORMAT("caravan.format", "json", "objects as `json`, or as `json.gz`: the entry's own bytes"),
    STORE(
            "caravan.store",
            "(`s3` or `gcs` where a bucket of it is set, `s3` where both are, else `file`)",
            "where to: s3, gcs or file"),
    PREFIX("caravan.store.prefix", "", "folder in the bucket or directory under which everything lies"),
    REPLICAS(
            "caravan.replicas",
            "1",
            "processes at once on this store, 1 to 100; from 2 on it must honour conditional writes"),
    FILE_DIRECTORY("caravan.file.directory", "data/lake", "directory of the file store"),
    S3_BUCKET("caravan.s3.bucket", "", "name of the bucket, without s3://", "AWS_BUCKET_NAME", "AWS_BUCKET"),
    S3_REGION("caravan.s3.region", "(the bucket's own)", "region of the bucket", "AWS_REGION"),
    S3_ENDPOINT(
            "caravan.s3.endpoint",
            "(AWS)",
            "S3-compatible server, asked in path style",
            "AWS_ENDPOINT_URL_S3",
            "AWS_ENDPOINT_URL"),
    S3_CHECKSUMS("caravan.s3.checksums", "default", "`when-required` for stores that refuse trailing checksums"),
    S3_ACCESS_KEY("caravan.s3.access-key", "(the AWS SDK's own chain)", "access key of the bucket", "AWS_ACCESS_KEY"),
    S3_SECRET_KEY("caravan.s3.secret-key", "", "its secret key", "AWS_SECRET_KEY", "AWS_ACCESS_SECRET_KEY"),
    S3_SESSION_TOKEN("caravan.s3.session-token", "", "its session token, for temporary keys"),
    S3_ACCESS_KEY_FILE(
            "caravan.s3.access-key-file", "", "file with the access key instead; read again before each use"),
    S3_SECRET_KEY_FILE(
            "caravan.s3.secret-key-file", "", "file with the secret key instead; read again before each use"),
    S3_SESSION_TOKEN_FILE(
            "caravan.s3.session-token-file", "", "file with the session token instead; read again before each use"),
    S3_MULTIPART_ABOVE("caravan.s3.multipart-above", "100MiB", "objects larger than this are put in parts"),
    GCS_BUCKET("caravan.gcs.bucket", "", "name of the bucket in Google Cloud Storage, without gs://"),
    GCS_PROJECT("caravan.gcs.project", "", "project that is charged, for a bucket whose requester pays"),
    GCS_CREDENTIALS_FILE(
            "caravan.gcs.credentials-file",
            "(application default credentials)",
            "file with the JSON of a service account or a workload identity; read again before each use",
            "GOOGLE_APPLICATION_CREDENTIALS"),
    GCS_ENDPOINT(
            "caravan.gcs.endpoint",
            "(Google)",
            "another server with its JSON API; https, http only to loopback",
            "STORAGE_EMULATOR_HOST"),
    LANDING_KEY(
            "caravan.landing.key",
            "events/project={project}/date={date}/hour={hour}/{amplitudeId}_{date}_{hour}_{part}-r{revision}-{hash}.{extension}",
            "template of an object's key; not changed over an existing ledger"),
    ARCHIVE_KEEP("caravan.archive.keep", "none", "keep verified archives: `none`, `store` or a directory"),
    ARCHIVE_PREFIX(
            "caravan.archive.prefix",
            "archives/",
            "folder in the store, or in that directory, under which they are kept, such as `export/`"),
    SPOOL_DIRECTORY("caravan.spool.directory", "data/spool", "local folder of archives on their way"),
    SPOOL_QUOTA("caravan.spool.quota", "(20 GiB or half of what is free)", "most bytes of archives in the spool"),
    DEAD_LETTERS(
            "caravan.dead-letters.directory",
            "data/dead-letters",
            "folder of cases for a person, for its owner alone; see `./caravan letters`"),
    DEAD_LETTER_RETENTION(
            "caravan.dead-letters.retention", "P30D", "how long a dead letter is kept after its case was last met"),
    LOG_FORMAT("caravan.log.format", "text", "log lines as text or json"),
    LOG_DIRECTORY("caravan.log.directory", "", "folder for one log file a run, kept 30 days; none: stderr only"),
    WAREHOUSE(
            "caravan.warehouse",
            "none",
            "warehouse that committed hours are loaded into: none, duckdb, snowflake or bigquery"),
    DUCKDB_FILE(
            "caravan.duckdb.file", "data/warehouse.duckdb", "file of the embedded warehouse; one process writes it"),
    DUCKDB_MEMORY(
            "caravan.duckdb.memory",
            "(2 GiB or half of the machine's)",
            "most memory that DuckDB takes, beside the heap of Java"),
    DUCKDB_THREADS("caravan.duckdb.threads", "(the cores)", "most threads that DuckDB uses, 1 to 256"),
    DUCKDB_TEMPORARY(
            "caravan.duckdb.temp-directory",
            "(beside the file)",
            "folder for what does not fit into that memory; empty again when the work is done"),
    SNOWFLAKE_ACCOUNT(
            "caravan.snowflake.account", "", "account identifier, such as myorg-myaccount, of the Snowflake warehouse"),
    SNOWFLAKE_URL(
            "caravan.snowflake.url",
            "(by account)",
            "server of that account, where it is another: PrivateLink, China; https, http only to loopback"),
    SNOWFLAKE_USER("caravan.snowflake.user", "CARAVAN_LOADER", "user of type SERVICE who loads, by key pair"),
    SNOWFLAKE_PRIVATE_KEY("caravan.snowflake.private-key", "", "that user's private key, a PEM file of PKCS#8"),
    SNOWFLAKE_PRIVATE_KEY_FILE("caravan.snowflake.private-key-file", "", "file with the private key instead"),
    SNOWFLAKE_PASSPHRASE(
            "caravan.snowflake.private-key-passphrase", "", "passphrase of the private key, where it is encrypted"),
    SNOWFLAKE_PASSPHRASE_FILE("caravan.snowflake.private-key-passphrase-file", "", "file with that passphrase instead"),
    SNOWFLAKE_ROLE("caravan.snowflake.role", "CARAVAN_LOADER", "role that loads, with no other rights"),
    SNOWFLAKE_WAREHOUSE("caravan.snowflake.warehouse", "CARAVAN", "virtual warehouse that loads and refreshes run on"),
    SNOWFLAKE_DATABASE("caravan.snowflake.database", "CARAVAN", "database of bronze, silver and gold"),
    SNOWFLAKE_SCHEMA("caravan.snowflake.schema", "BRONZE", "schema of the tables that the loader owns"),
    SNOWFLAKE_STAGE("caravan.snowflake.stage", "LAKE", "external stage on the bucket, in that schema"),
    SNOWFLAKE_PIPE("caravan.snowflake.pipe", "LINES", "pipe in that schema, for `snowpipe`"),
    SNOWFLAKE_LOAD(
            "caravan.snowflake.load",
            "copy",
            "how hours come in: `copy` on the virtual warehouse, or `snowpipe`, which is told by REST"),
    SNOWFLAKE_THREADS("caravan.snowflake.threads", "4", "hours that `./caravan load` loads at the same time, 1 to 64"),
    SNOWFLAKE_WAIT(
            "caravan.snowflake.snowpipe-wait", "PT10M", "longest wait for Snowpipe before an hour is left for later"),
    SNOWFLAKE_INTEGRATION(
            "caravan.snowflake.storage-integration",
            "CARAVAN_LAKE",
            "storage integration for the bucket; `none`: a stage with keys of an AWS user"),
    SNOWFLAKE_AWS_ROLE(
            "caravan.snowflake.storage-aws-role-arn",
            "",
            "ARN of the AWS role that Snowflake takes to read the bucket; only for the set-up"),
    BIGQUERY_PROJECT("caravan.bigquery.project", "", "Google Cloud project that has the datasets and runs the jobs"),
    BIGQUERY_LOCATION(
            "caravan.bigquery.location", "US", "location of the datasets and jobs, such as US, EU or europe-west3"),
    BIGQUERY_DATASET("caravan.bigquery.dataset", "bronze", "dataset of the tables that the loader writes"),
    BIGQUERY_EVENTS(
            "caravan.bigquery.events-table",
            "events",
            "table with a row an event; `ops.all_user_events` is one of another dataset"),
    BIGQUERY_PROPERTIES(
            "caravan.bigquery.properties-table",
            "none",
            "table with a row an event property as well, such as `event_properties`, or none"),
    BIGQUERY_STAGING(
            "caravan.bigquery.staging-dataset",
            "caravan_staging",
            "dataset of tables that are there for a day of a load"),
    BIGQUERY_LOAD(
            "caravan.bigquery.load",
            "(`direct` where the store is gcs, else `upload`)",
            "how objects come in: `direct`, read by BigQuery from the bucket, or `upload`"),
    BIGQUERY_CREDENTIALS_FILE(
            "caravan.bigquery.credentials-file",
            "(that of gcs, else application default credentials)",
            "file with the JSON of a service account, or of workload identity federation"),
    BIGQUERY_ENDPOINT(
            "caravan.bigquery.endpoint",
            "(Google)",
            "another address of its REST API: https within googleapis.com, or of loopback"),
    HTTP_ADDRESS(
            "caravan.http.address",
            "127.0.0.1:8080",
            "where the service listens for the console, health, metrics and triggers; port 0 takes a free one"),
    HTTP_HOSTS(
            "caravan.http.hosts",
            "",
            "names of console and triggers beside those of loopback, such as `caravan.example.com`"),
    HTTP_TOKEN_FILE(
            "caravan.http.token-file",
            "",
            "file with the token of triggers, and of event data and actions on the console; none: none of these"),
    NOTIFY_WEBHOOK(
            "caravan.notify.webhook", "", "webhook that is told of what needs a person, as Slack's take it; a secret"),
    NOTIFY_WEBHOOK_FILE("caravan.notify.webhook-file", "", "file with the webhook's address instead"),
    PUBSUB_AUDIENCE(
            "caravan.http.pubsub.audience",
            "",
            "audience of the tokens that a Pub/Sub push brings; with the next, or none"),
    PUBSUB_ACCOUNT("caravan.http.pubsub.account", "", "e-mail of the service account that a Pub/Sub push is signed by"),
    FIRST_BYTE("caravan.limits.first-byte", "PT15M", "longest wait for an export to begin"),
    SILENCE("caravan.limits.silence", "PT120S", "longest wait for its next byte"),
    BYTES_PER_SECOND("caravan.limits.bytes-per-second", "64KiB", "least rate of a download"),
    RATE_OVER("caravan.limits.rate-over", "PT60S", "time over which that rate is averaged"),
    DEADLINE("caravan.limits.deadline", "PT2H", "longest time for one archive"),
    ARCHIVE("caravan.limits.archive", "4.5GiB", "largest archive"),
    ENTRIES("caravan.limits.entries", "10000", "most entries in an archive"),
    INFLATED("caravan.limits.inflated", "100GiB", "most JSON in an archive, unpacked"),
    RATIO("caravan.limits.ratio", "200", "most JSON bytes for a gzip byte, after the first MiB"),
    LINE("caravan.limits.line", "16MiB", "longest line");

    static final String ANY_PROJECT = "<name>";

    private static final Pattern SECRET = Pattern.compile(
            ".*\\.(api-key|secret-key|access-key|session-token|webhook|private-key|private-key-passphrase)");

    private final String spelling;
    private final String defaultWords;
    private final String meaning;
    private final List<String> otherNames;

    Key(String spelling, String defaultWords, String meaning, String... otherNames) {
        this.spelling = spelling;
        this.defaultWords = defaultWords;
        this.meaning = meaning;
        this.otherNames = List.of(otherNames);
    }

    /** {@code caravan.window}; a project's name is {@code <name>}. */
    public String spelling() {
        return spelling;
    }

    /** Names that mean the same in the environment and in {@code .env}, the first before the second. */
    public List<String> otherNames() {
        return otherNames;
    }

    /** For people: a value, words in parentheses where it depends, or empty. */
    public String defaultWords() {
        return defaultWords;
    }

    /** The value that counts where none is set; empty where there is none or where it depends. */
    public Optional<String> fallback() {
        return defaultWords.isEmpty() || defaultWords.startsWith("(") ? Optional.empty() : Optional.of(defaultWords);
    }

    public String meaning() {
        return meaning;
    }

    /** Whether a value of it is never printed. */
    public boolean secret() {
        return SECRET.matcher(spelling).matches();
    }

    boolean ofProjects() {
        return spelling.contains(ANY_PROJECT);
    }
}
