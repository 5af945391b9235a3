package caravan.observe;

import static caravan.observe.Metric.*;

import caravan.archive.Spool;
import caravan.failure.DeadLetters;
import caravan.failure.Failure;
import caravan.sync.Watch;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The counts of a service, for Prometheus. Labels are names of the configuration and words of ours: never an hour, a key, or
 * anything that somebody else said. Thread-safe.
 */
public final class Metrics {
    private static final Logger LOG = LoggerFactory.getLogger(Metrics.class);
    private static final List<String> OUTCOMES = List.of("2xx", "3xx", "404", "429", "4xx", "5xx", "none");
    private static final double[] SYNC_SECONDS = {10, 60, 300, 900, 3600, 4 * 3600, 24 * 3600};
    private static final double[] HOUR_SECONDS = {0.5, 2, 10, 60, 300, 1800};

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final LetterCounts letters;
    private final Map<String, Known> projects = new ConcurrentHashMap<>();
    private final Set<String> shown = ConcurrentHashMap.newKeySet();

    public Metrics(DeadLetters letters, Spool spool) {
        this.letters = new LetterCounts(letters);
        gauge(SPOOL, () -> spooled(spool));
        gauge(SPOOL_QUOTA, spool::quota);
        for (Failure.Kind kind : Failure.Kind.values()) {
            counter(RETRIES, word(kind));
        }
    }

    /** What the process itself is. */
    public void process(String version, String camel) {
        gauge(BUILD, () -> 1, version, camel, Runtime.version().toString());
        JvmMeters.bindTo(registry);
    }

    /** Where nothing was counted yet there stands 0, so that the first count is an increase. */
    void watch(String project, Known known) {
        projects.put(project, known);
        for (Watch.Ending ending : Watch.Ending.values()) {
            counter(COMMITS, project, word(ending));
        }
        OUTCOMES.forEach(outcome -> counter(REQUESTS, project, outcome));
        for (Failure.Kind kind : Failure.Kind.values()) {
            counter(FAILURES, project, word(kind));
        }
        counter(EVENTS, project);
        counter(BYTES, project);
        counter(LOADS, project);
        summary(LOAD_DURATION, HOUR_SECONDS, project);
        summary(SYNC_DURATION, SYNC_SECONDS, project);
        summary(HOUR_DURATION, HOUR_SECONDS, project);
        gauge(SYNC_RUNNING, () -> known.isRunning() ? 1 : 0, project);
        gauge(PAUSED, () -> known.pausedSince().isPresent() ? 1 : 0, project);
    }

    void began(String project) {
        timestamp(SYNC_START, project, Known::start);
    }

    void opened(String project) {
        Known known = projects.get(project);
        gauge(HOURS, counts(known, HourCounts::done), project, "done");
        gauge(HOURS, counts(known, HourCounts::due), project, "due");
        gauge(HOURS, counts(known, HourCounts::person), project, "person");
        gauge(OLDEST_DUE, counts(known, now -> seconds(now.age().orElse(Duration.ZERO))), project);
        gauge(COMPLETE_THROUGH, counts(known, now -> now.completeThrough().getEpochSecond()), project);
    }

    void settled(String project, Watch.Ending ending, long events, long bytes, Duration took) {
        counter(COMMITS, project, word(ending)).increment();
        counter(EVENTS, project).increment(events);
        counter(BYTES, project).increment(bytes);
        summary(HOUR_DURATION, HOUR_SECONDS, project).record(seconds(took));
    }

    void loaded(String project, Duration took) {
        counter(LOADS, project).increment();
        summary(LOAD_DURATION, HOUR_SECONDS, project).record(seconds(took));
    }

    void unloaded(String project) {
        Known known = projects.get(project);
        gauge(NOT_LOADED, () -> known.unloaded().orElseThrow(), project);
    }

    void failed(String project, Failure.Kind kind) {
        counter(FAILURES, project, word(kind)).increment();
    }

    void heard(String project, int status) {
        counter(REQUESTS, project, outcome(status)).increment();
    }

    private static String outcome(int status) {
        return switch (status) {
            case 0 -> "none";
            case 404, 429 -> Integer.toString(status);
            default -> {
                String family = status / 100 + "xx";
                yield OUTCOMES.contains(family) ? family : "none";
            }
        };
    }

    void repeated(Failure.Kind kind) {
        counter(RETRIES, word(kind)).increment();
    }

    void ended(String project) {
        Known known = projects.get(project);
        summary(SYNC_DURATION, SYNC_SECONDS, project).record(seconds(known.took()));
        timestamp(SYNC_END, project, Known::end);
        gauge(SYNC_EXIT, () -> known.exitCode().orElseThrow().number(), project);
        if (known.success().isPresent()) {
            timestamp(SYNC_SUCCESS, project, Known::success);
        }
        letters(project);
    }

    private void letters(String project) {
        letters.count(project);
        letters.of(project)
                .map(Map::keySet)
                .ifPresent(kinds -> kinds.forEach(kind -> gauge(
                        DEAD_LETTERS, () -> letters.of(project).orElseThrow().get(kind), project, kind.toString())));
    }

    /** In the text format of Prometheus. */
    public Answer scrape() {
        return new Answer(200, "text/plain; version=0.0.4; charset=utf-8", registry.scrape());
    }

    private static double spooled(Spool spool) {
        try {
            return spool.used();
        } catch (IOException e) {
            LOG.debug("the spool cannot be looked at just now: {}", e.toString());
            return Double.NaN;
        }
    }

    private void timestamp(Metric metric, String project, Function<Known, Optional<Instant>> when) {
        Known known = projects.get(project);
        gauge(metric, () -> when.apply(known).orElseThrow().getEpochSecond(), project);
    }

    private static Supplier<Number> counts(Known known, Function<HourCounts, Number> figure) {
        return () -> known.counts().map(figure).orElseThrow();
    }

    private Counter counter(Metric metric, String... values) {
        return Counter.builder(metric.toString())
                .description(metric.meaning())
                .tags(metric.tags(values))
                .register(registry);
    }

    private DistributionSummary summary(Metric metric, double[] buckets, String... values) {
        return DistributionSummary.builder(metric.toString())
                .description(metric.meaning())
                .serviceLevelObjectives(buckets)
                .tags(metric.tags(values))
                .register(registry);
    }

    /** The first time that there is something to show; before that it is absent rather than 0. */
    private void gauge(Metric metric, Supplier<Number> value, String... values) {
        if (shown.add(metric + String.join(" ", values))) {
            Gauge.builder(metric.registered(), value)
                    .description(metric.meaning())
                    .tags(metric.tags(values))
                    .register(registry);
        }
    }

    private static double seconds(Duration duration) {
        return Math.max(0, duration.toMillis() / 1000.0);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
