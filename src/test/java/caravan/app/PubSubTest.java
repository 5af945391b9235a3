package caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.app.Caller.Answered;
import caravan.cli.Engine;
import caravan.trigger.TestGoogle;
import caravan.trigger.TokenFile;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Pushes of Google Pub/Sub as triggers, with a Google on loopback. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class PubSubTest {
    private static final String EIGHT = "{\"from\": \"2024-11-05T08\", \"to\": \"2024-11-05T08\"}";

    @TempDir
    Path place;

    private App app;
    private TestGoogle google;
    private Caller caller;
    private Caller pubSub;

    @BeforeEach
    void start() throws Exception {
        app = Caller.letInTo(new App(place).asks("http://127.0.0.1:1").since(App.LAST))
                .set("caravan.http.pubsub.audience", TestGoogle.OURS.audience())
                .set("caravan.http.pubsub.account", TestGoogle.OURS.account());
        google = new TestGoogle(app.clock);
        Engine engine = app.bind(Engine.Life.SERVICE);
        engine.camel().bind("door", google.door(new TokenFile(place.resolve("token"))));
        engine.start();
        caller = Caller.of(engine);
        pubSub = new Caller(engine.address(), google.token());
    }

    @AfterEach
    void stop() throws Exception {
        google.close();
        app.close();
    }

    private static String pushed(String id, String data) {
        return "{\"message\": {\"data\": \"" + Base64.getEncoder().encodeToString(data.getBytes(StandardCharsets.UTF_8))
                + "\", \"attributes\": {\"k\": \"v\"}, \"messageId\": \"" + id + "\", \"message_id\": \"" + id
                + "\", \"publishTime\": \"2024-11-05T12:19:59Z\"}, \"subscription\": \"projects/p/subscriptions/s\"}";
    }

    @Test
    void a_push_asks_for_what_its_data_says() throws Exception {
        Answered answered = pubSub.post(pushed("1", EIGHT));

        assertThat(answered.status()).isEqualTo(202);
        assertThat(answered.json().path("asked").path("from").asText()).isEqualTo("2024-11-05T08");
        assertThat(caller.ended(answered.id()).json().path("state").asText()).isEqualTo("failed");
    }

    @Test
    void a_push_without_data_asks_for_all_that_is_due() throws Exception {
        Answered answered = pubSub.post("{\"message\": {\"messageId\": \"1\"}, \"subscription\": \"s\"}");

        assertThat(answered.status()).isEqualTo(202);
        assertThat(answered.json().path("asked")).isEmpty();
    }

    @Test
    void a_message_that_is_delivered_again_is_the_same_run_also_when_that_is_over() throws Exception {
        String id = pubSub.post(pushed("1", EIGHT)).id();
        caller.ended(id);

        Answered again = pubSub.post(pushed("1", EIGHT));
        Answered other = pubSub.post(pushed("2", EIGHT));

        assertThat(again.status()).isEqualTo(202);
        assertThat(again.id()).isEqualTo(id);
        assertThat(other.id()).isNotEqualTo(id);
    }

    @Test
    void a_message_that_can_never_be_meant_is_acknowledged_and_told_in_the_log() throws Exception {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger logger = (Logger) LoggerFactory.getLogger("caravan.trigger");
        logger.addAppender(log);

        Answered answered = pubSub.post(pushed("17", "{\"form\": 1}"));

        logger.detachAppender(log);
        assertThat(answered.status()).isEqualTo(200);
        assertThat(answered.error()).contains("'form' is not a field");
        assertThat(log.list).singleElement().asString().contains("WARN", "message 17 of Pub/Sub", "'form'");
        assertThat(caller.get("/api/runs").json().path("runs")).isEmpty();
    }

    @Test
    void a_body_that_is_no_push_is_refused_so_that_the_subscription_is_mended() throws Exception {
        assertThat(pubSub.post(EIGHT).status()).isEqualTo(400);
        assertThat(pubSub.post("").status()).isEqualTo(400);
        assertThat(pubSub.post("{\"message\": {\"messageId\": \"1\", \"data\": \"%\"}}")
                        .status())
                .isEqualTo(400);
        assertThat(caller.get("/api/runs").json().path("runs")).isEmpty();
    }

    @Test
    void an_envelope_of_somebody_with_the_other_token_is_a_body_like_any() throws Exception {
        Answered answered = caller.post(pushed("1", EIGHT));

        assertThat(answered.status()).isEqualTo(400);
        assertThat(answered.error()).contains("'message' is not a field");
    }

    @Test
    void pub_sub_may_ask_for_runs_and_is_told_of_none() throws Exception {
        assertThat(pubSub.get("/api/runs").status()).isEqualTo(401);
    }

    @Test
    void a_token_that_google_has_not_signed_is_turned_away() throws Exception {
        String forged = pubSub.token().replaceFirst("\\.[^.]*$", ".AAAA");

        assertThat(new Caller(pubSub.base(), forged).post(pushed("1", EIGHT)).status())
                .isEqualTo(401);
        assertThat(caller.get("/api/runs").json().path("runs")).isEmpty();
    }

    @Test
    void while_google_cannot_be_asked_the_message_is_to_be_delivered_again() throws Exception {
        google.away();

        Answered answered = pubSub.post(pushed("1", EIGHT));

        assertThat(answered.status()).isEqualTo(503);
        assertThat(answered.error()).doesNotContain("127.0.0.1");
    }
}
