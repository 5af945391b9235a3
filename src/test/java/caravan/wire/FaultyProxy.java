package caravan.wire;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * A way over TCP to one server, on loopback, that does to each connection what a {@link Script} says, or to single requests
 * what a test has laid in wait with {@link #on}. A request is seen by its first bytes: HTTP/1.1 without TLS, one at a time
 * on a connection.
 */
public final class FaultyProxy implements Closeable {
    private static final long SECONDS_TO_END = 10;

    /** One that waits for a request whose first bytes have this text. */
    private record Waiting(String text, Fault fault) {}

    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final InetSocketAddress server;
    private final Script script;
    private final ExecutorService flows = Executors.newCachedThreadPool(FaultyProxy::thread);
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();
    private final Queue<String> requests = new ConcurrentLinkedQueue<>();
    private final Map<Fault.Kind, Integer> counts = new EnumMap<>(Fault.Kind.class);
    private final CountDownLatch free = new CountDownLatch(1);

    public FaultyProxy(InetSocketAddress server, Script script) throws IOException {
        this.server = server;
        this.script = script;
        flows.execute(this::accept);
    }

    public static FaultyProxy to(URI server, Script script) throws IOException {
        return new FaultyProxy(new InetSocketAddress(server.getHost(), server.getPort()), script);
    }

    public int port() {
        return listening.getLocalPort();
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port());
    }

    /** The next requests whose first bytes have this text take these faults, one each; they go before the script's. */
    public FaultyProxy on(String text, Fault... faults) {
        List.of(faults).forEach(fault -> waiting.add(new Waiting(text, fault)));
        return this;
    }

    /** From now on all passes, slow connections too; those that would hang for ever are closed. */
    public void passEverything() {
        waiting.clear();
        free.countDown();
        open.forEach(connection -> quietly(connection::release));
    }

    /** Closes every connection that is open now, so that others are made, with lots of their own. */
    public void hangUp() {
        open.forEach(connection -> quietly(connection::close));
    }

    /** How often each fault was really at work; a connection that a cut lay ahead of, and that ended before, is none. */
    public Map<Fault.Kind, Integer> counts() {
        synchronized (counts) {
            return Map.copyOf(counts);
        }
    }

    public int count(Fault.Kind kind) {
        return counts().getOrDefault(kind, 0);
    }

    /** The first lines of all requests, whatever became of them. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    /** Of those, the ones that begin so, such as {@code "PUT /lake/events/"}. */
    public List<String> requests(String beginning) {
        return requests.stream().filter(line -> line.startsWith(beginning)).toList();
    }

    /** For a new request: its own fault, or null. */
    Fault ofRequest(String head) {
        requests.add(head.lines().findFirst().orElse(""));
        for (Waiting next : waiting) {
            if (head.contains(next.text()) && waiting.remove(next)) {
                return next.fault();
            }
        }
        return null;
    }

    void counted(Fault.Kind kind) {
        synchronized (counts) {
            counts.merge(kind, 1, Integer::sum);
        }
    }

    boolean passing() {
        return free.getCount() == 0;
    }

    /** Waits so long, or until nothing is to be slow any more. */
    void pause(long nanos) throws IOException {
        try {
            free.await(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the proxy is being closed", e);
        }
    }

    private void accept() {
        while (!listening.isClosed()) {
            quietly(() -> {
                Socket near = listening.accept();
                Fault fault = passing() ? Fault.pass() : script.next();
                flows.execute(() -> quietly(() -> connect(near, fault)));
            });
        }
    }

    private void connect(Socket near, Fault fault) throws IOException {
        try (near;
                Socket far = new Socket(server.getAddress(), server.getPort())) {
            Connection connection = new Connection(this, near, far, fault);
            open.add(connection);
            try {
                if (!listening.isClosed()) {
                    connection.carry(flows);
                }
            } finally {
                open.remove(connection);
            }
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        free.countDown();
        open.forEach(connection -> quietly(connection::close));
        flows.shutdownNow();
        try {
            if (!flows.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS)) {
                throw new IOException("connections of the proxy to " + server + " did not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the proxy to " + server + " was closed", e);
        }
    }

    interface Carrying {
        void run() throws IOException;
    }

    /** One side went away, and with it the other: here that is what happens all day. */
    static void quietly(Carrying carrying) {
        try {
            carrying.run();
        } catch (IOException | RejectedExecutionException gone) {
            // As said above; nobody waits for a word.
        }
    }

    private static Thread thread(Runnable run) {
        Thread thread = new Thread(run, "faulty-proxy");
        thread.setDaemon(true);
        return thread;
    }
}
