package caravan.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStoreTest extends StoreContract {
    @TempDir
    Path place;

    @Override
    FileStore store(String prefix) {
        return new FileStore(place.resolve("lake"), prefix);
    }

    @Override
    Store away() throws IOException {
        return new FileStore(Files.writeString(place.resolve("file"), "in the folder's place"), "");
    }

    @Test
    void the_stores_own_files_are_not_listed() throws Exception {
        store("").create("_caravan/a.json", new byte[1]);
        Files.createFile(place.resolve("lake/.tmp-1"));
        Files.createFile(place.resolve("lake/_caravan/.tmp-2"));

        assertThat(place.resolve("lake/_caravan/.lock")).exists();
        assertThat(keys(store(""), "")).containsExactly("_caravan/a.json");
        assertThat(keys(store(""), "_caravan/")).containsExactly("_caravan/a.json");
    }

    @Test
    void what_a_dead_process_left_goes_after_a_day_and_not_before() throws Exception {
        store("").create("a/b.json", new byte[1]);
        Path fresh = Files.createFile(place.resolve("lake/a/.tmp-1"));
        Path old = Files.createFile(place.resolve("lake/a/.tmp-2"));
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minusSeconds(90_000)));

        store("").list("");

        assertThat(fresh).exists();
        assertThat(old).doesNotExist();
    }

    @Test
    void a_listing_looks_only_where_such_keys_can_be() throws Exception {
        store("").create("a/2026-11-01/05.json", new byte[1]);
        // Whoever lists this folder reads its own name for ever.
        Path other = Files.createDirectories(place.resolve("lake/a/2026-10-01"));
        Files.writeString(other.resolve("05.json"), "");
        Instant before = Instant.parse("2020-01-01T00:00:00Z");
        Files.setAttribute(other, "lastAccessTime", FileTime.from(before), LinkOption.NOFOLLOW_LINKS);

        store("").list("a/2026-11-");

        assertThat(((FileTime) Files.getAttribute(other, "lastAccessTime")).toInstant())
                .isEqualTo(before);
    }

    @Test
    void a_folder_that_became_empty_goes_with_its_last_object() throws Exception {
        store("").create("a/b/c.json", new byte[1]);
        store("").create("a/d.json", new byte[1]);

        store("").delete(List.of("a/b/c.json"));
        assertThat(place.resolve("lake/a/b")).doesNotExist();
        assertThat(place.resolve("lake/a/d.json")).exists();

        store("").delete(List.of("a/d.json"));
        assertThat(place.resolve("lake/a")).doesNotExist();
        assertThat(place.resolve("lake")).exists();
    }

    @Test
    void a_version_never_comes_back_even_if_the_clock_goes_back() throws Exception {
        String first = store("").create("a.json", bytes("one"));
        Path file = place.resolve("lake/a.json");
        FileTime future = FileTime.from(Instant.parse("2100-01-01T00:00:00Z"));
        Files.setLastModifiedTime(file, future);
        String read = store("").get("a.json").orElseThrow().version();

        store("").replace("a.json", bytes("two"), read);

        assertThat(read).isNotEqualTo(first);
        assertThat(Files.getLastModifiedTime(file)).isGreaterThan(future);
    }

    @Test
    void nothing_is_written_through_a_link_out_of_the_root() throws Exception {
        Path outside = Files.createDirectories(place.resolve("outside"));
        Files.writeString(outside.resolve("theirs"), "theirs");
        Files.createDirectories(place.resolve("lake"));
        Files.createSymbolicLink(place.resolve("lake/events"), outside);
        Path source = Files.writeString(place.resolve("source"), "content");

        assertThatThrownBy(() -> store("").put("events/sub/a", source.toFile()))
                .isInstanceOf(StoreRefused.class)
                .hasMessageContaining("symbolic link")
                .hasMessageContaining("caravan.file.directory");
        assertThatThrownBy(() -> store("").create("events/a", new byte[1])).isInstanceOf(StoreRefused.class);
        assertThatThrownBy(() -> store("").delete(List.of("events/theirs"))).isInstanceOf(StoreRefused.class);

        assertThat(outside.toFile().list()).containsExactly("theirs");
    }

    @Test
    void another_process_waits_for_the_lock() throws Exception {
        store("").create("held", new byte[1]);
        Path lock = place.resolve("lake/_caravan/.lock");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process other = new ProcessBuilder(
                        java, "-cp", System.getProperty("java.class.path"), LockHolder.class.getName(), lock.toString())
                .redirectErrorStream(true)
                .start();
        try (var line = other.inputReader()) {
            assertThat(line.readLine()).isEqualTo("held");
            Thread writer = new Thread(() -> {
                try {
                    store("").create("waited", new byte[1]);
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            writer.start();
            writer.join(300);
            assertThat(store("").get("waited")).isEmpty();

            other.destroyForcibly();
            writer.join();
            assertThat(store("").get("waited")).isPresent();
        } finally {
            other.destroyForcibly();
        }
    }
}
