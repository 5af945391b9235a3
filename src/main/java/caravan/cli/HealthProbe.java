package caravan.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Asks the service of this machine whether it lives: what the image's HEALTHCHECK runs, where there is neither shell nor curl.
 * Exit code 0 where it answers 200 within seconds, else 1, with a line that says why. It starts every half minute, so it loads
 * nothing of the service, and of the JDK a socket and little more.
 */
public final class HealthProbe {
    private static final String NAME = "CARAVAN_HTTP_ADDRESS";
    private static final int MILLIS = 2_000;
    private static final int STATUS_LINE = 64;

    private HealthProbe() {}

    public static void main(String[] arguments) {
        String address = System.getenv(NAME);
        String answer = ask(address == null ? "127.0.0.1:8080" : address);
        System.out.println(answer);
        System.exit(alive(answer) ? 0 : 1);
    }

    private static boolean alive(String answer) {
        return answer.startsWith("HTTP/1.1 200") || answer.startsWith("HTTP/1.0 200");
    }

    /** The first line of the answer, or why there is none. */
    private static String ask(String address) {
        int colon = address.lastIndexOf(':');
        int port = port(address.substring(colon + 1));
        if (colon < 0 || port == 0) {
            return NAME + " = '" + address + "': the probe needs host:port with a port from 1 to 65535";
        }
        String host = reachable(address.substring(0, colon));
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(MILLIS);
            socket.connect(new InetSocketAddress(host, port), MILLIS);
            String request =
                    "GET /observe/health/live HTTP/1.1\r\nHost: " + host + ":" + port + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return statusLine(socket.getInputStream());
        } catch (IOException | IllegalArgumentException e) {
            return host + ":" + port + " does not answer: " + e.getMessage();
        }
    }

    /** 0 where it is none; an address may also leave the choice to the system, and then nobody else can know it. */
    private static int port(String digits) {
        try {
            int port = Integer.parseInt(digits);
            return port > 0 && port <= 65_535 ? port : 0;
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** Who listens on all addresses also listens on this one. */
    private static String reachable(String host) {
        return host.isEmpty() || host.equals("0.0.0.0") || host.equals("[::]") ? "127.0.0.1" : host;
    }

    private static String statusLine(InputStream answer) throws IOException {
        String line = new String(answer.readNBytes(STATUS_LINE), StandardCharsets.ISO_8859_1);
        int end = line.indexOf('\r');
        return end < 0 ? "an answer without a status line" : line.substring(0, end);
    }
}
