package caravan.app;

import caravan.archive.Archives;
import caravan.hour.Hour;
import caravan.hour.HourRange;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server on loopback that says exactly these bytes to each request, whole or not, and hangs up. */
final class RawAmplitude implements Closeable {
    private static final Pattern RANGE = Pattern.compile("start=(\\d{8})T(\\d\\d)&end=(\\d{8})T(\\d\\d)");

    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final IntFunction<byte[]> answers;

    /** @param answers by the number of the request, from 0 */
    RawAmplitude(IntFunction<byte[]> answers) throws IOException {
        this.answers = answers;
        Thread thread = new Thread(this::serve, "raw-amplitude");
        thread.setDaemon(true);
        thread.start();
    }

    static byte[] archive(Archives.Entry... entries) {
        return whole(Archives.with(entries).bytes());
    }

    static byte[] whole(byte[] body) {
        return answer("200 OK\r\nContent-Length: " + body.length, body, body.length);
    }

    /** Says how long the body is, and sends the half of it. */
    static byte[] cut(byte[] body) {
        return answer("200 OK\r\nContent-Length: " + body.length, body, body.length / 2);
    }

    /** Does not say how long it is, so that the end of the connection is the end of the body; and sends the half of it. */
    static byte[] cutWithoutLength(byte[] body) {
        return answer("200 OK", body, body.length / 2);
    }

    static byte[] text(int status, String text) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        return answer(status + " Said\r\nContent-Length: " + body.length, body, body.length);
    }

    /** The hours that a request line asks for. */
    static HourRange hours(String request) {
        Matcher matcher = RANGE.matcher(request);
        if (!matcher.find()) {
            throw new IllegalArgumentException("no export was asked for: " + request);
        }
        return new HourRange(hour(matcher.group(1), matcher.group(2)), hour(matcher.group(3), matcher.group(4)));
    }

    private static Hour hour(String date, String ofDay) {
        return Hour.of(LocalDate.parse(date, DateTimeFormatter.BASIC_ISO_DATE), Integer.parseInt(ofDay));
    }

    private static byte[] answer(String head, byte[] body, int length) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(("HTTP/1.1 " + head + "\r\nContent-Type: application/zip\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        out.write(body, 0, length);
        return out.toByteArray();
    }

    String url() {
        return "http://127.0.0.1:" + listening.getLocalPort();
    }

    /** Heads as they came. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    private void serve() {
        while (!listening.isClosed()) {
            try (Socket client = listening.accept()) {
                String head = head(client.getInputStream());
                requests.add(head);
                client.getOutputStream().write(answers.apply(requests.size() - 1));
            } catch (IOException gone) {
                // The client went away, or the test is at its end.
            }
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("no request");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
