package caravan.app;

import static caravan.archive.Archives.entry;
import static caravan.archive.Archives.event;
import static org.assertj.core.api.Assertions.assertThat;

import caravan.archive.Archives;
import caravan.config.Cron;
import caravan.config.Effective;
import caravan.config.Settings;
import caravan.failure.DeadLetters;
import caravan.failure.Journal;
import caravan.hour.DueHours;
import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.ledger.ChangeLog;
import caravan.ledger.ObjectKeys;
import caravan.ledger.Sweep;
import caravan.status.HourStories;
import caravan.status.LoadedHour;
import caravan.status.StatusJson;
import caravan.sync.Run;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the console tells of a project of four hours: one landed with an event of a bad line, one empty, one that Amplitude will not
 * export, one that has not closed.
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ConsoleApiTest {
    static final Hour LANDED = App.LAST.plus(-2);
    private static final Hour EMPTY = App.LAST.plus(-1);
    static final Hour OVERSIZE = App.LAST;

    /** What Amplitude says in its refusal, and might quote from an event. */
    static final String OUTSIDE = "<img src=x onerror=alert(1)> jane@example.com";

    private static final byte[] NO_DATA = RawAmplitude.text(404, "Raw data files were not found.");

    @TempDir
    static Path place;

    private static RawAmplitude amplitude;
    private static App app;
    static Viewer viewer;

    /** A service that has asked for all of it, with somebody who has the token. */
    static App served(Path place, String amplitude) throws Exception {
        App app = Caller.letInTo(new App(place).asks(amplitude).since(LANDED).set("caravan.window", "1"));
        new ChangeLog(app.store())
                .append(
                        "default",
                        Instant.parse("2024-11-05T10:00:00Z"),
                        "2024-11-05T10:00:00Z  hour 2024-11-05T03  revision 0->1  events 2->3  bytes 20->30  types: signup +1");
        return app;
    }

    static RawAmplitude amplitude() throws Exception {
        Archives.Entry good = entry(
                LANDED.toString(),
                0,
                event(
                        LANDED.start()
                                .plusSeconds(60)
                                .toString()
                                .replace('T', ' ')
                                .replace("Z", ".000001"),
                        1),
                "no event");
        RawAmplitude[] own = new RawAmplitude[1];
        own[0] = new RawAmplitude(number -> {
            HourRange asked = RawAmplitude.hours(own[0].requests().get(number));
            if (asked.contains(LANDED)) {
                return RawAmplitude.archive(good);
            }
            return asked.contains(EMPTY) ? NO_DATA : RawAmplitude.text(400, OUTSIDE);
        });
        return own[0];
    }

    @BeforeAll
    static void serve() throws Exception {
        amplitude = amplitude();
        app = served(place, amplitude.url());
        Observer observer = Observer.of(app);
        observer.engine().sync(Run.ofEverything());
        viewer = Viewer.of(observer.engine());
        viewer.until(
                "/api/status",
                json -> json.at("/projects/0/counts/due").asInt() == 1
                        && json.at("/projects/0/person").asInt() == 1);
    }

    @AfterAll
    static void stop() throws Exception {
        app.close();
        amplitude.close();
    }

    @Test
    void the_numbers_of_the_status_are_those_of_the_command() throws Exception {
        HourRange hours = new HourRange(LANDED, OVERSIZE);
        JsonNode command = new ObjectMapper()
                .readTree(new StatusJson()
                        .of(List.of(new caravan.status.StatusReading(
                                        new caravan.status.RecordReading(
                                                new caravan.status.RecordCache(place.resolve("cache-of-a-test")),
                                                Runnable::run),
                                        new caravan.hour.DueHours(app.clock, Duration.parse("PT2H15M")),
                                        new caravan.failure.Journal(place.resolve("no-journal")))
                                .of(app.ledger(), hours))))
                .at("/projects/0");

        JsonNode console = viewer.get("/api/status?from=" + LANDED + "&to=" + OVERSIZE)
                .json()
                .at("/projects/0");

        assertThat(console.path("counts")).isEqualTo(command.path("counts"));
        assertThat(console.path("events")).isEqualTo(command.path("events"));
        assertThat(console.path("bytes")).isEqualTo(command.path("bytes"));
        assertThat(console.path("completeThrough")).isEqualTo(command.path("completeThrough"));
        assertThat(console.path("oldestDue").asText()).isEqualTo(OVERSIZE.toString());
        assertThat(console.path("lagSeconds").asLong())
                .isEqualTo(Duration.between(EMPTY.end(), app.clock.instant()).toSeconds());
    }

    @Test
    void hours_are_a_cell_each_from_the_start_to_the_running_one() throws Exception {
        JsonNode hours = viewer.get("/api/hours").json();

        assertThat(hours.path("from").asText()).isEqualTo(LANDED.toString());
        assertThat(hours.path("to").asText()).isEqualTo("2024-11-05T12");
        assertThat(hours.path("states").asText()).isEqualTo("lepnnn");
        assertThat(hours.path("events").toString()).isEqualTo("[1,0,null,null,null,null]");
        assertThat(hours.path("objects").toString()).isEqualTo("[1,0,null,null,null,null]");
        assertThat(hours.path("revisions").size()).isZero();
        assertThat(hours.at("/kinds/2").asText()).isEqualTo("oversize");
    }

    @Test
    void a_range_cuts_the_cells_and_their_numbers() throws Exception {
        JsonNode hours = viewer.get("/api/hours?project=default&from=" + EMPTY + "&to=" + OVERSIZE)
                .json();

        assertThat(hours.path("states").asText()).isEqualTo("ep");
        assertThat(hours.at("/kinds/1").asText()).isEqualTo("oversize");
        assertThat(viewer.get("/api/hours?from=2020-01-01&to=2020-01-02")
                        .json()
                        .path("from")
                        .isNull())
                .isTrue();
    }

    @Test
    void an_hours_story_is_the_one_that_why_tells() throws Exception {
        for (Hour hour : List.of(LANDED, EMPTY, OVERSIZE, App.LAST.plus(2))) {
            String why = why(hour);
            JsonNode story = viewer.getWithToken("/api/hours/default/" + hour).json();

            assertThat(why)
                    .startsWith("hour " + hour + " of project default: "
                            + story.path("verdict").asText() + "\n");
            List<String> texts = texts(story);
            assertThat(texts).as(story.toString()).hasSizeGreaterThanOrEqualTo(5);
            assertThat(texts).allSatisfy(text -> assertThat(why).contains(text));
            // And the other way: keys, names, hashes, commands.
            assertThat(why.lines().map(String::strip).filter(line -> line.matches("\\./caravan .*|\\S{30,}")))
                    .isSubsetOf(texts);
        }
        JsonNode oversize =
                viewer.getWithToken("/api/hours/default/" + OVERSIZE).json();
        assertThat(oversize.at("/letters/0/kind").asText()).isEqualTo("oversize");
        assertThat(oversize.at("/failures/0/cause").asText()).isNotEmpty();
        JsonNode landed = viewer.getWithToken("/api/hours/default/" + LANDED).json();
        assertThat(landed.at("/record/rejected").asInt()).isEqualTo(1);
        assertThat(landed.at("/record/objects/0/entry").asText()).endsWith(".json.gz");
    }

    /** What {@code ./caravan why} prints of the hour. */
    private static String why(Hour hour) throws Exception {
        Settings settings = app.configuration().settings();
        ObjectKeys keys = new ObjectKeys(settings.landingKey());
        Path remembered = settings.spoolDirectory()
                .resolveSibling("cache")
                .resolve(Integer.toHexString(app.store().location().hashCode()));
        return new HourStories(
                        new Sweep(app.store(), keys, app.clock),
                        keys,
                        new DueHours(app.clock, settings.grace(), settings.restate()),
                        new Journal(remembered),
                        new DeadLetters(settings.deadLetters(), settings.deadLetterRetention(), app.clock),
                        after -> {
                            try {
                                return Cron.next(settings.cron(), after);
                            } catch (ParseException e) {
                                throw new IllegalStateException(e);
                            }
                        },
                        LoadedHour.NOWHERE)
                .text(app.ledger(), hour);
    }

    /** What is a text of the story and stands in {@code why} as it is. */
    private static List<String> texts(JsonNode story) {
        List<String> texts = new ArrayList<>();
        for (String field : List.of("key", "reason", "alone", "person", "commands", "text", "cause", "id", "run")) {
            for (JsonNode value : story.findValues(field)) {
                if (value.isArray()) {
                    value.forEach(one -> texts.add(one.asText()));
                } else if (value.isTextual()) {
                    texts.add(value.asText());
                }
            }
        }
        story.at("/failures").forEach(one -> texts.add(one.path("kind").asText() + ", "));
        if (story.at("/note/kind").isTextual()) {
            texts.add(story.at("/note/kind").asText() + ": ");
        }
        for (String time : List.of("/clock/closes", "/clock/exportable", "/record/committedAt", "/note/nextTry")) {
            if (story.at(time).isTextual()) {
                texts.add(story.at(time).asText().replace('T', ' ').substring(0, 16) + " UTC");
            }
        }
        return texts;
    }

    @Test
    void volume_and_lag_are_told_by_day_and_by_hour() throws Exception {
        JsonNode days = viewer.get("/api/volume").json();
        assertThat(days.path("events").toString()).isEqualTo("[1]");
        assertThat(days.path("done").toString()).isEqualTo("[2]");
        JsonNode hours = viewer.get("/api/volume?by=hour").json();
        assertThat(hours.path("events").toString()).isEqualTo("[1,0,null,null,null,null]");
        assertThat(hours.path("usual").toString()).isEqualTo("[null,null,null,null,null,null]");

        long lag = Duration.between(LANDED.end(), App.NOW).toSeconds();
        JsonNode fresh = viewer.get("/api/freshness?by=hour").json();
        assertThat(fresh.at("/lag/median/0").asLong()).isEqualTo(lag);
        assertThat(fresh.at("/lag/median/2").isNull()).isTrue();
        assertThat(viewer.get("/api/freshness").json().at("/lag/most/0").asLong())
                .isEqualTo(lag);
        assertThat(fresh.path("graceSeconds").asInt()).isEqualTo(8100);
    }

    @Test
    void a_run_that_is_over_is_told_of_and_no_window_flies_any_more() throws Exception {
        JsonNode running = viewer.get("/api/running").json();

        assertThat(running.at("/runs/0/state").asText()).isEqualTo("failed");
        assertThat(running.at("/runs/0/hours/landed").asInt()).isEqualTo(1);
        assertThat(running.path("windows").size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/letters",
                "/api/hours/default/2024-11-05T09",
                "/api/hours/default/2024-11-05T07",
                "/api/status",
                "/api/hours",
                "/api/running",
                "/api/changes",
                "/api/configuration"
            })
    void without_the_token_nothing_is_shown_that_may_quote_what_came_from_outside(String path) throws Exception {
        Viewer.Seen open = viewer.get(path);

        assertThat(open.status()).isEqualTo(200);
        assertThat(open.body())
                .doesNotContain("jane@example.com", "onerror", "signup", ".json.gz\"")
                .doesNotContain("\"cause\"", "\"reason\"", "\"entry\"", "\"types\"");
    }

    @Test
    void with_the_token_it_is_shown_and_without_it_the_answer_says_that_it_is_withheld() throws Exception {
        assertThat(viewer.getWithToken("/api/letters").body()).contains("jane@example.com");
        assertThat(viewer.getWithToken("/api/changes")
                        .json()
                        .at("/changes/0/types")
                        .asText())
                .isEqualTo("signup +1");
        assertThat(viewer.getWithToken("/api/letters").json().path("withheld").asBoolean())
                .isFalse();

        JsonNode open = viewer.get("/api/letters").json();
        assertThat(open.path("withheld").asBoolean()).isTrue();
        assertThat(open.path("letters").findValuesAsText("kind")).contains("oversize", "bad-lines");
        assertThat(open.at("/letters/0/commands/0").asText()).startsWith("./caravan reopen");
        assertThat(viewer.get("/api/changes").json().at("/changes/0/events").toString())
                .isEqualTo("[2,3]");
    }

    @Test
    void the_configuration_is_the_one_that_counts_without_its_secrets() throws Exception {
        JsonNode keys = viewer.get("/api/configuration").json().path("keys");

        assertThat(keys.findValuesAsText("key"))
                .isEqualTo(app.configuration().effective().stream()
                        .map(Effective::key)
                        .toList());
        keys.forEach(key -> {
            if (key.path("key").asText().endsWith("-key")) {
                assertThat(key.path("value").asText()).isEqualTo("***");
            }
            assertThat(key.path("means").asText()).isNotEmpty();
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/hours?project=other | 404 | there is no project 'other'",
                "/api/hours?project=../x | 400 | project takes a name",
                "/api/hours?from=yesterday | 400 | from takes a UTC hour",
                "/api/hours?to=2024-11-05T09 | 400 | to needs from",
                "/api/hours?from=2014-11-12&to=2033-01-01 | 400 | more than one answer holds",
                "/api/hours?from=2014-01-01 | 400 | Amplitude exports no hours before",
                "/api/hours?from=2024-11-05&from=2024-11-05 | 400 | stands twice",
                "/api/hours?form=2024-11-05 | 400 | 'form' is not a parameter",
                "/api/volume?by=week | 400 | by takes hour or day",
                "/api/hours/default/2024-11-05 | 400 | is not an hour",
                "/api/hours/default/2001-01-01T00 | 400 | Amplitude exports no hours before",
                "/api/hours/other/2024-11-05T09 | 404 | there is no project",
                "/api/hours/default/2024-11-05T09/x | 404 | there is nothing here",
                "/api/hours/..%2f..%2fetc/passwd | 400 | project takes a name",
                "/api/status?project=default | 400 | is not a parameter",
                "/api/running?x | 400 | there is none",
                "/api/report | 404 | there is no report",
                "/report | 404 | there is no report",
                "/api/lineage | 404 | there is no lineage",
            })
    void what_cannot_be_answered_is_refused_in_words(String path, int status, String words) throws Exception {
        Viewer.Seen seen = viewer.getWithToken(path);

        assertThat(seen.status()).as(seen.body()).isEqualTo(status);
        assertThat(seen.error()).contains(words);
        assertThat(seen.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void who_has_the_answer_already_is_told_so_and_who_takes_it_packed_gets_it_packed() throws Exception {
        Viewer.Seen first = viewer.get("/api/configuration");
        Viewer.Seen again =
                Viewer.send(viewer.request("/api/configuration").header("If-None-Match", first.header("ETag")));
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.body()).isEmpty();

        HttpResponse<byte[]> packed =
                Viewer.bytes(viewer.request("/api/configuration").header("Accept-Encoding", "gzip"));
        assertThat(packed.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(new GZIPInputStream(new ByteArrayInputStream(packed.body())).readAllBytes())
                .asString()
                .isEqualTo(first.body());
        assertThat(packed.body().length).isLessThan(first.body().length() / 2);
    }

    @Test
    void the_page_and_its_files_have_a_strict_policy_and_nothing_else_is_a_file() throws Exception {
        Viewer.Seen page = viewer.get("/");

        assertThat(page.header("Content-Type")).isEqualTo("text/html; charset=utf-8");
        assertThat(page.header("Content-Security-Policy"))
                .startsWith(
                        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'")
                .contains("frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(page.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(page.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
        assertThat(page.header("ETag")).isNotEmpty();
        for (String path : List.of(
                "/console/",
                "/console/files.txt",
                "/console/openapi.yaml",
                "/console/../console/files.txt",
                "/console/%2e%2e/report/report.css",
                "/console/..%2freport%2freport.css",
                "/console//etc/passwd",
                "/console/index.html")) {
            assertThat(viewer.get(path).status()).as(path).isEqualTo(404);
        }
    }
}
