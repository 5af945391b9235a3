package caravan.wire;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;

/** One accepted connection and its other half to the server, under one fault at a time. */
final class Connection {
    private final FaultyProxy proxy;
    private final Socket near;
    private final Socket far;
    private volatile Armed armed;
    private volatile boolean idle = true;

    Connection(FaultyProxy proxy, Socket near, Socket far, Fault fault) {
        this.proxy = proxy;
        this.near = near;
        this.far = far;
        this.armed = new Armed(fault, false);
    }

    /** Both ways, until both are at their end. */
    void carry(Executor flows) throws IOException {
        CountDownLatch answered = new CountDownLatch(1);
        flows.execute(() -> {
            try {
                carry(Fault.Way.DOWN, far, near);
            } finally {
                answered.countDown();
            }
        });
        carry(Fault.Way.UP, near, far);
        try {
            answered.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
        }
    }

    private void carry(Fault.Way way, Socket from, Socket to) {
        try {
            new Flow(this, way, from, to).carry();
        } catch (IOException gone) {
            // One side went away, which is what happens here all day; the other follows.
            FaultyProxy.quietly(this::close);
        }
    }

    Armed armed() {
        return armed;
    }

    /** Bytes of the client: the first after a reply begin a request, for no client of ours sends two at once. */
    void asked(byte[] bytes, int count) {
        if (!idle) {
            return;
        }
        idle = false;
        String head = new String(bytes, 0, count, StandardCharsets.ISO_8859_1);
        Fault own = proxy.ofRequest(head);
        if (own != null) {
            armed = new Armed(own, true);
        } else if (armed.forOneRequest) {
            armed = new Armed(Fault.pass(), false);
        }
    }

    void replied() {
        idle = true;
    }

    /** True once for each fault that is at work here; it is counted then. */
    boolean struck(Armed at) {
        if (!at.strike()) {
            return false;
        }
        proxy.counted(at.fault.kind());
        return true;
    }

    boolean passing() {
        return proxy.passing();
    }

    /** Waits so long, or until nothing is to be slow any more. */
    void pause(long nanos) throws IOException {
        proxy.pause(nanos);
    }

    void reset() throws IOException {
        near.setSoLinger(true, 0);
        far.setSoLinger(true, 0);
        close();
    }

    /** The client's side first: what a server says to a request that broke off is not to reach the client any more. */
    void close() throws IOException {
        try (far) {
            near.close();
        }
    }

    /** What would hang for ever, now that everything is to pass, is closed, so that its client comes again. */
    void release() throws IOException {
        if (armed.fault.kind() == Fault.Kind.BLACK_HOLE || armed.fault.kind() == Fault.Kind.HALF_CLOSE) {
            close();
        }
    }
}
