package caravan.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The objects of {@link GcsServer}; each change is one step. */
final class GcsBucket {
    private static final int PAGE = 1000;

    private record Stored(byte[] bytes, String type, long generation, Instant updated) {}

    private final String name;
    private final NavigableMap<String, Stored> objects = new TreeMap<>(StoreKey.ORDER);
    private long last = 1_700_000_000_000_000L;

    GcsBucket(String name) {
        this.name = name;
    }

    synchronized Map<String, byte[]> contents() {
        return objects.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, object -> object.getValue()
                .bytes()));
    }

    /** @param condition the generation that must be there, 0 for none; @param crc32c what the sender says; both where said */
    synchronized GcsAnswer put(
            String key, String type, byte[] bytes, Optional<Long> condition, Optional<String> crc32c) {
        require(key, condition);
        String sum = Crc32c.of(bytes);
        if (crc32c.filter(said -> !said.equals(sum)).isPresent()) {
            throw GcsAnswer.refusal(
                    400,
                    "invalid",
                    "Provided CRC32C \"" + crc32c.get() + "\" doesn't match calculated CRC32C \"" + sum + "\".");
        }
        objects.put(key, new Stored(bytes, type, ++last, Instant.now()));
        return GcsAnswer.json(200, resource(key));
    }

    synchronized void require(String key, Optional<Long> condition) {
        long there =
                Optional.ofNullable(objects.get(key)).map(Stored::generation).orElse(0L);
        if (condition.filter(wanted -> wanted != there).isPresent()) {
            throw GcsAnswer.refusal(
                    412, "conditionNotMet", "At least one of the pre-conditions you specified did not hold.");
        }
    }

    synchronized GcsAnswer media(String key) {
        Stored object = objects.get(key);
        if (object == null) {
            throw GcsAnswer.plain(404, "No such object: " + name + "/" + key);
        }
        return new GcsAnswer(
                200,
                Map.of(
                        "Content-type", List.of(object.type()),
                        "X-goog-generation", List.of(Long.toString(object.generation())),
                        "X-goog-hash", List.of("crc32c=" + Crc32c.of(object.bytes()), "md5=of+no+interest"),
                        "X-goog-stored-content-length", List.of(Integer.toString(object.bytes().length)),
                        "X-goog-stored-content-encoding", List.of("identity")),
                object.bytes());
    }

    synchronized GcsAnswer delete(String key) {
        if (objects.remove(key) == null) {
            throw GcsAnswer.refusal(404, "notFound", "No such object: " + name + "/" + key);
        }
        return GcsAnswer.bare(204, Map.of());
    }

    synchronized GcsAnswer page(String prefix, String token) {
        List<String> keys = objects.tailMap(token == null ? prefix : token, token == null).keySet().stream()
                .takeWhile(key -> key.startsWith(prefix))
                .limit(PAGE + 1L)
                .toList();
        Map<String, Object> page = new HashMap<>(Map.of("kind", "storage#objects"));
        List<Map<String, ?>> items = new ArrayList<>();
        keys.stream().limit(PAGE).forEach(key -> items.add(resource(key)));
        if (!items.isEmpty()) {
            page.put("items", items);
        }
        if (keys.size() > PAGE) {
            page.put("nextPageToken", keys.get(PAGE - 1));
        }
        return GcsAnswer.json(200, page);
    }

    private Map<String, ?> resource(String key) {
        Stored object = objects.get(key);
        return Map.of(
                "kind", "storage#object",
                "bucket", name,
                "name", key,
                "size", Integer.toString(object.bytes().length),
                "contentType", object.type(),
                "generation", Long.toString(object.generation()),
                "crc32c", Crc32c.of(object.bytes()),
                "updated", object.updated().toString());
    }
}
