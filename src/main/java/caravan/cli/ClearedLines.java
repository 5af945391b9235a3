package caravan.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** A terminal whose last line is a progress bar: clears that line before it writes, and the bar draws itself again below. */
final class ClearedLines extends FilterOutputStream {
    private static final byte[] CLEAR = "\r\033[K".getBytes(StandardCharsets.US_ASCII);

    ClearedLines(OutputStream terminal) {
        super(terminal);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(CLEAR);
        out.write(bytes, offset, length);
    }
}
