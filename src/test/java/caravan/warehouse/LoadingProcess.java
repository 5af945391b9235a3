package caravan.warehouse;

import caravan.hour.Hour;
import caravan.store.FileStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** A process of its own that loads an hour of the folder {@code lake} into the warehouse beside it. */
final class LoadingProcess {
    private LoadingProcess() {}

    /**
     * @param arguments folder, hour, and at which look at the clock it says {@code stalled} and goes on no more: the first comes before
     *     anything is read, the second in the transaction when all but the mark is written, the third after its commit
     */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        FileStore store = new FileStore(folder.resolve("lake"), "");
        AtomicInteger left = new AtomicInteger(Integer.parseInt(arguments[2]));
        Clock clock = new WatchedClock(() -> {
            if (left.decrementAndGet() == 0) {
                System.out.println("stalled");
                System.out.flush();
                new Semaphore(0).acquireUninterruptibly();
            }
        });
        try (Loads loads =
                new Loads(new DuckDbWarehouse(Asked.in(folder).settings(), store, 16 << 20, clock, Refresh.NONE))) {
            loads.load(new CommittedHours(store).ledger, Hour.parse(arguments[1]));
        }
        System.out.println("loaded");
    }

    static Process start(Path folder, String hour, int stall, String... options) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                LoadingProcess.class.getName(),
                folder.toString(),
                hour,
                Integer.toString(stall)));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }
}
