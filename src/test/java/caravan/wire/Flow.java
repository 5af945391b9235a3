package caravan.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** One direction of a connection: carries bytes, and does to them what the fault at work says. */
final class Flow {
    private static final byte[] INTERIM = "HTTP/1.1 100".getBytes(StandardCharsets.US_ASCII);
    private static final int SLICES_PER_SECOND = 20;

    private final Connection connection;
    private final Fault.Way way;
    private final Socket from;
    private final Socket to;

    Flow(Connection connection, Fault.Way way, Socket from, Socket to) {
        this.connection = connection;
        this.way = way;
        this.from = from;
        this.to = to;
    }

    /** Until one side has come to its end or the fault has made one. */
    void carry() throws IOException {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        byte[] bytes = new byte[16 * 1024];
        for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
            int begin = begun(bytes, count, out);
            byte[] rest = begin == 0 ? bytes : Arrays.copyOfRange(bytes, begin, count);
            if (count > begin) {
                carry(rest, count - begin, out);
            }
        }
        to.shutdownOutput();
    }

    /** Tells a request from a reply, and lets a 100 pass, which is no reply yet: how many bytes that was. */
    private int begun(byte[] bytes, int count, OutputStream out) throws IOException {
        if (way == Fault.Way.UP) {
            connection.asked(bytes, count);
            return 0;
        }
        int interim = interim(bytes, count);
        out.write(bytes, 0, interim);
        if (count > interim) {
            connection.replied();
        }
        return interim;
    }

    private static int interim(byte[] bytes, int count) {
        if (count < INTERIM.length || !Arrays.equals(bytes, 0, INTERIM.length, INTERIM, 0, INTERIM.length)) {
            return 0;
        }
        int end = new String(bytes, 0, count, StandardCharsets.ISO_8859_1).indexOf("\r\n\r\n");
        return end < 0 ? count : end + 4;
    }

    private void carry(byte[] bytes, int count, OutputStream out) throws IOException {
        Armed armed = connection.armed();
        if (armed.fault.way() != way || connection.passing()) {
            out.write(bytes, 0, count);
            return;
        }
        switch (armed.fault.kind()) {
            case PASS -> {
                connection.struck(armed);
                out.write(bytes, 0, count);
            }
            case RATE -> slowly(armed, bytes, count, out);
            case DRIP -> dripping(armed, bytes, count, out);
            case BLACK_HOLE -> connection.struck(armed);
            case SWALLOW -> {
                connection.struck(armed);
                connection.close();
            }
            default -> atItsPlace(armed, bytes, count, out);
        }
    }

    private void atItsPlace(Armed armed, byte[] bytes, int count, OutputStream out) throws IOException {
        int before = armed.before(bytes, count);
        boolean here = before < count && connection.struck(armed);
        if (armed.fault.kind() == Fault.Kind.FLIP) {
            if (here) {
                bytes[before] ^= 1;
            }
            out.write(bytes, 0, count);
            return;
        }
        out.write(bytes, 0, before);
        if (!here) {
            return;
        }
        switch (armed.fault.kind()) {
            case CUT -> connection.close();
            case RESET -> connection.reset();
            default -> to.shutdownOutput();
        }
    }

    private void slowly(Armed armed, byte[] bytes, int count, OutputStream out) throws IOException {
        connection.struck(armed);
        int slice = (int) Math.max(1, Math.min(count, armed.fault.at() / SLICES_PER_SECOND));
        for (int done = 0; done < count; done += slice) {
            int now = Math.min(slice, count - done);
            out.write(bytes, done, now);
            connection.pause(TimeUnit.SECONDS.toNanos(now) / armed.fault.at());
        }
    }

    private void dripping(Armed armed, byte[] bytes, int count, OutputStream out) throws IOException {
        connection.struck(armed);
        for (int done = 0; done < count; done++) {
            out.write(bytes[done]);
            connection.pause(armed.fault.every().toNanos());
        }
    }
}
