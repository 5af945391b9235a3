package caravan.config;

import caravan.archive.Limits;
import caravan.hour.Hour;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The configuration, checked as a whole. Paths are absolute.
 *
 * @param projects at least one, by name
 * @param start empty: seven days before the first run, then fixed in the store
 * @param grace after an hour closed, before it is asked for
 * @param window most hours in one export request
 * @param restate ages at which an hour is exported again, youngest first; empty: never
 * @param prefix empty, or ends with {@code /}
 * @param replicas processes that work on the store at once
 * @param s3 present where the store is S3
 * @param gcs present where the store is Google Cloud Storage
 * @param spoolQuota in bytes; empty: 20 GiB or half of what is free
 * @param duckDb counts where the warehouse is duckdb
 * @param bigQuery present where the warehouse is bigquery
 * @param httpHosts names of the console, beside those of loopback
 * @param httpTokenFile empty: no triggers, and no event data on the console
 * @param notifications who is told of what needs a person
 * @param pubSub whose pushes are triggers too; only with a token file
 * @param cron a Quartz expression, in UTC
 */
public record Settings(
        List<Project> projects,
        Optional<Hour> start,
        Duration grace,
        int window,
        int downloads,
        int uploads,
        Redelivery redelivery,
        List<Duration> restate,
        Format format,
        StoreKind store,
        String prefix,
        int replicas,
        Path fileDirectory,
        Optional<S3Keys> s3,
        Optional<GcsKeys> gcs,
        String landingKey,
        Keep keepArchives,
        Path spoolDirectory,
        OptionalLong spoolQuota,
        Path deadLetters,
        Duration deadLetterRetention,
        LogSettings log,
        WarehouseKind warehouse,
        DuckDbSettings duckDb,
        Optional<BigQuerySettings> bigQuery,
        Limits limits,
        String httpAddress,
        List<String> httpHosts,
        Optional<Path> httpTokenFile,
        NotifySettings notifications,
        Optional<PubSub> pubSub,
        String cron) {
    public Settings {
        projects = List.copyOf(projects);
        restate = List.copyOf(restate);
        httpHosts = List.copyOf(httpHosts);
    }
}
