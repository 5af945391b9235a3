package caravan.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileRouteTest {
    @TempDir
    Path place;

    @Test
    void bytes_arrive_unchanged_under_the_key_and_the_body_stays_the_file() throws Exception {
        FileStore store = new FileStore(place.resolve("lake"), "team/");
        File file = Files.writeString(place.resolve("source"), "content").toFile();

        try (StoreRoute route = new StoreRoute("file", Map.of("store", store), Map.of())) {
            Exchange done = route.put("events/a,b.json", file, Map.of("CamelBeanMethodName", "delete"));

            assertThat((Throwable) done.getException()).isNull();
            assertThat(done.getMessage().getBody()).isEqualTo(file);
            assertThat(done.getMessage().getHeaders()).isEmpty();
        }
        assertThat(place.resolve("lake/team/events/a,b.json")).hasContent("content");
    }

    @Test
    void a_disk_that_refuses_is_said_to_the_caller() throws Exception {
        FileStore store = new FileStore(place.resolve("lake"), "");
        Files.createDirectories(place.resolve("lake"));
        Files.createSymbolicLink(place.resolve("lake/events"), Files.createDirectories(place.resolve("outside")));
        File file = Files.writeString(place.resolve("source"), "content").toFile();

        try (StoreRoute route = new StoreRoute("file", Map.of("store", store), Map.of())) {
            assertThat((Throwable) route.put("events/a.json", file, Map.of()).getException())
                    .isInstanceOf(StoreRefused.class);
        }
    }
}
