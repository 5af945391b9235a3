package caravan.notify;

import java.io.IOException;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The cases that were told of this machine: on its disk, and for as long as the process lives where that fails, since it may be what is told. */
final class LocalMemory {
    private static final Logger LOG = LoggerFactory.getLogger(LocalMemory.class);

    private final Memory disk;
    private final Map<String, ToldCases> process = new ConcurrentHashMap<>();

    LocalMemory(Memory disk) {
        this.disk = disk;
    }

    /** What this process knows goes first. */
    ToldCases of(String project) {
        return Optional.ofNullable(process.get(project)).orElseGet(() -> ofDisk(project));
    }

    private ToldCases ofDisk(String project) {
        try {
            return disk.of(project);
        } catch (IOException e) {
            LOG.debug("what was told of this machine cannot be read: {}", e.toString());
            return ToldCases.none(project);
        }
    }

    synchronized Optional<Told> change(
            String project, String kind, LocalDate today, Function<Optional<Told>, Optional<Told>> change) {
        if (!process.containsKey(project)) {
            try {
                return disk.change(project, kind, today, change);
            } catch (IOException e) {
                LOG.warn(
                        "project={} what people are told is remembered by this process only ({}); after a restart it may be told once more",
                        project,
                        e.toString());
            }
        }
        ToldCases known = of(project);
        Optional<Told> next = change.apply(known.of(kind));
        next.ifPresent(told -> process.put(project, known.with(told, today)));
        return next;
    }
}
