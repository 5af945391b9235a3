package caravan.landing;

import caravan.archive.Escaped;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The lines of an object, one at a time and whole, each with what landing said of it. Holds one line; does not close what it reads. */
public final class WholeLines {
    private static final int BUFFER = 64 << 10;
    private static final int BEGINNING = 200;

    private final InputStream in;
    private final int longest;
    private final byte[] buffer = new byte[BUFFER];
    private final JsonLine json = new JsonLine();
    private byte[] line = new byte[BUFFER];
    private int at;
    private int filled;
    private int length;
    private long number;

    /** @param longest bytes of a line */
    public WholeLines(InputStream in, int longest) {
        this.in = in;
        this.longest = longest;
    }

    /** Goes to the next line; false where there is none. */
    public boolean next() throws IOException {
        json.reset();
        length = 0;
        boolean any = false;
        while (fill()) {
            any = true;
            int to = json.scan(buffer, at, filled);
            keep(to);
            if (to < filled) {
                at = to + 1;
                break;
            }
            at = to;
        }
        number++;
        return any;
    }

    private boolean fill() throws IOException {
        if (at == filled) {
            at = 0;
            filled = Math.max(0, in.read(buffer));
        }
        return filled > 0;
    }

    private void keep(int to) throws LineTooLong {
        int more = to - at;
        if (length > longest - more) {
            throw new LineTooLong(number + 1, longest);
        }
        if (length + more > line.length) {
            long twice = Math.max(2L * line.length, length + more);
            line = Arrays.copyOf(line, (int) Math.min(twice, longest));
        }
        System.arraycopy(buffer, at, line, length, more);
        length += more;
    }

    /** Of this line, from 1; blank ones count. */
    public long number() {
        return number;
    }

    /** Whether it holds exactly one JSON object, as {@link Unpacked#events} counts. */
    public boolean isEvent() {
        return json.isEvent();
    }

    /** Whether it is white space or nothing. */
    public boolean isBlank() {
        return json.isBlank();
    }

    /** As it came. */
    public String text() {
        return new String(line, 0, length, StandardCharsets.UTF_8);
    }

    /** How it begins, in printable ASCII. */
    public String beginning() {
        String text = new String(line, 0, Math.min(length, 4 * BEGINNING), StandardCharsets.UTF_8);
        return Escaped.text(text, BEGINNING);
    }
}
