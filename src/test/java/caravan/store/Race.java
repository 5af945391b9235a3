package caravan.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** Writers that begin at the same moment; those that met a {@link WriteConflict} lost. */
final class Race {
    private Race() {}

    /** The winners, as {@code "writer 3"}. */
    static List<String> of(int writers, Write write) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        CyclicBarrier start = new CyclicBarrier(writers);
        try {
            List<Future<String>> all = IntStream.range(0, writers)
                    .mapToObj(number -> threads.submit(() -> {
                        start.await();
                        return run(write, number);
                    }))
                    .toList();
            List<String> won = new ArrayList<>();
            for (Future<String> one : all) {
                won.add(one.get());
            }
            won.removeIf(String::isEmpty);
            return won;
        } finally {
            threads.shutdownNow();
        }
    }

    private static String run(Write write, int number) throws Exception {
        try {
            write.as(number);
            return "writer " + number;
        } catch (WriteConflict lost) {
            return "";
        }
    }

    /** One writer's try. */
    interface Write {
        void as(int number) throws Exception;
    }
}
