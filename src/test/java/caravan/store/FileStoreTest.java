package caravan.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
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
    void a_landed_object_has_the_bytes_of_its_file_and_no_other_file_is_beside_it() throws Exception {
        Path source = Files.writeString(place.resolve("source"), "content");

        store("p/").put("events/a.json", source.toFile());
        Files.delete(source);

        assertThat(content(store("p/"), "events/a.json")).isEqualTo("content");
        assertThat(files()).containsExactly("p/events/a.json");
    }

    @Test
    void the_same_file_is_landed_twice_and_leaves_no_second_name() throws Exception {
        Path source = Files.writeString(place.resolve("source"), "content");

        store("").put("a.json", source.toFile());
        store("").put("a.json", source.toFile());

        assertThat(content(store(""), "a.json")).isEqualTo("content");
        assertThat(files()).containsExactly("a.json");
    }

    @Test
    void a_file_of_another_file_system_is_copied() throws Exception {
        Path elsewhere = Path.of("/dev/shm");
        assumeThat(elsewhere).isWritable();
        assumeThat(Files.getFileStore(elsewhere)).isNotEqualTo(Files.getFileStore(place));
        Path source = Files.writeString(Files.createTempFile(elsewhere, "caravan", ".json"), "content");
        try {
            store("").put("a/b.json", source.toFile());
        } finally {
            Files.delete(source);
        }

        assertThat(content(store(""), "a/b.json")).isEqualTo("content");
        assertThat(files()).containsExactly("a/b.json");
    }

    @Test
    void a_symbolic_link_lands_as_the_file_it_leads_to() throws Exception {
        Path source = Files.writeString(place.resolve("source"), "content");
        Path link = Files.createSymbolicLink(place.resolve("link"), source);

        store("").put("a.json", link.toFile());
        Files.delete(link);

        assertThat(place.resolve("lake/a.json")).isRegularFile().hasContent("content");
        assertThat(Files.isSymbolicLink(place.resolve("lake/a.json"))).isFalse();
    }

    @Test
    void a_file_that_is_not_there_lands_nothing() throws Exception {
        assertThatThrownBy(() -> store("").put("a.json", place.resolve("none").toFile()))
                .isInstanceOf(IOException.class);

        assertThat(store("").list("")).isEmpty();
    }

    @Test
    void objects_land_while_others_of_the_same_folder_are_deleted() throws Exception {
        Path source = Files.writeString(place.resolve("source"), "content");
        ExecutorService two = Executors.newFixedThreadPool(2);
        try {
            Future<?> lands = two.submit(() -> {
                for (int i = 0; i < 300; i++) {
                    store("").put("a/b/c/" + i, source.toFile());
                    store("").delete(List.of("a/b/c/" + i));
                }
                return null;
            });
            Future<?> deletes = two.submit(() -> {
                for (int i = 0; i < 300; i++) {
                    store("").put("a/b/d/" + i, source.toFile());
                    store("").delete(List.of("a/b/d/" + i));
                }
                return null;
            });
            lands.get();
            deletes.get();
        } finally {
            two.shutdownNow();
        }
        assertThat(files()).isEmpty();
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

    private List<String> files() throws IOException {
        Path lake = place.resolve("lake");
        try (Stream<Path> all = Files.walk(lake)) {
            return all.filter(Files::isRegularFile)
                    .map(path -> lake.relativize(path).toString())
                    .filter(name -> !name.equals("_caravan/.lock"))
                    .sorted()
                    .toList();
        }
    }
}
