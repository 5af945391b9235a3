package caravan.cli;

import caravan.failure.Failure;
import caravan.failure.FailureTable;
import caravan.hour.Hour;
import caravan.ledger.Ledger;
import caravan.warehouse.Loaded;
import caravan.warehouse.Loads;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the hours of one project in that the warehouse lacks. */
record Backlog(Loads loads, Ledger ledger, LoadSummary summary) {
    private static final Logger LOG = LoggerFactory.getLogger(Backlog.class);
    private static final FailureTable TABLE = new FailureTable();

    /** In this order, so many at a time. What hinders every load ends them all: those that are under way come to their end. */
    void load(List<Hour> hours, int threads) {
        Queue<Hour> left = new ConcurrentLinkedQueue<>(hours);
        CompletableFuture<?>[] workers = IntStream.range(0, Math.min(threads, hours.size()))
                .mapToObj(n -> CompletableFuture.runAsync(
                        () -> loadAll(left), task -> new Thread(task, "load-" + (n + 1)).start()))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(workers).join();
    }

    private void loadAll(Queue<Hour> left) {
        for (Optional<Hour> hour = next(left); hour.isPresent(); hour = next(left)) {
            if (!load(hour.get())) {
                left.clear();
            }
        }
    }

    private static Optional<Hour> next(Queue<Hour> left) {
        return Optional.ofNullable(left.poll());
    }

    /** @return whether others can be loaded */
    private boolean load(Hour hour) {
        try {
            loads.load(ledger, hour).filter(Loaded::isNew).ifPresent(summary::loaded);
        } catch (IOException | RuntimeException e) {
            Failure failure = TABLE.classify(e);
            if (failure.kind() == Failure.Kind.BUG) {
                LOG.error("hour {}", hour, e);
            }
            summary.failed(hour, failure);
            return failure.kind().isOfOneHour();
        }
        summary.through(hour);
        return true;
    }
}
