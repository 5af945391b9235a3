package caravan.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;

/** One holder at a time among all threads and processes of a machine. The lock file stays: removing it would make two of one. */
final class StoreLock {
    /** The system's lock is the process's, and a second channel's close would drop it: so threads queue here first. */
    private static final ConcurrentMap<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

    private StoreLock() {}

    static <T> T holding(Path file, Act<T> act) throws IOException {
        Path real = file.getParent().toRealPath().resolve(file.getFileName());
        ReentrantLock threads = THREADS.computeIfAbsent(real, path -> new ReentrantLock());
        threads.lock();
        try (FileChannel channel = FileChannel.open(real, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.lock();
            return act.run();
        } finally {
            threads.unlock();
        }
    }

    /** What is done under the lock. */
    interface Act<T> {
        T run() throws IOException;
    }
}
