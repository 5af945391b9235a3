package caravan.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.app.Caller.Answered;
import caravan.cli.Engine;
import caravan.cli.RoutesRefused;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
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

/** Whoever calls without the token, in another way than is meant, or with more than is taken: no run comes of it. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class HostileCallersTest {
    private static final String EIGHT = "{\"from\": \"2024-11-05T08\", \"to\": \"2024-11-05T08\"}";

    /** One service for all callers that leave it as it is. */
    @TempDir
    static Path common;

    private static App commonApp;
    private static Caller caller;

    @TempDir
    Path place;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private App app;
    private List<String> before;

    @BeforeAll
    static void serveAll() throws Exception {
        commonApp = app(common);
        caller = served(commonApp);
    }

    @AfterAll
    static void stopAll() throws Exception {
        commonApp.close();
    }

    private static App app(Path place) throws Exception {
        return Caller.letInTo(new App(place).asks("http://127.0.0.1:1").since(App.LAST));
    }

    private static Caller served(App app) throws Exception {
        Engine engine = app.bind(Engine.Life.SERVICE);
        engine.start();
        return Caller.of(engine);
    }

    @BeforeEach
    void start() throws Exception {
        app = app(place);
        log.start();
        logger().addAppender(log);
        before = caller.get("/api/runs").json().path("runs").findValuesAsText("id");
    }

    @AfterEach
    void stop() throws Exception {
        logger().detachAppender(log);
        app.close();
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger("caravan.trigger");
    }

    private void nothingWasBegun() throws Exception {
        assertThat(caller.get("/api/runs").json().path("runs").findValuesAsText("id"))
                .isEqualTo(before);
    }

    private HttpRequest.Builder bare(String path) {
        return HttpRequest.newBuilder(URI.create(caller.base() + path));
    }

    private static HttpRequest.Builder post(HttpRequest.Builder request) {
        return request.POST(BodyPublishers.ofString(EIGHT)).setHeader("Content-Type", "application/json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer ",
                "Bearer wrong-token-of-a-test-xx",
                "Bearer the-right-token-of-a-tes",
                "Bearer the-right-token-of-a-test-",
                "Bearer THE-RIGHT-TOKEN-OF-A-TEST",
                "the-right-token-of-a-test",
                "Basic the-right-token-of-a-test",
                "Basic OnRoZS1yaWdodC10b2tlbi1vZi1hLXRlc3Q=",
                "Token the-right-token-of-a-test",
                "Bearer a.b.c"
            })
    void who_has_not_the_token_is_turned_away_with_the_same_words(String authorization) throws Exception {
        HttpRequest.Builder request = post(bare("/api/runs"));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }

        Answered answered = Caller.send(request);

        assertThat(answered.status()).isEqualTo(401);
        assertThat(answered.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"caravan\"");
        assertThat(answered.error())
                .isEqualTo("a bearer token is needed that is let in here;"
                        + " it is looked for in the header Authorization alone");
        nothingWasBegun();
    }

    @Test
    void without_the_token_nothing_is_told_of_a_run_either() throws Exception {
        String id = caller.post(EIGHT).id();

        assertThat(Caller.send(bare("/api/runs/" + id)).status()).isEqualTo(401);
        assertThat(Caller.send(bare("/api/runs")).status()).isEqualTo(401);
    }

    @Test
    void a_token_in_the_query_or_in_a_form_or_in_another_header_is_not_looked_at() throws Exception {

        assertThat(Caller.send(post(bare("/api/runs?Authorization=Bearer%20" + Caller.TOKEN)))
                        .status())
                .isEqualTo(401);
        assertThat(Caller.send(post(bare("/api/runs?access_token=" + Caller.TOKEN)))
                        .status())
                .isEqualTo(401);
        assertThat(Caller.send(bare("/api/runs")
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString("Authorization=Bearer+" + Caller.TOKEN)))
                        .status())
                .isEqualTo(401);
        assertThat(Caller.send(post(bare("/api/runs")).header("Proxy-Authorization", "Bearer " + Caller.TOKEN))
                        .status())
                .isEqualTo(401);
        nothingWasBegun();
    }

    @Test
    void two_tokens_are_none() throws Exception {

        assertThat(Caller.send(post(caller.request("/api/runs")).header("Authorization", "Bearer other"))
                        .status())
                .isEqualTo(401);
        nothingWasBegun();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/runs/",
                "//api/runs",
                "/api//runs",
                "/api/runs;x",
                "/api/runs;/x",
                "/api/runsx",
                "/api/runs/x/y",
                "/api/runs/..",
                "/api/runs/%2e%2e/runs",
                "/api/x/../runs",
                "/api/%72uns",
                "/api/runs%2f",
                "/api/runs%00",
                "/API/RUNS",
                "/api/runs/0000000",
                "/api/runs/0000000g",
                "/api/runs/00000000/",
                "/api"
            })
    void a_path_that_is_only_like_the_one_is_nothing(String path) throws Exception {
        String request = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + caller.token()
                + "\r\nContent-Type: application/json\r\nContent-Length: " + EIGHT.length()
                + "\r\nConnection: close\r\n\r\n" + EIGHT;

        assertThat(caller.raw(request)).startsWith("HTTP/1.1 404 ");
        nothingWasBegun();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "PROPFIND"})
    void another_method_is_not_taken_and_told_which_are(String method) throws Exception {
        String head = method + " /api/runs HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + caller.token()
                + "\r\nConnection: close\r\n\r\n";

        assertThat(caller.raw(head)).startsWith("HTTP/1.1 405 ").containsIgnoringCase("\r\nallow: GET, POST\r\n");
        nothingWasBegun();
    }

    @Test
    void a_run_can_be_asked_of_but_not_posted_to_or_deleted() throws Exception {
        String id = caller.post(EIGHT).id();

        Answered posted = Caller.send(post(caller.request("/api/runs/" + id)));
        Answered deleted = Caller.send(caller.request("/api/runs/" + id).DELETE());

        assertThat(posted.status()).isEqualTo(405);
        assertThat(posted.header("Allow")).isEqualTo("GET");
        assertThat(deleted.status()).isEqualTo(405);
    }

    @Test
    void a_query_beside_the_right_token_is_refused_and_not_passed_over() throws Exception {

        Answered answered = Caller.send(post(caller.request("/api/runs?from=2024-11-05T08")));

        assertThat(answered.status()).isEqualTo(400);
        assertThat(answered.error()).contains("a query is not taken");
        nothingWasBegun();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "text/plain",
                "application/xml"
            })
    void a_body_that_says_it_is_something_else_is_not_taken_for_none(String type) throws Exception {

        Answered answered = Caller.send(post(caller.request("/api/runs")).setHeader("Content-Type", type));

        assertThat(answered.status()).isEqualTo(415);
        assertThat(answered.error()).contains("application/json");
        nothingWasBegun();
    }

    @ParameterizedTest
    @ValueSource(ints = {17 * 1024, 65 * 1024, 5 * 1024 * 1024})
    void a_body_of_more_than_a_few_kib_is_not_taken(int bytes) throws Exception {

        String request = "POST /api/runs HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + caller.token()
                + "\r\nContent-Type: application/json\r\nContent-Length: " + bytes + "\r\nConnection: close\r\n\r\n"
                + " ".repeat(Math.min(bytes, 20 * 1024));

        assertThat(caller.rawHead(request)).startsWith("HTTP/1.1 413 ");
        nothingWasBegun();
    }

    @Test
    void a_body_that_never_ends_is_not_waited_for() throws Exception {
        Path routes = RouteYaml.copied(place);
        RouteYaml.edit(routes.resolve("triggers/http.camel.yaml"), "requestTimeout: 20000", "requestTimeout: 300");
        Caller own = served(app.onRoutes(routes));

        String answer = own.rawHead(
                "POST /api/runs HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + caller.token()
                        + "\r\nContent-Type: application/json\r\nContent-Length: 100\r\nConnection: close\r\n\r\n{\"last\"");

        assertThat(answer).startsWith("HTTP/1.1 503 ");
        assertThat(own.get("/api/runs").json().path("runs")).isEmpty();
    }

    @Test
    void headers_that_camel_would_obey_change_nothing() throws Exception {
        HttpRequest.Builder request = post(caller.request("/api/runs"));
        for (String name : List.of(
                "CamelHttpUri",
                "camelhttpuri",
                "CAMELHTTPPATH",
                "CamelHttpMethod",
                "CamelHttpResponseCode",
                "CamelFileName",
                "camelfilename",
                "CamelBeanMethodName",
                "org.apache.camel.Method",
                "CamelAwsS3Key",
                "CamelSplitIndex",
                "run",
                "answer")) {
            request.header(name, "http://elsewhere.example/${bean:syncs?method=stop}");
        }

        Answered answered = Caller.send(request);
        Answered ended = caller.ended(answered.id());

        assertThat(answered.status()).isEqualTo(202);
        assertThat(answered.response().headers().map().toString()).doesNotContain("elsewhere");
        assertThat(ended.json().path("asked").path("from").asText()).isEqualTo("2024-11-05T08");
        assertThat(ended.json().path("failures").toString())
                .contains("127.0.0.1:1")
                .doesNotContain("elsewhere");
    }

    @Test
    void an_answer_repeats_no_header_of_the_caller() throws Exception {

        Answered answered = Caller.send(post(caller.request("/api/runs")).header("X-Theirs", "theirs"));

        assertThat(answered.response().headers().map().keySet())
                .allMatch(name -> List.of("content-type", "content-length", "cache-control", "location")
                        .contains(name.toLowerCase(java.util.Locale.ROOT)));
    }

    @Test
    void another_token_counts_from_the_moment_it_is_in_the_file_and_the_former_no_more() throws Exception {
        Caller own = served(app);

        Files.writeString(place.resolve("token"), "another-token-of-a-test\n");

        assertThat(own.get("/api/runs").status()).isEqualTo(401);
        assertThat(new Caller(own.base(), "another-token-of-a-test")
                        .get("/api/runs")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void nobody_is_let_in_while_the_file_holds_no_token() throws Exception {
        Caller own = served(app);

        Files.writeString(place.resolve("token"), "\n");

        Answered answered = own.get("/api/runs");
        assertThat(answered.status()).isEqualTo(503);
        assertThat(answered.error()).doesNotContain("token-file");
        assertThat(log.list).last().asString().contains("token' is empty");
    }

    @Test
    void a_service_does_not_start_on_a_token_file_that_is_not_there() {
        app.set("caravan.http.token-file", place.resolve("missing").toString());

        assertThatThrownBy(() -> served(app))
                .isInstanceOf(RoutesRefused.class)
                .hasMessageContaining("caravan.http.token-file = '" + place.resolve("missing") + "' is not there")
                .hasMessageContaining("nothing was started");
        assertThat(place.resolve("spool")).doesNotExist();
    }

    @Test
    void of_many_wrong_tokens_a_minute_has_one_line_in_the_log_with_their_count_and_none_of_them() throws Exception {
        Caller own = served(app);
        log.list.clear();
        for (int i = 0; i < 5; i++) {
            new Caller(own.base(), "wrong-token-of-a-test-" + i).get("/api/runs");
        }
        app.clock.advance(Duration.ofMinutes(1));
        new Caller(own.base(), "wrong-token-of-a-test-5").get("/api/runs");

        assertThat(log.list).hasSize(2).allSatisfy(event -> assertThat(event.getFormattedMessage())
                .contains("127.0.0.1")
                .doesNotContain("wrong-token"));
        assertThat(log.list.get(0).getFormattedMessage()).startsWith("a caller was turned away at /api/runs");
        assertThat(log.list.get(1).getFormattedMessage()).startsWith("5 callers were turned away");
    }
}
