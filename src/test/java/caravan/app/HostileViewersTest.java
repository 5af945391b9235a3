package caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.cli.Engine;
import caravan.trigger.Reopenings;
import caravan.trigger.Triggers;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Pages of other addresses, sessions that are none, and whoever has not the token: they see no event data, and nothing comes of what they ask. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class HostileViewersTest {
    private static final String SYNC = "{\"from\": \"2024-11-05T09\", \"to\": \"2024-11-05T09\"}";
    private static final String REOPEN = SYNC.replace("{", "{\"project\": \"default\", ");

    @TempDir
    static Path place;

    private static App app;
    private static Viewer viewer;
    private static Caller caller;

    private final ListAppender<ILoggingEvent> audit = new ListAppender<>();
    private List<String> before;

    @BeforeAll
    static void serve() throws Exception {
        app = Caller.letInTo(new App(place).asks("http://127.0.0.1:1").since(App.LAST));
        Observer observer = Observer.of(app);
        viewer = Viewer.of(observer.engine());
        caller = Caller.of(observer.engine());
    }

    @AfterAll
    static void stop() throws Exception {
        app.close();
    }

    @BeforeEach
    void listen() throws Exception {
        audit.start();
        auditing().setLevel(Level.INFO);
        auditing().addAppender(audit);
        before = runs();
    }

    @AfterEach
    void listenNoMore() {
        auditing().detachAppender(audit);
        auditing().setLevel(null);
    }

    private static Logger auditing() {
        return (Logger) LoggerFactory.getLogger("caravan.audit");
    }

    private static List<String> runs() throws Exception {
        return caller.get("/api/runs").json().path("runs").findValuesAsText("id");
    }

    private List<String> audited() {
        return audit.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    private static HttpRequest.Builder acting(Viewer.Seen session, String path, String body) {
        return viewer.posting(path, body)
                .header("Cookie", Viewer.cookie(session))
                .header("X-Caravan-CSRF", session.json().path("csrf").asText());
    }

    @Test
    void a_session_is_a_cookie_that_no_script_reads_and_no_other_site_sends() throws Exception {
        Viewer.Seen session = viewer.signIn();

        assertThat(session.header("Set-Cookie"))
                .matches("caravan_session_" + viewer.base().getPort()
                        + "=[0-9a-f]{64}; Path=/; HttpOnly; SameSite=Strict; Max-Age=28800");
        assertThat(session.body()).doesNotContain(Viewer.cookie(session).replaceFirst(".*=", ""));
        assertThat(session.header("Cache-Control")).isEqualTo("no-store");
        Viewer.Seen again = Viewer.send(viewer.request("/api/session").header("Cookie", Viewer.cookie(session)));
        assertThat(again.json()).isEqualTo(session.json());
    }

    @Test
    void who_has_a_session_may_act_and_an_audit_line_says_so() throws Exception {
        Viewer.Seen session = viewer.signIn();

        Viewer.Seen run = Viewer.send(acting(session, "/api/runs", SYNC));

        assertThat(run.status()).as(run.body()).isEqualTo(202);
        assertThat(runs()).contains(run.json().path("id").asText());
        assertThat(audited())
                .anyMatch(line -> line.startsWith("audit action=sign-in by=token from=127.0.0.1 outcome=200"))
                .anyMatch(line -> line.startsWith("audit action=sync by=session from=127.0.0.1 outcome=202")
                        && line.contains(run.json().path("id").asText()))
                .noneMatch(line -> line.contains(Caller.TOKEN)
                        || line.contains(session.json().path("csrf").asText())
                        || line.contains(Viewer.cookie(session).replaceFirst(".*=", "")));
        caller.ended(run.json().path("id").asText());
    }

    @Test
    void an_action_that_is_refused_has_an_audit_line_too() throws Exception {
        Viewer.Seen refused = Viewer.send(viewer.posting("/api/reopenings", "{\"project\": \"default\"}")
                .header("Authorization", "Bearer " + Caller.TOKEN));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(audited())
                .containsExactly(
                        "audit action=reopen by=token from=127.0.0.1 outcome=400 which hours? from and to, last, or yesterday");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/runs", "/api/reopenings", "/api/loads"})
    void a_session_without_its_csrf_or_from_another_page_does_nothing(String path) throws Exception {
        Viewer.Seen session = viewer.signIn();
        String cookie = Viewer.cookie(session);
        String csrf = session.json().path("csrf").asText();

        List<HttpRequest.Builder> forged = List.of(
                viewer.posting(path, REOPEN).header("Cookie", cookie),
                viewer.posting(path, REOPEN).header("Cookie", cookie).header("X-Caravan-CSRF", csrf + "0"),
                viewer.posting(path, REOPEN).header("Cookie", cookie).header("X-Caravan-CSRF", ""),
                viewer.posting(path, REOPEN)
                        .header("Cookie", cookie)
                        .header("X-Caravan-CSRF", csrf)
                        .setHeader("Origin", "http://evil.example"),
                viewer.posting(path, REOPEN)
                        .header("Cookie", cookie)
                        .header("X-Caravan-CSRF", csrf)
                        .setHeader("Origin", "null"),
                viewer.request(path)
                        .POST(HttpRequest.BodyPublishers.ofString(REOPEN))
                        .header("Cookie", cookie)
                        .header("X-Caravan-CSRF", csrf));
        for (HttpRequest.Builder request : forged) {
            assertThat(Viewer.send(request).status()).isEqualTo(403);
        }
        assertThat(runs()).isEqualTo(before);
        assertThat(audited()).noneMatch(line -> line.contains("action=sync") || line.contains("action=reopen"));
    }

    @Test
    void two_cookies_of_the_name_or_one_that_is_made_up_are_no_session() throws Exception {
        Viewer.Seen session = viewer.signIn();
        String csrf = session.json().path("csrf").asText();

        String name = Viewer.cookie(session).replaceFirst("=.*", "");
        for (String cookie : List.of(
                name + "=" + "0".repeat(64), name + "=", Viewer.cookie(session) + "; " + name + "=" + "0".repeat(64))) {
            HttpRequest.Builder request =
                    viewer.posting("/api/runs", SYNC).header("Cookie", cookie).header("X-Caravan-CSRF", csrf);
            assertThat(Viewer.send(request).status()).as(cookie).isEqualTo(401);
        }
        assertThat(runs()).isEqualTo(before);
    }

    @Test
    void a_service_at_another_port_of_the_host_signs_nobody_out() throws Exception {
        Viewer.Seen session = viewer.signIn();
        String neighbour = "caravan_session_" + (viewer.base().getPort() - 1) + "=" + "0".repeat(64);

        HttpRequest.Builder asks = viewer.request("/api/session")
                .header("Cookie", neighbour + "; " + Viewer.cookie(session) + "; caravan_session=" + "1".repeat(64));

        assertThat(Viewer.send(asks).json().path("signedIn").asBoolean()).isTrue();
    }

    @Test
    void a_wrong_token_beside_a_question_is_told_of_once_a_minute_and_answered_as_if_there_were_none()
            throws Exception {
        ListAppender<ILoggingEvent> turnedAway = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger("caravan.trigger.TurnedAway");
        app.clock.advance(Duration.ofMinutes(2));
        turnedAway.start();
        logger.addAppender(turnedAway);
        try {
            for (int i = 0; i < 3; i++) {
                Viewer.Seen seen = Viewer.send(
                        viewer.request("/api/letters").header("Authorization", "Bearer wrong-token-of-a-test-" + i));
                assertThat(seen.status()).isEqualTo(200);
                assertThat(seen.json().path("withheld").asBoolean()).isTrue();
            }
            viewer.getWithToken("/api/letters");
            viewer.get("/api/letters");
            app.clock.advance(Duration.ofMinutes(1));
            Viewer.send(viewer.request("/api/letters").header("Authorization", "Bearer wrong-token-of-a-test-3"));
        } finally {
            logger.detachAppender(turnedAway);
        }

        assertThat(turnedAway.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .hasSize(2)
                .noneMatch(line -> line.contains("wrong-token"))
                .first()
                .asString()
                .startsWith("a caller was turned away at /api/letters, the last one from 127.0.0.1");
        assertThat(turnedAway.list.get(1).getFormattedMessage()).startsWith("3 callers were");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/runs?from=2024-11-05T09", "/api/reopenings?x", "/api/loads?x"})
    void what_the_door_refuses_to_whoever_has_the_token_has_an_audit_line(String path) throws Exception {
        assertThat(Viewer.send(viewer.posting(path, SYNC).header("Authorization", "Bearer " + Caller.TOKEN))
                        .status())
                .isEqualTo(400);
        assertThat(Viewer.send(viewer.posting(path.replaceFirst("\\?.*", ""), SYNC)
                                .header("Authorization", "Bearer " + Caller.TOKEN)
                                .setHeader("Content-Type", "text/plain"))
                        .status())
                .isEqualTo(415);

        assertThat(audited()).hasSize(2);
        assertThat(audited().get(0)).contains("by=token from=127.0.0.1 outcome=400 a query is not taken");
        assertThat(audited().get(1)).contains("by=token from=127.0.0.1 outcome=415 ");
    }

    @Test
    void an_action_that_breaks_has_an_audit_line_too(@TempDir Path other) throws Exception {
        try (App own = Caller.letInTo(new App(other).asks("http://127.0.0.1:1").since(App.LAST))) {
            Engine engine = own.bind(Engine.Life.SERVICE);
            Reopenings broken = new Reopenings((project, hours, reason) -> {
                throw new IllegalStateException("a bug of a test");
            });
            own.camel().bind("triggers", new Triggers(List.of("default"), broken, false, own.clock, run -> {}));
            engine.start();

            Viewer.Seen seen = Viewer.send(Viewer.of(engine)
                    .posting("/api/reopenings", REOPEN)
                    .header("Authorization", "Bearer " + Caller.TOKEN));

            assertThat(seen.status()).isEqualTo(500);
            assertThat(audited())
                    .containsExactly("audit action=reopen by=token from=127.0.0.1 outcome=500"
                            + " a fault of Caravan itself; its log says more");
        }
    }

    @Test
    void more_hours_than_one_call_reopens_are_refused_with_the_command_for_them() throws Exception {
        Viewer.Seen seen = Viewer.send(viewer.posting(
                        "/api/reopenings",
                        "{\"project\": \"default\", \"from\": \"2024-09-24T17\", \"to\": \"2024-11-05T09\"}")
                .header("Authorization", "Bearer " + Caller.TOKEN));

        assertThat(seen.status()).isEqualTo(400);
        assertThat(seen.error())
                .contains("1001 hours", "accepted are 1000")
                .endsWith("./caravan reopen --project default --from 2024-09-24T17 --to 2024-11-05T09");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/runs", "/api/reopenings", "/api/loads"})
    void under_a_name_that_is_not_its_own_nothing_is_done_either(String path) throws Exception {
        String answer = caller.raw("POST " + path + " HTTP/1.1\r\nHost: evil.example\r\nAuthorization: Bearer "
                + Caller.TOKEN + "\r\nContent-Type: application/json\r\nContent-Length: " + REOPEN.length()
                + "\r\nConnection: close\r\n\r\n" + REOPEN);

        assertThat(answer).startsWith("HTTP/1.1 421 ");
        assertThat(runs()).isEqualTo(before);
        assertThat(audited()).isEmpty();
    }

    @Test
    void health_and_metrics_answer_under_any_name() throws Exception {
        for (String path : List.of("/observe/health/live", "/observe/metrics")) {
            assertThat(caller.raw("GET " + path + " HTTP/1.1\r\nHost: probe.cluster\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void a_session_that_was_ended_is_over_and_only_its_own_page_ends_it() throws Exception {
        Viewer.Seen session = viewer.signIn();
        HttpRequest.Builder forged = viewer.request("/api/session").DELETE().header("Cookie", Viewer.cookie(session));
        assertThat(Viewer.send(forged).status()).isEqualTo(403);
        HttpRequest.Builder out = viewer.request("/api/session")
                .DELETE()
                .header("Cookie", Viewer.cookie(session))
                .header("Origin", viewer.base().toString())
                .header("X-Caravan-CSRF", session.json().path("csrf").asText());

        Viewer.Seen ended = Viewer.send(out);

        assertThat(ended.header("Set-Cookie")).contains("Max-Age=0");
        assertThat(Viewer.send(acting(session, "/api/runs", SYNC)).status()).isEqualTo(401);
    }

    @Test
    void a_session_ends_after_eight_hours_and_with_another_token() throws Exception {
        Viewer.Seen session = viewer.signIn();
        HttpRequest.Builder asks = viewer.request("/api/session").header("Cookie", Viewer.cookie(session));
        app.clock.advance(Duration.ofHours(8).minusSeconds(1));
        assertThat(Viewer.send(asks).json().path("signedIn").asBoolean()).isTrue();
        app.clock.advance(Duration.ofSeconds(1));
        assertThat(Viewer.send(asks).json().path("signedIn").asBoolean()).isFalse();

        Viewer.Seen other = viewer.signIn();
        Path file = place.resolve("token");
        try {
            Files.writeString(file, "another-token-of-a-test");
            assertThat(Viewer.send(viewer.request("/api/session").header("Cookie", Viewer.cookie(other)))
                            .json()
                            .path("signedIn")
                            .asBoolean())
                    .isFalse();
        } finally {
            Files.writeString(file, Caller.TOKEN);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"token\": \"wrong-token-of-a-test-xx\"}",
                "{\"token\": \"\"}",
                "{\"token\": 1}",
                "{\"token\": \"the-right-token-of-a-test\", \"more\": 1}",
                "[\"the-right-token-of-a-test\"]",
                "the-right-token-of-a-test",
                ""
            })
    void without_the_token_there_is_no_session(String body) throws Exception {
        Viewer.Seen seen = Viewer.send(viewer.posting("/api/session", body));

        assertThat(seen.status()).isIn(400, 401);
        assertThat(seen.header("Set-Cookie")).isEmpty();
    }

    @Test
    void a_page_of_another_address_gets_no_session_and_no_answer() throws Exception {
        String right = "{\"token\": \"" + Caller.TOKEN + "\"}";
        assertThat(Viewer.send(viewer.posting("/api/session", right).setHeader("Origin", "http://evil.example"))
                        .status())
                .isEqualTo(403);
        assertThat(Viewer.send(viewer.posting("/api/session", right).setHeader("Content-Type", "text/plain"))
                        .status())
                .isEqualTo(415);
        assertThat(Viewer.send(viewer.request("/api/hours").header("Sec-Fetch-Site", "cross-site"))
                        .status())
                .isEqualTo(403);
        assertThat(viewer.get("/api/status").response().headers().map().keySet())
                .noneMatch(name -> name.toLowerCase().startsWith("access-control"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "127.0.0.1.evil.example",
                "localhost.evil.example:8080",
                "evil.example\r\nHost: 127.0.0.1",
                "10.0.0.7",
                ""
            })
    void under_a_name_that_is_not_its_own_a_service_of_loopback_tells_nothing(String host) throws Exception {
        String answer = caller.raw("GET /api/status HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");

        assertThat(answer).matches("(?s)HTTP/1.1 (421|400) .*").doesNotContain("projects");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:1", "127.0.0.1:8080", "127.8.8.8", "[::1]:8080"})
    void under_a_name_of_loopback_it_answers(String host) throws Exception {
        String answer = caller.raw("GET /api/status HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void what_is_no_query_is_refused() throws Exception {
        String answer = caller.raw("GET /api/hours?from=%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400 ");
    }

    @Test
    void nothing_but_get_is_taken_where_there_is_only_something_to_see() throws Exception {
        for (String path : List.of("/", "/api/status", "/api/hours", "/api/configuration", "/report")) {
            assertThat(Viewer.send(viewer.posting(path, "{}")).status())
                    .as(path)
                    .isEqualTo(405);
        }
    }

    @Test
    void without_a_token_file_the_console_is_for_looking_only_and_shows_no_event_data(@TempDir Path other)
            throws Exception {
        try (App open = new App(other).asks("http://127.0.0.1:1").since(App.LAST)) {
            Viewer any = Viewer.of(Observer.of(open).engine());

            assertThat(any.getWithToken("/api/status")
                            .json()
                            .at("/projects/0/reading/state")
                            .asText())
                    .isIn("ready", "reading");
            assertThat(any.getWithToken("/api/status").json().path("access").toString())
                    .isEqualTo("{\"token\":\"none\",\"events\":false,\"actions\":false}");
            assertThat(any.getWithToken("/api/letters").json().path("withheld").asBoolean())
                    .isTrue();
            assertThat(any.signIn().status()).isEqualTo(404);
            for (String path : List.of("/api/runs", "/api/reopenings", "/api/loads")) {
                assertThat(Viewer.send(any.posting(path, SYNC)).status())
                        .as(path)
                        .isEqualTo(404);
            }
        }
    }
}
