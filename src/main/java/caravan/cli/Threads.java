package caravan.cli;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.main.Main;

/**
 * The pools that the routes name. One for each level, for a level waits for the next one below: in one shared pool they would
 * block each other. Projects and windows are bounded by what is split, hours and uploads by their pools.
 */
final class Threads implements AutoCloseable {
    private static final int LISTINGS = 8;

    private final ExecutorService projects = Pool.unbounded("project");
    private final ExecutorService windows = Pool.unbounded("window");
    private final ExecutorService hours;
    private final ExecutorService uploads;
    private final ExecutorService listings = Pool.of(LISTINGS, "listing");
    private final ScheduledExecutorService watches = Executors.newSingleThreadScheduledExecutor(named("watch"));

    /** @param atOnce entries unpacked and put at the same time: each has one file on disk */
    Threads(int atOnce) {
        hours = Pool.of(atOnce, "hour");
        uploads = Pool.of(atOnce, "upload");
    }

    void bindTo(Main camel) {
        camel.bind("projects", projects);
        camel.bind("windows", windows);
        camel.bind("hours", hours);
        camel.bind("uploads", uploads);
    }

    ExecutorService listings() {
        return listings;
    }

    ScheduledExecutorService watches() {
        return watches;
    }

    static ThreadFactory named(String name) {
        AtomicInteger number = new AtomicInteger();
        return work -> {
            Thread thread = new Thread(work, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    @Override
    public void close() {
        projects.shutdownNow();
        windows.shutdownNow();
        hours.shutdownNow();
        uploads.shutdownNow();
        listings.shutdownNow();
        watches.shutdownNow();
    }
}
