package caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.cli.Engine;
import caravan.cli.StoreAccess;
import caravan.store.Store;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Many who ask at once, without the token, while the store does not answer. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class CrowdTest {
    private static final String HOUR = "/api/hours/default/" + App.LAST;

    @TempDir
    Path place;

    private final CountDownLatch back = new CountDownLatch(1);
    private App app;

    @AfterEach
    void stop() throws Exception {
        back.countDown();
        app.close();
    }

    /** What {@code put-object} names. */
    public interface Puts {
        void put(String key, File file) throws IOException;
    }

    private interface Before {
        void call() throws Exception;
    }

    private Viewer served(Before before) throws Exception {
        app = Caller.letInTo(new App(place).asks("http://127.0.0.1:1").since(App.LAST))
                .through(access -> new StoreAccess(guarded(access.store(), before), access.s3Client()));
        Engine engine = app.bind(Engine.Life.SERVICE);
        engine.start();
        return Viewer.of(engine);
    }

    private static Store guarded(Store store, Before before) {
        return (Store) Proxy.newProxyInstance(
                Store.class.getClassLoader(), new Class<?>[] {Store.class, Puts.class}, (proxy, method, arguments) -> {
                    if (!method.getName().equals("location") && method.getDeclaringClass() == Store.class) {
                        before.call();
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Test
    void those_who_wait_for_a_store_that_is_away_leave_room_for_the_liveness_probe_and_for_whoever_has_the_token()
            throws Exception {
        Viewer viewer = served(back::await);
        HttpClient many =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        List<CompletableFuture<HttpResponse<String>>> crowd = IntStream.range(0, 30)
                .mapToObj(i -> many.sendAsync(
                        HttpRequest.newBuilder(URI.create(viewer.base() + HOUR)).build(),
                        HttpResponse.BodyHandlers.ofString()))
                .toList();
        CompletableFuture<HttpResponse<String>> known =
                many.sendAsync(viewer.withToken(HOUR).build(), HttpResponse.BodyHandlers.ofString());

        HttpResponse<String> live = many.send(
                viewer.request("/observe/health/live")
                        .timeout(Duration.ofSeconds(10))
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(live.statusCode()).isEqualTo(200);
        while (crowd.stream().filter(CompletableFuture::isDone).count() < 26) {
            Thread.onSpinWait();
        }
        back.countDown();
        List<HttpResponse<String>> answers =
                crowd.stream().map(CompletableFuture::join).toList();
        assertThat(answers)
                .filteredOn(answer -> answer.statusCode() == 503)
                .hasSize(26)
                .allSatisfy(answer ->
                        assertThat(answer.headers().firstValue("Retry-After")).hasValue("5"));
        assertThat(answers).filteredOn(answer -> answer.statusCode() == 200).hasSize(4);
        assertThat(known.join().statusCode()).isEqualTo(200);
    }

    @Test
    void questions_that_the_store_does_not_answer_are_one_line_a_minute() throws Exception {
        Viewer viewer = served(() -> {
            throw new IOException("away, says a test");
        });
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger("caravan.console.Unanswered");
        log.start();
        logger.addAppender(log);
        try {
            for (int i = 0; i < 3; i++) {
                assertThat(viewer.get(HOUR).status()).isEqualTo(503);
                assertThat(viewer.get("/api/changes").status()).isEqualTo(503);
            }
            app.clock.advance(Duration.ofMinutes(1));
            viewer.get(HOUR);
        } finally {
            logger.detachAppender(log);
        }

        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .satisfiesExactly(
                        hour -> assertThat(hour)
                                .startsWith("project=default hour=2024-11-05T09")
                                .contains("away, says a test"),
                        changes -> assertThat(changes).startsWith("project=default its change log"),
                        again -> assertThat(again)
                                .startsWith("3 questions had no answer, the last one: project=default hour="));
    }
}
