package caravan.landing;

import java.io.IOException;
import java.io.InputStream;

/** A stream of lines, of which it gives one at a time as if that were all; holds no line. Does not close what it reads. */
final class LineByLine extends InputStream {
    private static final int BUFFER = 64 << 10;

    private final InputStream in;
    private final InflatedBudget budget;
    private final long longest;
    private final byte[] buffer = new byte[BUFFER];
    private int at;
    private int filled;
    private long given;
    private boolean ended = true;

    /**
     * @param longest bytes of a line that are given; a longer one is cut there
     * @param budget of all bytes
     */
    LineByLine(InputStream in, long longest, InflatedBudget budget) {
        this.in = in;
        this.longest = longest;
        this.budget = budget;
    }

    /** Goes to the beginning of the next line, past what was not read of this one; false where there is none. */
    boolean next() throws IOException {
        while (!ended) {
            give(null, 0, BUFFER);
        }
        if (!fill()) {
            return false;
        }
        ended = false;
        given = 0;
        return true;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        return ended || given >= longest ? -1 : give(to, offset, length);
    }

    /** At least a byte of this line, or -1 at its end. */
    private int give(byte[] to, int offset, int length) throws IOException {
        if (!fill()) {
            ended = true;
            return -1;
        }
        int most = Math.min(filled, at + length);
        int end = at;
        while (end < most && buffer[end] != '\n') {
            end++;
        }
        int count = end - at;
        if (to != null) {
            System.arraycopy(buffer, at, to, offset, count);
        }
        at = end;
        given += count;
        // Before its bound only a line feed ends the search.
        if (end < most) {
            at++;
            ended = true;
        }
        return count == 0 ? -1 : count;
    }

    private boolean fill() throws IOException {
        if (at == filled) {
            at = 0;
            filled = Math.max(0, in.read(buffer));
            budget.take(filled);
        }
        return filled > 0;
    }
}
