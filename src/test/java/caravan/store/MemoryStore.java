package caravan.store;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** A destination in memory that counts what it is asked, and fails as a test tells it to. */
public final class MemoryStore implements Store {
    private final Clock clock;
    private final TreeMap<String, Kept> objects = new TreeMap<>(StoreKey.ORDER);
    private final Map<Call, Deque<Act>> next = new EnumMap<>(Call.class);
    private final List<String> calls = new ArrayList<>();
    private long versions;

    public enum Call {
        LIST,
        GET,
        OPEN,
        WRITE,
        DELETE
    }

    /** What becomes of one call. */
    public enum Fault {
        /** No reply, and nothing was done. */
        LOST_BEFORE,
        /** No reply, but it was done. */
        LOST_AFTER,
        /** Refused as conflicting, whatever is there; nothing was done. */
        CONFLICT,
        /** Refused for good; nothing was done. */
        REFUSED
    }

    /** What somebody else does in between. */
    public interface Deed {
        void run() throws IOException;
    }

    private record Kept(byte[] bytes, String version, Instant modified) {}

    private record Act(Fault fault, Deed before) {}

    public MemoryStore(Clock clock) {
        this.clock = clock;
    }

    /** The next call of this sort that nothing else is planned for fails so. */
    public MemoryStore fail(Call call, Fault fault) {
        return plan(call, new Act(fault, () -> {}));
    }

    /** Just before the next call of this sort somebody else does this. */
    public MemoryStore before(Call call, Deed deed) {
        return plan(call, new Act(null, deed));
    }

    private synchronized MemoryStore plan(Call call, Act act) {
        next.computeIfAbsent(call, any -> new ArrayDeque<>()).add(act);
        return this;
    }

    /** Puts what it likes, as a route or a stranger would: no condition, no count. */
    public synchronized MemoryStore put(String key, byte[] bytes) {
        objects.put(StoreKey.checked(key), new Kept(bytes.clone(), "v" + ++versions, clock.instant()));
        return this;
    }

    public MemoryStore put(String key, String text) {
        return put(key, text.getBytes(StandardCharsets.UTF_8));
    }

    public synchronized MemoryStore remove(String key) {
        objects.remove(key);
        return this;
    }

    public synchronized SortedSet<String> keys() {
        return new TreeSet<>(objects.keySet());
    }

    /** Null where there is none. */
    public synchronized byte[] bytes(String key) {
        Kept kept = objects.get(key);
        return kept == null ? null : kept.bytes().clone();
    }

    public String text(String key) {
        return new String(bytes(key), StandardCharsets.UTF_8);
    }

    /** Everything asked so far: {@code LIST prefix}, {@code GET key}, {@code WRITE key}, {@code DELETE key}. */
    public synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    public synchronized List<String> calls(Call call) {
        return calls.stream().filter(line -> line.startsWith(call + " ")).toList();
    }

    public synchronized void forgetCalls() {
        calls.clear();
    }

    @Override
    public String location() {
        return "memory";
    }

    @Override
    public List<StoredObject> list(String prefix) throws IOException {
        return answer(Call.LIST, StoreKey.beginning(prefix), () -> objects.entrySet().stream()
                .filter(kept -> kept.getKey().startsWith(prefix))
                .map(kept -> new StoredObject(
                        kept.getKey(),
                        kept.getValue().bytes().length,
                        kept.getValue().version(),
                        kept.getValue().modified()))
                .toList());
    }

    @Override
    public Optional<Content> get(String key) throws IOException {
        return answer(Call.GET, StoreKey.checked(key), () -> Optional.ofNullable(objects.get(key))
                .map(kept -> new Content(kept.bytes().clone(), kept.version())));
    }

    @Override
    public Optional<InputStream> open(String key) throws IOException {
        return answer(Call.OPEN, StoreKey.checked(key), () -> Optional.ofNullable(objects.get(key))
                .map(kept -> new ByteArrayInputStream(kept.bytes())));
    }

    @Override
    public String create(String key, byte[] content) throws IOException {
        return answer(Call.WRITE, StoreKey.checked(key), () -> {
            if (objects.containsKey(key)) {
                throw new WriteConflict(key, "there is one already");
            }
            return written(key, content);
        });
    }

    @Override
    public String replace(String key, byte[] content, String version) throws IOException {
        return answer(Call.WRITE, StoreKey.checked(key), () -> {
            if (!objects.containsKey(key) || !objects.get(key).version().equals(version)) {
                throw new WriteConflict(key, "it is another version by now");
            }
            return written(key, content);
        });
    }

    private String written(String key, byte[] content) {
        put(key, content);
        return objects.get(key).version();
    }

    @Override
    public void delete(Collection<String> keys) throws IOException {
        answer(Call.DELETE, String.join(" ", keys), () -> objects.keySet().removeAll(List.copyOf(keys)));
    }

    private interface Answer<T> {
        T give() throws IOException;
    }

    private synchronized <T> T answer(Call call, String what, Answer<T> answer) throws IOException {
        calls.add(call + " " + what);
        Act act = next.getOrDefault(call, new ArrayDeque<>()).poll();
        if (act == null) {
            return answer.give();
        }
        act.before().run();
        if (act.fault() == null) {
            return answer.give();
        }
        switch (act.fault()) {
            case CONFLICT -> throw new WriteConflict(what, "another writer is at it");
            case REFUSED -> throw new StoreRefused("no right to " + call + " '" + what + "'", null);
            case LOST_AFTER -> answer.give();
            case LOST_BEFORE -> {}
        }
        throw new IOException("no reply to " + call + " '" + what + "'");
    }
}
