package caravan.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.TestClock;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Somebody who looks on and does not take what is sent, beside others who do. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class SlowViewerTest {
    private static Vertx vertx;

    private final ScheduledExecutorService beats = Executors.newSingleThreadScheduledExecutor();
    private final Live live = new Live(TestClock.at("2026-11-02T12:30:00Z"), beats);

    /** The server's side of a connection. */
    private static final class Connection {
        private final List<String> sent = new CopyOnWriteArrayList<>();
        private volatile boolean full;
        private volatile boolean cutOff;
        private volatile Handler<Void> onClose;

        HttpServerResponse response() {
            return (HttpServerResponse) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {HttpServerResponse.class}, this::called);
        }

        @SuppressWarnings("unchecked")
        private Object called(Object response, Method method, Object... arguments) {
            switch (method.getName()) {
                case "write" -> sent.add(arguments[0].toString());
                case "reset" -> cutOff = true;
                case "closeHandler" -> onClose = (Handler<Void>) arguments[0];
                default -> {}
            }
            return switch (method.getName()) {
                case "isChunked" -> true;
                case "writeQueueFull" -> full;
                case "reset" -> method.getReturnType() == boolean.class ? true : null;
                case "closeHandler", "exceptionHandler" -> response;
                default -> null;
            };
        }

        boolean hasHeard(String name) {
            return sent.stream().anyMatch(text -> text.contains("event: " + name + "\n"));
        }
    }

    @BeforeAll
    static void serve() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    @AfterEach
    void beatNoMore() {
        beats.shutdownNow();
    }

    /** As a request would: on a context of the server, and there once it is greeted. */
    private LiveStream joins(Connection connection) throws Exception {
        LiveStream stream = live.client();
        Context context = vertx.getOrCreateContext();
        on(context, () -> stream.over(connection.response()));
        on(context, () -> {});
        assertThat(connection.hasHeard("hello")).isTrue();
        return stream;
    }

    private static void on(Context context, Runnable something) throws Exception {
        CompletableFuture<Void> done = new CompletableFuture<>();
        context.runOnContext(now -> {
            something.run();
            done.complete(null);
        });
        done.get(30, TimeUnit.SECONDS);
    }

    private void takeAllPlacesBut(int taken) throws Refused {
        for (int i = taken; i < Live.MOST; i++) {
            live.client();
        }
        assertThatThrownBy(live::client).isInstanceOf(Refused.class).hasMessageContaining("look on already");
    }

    @Test
    void who_does_not_take_what_is_sent_is_cut_off_and_the_others_hear_it() throws Exception {
        Connection slow = new Connection();
        Connection quick = new Connection();
        LiveStream stream = joins(slow);
        joins(quick);
        slow.full = true;

        live.ledger("demo");
        live.ledger("demo");

        assertThat(slow.cutOff).isTrue();
        assertThat(slow.hasHeard("ledger")).isFalse();
        assertThat(stream.isOver()).isTrue();
        assertThat(stream.read()).as("what Camel reads of it").isEqualTo(-1);
        assertThat(quick.cutOff).isFalse();
        assertThat(quick.sent.stream().filter(text -> text.contains("event: ledger\n")))
                .hasSize(2);
    }

    @Test
    void its_place_is_free_again_and_no_more_than_that_one() throws Exception {
        Connection slow = new Connection();
        joins(slow);
        takeAllPlacesBut(1);
        slow.full = true;

        live.ledger("demo");

        live.client();
        // The server tells of it, too, once the connection is gone.
        slow.onClose.handle(null);
        assertThatThrownBy(live::client).isInstanceOf(Refused.class);
    }

    @Test
    void one_that_goes_by_itself_leaves_its_place_and_is_sent_nothing_more() throws Exception {
        Connection gone = new Connection();
        joins(gone);
        takeAllPlacesBut(1);

        gone.onClose.handle(null);
        live.ledger("demo");

        assertThat(gone.hasHeard("ledger")).isFalse();
        live.client();
        assertThatThrownBy(live::client).isInstanceOf(Refused.class);
    }
}
