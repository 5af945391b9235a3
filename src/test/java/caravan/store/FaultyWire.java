package caravan.store;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A way to a server on loopback on which the first connections break off after so many bytes of request. */
final class FaultyWire implements Closeable {
    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final int port;
    private final long breakAfter;
    private final AtomicInteger breaksLeft;

    FaultyWire(URI server, int breaks, long breakAfter) throws IOException {
        this.port = server.getPort();
        this.breakAfter = breakAfter;
        this.breaksLeft = new AtomicInteger(breaks);
        start(this::accept);
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + listening.getLocalPort());
    }

    int breaksLeft() {
        return Math.max(0, breaksLeft.get());
    }

    private void accept() throws IOException {
        while (true) {
            Socket near = listening.accept();
            Socket far = new Socket(InetAddress.getLoopbackAddress(), port);
            open.add(near);
            open.add(far);
            start(() -> carry(near, far, breakAfter));
            start(() -> carry(far, near, Long.MAX_VALUE));
        }
    }

    private void carry(Socket from, Socket to, long atMost) throws IOException {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] bytes = new byte[8192];
            long carried = 0;
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                carried += count;
                if (carried > atMost && breaksLeft.getAndDecrement() > 0) {
                    return;
                }
                out.write(bytes, 0, count);
            }
        }
    }

    private static void start(Run run) {
        Thread thread = new Thread(() -> {
            try {
                run.run();
            } catch (IOException closed) {
                // One side went away, and with it the other.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private interface Run {
        void run() throws IOException;
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
