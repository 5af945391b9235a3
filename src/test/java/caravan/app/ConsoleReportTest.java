package caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.archive.Sha256;
import caravan.demo.SimulatedProject;
import caravan.demo.Simulator;
import caravan.failure.ExitCode;
import caravan.hour.HourRange;
import caravan.sync.Run;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What the console shows of an embedded warehouse, and what it has done there: report, lineage, loads. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ConsoleReportTest {
    private static final SimulatedProject PROJECT = SimulatedProject.small().withVolume(6, 2);
    private static final HourRange ONE = HourRange.of(App.LAST);
    private static final String HOUR =
            "{\"project\": \"default\", \"from\": \"%1$s\", \"to\": \"%1$s\"}".formatted(App.LAST);

    @TempDir
    static Path place;

    private static Simulator amplitude;
    private static App app;
    private static Observer observer;
    private static Viewer viewer;

    private final ListAppender<ILoggingEvent> audit = new ListAppender<>();

    @BeforeAll
    static void serve() throws Exception {
        amplitude = Simulator.start(PROJECT);
        app = Caller.letInTo(new App(place, amplitude))
                .since(ONE.first())
                .set("caravan.warehouse", "duckdb")
                .set("caravan.duckdb.file", place.resolve("warehouse.duckdb").toString())
                .set("caravan.duckdb.memory", "256MiB");
        observer = Observer.of(app);
        assertThat(observer.engine().sync(Run.ofEverything()).exitCode()).isEqualTo(ExitCode.OK);
        viewer = Viewer.of(observer.engine()).knowing(1);
    }

    @AfterAll
    static void stop() throws Exception {
        app.close();
        amplitude.close();
    }

    @BeforeEach
    void listen() {
        audit.start();
        auditing().setLevel(Level.INFO);
        auditing().addAppender(audit);
    }

    @AfterEach
    void listenNoMore() {
        auditing().detachAppender(audit);
        auditing().setLevel(null);
    }

    private static Logger auditing() {
        return (Logger) LoggerFactory.getLogger("caravan.audit");
    }

    private static long reported() throws Exception {
        Viewer.Seen seen = viewer.getWithToken("/api/report");
        assertThat(seen.status()).as(seen.body()).isEqualTo(200);
        return seen.json().at("/reports/0/events").asLong();
    }

    /** Events of all hours that have landed, as their records say. */
    private static long recorded() throws Exception {
        return app.ledger().recorded(new HourRange(App.LAST, App.LAST.plus(20))).keySet().stream()
                .mapToLong(PROJECT::events)
                .sum();
    }

    @Test
    void the_report_is_for_whoever_has_the_token_or_a_session() throws Exception {
        for (String path : List.of("/api/report", "/report")) {
            Viewer.Seen open = viewer.get(path);
            assertThat(open.status()).as(path).isEqualTo(401);
            assertThat(open.error()).contains("caravan.http.token-file");
            assertThat(open.body()).doesNotContain("Page Viewed");
            Viewer.Seen wrong =
                    Viewer.send(viewer.request(path).header("Authorization", "Bearer " + "wrong".repeat(5)));
            assertThat(wrong.status()).as(path).isEqualTo(401);

            Viewer.Seen signedIn = Viewer.send(viewer.request(path).header("Cookie", Viewer.cookie(viewer.signIn())));
            assertThat(signedIn.status()).as(path).isEqualTo(200);
        }
        assertThat(reported()).isEqualTo(recorded()).isPositive();
        assertThat(viewer.getWithToken("/api/report")
                        .json()
                        .at("/reports/0/project")
                        .asText())
                .isEqualTo("default");
        assertThat(viewer.getWithToken("/api/report?project=other")
                        .json()
                        .path("reports")
                        .size())
                .isZero();
    }

    @Test
    void the_page_of_the_report_runs_its_own_script_and_no_other() throws Exception {
        Viewer.Seen page = viewer.getWithToken("/report");

        String policy = page.header("Content-Security-Policy");
        assertThat(page.header("Content-Type")).isEqualTo("text/html; charset=utf-8");
        assertThat(page.response().headers().allValues("Content-Security-Policy"))
                .hasSize(1);
        assertThat(policy)
                .startsWith("default-src 'none'; ")
                .contains("frame-ancestors 'none'", "base-uri 'none'", "form-action 'none'")
                .doesNotContain("unsafe", "'self'", "http")
                .contains("script-src '" + hash(page.body(), "script") + "'")
                .contains("style-src '" + hash(page.body(), "style") + "'");
    }

    private static String hash(String page, String element) {
        Matcher found =
                Pattern.compile("(?s)<" + element + ">(.*?)</" + element + ">").matcher(page);
        assertThat(found.find()).isTrue();
        byte[] sum = Sha256.begin().digest(found.group(1).getBytes(StandardCharsets.UTF_8));
        return "sha256-" + Base64.getEncoder().encodeToString(sum);
    }

    @Test
    void after_a_run_the_report_is_of_what_is_loaded_then() throws Exception {
        observer.engine().sync(Run.ofEverything());
        long before = reported();
        app.clock.advance(Duration.ofHours(1));

        Run run = observer.engine().sync(Run.ofEverything());

        assertThat(run.loadedHours()).isEqualTo(1);
        assertThat(run.events()).isPositive();
        assertThat(reported()).isEqualTo(before + run.events()).isEqualTo(recorded());
    }

    @Test
    void while_a_run_has_the_warehouse_whoever_wants_the_report_is_to_come_again() throws Exception {
        // What was read after the run before is told all the while; after this one nobody has asked.
        observer.engine().sync(Run.ofEverything());
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        amplitude.answer(hours -> {
            asked.countDown();
            try {
                answered.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Optional.empty();
        });
        app.clock.advance(Duration.ofHours(1));
        CompletableFuture<Run> run =
                CompletableFuture.supplyAsync(() -> observer.engine().sync(Run.ofEverything()));
        try {
            asked.await();

            for (String path : List.of("/api/report", "/report")) {
                Viewer.Seen seen = viewer.getWithToken(path);
                assertThat(seen.status()).as(path).isEqualTo(503);
                assertThat(seen.header("Retry-After")).as(path).isEqualTo("15");
                assertThat(seen.error()).contains("a sync has the warehouse");
            }
            assertThat(viewer.get("/api/report").status()).isEqualTo(401);
        } finally {
            answered.countDown();
            amplitude.answer(hours -> Optional.empty());
        }
        assertThat(run.get(1, TimeUnit.MINUTES).exitCode()).isEqualTo(ExitCode.OK);
        assertThat(reported()).isEqualTo(recorded());
    }

    @Test
    void the_lineage_is_a_picture_that_runs_nothing_and_is_for_everybody() throws Exception {
        Viewer.Seen seen = viewer.get("/api/lineage");

        assertThat(seen.status()).isEqualTo(200);
        assertThat(seen.header("Content-Type")).isEqualTo("image/svg+xml");
        assertThat(seen.response().headers().allValues("Content-Security-Policy"))
                .containsExactly("default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");
        assertThat(seen.body()).doesNotContain("<script").contains("daily_activity", "events");
        assertThat(DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new ByteArrayInputStream(seen.body().getBytes(StandardCharsets.UTF_8)))
                        .getDocumentElement()
                        .getNodeName())
                .isEqualTo("svg");
    }

    @Test
    void a_reopening_and_a_load_that_are_done_have_an_audit_line_that_says_by_whom_and_no_secret() throws Exception {
        Viewer.Seen session = viewer.signIn();
        String csrf = session.json().path("csrf").asText();
        String cookie = Viewer.cookie(session);
        Viewer.Seen reopened = Viewer.send(bearing(viewer.posting("/api/reopenings", HOUR)));
        Viewer.Seen again = Viewer.send(
                viewer.posting("/api/reopenings", HOUR).header("Cookie", cookie).header("X-Caravan-CSRF", csrf));
        Viewer.Seen loaded = Viewer.send(bearing(viewer.posting("/api/loads", HOUR)));
        Caller.of(observer.engine()).ended(loaded.json().path("id").asText());
        Viewer.Seen loadedAgain = Viewer.send(
                viewer.posting("/api/loads", HOUR).header("Cookie", cookie).header("X-Caravan-CSRF", csrf));
        Caller.of(observer.engine()).ended(loadedAgain.json().path("id").asText());

        assertThat(List.of(reopened.status(), again.status())).containsOnly(200);
        assertThat(List.of(loaded.status(), loadedAgain.status())).containsOnly(202);
        List<String> audited =
                audit.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
        assertThat(audited).hasSize(5);
        said(audited.get(1), "action=reopen by=token from=127.0.0.1 outcome=200", App.LAST.toString());
        said(audited.get(2), "action=reopen by=session from=127.0.0.1 outcome=200", App.LAST.toString());
        said(
                audited.get(3),
                "action=load by=token from=127.0.0.1 outcome=202",
                loaded.json().path("id").asText());
        said(
                audited.get(4),
                "action=load by=session from=127.0.0.1 outcome=202",
                loadedAgain.json().path("id").asText());
        assertThat(audited)
                .noneMatch(line -> line.contains(Caller.TOKEN)
                        || line.contains(csrf)
                        || line.contains(cookie.substring(cookie.indexOf('=') + 1)));
    }

    private static HttpRequest.Builder bearing(HttpRequest.Builder request) {
        return request.header("Authorization", "Bearer " + Caller.TOKEN);
    }

    private static void said(String line, String who, String what) {
        assertThat(line).startsWith("audit " + who + " ").contains(what);
    }
}
