package caravan.cli;

import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.MDC;

/**
 * Threads that log as whoever gave them their work, and forget it when the work is done: no line says that it is of an hour which
 * another one was about.
 */
final class Pool extends ThreadPoolExecutor {
    private Pool(int least, int most, BlockingQueue<Runnable> waiting, ThreadFactory threads) {
        super(least, most, 60, TimeUnit.SECONDS, waiting, threads);
    }

    static Pool of(int threads, String name) {
        return new Pool(threads, threads, new LinkedBlockingQueue<>(), Threads.named(name));
    }

    /** As many threads as there is work. */
    static Pool unbounded(String name) {
        return new Pool(0, Integer.MAX_VALUE, new SynchronousQueue<>(), Threads.named(name));
    }

    @Override
    public void execute(Runnable work) {
        Map<String, String> loggedAs = MDC.getCopyOfContextMap();
        super.execute(() -> {
            set(loggedAs);
            try {
                work.run();
            } finally {
                MDC.clear();
            }
        });
    }

    private static void set(Map<String, String> loggedAs) {
        if (loggedAs == null) {
            MDC.clear();
        } else {
            MDC.setContextMap(loggedAs);
        }
    }
}
