package caravan.trigger;

import caravan.sync.Run;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The runs that callers asked for and that wait, run, or are at their end: the last hundred, in memory, with the last thousand
 * messages that asked for them. Thread-safe.
 */
final class AskedRuns {
    private static final int MOST = 100;
    private static final int MOST_WAITING = 16;
    private static final int MOST_MESSAGES = 1000;

    private final Map<String, Kept> kept = new LinkedHashMap<>();
    private final Map<String, String> messages = new LinkedHashMap<>();

    private record Kept(Run run, Wish wish) {
        boolean isWaiting() {
            return run.startedAt().isEmpty() && run.finishedAt().isEmpty();
        }
    }

    /** @param isNew whether it is still to be queued */
    record Asked(Run run, boolean isNew) {}

    /**
     * The run of this message where it was delivered before, else one that waits and was asked for with the same words, else a
     * new one.
     *
     * @param message of a push
     */
    synchronized Asked ask(Wish wish, Optional<String> message) throws Refusal {
        Optional<Run> known = message.map(messages::get)
                .map(kept::get)
                .map(Kept::run)
                .or(() -> kept.values().stream()
                        .filter(one -> one.isWaiting() && one.wish().equals(wish))
                        .map(Kept::run)
                        .findFirst());
        Run run = known.isPresent() ? known.get() : added(wish);
        message.ifPresent(id -> keep(id, run));
        return new Asked(run, known.isEmpty());
    }

    /** However many messages ask for a run that waits. */
    private void keep(String message, Run run) {
        messages.put(message, run.id());
        if (messages.size() > MOST_MESSAGES) {
            Iterator<String> oldest = messages.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    private Run added(Wish wish) throws Refusal {
        if (kept.values().stream().filter(Kept::isWaiting).count() >= MOST_WAITING) {
            throw new Refusal(
                    429,
                    MOST_WAITING + " runs are waiting already, and no more are queued; ask again later",
                    Map.of("Retry-After", "60"));
        }
        Run run = wish.run();
        kept.put(run.id(), new Kept(run, wish));
        Iterator<Kept> oldest = kept.values().iterator();
        while (kept.size() > MOST && oldest.hasNext()) {
            if (oldest.next().run().finishedAt().isPresent()) {
                oldest.remove();
            }
        }
        messages.values().retainAll(kept.keySet());
        return run;
    }

    synchronized Optional<Run> of(String id) {
        return Optional.ofNullable(kept.get(id)).map(Kept::run);
    }

    /** The last one first. */
    synchronized List<Run> all() {
        List<Run> all = new ArrayList<>(kept.values().stream().map(Kept::run).toList());
        Collections.reverse(all);
        return all;
    }
}
