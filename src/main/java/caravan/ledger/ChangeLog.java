package caravan.ledger;

import caravan.store.Store;
import caravan.store.StoreRefused;
import caravan.store.StoredObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What became of hours after they had landed, a line each, for a person with any browser of the store: one text file a project and
 * month. For reading only: nothing is decided by it, and each record says itself what it replaced.
 */
public final class ChangeLog {
    /** Some ten thousand changes; nobody reads on, and each append reads and writes the whole. */
    private static final int MOST = 4 << 20;

    private final Store store;
    private final Map<String, Read> read = new ConcurrentHashMap<>();

    private record Read(String version, List<ChangeLine> lines) {}

    public ChangeLog(Store store) {
        this.store = store;
    }

    public static String key(String project, Instant at) {
        return "_caravan/changes/" + project + "/" + YearMonth.from(at.atOffset(ZoneOffset.UTC)) + ".txt";
    }

    /**
     * Adds a line to the file of its month, after all that others have added meanwhile. A line that is there is not added twice, so
     * that an answer that was lost does no harm.
     *
     * @param line without its end; tells itself apart from all others
     * @throws IOException where that did not come about
     */
    public synchronized void append(String project, Instant at, String line) throws IOException {
        String key = key(project, at);
        byte[] added = (line + "\n").getBytes(StandardCharsets.UTF_8);
        Rewrite<Boolean> rewrite = () -> {
            Optional<Store.Content> there = store.get(key);
            if (there.filter(content -> holds(content.bytes(), added)).isPresent()) {
                return false;
            }
            requireRoom(key, there);
            put(key, there, added);
            return true;
        };
        rewrite.done();
    }

    private static void requireRoom(String key, Optional<Store.Content> there) throws IOException {
        if (there.filter(content -> content.bytes().length > MOST).isPresent()) {
            throw new StoreRefused("'" + key + "' is full: it holds more than " + MOST + " bytes", null);
        }
    }

    private void put(String key, Optional<Store.Content> there, byte[] added) throws IOException {
        if (there.isEmpty()) {
            store.create(key, added);
            return;
        }
        ByteArrayOutputStream longer = new ByteArrayOutputStream();
        longer.writeBytes(there.get().bytes());
        longer.writeBytes(added);
        store.replace(key, longer.toByteArray(), there.get().version());
    }

    /**
     * The last changes of a project first; at most one more than so many. Months that were read before and have not changed are not
     * read again.
     */
    public List<ChangeLine> last(String project, int most) throws IOException {
        List<StoredObject> months = store.list("_caravan/changes/" + project + "/").stream()
                .sorted(Comparator.comparing(StoredObject::key).reversed())
                .toList();
        List<ChangeLine> last = new ArrayList<>();
        for (StoredObject month : months) {
            if (last.size() <= most) {
                last.addAll(lines(month));
            }
        }
        return last.subList(0, Math.min(last.size(), most + 1));
    }

    private List<ChangeLine> lines(StoredObject month) throws IOException {
        Read known = read.get(month.key());
        if (known != null && known.version().equals(month.version())) {
            return known.lines();
        }
        Optional<Store.Content> content = store.get(month.key());
        if (content.isEmpty()) {
            return List.of();
        }
        List<ChangeLine> lines = new ArrayList<>(new String(content.get().bytes(), StandardCharsets.UTF_8)
                .lines()
                .flatMap(line -> ChangeLine.parse(line).stream())
                .toList());
        Collections.reverse(lines);
        read.put(month.key(), new Read(content.get().version(), List.copyOf(lines)));
        return lines;
    }

    private static boolean holds(byte[] text, byte[] line) {
        return new String(text, StandardCharsets.UTF_8).contains(new String(line, StandardCharsets.UTF_8));
    }
}
