package caravan.demo;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which amplitude ids are one user: those that a merge names together, those that share a user id, and those that were on one device,
 * where at most one user id ever was on it.
 */
final class Merges {
    private final Map<Long, Long> towards = new HashMap<>();
    private final Map<String, Long> byUserId = new HashMap<>();
    private final Map<String, Set<Long>> onDevice = new HashMap<>();
    private final Map<String, Set<String>> userIdsOnDevice = new HashMap<>();

    void add(Step step) {
        Identity who = step.who();
        long id = who.amplitudeId();
        root(id);
        if (who.deviceId() != null) {
            onDevice.computeIfAbsent(who.deviceId(), any -> new TreeSet<>()).add(id);
            Set<String> userIds = userIdsOnDevice.computeIfAbsent(who.deviceId(), any -> new TreeSet<>());
            if (who.isSignedIn()) {
                userIds.add(who.userId());
            }
        }
        if (who.isSignedIn()) {
            join(id, byUserId.computeIfAbsent(who.userId(), any -> id));
        }
        if (step.merged() != null) {
            join(id, step.merged().amplitudeId());
        }
    }

    private void join(long one, long other) {
        long from = root(one);
        long to = root(other);
        if (from != to) {
            towards.put(from, to);
        }
    }

    private long root(long id) {
        long root = id;
        for (long next = towards.computeIfAbsent(id, any -> id); next != root; next = towards.get(root)) {
            root = next;
        }
        towards.put(id, root);
        return root;
    }

    /** The amplitude ids of each user, by the user's key: the least of them, in the order of texts. */
    SortedMap<String, SortedSet<Long>> users() {
        onDevice.forEach((device, ids) -> {
            if (userIdsOnDevice.get(device).size() <= 1) {
                ids.forEach(id -> join(id, ids.iterator().next()));
            }
        });
        Map<Long, SortedSet<Long>> byRoot = new HashMap<>();
        for (long id : towards.keySet().stream().toList()) {
            byRoot.computeIfAbsent(root(id), any -> new TreeSet<>()).add(id);
        }
        SortedMap<String, SortedSet<Long>> users = new TreeMap<>();
        byRoot.values().forEach(ids -> users.put(key(ids), ids));
        return users;
    }

    private static String key(SortedSet<Long> ids) {
        return ids.stream().map(String::valueOf).min(String::compareTo).orElseThrow();
    }
}
