package caravan.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStorePutTest {
    @TempDir
    Path place;

    private FileStore store(String prefix) {
        return new FileStore(place.resolve("lake"), prefix);
    }

    @Test
    void a_landed_object_has_the_bytes_of_its_file_and_no_other_file_is_beside_it() throws Exception {
        Path source = Files.writeString(place.resolve("source"), "content");

        store("p/").put("events/a.json", source.toFile());
        Files.delete(source);

        assertThat(StoreContract.content(store("p/"), "events/a.json")).isEqualTo("content");
        assertThat(files()).containsExactly("p/events/a.json");
    }

    @Test
    void the_same_file_is_landed_twice_and_leaves_no_second_name() throws Exception {
        Path source = Files.writeString(place.resolve("source"), "content");

        store("").put("a.json", source.toFile());
        store("").put("a.json", source.toFile());

        assertThat(StoreContract.content(store(""), "a.json")).isEqualTo("content");
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

        assertThat(StoreContract.content(store(""), "a/b.json")).isEqualTo("content");
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
