package caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.demo.SimulatedProject;
import caravan.demo.Truth;
import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.ledger.HourRecord;
import caravan.ledger.LandedObject;
import caravan.ledger.Ledger;
import caravan.ledger.Note;
import caravan.ledger.State;
import caravan.store.Store;
import caravan.store.StoredObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/** Compares what lies in a store with what simulated projects hold: nothing less, and nothing more. */
final class Arrivals {
    private final Store store;
    private final TreeSet<String> expected = new TreeSet<>();

    Arrivals(Store store) {
        this.store = store;
    }

    /** Every hour of the range is in the ledger; each file that the project holds is one object, with its JSON byte for byte. */
    Arrivals of(String project, SimulatedProject truth, HourRange hours) throws IOException {
        Ledger ledger = new Ledger(store, project, Runnable::run);
        expected.add(ledger.projectKey());
        for (Hour hour : hours.hours().toList()) {
            expected.add(ledger.recordKey(hour));
            HourRecord record = ledger.read(hour)
                    .orElseThrow(() -> new AssertionError(hour + " has no record"))
                    .record();
            hour(record, truth.truth(hour));
        }
        return this;
    }

    Arrivals of(SimulatedProject truth, HourRange hours) throws IOException {
        return of("default", truth, hours);
    }

    private void hour(HourRecord record, List<Truth> files) throws IOException {
        assertThat(record.state()).as("%s", record.hour()).isEqualTo(files.isEmpty() ? State.EMPTY : State.LANDED);
        assertThat(record.events())
                .isEqualTo(files.stream().mapToLong(Truth::events).sum());
        assertThat(record.rejected()).isZero();
        Map<String, Truth> byEntry = files.stream().collect(Collectors.toMap(Truth::entry, Function.identity()));
        assertThat(record.objects())
                .as("each file of %s once", record.hour())
                .extracting(LandedObject::entry)
                .containsExactlyInAnyOrderElementsOf(byEntry.keySet());
        for (LandedObject object : record.objects()) {
            object(record, object, byEntry.get(object.entry()));
        }
    }

    private void object(HourRecord record, LandedObject object, Truth file) throws IOException {
        byte[] stored = content(store, object.key());
        assertThat(object.key())
                .contains("-r" + record.revision() + "-")
                .contains("project=" + record.project())
                .endsWith("." + record.format());
        assertThat(object.events()).isEqualTo(file.events());
        assertThat(object.outside()).isZero();
        assertThat(object.bytes()).isEqualTo(stored.length);
        assertThat(object.sha256()).isEqualTo(sha256(stored));
        byte[] json = record.format().equals("json") ? stored : unpacked(stored);
        assertThat(json).as("%s", object.key()).hasSize((int) file.bytes());
        assertThat(sha256(json)).as("%s, byte for byte", object.key()).isEqualTo(file.sha256());
        assertThat(expected.add(object.key())).isTrue();
    }

    /** These hours have such a note; no other hour has any. */
    Arrivals noted(Note.Kind kind, Collection<Hour> hours) throws IOException {
        Ledger ledger = new Ledger(store, "default", Runnable::run);
        for (Hour hour : hours) {
            assertThat(ledger.note(hour)
                            .orElseThrow(() -> new AssertionError(hour + " has no note"))
                            .kind())
                    .isEqualTo(kind);
            expected.add(ledger.noteKey(hour));
        }
        return this;
    }

    Arrivals and(String... keys) {
        expected.addAll(List.of(keys));
        return this;
    }

    Arrivals and(List<String> keys) {
        expected.addAll(keys);
        return this;
    }

    void andNothingElse() throws IOException {
        assertThat(keys(store)).as("and no other objects").containsExactlyInAnyOrderElementsOf(expected);
    }

    static List<String> keys(Store store) throws IOException {
        return store.list("").stream().map(StoredObject::key).sorted().toList();
    }

    /** Everything there is, by key: to compare before and after. */
    static Map<String, String> everything(Store store) throws IOException {
        Map<String, String> hashes = new TreeMap<>();
        for (String key : keys(store)) {
            hashes.put(key, sha256(content(store, key)));
        }
        return hashes;
    }

    static byte[] content(Store store, String key) throws IOException {
        try (InputStream in = store.open(key).orElseThrow(() -> new AssertionError(key + " is not there"))) {
            return in.readAllBytes();
        }
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static byte[] unpacked(byte[] gzip) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
