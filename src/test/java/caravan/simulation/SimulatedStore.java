package caravan.simulation;

import caravan.archive.Sha256;
import caravan.store.Store;
import caravan.store.StoredObject;
import caravan.store.WriteConflict;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A store as S3 is one: atomic, conditions on what the content is, its own times. Each call is a step; a call may be lost
 * before it is done, or its reply after; or the caller has given up when it is done, minutes later.
 */
final class SimulatedStore implements Store {
    /** What the promise says of each change. */
    interface Guard {
        void written(String key, byte[] bytes);

        void deleted(String key);

        /** It was deleted by somebody who had looked at it right before, and somebody else wrote it in between. */
        void overlooked(String key);
    }

    private final Stage stage;
    private final Dice dice;
    private final History history;
    private final boolean conditional;
    private final TreeMap<String, Kept> objects = new TreeMap<>();
    private final List<Late> late = new ArrayList<>();
    private final Map<String, Look> looks = new HashMap<>();
    private Guard guard;

    record Kept(byte[] bytes, String sha256, Instant modified) {
        String version() {
            return sha256.substring(0, 16);
        }
    }

    /** What an actor's call before this one was, where it was a look. */
    private record Look(String key, Optional<String> version) {}

    private record Late(Instant due, Write write) {}

    private interface Write {
        void apply() throws IOException;
    }

    /** @param conditional whether it honours the conditions of writes */
    SimulatedStore(Stage stage, Dice dice, History history, boolean conditional) {
        this.stage = stage;
        this.dice = dice;
        this.history = history;
        this.conditional = conditional;
        stage.beforeEachStep(this::applyLate);
    }

    void guard(Guard by) {
        this.guard = by;
    }

    private void applyLate() {
        for (Late each : List.copyOf(late)) {
            if (stage.isCalm() || each.due().isBefore(stage.instant())) {
                late.remove(each);
                try {
                    each.write().apply();
                } catch (IOException conflict) {
                    history.fault("a late write met a conflict");
                }
            }
        }
    }

    private void read(String what) throws IOException {
        looks.remove(stage.who());
        stage.step(what);
        if (!stage.isCalm() && dice.percent(4)) {
            throw lost("no reply to " + what);
        }
    }

    private void write(String what, Write write) throws IOException {
        looks.remove(stage.who());
        stage.step(what);
        int chance = stage.isCalm() ? 100 : dice.below(100);
        if (chance < 3) {
            throw lost("lost: " + what);
        }
        if (chance < 4) {
            late.add(new Late(stage.instant().plusSeconds(dice.below(600)), write));
            throw lost("late: " + what);
        }
        write.apply();
        if (chance < 8) {
            throw lost("done, but no reply: " + what);
        }
    }

    private IOException lost(String what) {
        history.fault(what);
        return new IOException(what);
    }

    private String set(String key, byte[] bytes) {
        String sha256 = HexFormat.of().formatHex(Sha256.begin().digest(bytes));
        Kept kept = new Kept(bytes.clone(), sha256, stage.instant());
        objects.put(key, kept);
        guard.written(key, bytes);
        return kept.version();
    }

    /** What the route puts: no condition. */
    void put(String key, byte[] bytes) throws IOException {
        write("put " + key, () -> set(key, bytes));
    }

    @Override
    public String create(String key, byte[] content) throws IOException {
        String[] version = new String[1];
        write("create " + key, () -> {
            if (conditional && objects.containsKey(key)) {
                throw new WriteConflict(key, "there is one already");
            }
            version[0] = set(key, content);
        });
        return version[0];
    }

    @Override
    public String replace(String key, byte[] content, String known) throws IOException {
        String[] version = new String[1];
        write("replace " + key, () -> {
            if (conditional
                    && (!objects.containsKey(key) || !objects.get(key).version().equals(known))) {
                throw new WriteConflict(key, "it is another version by now");
            }
            version[0] = set(key, content);
        });
        return version[0];
    }

    /** Key by key, as a store does: what happens in between is seen. */
    @Override
    public void delete(Collection<String> keys) throws IOException {
        Optional<Look> look = Optional.ofNullable(looks.remove(stage.who()));
        for (String key : keys) {
            Optional<String> seen = look.filter(at -> at.key().equals(key)).flatMap(Look::version);
            write("delete " + key, () -> delete(key, seen));
        }
    }

    private void delete(String key, Optional<String> seen) {
        Kept was = objects.remove(key);
        if (was != null) {
            guard.deleted(key);
            if (seen.filter(version -> !version.equals(was.version())).isPresent()) {
                guard.overlooked(key);
            }
        }
    }

    @Override
    public List<StoredObject> list(String prefix) throws IOException {
        read("list " + prefix);
        return objects.tailMap(prefix, true).entrySet().stream()
                .takeWhile(kept -> kept.getKey().startsWith(prefix))
                .map(kept -> new StoredObject(
                        kept.getKey(),
                        kept.getValue().bytes().length,
                        kept.getValue().version(),
                        kept.getValue().modified()))
                .toList();
    }

    @Override
    public Optional<Content> get(String key) throws IOException {
        read("get " + key);
        looks.put(stage.who(), new Look(key, look(key).map(Kept::version)));
        return look(key).map(kept -> new Content(kept.bytes().clone(), kept.version()));
    }

    @Override
    public Optional<InputStream> open(String key) throws IOException {
        read("open " + key);
        return look(key).map(kept -> new ByteArrayInputStream(kept.bytes()));
    }

    /** For checks: no step, no fault. */
    Optional<Kept> look(String key) {
        return Optional.ofNullable(objects.get(key));
    }

    List<String> keys(String prefix) {
        return objects.keySet().stream().filter(key -> key.startsWith(prefix)).toList();
    }

    @Override
    public String location() {
        return "memory";
    }
}
