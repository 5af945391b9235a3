package caravan.console;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * One client of what is live. Camel takes it for the body of the answer, but hands a stream on only once a buffer of it is full: so
 * events go to the response itself, from the moment that Camel has made its head. What Camel reads is a blank line now and then,
 * until the client has gone.
 */
final class LiveStream extends InputStream {
    /**
     * Camel reads all bodies that are bytes or streams one after the other, those of other answers too: which is why those are
     * buffers, for which nothing is read.
     */
    private static final int LINE_SECONDS = 1;

    private static final int LOOK_MILLIS = 2;
    /** Some ten seconds: by then the head is made, or never. */
    private static final int MOST_LOOKS = 5_000;

    private final Consumer<LiveStream> begins;
    private final Consumer<LiveStream> ends;
    private final CountDownLatch over = new CountDownLatch(1);
    private final AtomicBoolean closed = new AtomicBoolean();
    private HttpServerResponse response;

    /**
     * @param begins called once events can be sent
     * @param ends called when no more can
     */
    LiveStream(Consumer<LiveStream> begins, Consumer<LiveStream> ends) {
        this.begins = begins;
        this.ends = ends;
    }

    /** Called where a request is answered, so that there is a context of the server. */
    LiveStream over(HttpServerResponse to) {
        response = to;
        // However the client goes: by itself, or because nobody can write to it any more.
        to.closeHandler(gone -> close());
        to.exceptionHandler(broken -> close());
        Context context = Vertx.currentContext();
        context.runOnContext(now -> begin(context.owner(), 0));
        return this;
    }

    /** On the event loop, on which Camel makes the head, too: in one go, of which chunked is the beginning. */
    private void begin(Vertx vertx, int looks) {
        if (response.isChunked()) {
            begins.accept(this);
        } else if (looks == MOST_LOOKS) {
            close();
        } else if (over.getCount() > 0) {
            vertx.setTimer(LOOK_MILLIS, later -> begin(vertx, looks + 1));
        }
    }

    /**
     * Sends, and waits for nothing. A client that has not taken what was sent before is cut off: it comes again and asks anew.
     *
     * @param text whole events, each with its blank line
     */
    void send(String text) {
        if (over.getCount() == 0) {
            return;
        }
        try {
            if (response.writeQueueFull()) {
                close();
                response.reset();
            } else {
                response.write(Buffer.buffer(text.getBytes(StandardCharsets.UTF_8)));
            }
        } catch (IllegalStateException e) {
            // The client has gone in this moment.
            close();
        }
    }

    boolean isOver() {
        return closed.get();
    }

    @Override
    public int read() {
        try {
            return over.await(LINE_SECONDS, TimeUnit.SECONDS) ? -1 : '\n';
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
            return -1;
        }
    }

    /** A byte is all there is. */
    @Override
    public int read(byte[] bytes, int offset, int length) {
        int one = read();
        if (one >= 0) {
            bytes[offset] = (byte) one;
        }
        return one < 0 ? -1 : 1;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            over.countDown();
            ends.accept(this);
        }
    }
}
