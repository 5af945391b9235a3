package caravan.sync;

import caravan.hour.HourRange;
import caravan.sync.WindowState.Stage;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;

/** Counts how far a window is, and tells whoever looks on. Thread-safe; counters only grow. */
final class WindowProgress {
    /** Of an archive; told no more often than that. */
    private static final long STEP = 256 << 10;

    private static final AtomicLong IDS = new AtomicLong();

    private final long id = IDS.incrementAndGet();
    private final ProjectRun project;
    private final HourRange hours;
    private final IntSupplier done;
    private final Instant since;
    private final AtomicLong received = new AtomicLong();
    private final AtomicLong objects = new AtomicLong();
    private final AtomicLong events = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private volatile Stage stage = Stage.ASKING;

    /** @param done how many of its hours are through */
    WindowProgress(ProjectRun project, HourRange hours, IntSupplier done, Instant since) {
        this.project = project;
        this.hours = hours;
        this.done = done;
        this.since = since;
    }

    void at(Stage next) {
        stage = next;
        tell();
    }

    void put() {
        objects.incrementAndGet();
        tell();
    }

    void committed(long hourEvents, long hourBytes) {
        events.addAndGet(hourEvents);
        bytes.addAndGet(hourBytes);
    }

    void tell() {
        project.watch()
                .window(new WindowState(
                        id,
                        project.project().name(),
                        project.run().id(),
                        hours,
                        done.getAsInt(),
                        stage,
                        since,
                        received.get(),
                        objects.get(),
                        events.get(),
                        bytes.get()));
    }

    /** The same body, counted as it is read. What a try before has received counts for nothing. */
    InputStream counted(InputStream body) {
        received.set(0);
        at(Stage.FETCHING);
        return new FilterInputStream(body) {
            private long told;

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int count = super.read(buffer, offset, length);
                long now = received.addAndGet(Math.max(count, 0));
                if (now - told >= STEP) {
                    told = now;
                    tell();
                }
                return count;
            }
        };
    }
}
