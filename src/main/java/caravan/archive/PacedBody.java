package caravan.archive;

import caravan.config.Key;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * The body of an answer under {@link Limits}: a watch ends a silent, dripping or endless transfer by cutting its connection, for
 * no socket timeout sees a byte a second. Closing before the end cuts the connection too, rather than reading on.
 */
final class PacedBody extends FilterInputStream {
    private final Pace pace;
    private final Limits limits;
    private final Runnable cut;
    private final ScheduledFuture<?> watch;
    private volatile String verdict;
    private long bytes;
    private boolean ended;

    PacedBody(InputStream body, Limits limits, Runnable cut, ScheduledExecutorService watches) {
        super(body);
        this.limits = limits;
        this.cut = cut;
        this.pace = new Pace(limits, System.nanoTime());
        long look = Math.max(
                1, Math.min(limits.silence().toMillis(), limits.rateOver().toMillis()) / 20);
        this.watch = watches.scheduleWithFixedDelay(this::look, look, look, TimeUnit.MILLISECONDS);
    }

    private void look() {
        pace.verdict(System.nanoTime()).ifPresent(why -> {
            verdict = why;
            watch.cancel(false);
            cut.run();
        });
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        pace.waits(System.nanoTime());
        int count;
        try {
            count = super.read(buffer, offset, length);
        } catch (IOException e) {
            throw verdict == null ? SourceFault.of("Amplitude's answer broke off", e) : new SourceFault(verdict, e);
        }
        pace.received(Math.max(count, 0), System.nanoTime());
        if (verdict != null) {
            throw new SourceFault(verdict, null);
        }
        bytes += Math.max(count, 0);
        ended = count < 0;
        if (bytes > limits.archive()) {
            throw new LimitExceeded("the archive is larger than " + limits.archive() + " bytes", Key.ARCHIVE);
        }
        return count;
    }

    @Override
    public void close() throws IOException {
        watch.cancel(false);
        if (!ended) {
            cut.run();
        }
        try {
            super.close();
        } catch (IOException e) {
            if (ended) {
                throw e;
            }
            // The connection was cut on purpose a line above; what closing it says then is of no use to anybody.
        }
    }
}
