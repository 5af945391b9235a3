package caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.demo.SimulatedProject;
import caravan.demo.Simulator;
import caravan.demo.Trouble;
import caravan.failure.Failure;
import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.observe.Metric;
import caravan.sync.Run;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a service counts, as Prometheus gets it. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class MetricsTest {
    private static final SimulatedProject PROJECT = SimulatedProject.small().withVolume(6, 2);
    private static final HourRange HOURS = new HourRange(App.LAST.plus(-3), App.LAST);
    private static final Hour EMPTY = HOURS.first().plus(1);
    private static final Hour FAILS = HOURS.first();
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    @TempDir
    Path place;

    private Simulator amplitude;
    private App app;

    @BeforeEach
    void start() throws Exception {
        amplitude = Simulator.start(PROJECT);
        app = new App(place, amplitude)
                .since(HOURS.first())
                .set("caravan.window", "1")
                .set("caravan.redelivery.tries", "2");
    }

    @AfterEach
    void stop() throws Exception {
        app.close();
        amplitude.close();
    }

    /** Two hours land, one is empty, one is too large, and a request is repeated. */
    private Observer afterOneOfEach() throws Exception {
        boolean[] failedOnce = {false};
        amplitude.answer(window -> {
            if (window.contains(FAILS)) {
                return Optional.of(Trouble.tooLarge());
            }
            if (window.contains(EMPTY)) {
                return Optional.of(Asked.NO_DATA);
            }
            boolean fails = !failedOnce[0];
            failedOnce[0] = true;
            return fails ? Optional.of(Trouble.internalError()) : Optional.empty();
        });
        Observer observer = Observer.of(app);
        observer.engine().sync(Run.ofEverything());
        return observer;
    }

    @Test
    void before_the_first_planning_nothing_is_said_of_hours() throws Exception {
        Map<String, Double> metrics = Observer.of(app).metrics();

        assertThat(metrics.keySet())
                .noneMatch(line -> line.startsWith("caravan_hours{")
                        || line.startsWith("caravan_oldest_due")
                        || line.startsWith("caravan_complete_through")
                        || line.startsWith("caravan_last_sync")
                        || line.startsWith("caravan_dead_letters"));
        assertThat(metrics).containsEntry("caravan_commits_total{outcome=\"landed\",project=\"default\"}", 0.0);
    }

    @Test
    void a_sync_that_fails_before_planning_still_says_nothing_of_hours() throws Exception {
        Files.writeString(place.resolve("lake"), "a file where a folder should be");
        Observer observer = Observer.of(app);

        observer.engine().sync(Run.ofEverything());

        Map<String, Double> metrics = observer.metrics();
        assertThat(metrics.keySet()).noneMatch(line -> line.startsWith("caravan_hours{"));
        assertThat(metrics).containsEntry("caravan_last_sync_exit_code{project=\"default\"}", 74.0);
    }

    @Test
    void hours_that_landed_are_empty_or_failed_are_counted() throws Exception {
        Map<String, Double> metrics = afterOneOfEach().metrics();

        assertThat(metrics)
                .containsEntry("caravan_hours{project=\"default\",state=\"done\"}", 3.0)
                .containsEntry("caravan_hours{project=\"default\",state=\"due\"}", 0.0)
                .containsEntry("caravan_hours{project=\"default\",state=\"person\"}", 1.0)
                .containsEntry("caravan_commits_total{outcome=\"landed\",project=\"default\"}", 2.0)
                .containsEntry("caravan_commits_total{outcome=\"empty\",project=\"default\"}", 1.0)
                .containsEntry("caravan_commits_total{outcome=\"theirs\",project=\"default\"}", 0.0)
                .containsEntry("caravan_failures_total{kind=\"oversize\",project=\"default\"}", 1.0)
                .containsEntry("caravan_failures_total{kind=\"source-away\",project=\"default\"}", 0.0)
                .containsEntry("caravan_dead_letters{kind=\"oversize\",project=\"default\"}", 1.0)
                .containsEntry("caravan_dead_letters{kind=\"corrupt\",project=\"default\"}", 0.0)
                .containsEntry("caravan_last_sync_exit_code{project=\"default\"}", 65.0)
                .containsEntry("caravan_hour_duration_seconds_count{project=\"default\"}", 3.0)
                .containsEntry("caravan_sync_duration_seconds_count{project=\"default\"}", 1.0)
                .containsEntry("caravan_sync_running{project=\"default\"}", 0.0)
                .doesNotContainKey("caravan_last_sync_success_timestamp_seconds{project=\"default\"}");
    }

    @Test
    void requests_and_those_that_were_repeated_are_counted() throws Exception {
        assertThat(afterOneOfEach().metrics())
                .containsEntry("caravan_requests_total{outcome=\"2xx\",project=\"default\"}", 2.0)
                .containsEntry("caravan_requests_total{outcome=\"404\",project=\"default\"}", 1.0)
                .containsEntry("caravan_requests_total{outcome=\"4xx\",project=\"default\"}", 1.0)
                .containsEntry("caravan_requests_total{outcome=\"5xx\",project=\"default\"}", 1.0)
                .containsEntry("caravan_requests_total{outcome=\"none\",project=\"default\"}", 0.0)
                .containsEntry("caravan_retries_total{kind=\"source-away\"}", 1.0);
    }

    @Test
    void the_last_try_of_a_call_is_not_repeated_and_no_answer_is_an_outcome() throws Exception {
        app.asks("http://127.0.0.1:1").since(App.LAST);
        Observer observer = Observer.of(app);

        observer.engine().sync(Run.ofEverything());

        assertThat(observer.metrics())
                .containsEntry("caravan_requests_total{outcome=\"none\",project=\"default\"}", 2.0)
                .containsEntry("caravan_retries_total{kind=\"source-away\"}", 1.0)
                .containsEntry("caravan_failures_total{kind=\"source-away\",project=\"default\"}", 1.0);
    }

    @Test
    void events_and_bytes_are_those_of_the_records() throws Exception {
        Observer observer = Observer.of(app);

        Run run = observer.engine().sync(Run.ofEverything());

        assertThat(run.events()).isPositive();
        assertThat(observer.metrics())
                .containsEntry("caravan_events_landed_total{project=\"default\"}", (double) run.events())
                .containsEntry("caravan_bytes_landed_total{project=\"default\"}", (double) run.bytes());
    }

    @Test
    void times_are_unix_times_and_the_age_grows_with_the_clock() throws Exception {
        Observer observer = Observer.of(app);
        observer.engine().sync(Run.ofEverything());
        Map<String, Double> at = observer.metrics();
        double now = App.NOW.getEpochSecond();

        assertThat(at)
                .containsEntry("caravan_complete_through_timestamp_seconds{project=\"default\"}", (double)
                        App.LAST.end().getEpochSecond())
                .containsEntry("caravan_last_sync_success_timestamp_seconds{project=\"default\"}", now)
                .containsEntry("caravan_last_sync_end_timestamp_seconds{project=\"default\"}", now)
                .containsEntry("caravan_oldest_due_age_seconds{project=\"default\"}", 0.0);

        app.clock.advance(Duration.ofHours(7));

        assertThat(observer.metrics())
                .containsEntry("caravan_hours{project=\"default\",state=\"due\"}", 7.0)
                .containsEntry("caravan_oldest_due_age_seconds{project=\"default\"}", (double)
                        Duration.between(App.LAST.plus(1).end(), app.clock.instant())
                                .toSeconds());
    }

    @Test
    void a_project_that_is_refused_is_paused() throws Exception {
        amplitude.answer(Asked.always(Trouble.forbidden()));
        Observer observer = Observer.of(app);
        assertThat(observer.metrics()).containsEntry("caravan_paused{project=\"default\"}", 0.0);

        observer.engine().sync(Run.ofEverything());

        assertThat(observer.metrics()).containsEntry("caravan_paused{project=\"default\"}", 1.0);
    }

    @Test
    void a_restated_hour_that_is_as_it_was_is_counted_and_lands_no_event() throws Exception {
        Observer observer = Observer.of(app.since(App.LAST).set("caravan.restate", "P1D"));
        Run first = observer.engine().sync(Run.ofEverything());
        Path hour = place.resolve("lake/_caravan/hours/default/2024-11-05/09.json");
        Files.setLastModifiedTime(hour, FileTime.from(App.NOW));
        app.clock.advance(Duration.ofHours(25));
        Run second = observer.engine().sync(new Run(Optional.of(HourRange.of(App.LAST)), Optional.empty()));

        assertThat(second.unchangedHours()).isEqualTo(1);
        assertThat(observer.metrics())
                .containsEntry("caravan_commits_total{outcome=\"unchanged\",project=\"default\"}", 1.0)
                .containsEntry("caravan_events_landed_total{project=\"default\"}", (double) first.events());
    }

    @Test
    void labels_hold_names_of_the_configuration_and_words_of_ours_and_nothing_else() throws Exception {
        amplitude.answer(window -> Optional.of(
                window.contains(FAILS)
                        ? new Trouble(400, null, "hostile\"} words 1\n# TYPE x counter")
                        : new Trouble(299, null, "odd")));
        Observer observer = Observer.of(app);
        observer.engine().sync(Run.ofEverything());
        Map<String, Set<String>> bounds = Map.of(
                "project", Set.of("default"),
                "state", Set.of("done", "due", "person"),
                "area", Set.of("heap", "nonheap"),
                "outcome",
                        Set.of(
                                "landed",
                                "empty",
                                "unchanged",
                                "theirs",
                                "again",
                                "2xx",
                                "3xx",
                                "404",
                                "429",
                                "4xx",
                                "5xx",
                                "none"),
                "kind",
                        Stream.concat(
                                        Arrays.stream(Failure.Kind.values()).map(Enum::name),
                                        Stream.of("oversize", "corrupt", "bad-lines", "bug"))
                                .map(kind -> kind.toLowerCase(Locale.ROOT).replace('_', '-'))
                                .collect(Collectors.toSet()));

        for (MatchResult label : LABEL.matcher(
                        String.join("\n", observer.metrics().keySet()))
                .results()
                .toList()) {
            if (bounds.containsKey(label.group(1))) {
                assertThat(bounds.get(label.group(1))).contains(label.group(2));
            } else {
                assertThat(label.group(1)).isIn("version", "camel", "java", "gc", "le");
            }
        }
        assertThat(observer.get("metrics").body())
                .doesNotContain("hostile", HOURS.first().toString());
    }

    @Test
    void what_is_shown_is_what_is_documented() throws Exception {
        app.set("caravan.warehouse", "duckdb")
                .set(
                        "caravan.duckdb.file",
                        app.place().resolve("warehouse.duckdb").toString());
        Observer observer = afterOneOfEach();
        amplitude.answer(Asked.never());
        app.clock.advance(Duration.ofDays(2));
        observer.engine().sync(Run.ofEverything());
        HttpResponse<String> scrape = observer.get("metrics");

        Map<String, String> types = new TreeMap<>();
        Pattern.compile("(?m)^# TYPE (\\S+) (\\S+)$")
                .matcher(scrape.body())
                .results()
                .forEach(found -> types.put(found.group(1), found.group(2)));
        Map<String, String> documented = new TreeMap<>();
        for (Metric metric : Metric.values()) {
            documented.put(metric.toString(), metric.type().name().toLowerCase(Locale.ROOT));
            if (metric.type() == Metric.Type.HISTOGRAM) {
                documented.put(metric + "_max", "gauge");
            }
        }

        assertThat(scrape.headers().firstValue("content-type")).hasValue("text/plain; version=0.0.4; charset=utf-8");
        assertThat(types).isEqualTo(documented);
        for (Metric metric : Metric.values()) {
            assertThat(labels(observer.metrics().keySet(), metric))
                    .as("%s", metric)
                    .containsExactlyInAnyOrderElementsOf(metric.labels());
        }
    }

    private static Set<String> labels(Set<String> lines, Metric metric) {
        List<String> own = lines.stream()
                .filter(line -> line.replaceFirst("\\{.*", "").matches(metric + "(_bucket|_sum|_count|_max)?"))
                .toList();
        assertThat(own).as("%s", metric).isNotEmpty();
        Set<String> labels = new TreeSet<>();
        LABEL.matcher(String.join("\n", own)).results().forEach(found -> labels.add(found.group(1)));
        labels.remove("le");
        return labels;
    }
}
