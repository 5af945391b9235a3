package caravan.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every store promises. */
abstract class StoreContract {
    private static final int WRITERS = 8;

    /** A store over the test's own place; two with the same prefix are two writers to the same store. */
    abstract Store store(String prefix) throws Exception;

    /** A store whose place cannot be reached. */
    abstract Store away() throws Exception;

    @Test
    void a_store_that_holds_nothing_lists_nothing() throws Exception {
        assertThat(store("").list("")).isEmpty();
        assertThat(store("none/").list("_caravan/hours/default/2026-11-")).isEmpty();
    }

    @Test
    void more_objects_than_a_page_holds_are_listed_completely_and_in_the_order_of_their_keys() throws Exception {
        Store store = store("");
        List<String> keys = new ArrayList<>(IntStream.range(0, 1005)
                .mapToObj(number -> "events/hour=" + number % 7 + "/" + number + ".json")
                .toList());
        keys.addAll(List.of("events/a-b", "events/a/b", "events/a.b", "events/B", "events/a=b/c"));
        fill(store, keys);

        List<String> listed = keys(store, "events/");

        assertThat(listed).isEqualTo(keys.stream().sorted().toList());
    }

    private static void fill(Store store, List<String> keys) throws Exception {
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
        try {
            List<Callable<String>> writes = keys.stream()
                    .map(key -> (Callable<String>) () -> store.create(key, new byte[1]))
                    .toList();
            for (Future<String> done : writers.invokeAll(writes)) {
                done.get();
            }
        } finally {
            writers.shutdownNow();
        }
    }

    @Test
    void a_listing_may_begin_in_the_middle_of_a_name() throws Exception {
        Store store = store("");
        for (String day : List.of("2026-10-31", "2026-11-01", "2026-11-02", "2027-11-01")) {
            store.create("_caravan/hours/default/" + day + "/05.json", new byte[1]);
        }
        store.create("_caravan/hours/default2/2026-11-01/05.json", new byte[1]);

        assertThat(keys(store, "_caravan/hours/default/2026-11-"))
                .containsExactly(
                        "_caravan/hours/default/2026-11-01/05.json", "_caravan/hours/default/2026-11-02/05.json");
        assertThat(keys(store, "_caravan/hours/default/2026-11-01/05.json")).hasSize(1);
        assertThat(keys(store, "_caravan/hours/default")).hasSize(5);
    }

    @Test
    void what_was_written_is_read_with_the_version_that_the_write_gave_and_the_listing_shows() throws Exception {
        Store store = store("");
        String version = store.create("a/b.json", bytes("{\"ä\":1}"));

        Store.Content content = store.get("a/b.json").orElseThrow();
        StoredObject listed = store.list("a/").get(0);

        assertThat(content.bytes()).isEqualTo(bytes("{\"ä\":1}"));
        assertThat(content.version()).isEqualTo(version);
        assertThat(listed.version()).isEqualTo(version);
        assertThat(listed.bytes()).isEqualTo(8);
        assertThat(listed.modified()).isNotNull();
    }

    @Test
    void an_object_is_opened_as_a_stream() throws Exception {
        Store store = store("");
        store.create("a/b.json", bytes("content"));

        try (InputStream in = store.open("a/b.json").orElseThrow()) {
            assertThat(in.readAllBytes()).isEqualTo(bytes("content"));
        }
        try (InputStream in = store.open("a/b.json").orElseThrow()) {
            assertThat(in.read()).isEqualTo('c');
        }
    }

    @Test
    void what_is_not_there_is_empty() throws Exception {
        Store store = store("");
        store.create("a/b.json", new byte[1]);

        assertThat(store.get("a/c.json")).isEmpty();
        assertThat(store.get("a")).isEmpty();
        assertThat(store.open("b/c.json")).isEmpty();
    }

    @Test
    void an_object_that_is_there_is_not_created_again() throws Exception {
        Store store = store("");
        store.create("a/b.json", bytes("first"));

        assertThatThrownBy(() -> store.create("a/b.json", bytes("second")))
                .isInstanceOf(WriteConflict.class)
                .hasMessageContaining("a/b.json");

        assertThat(content(store, "a/b.json")).isEqualTo("first");
    }

    @Test
    void an_object_is_replaced_over_the_version_that_was_read_and_no_other() throws Exception {
        Store store = store("");
        store.create("a/b.json", bytes("one"));
        String read = store.get("a/b.json").orElseThrow().version();

        String second = store.replace("a/b.json", bytes("two"), read);

        assertThat(store.get("a/b.json").orElseThrow().version())
                .isEqualTo(second)
                .isNotEqualTo(read);
        assertThatThrownBy(() -> store.replace("a/b.json", bytes("six"), read)).isInstanceOf(WriteConflict.class);
        assertThat(content(store, "a/b.json")).isEqualTo("two");
    }

    @Test
    void an_object_that_is_gone_is_not_replaced() throws Exception {
        Store store = store("");
        String version = store.create("a/b.json", bytes("one"));
        store.delete(List.of("a/b.json"));

        assertThatThrownBy(() -> store.replace("a/b.json", bytes("two"), version))
                .isInstanceOf(WriteConflict.class);

        assertThat(store.get("a/b.json")).isEmpty();
    }

    @Test
    void of_many_that_create_one_wins() throws Exception {
        List<String> won = Race.of(WRITERS, number -> store("").create("a/b.json", bytes("writer " + number)));

        assertThat(won).hasSize(1);
        assertThat(content(store(""), "a/b.json")).isEqualTo(won.get(0));
        assertThat(keys(store(""), "")).containsExactly("a/b.json");
    }

    @Test
    void of_many_that_replace_one_wins() throws Exception {
        String read = store("").create("a/b.json", bytes("nobody 0"));

        List<String> won = Race.of(WRITERS, number -> store("").replace("a/b.json", bytes("writer " + number), read));

        assertThat(won).hasSize(1);
        assertThat(content(store(""), "a/b.json")).isEqualTo(won.get(0));
    }

    @Test
    void what_is_deleted_is_gone_and_what_was_not_there_is_no_error() throws Exception {
        Store store = store("");
        store.create("a/b.json", new byte[1]);
        store.create("a/c.json", new byte[1]);

        store.delete(List.of("a/b.json", "x/y.json"));
        store.delete(List.of());

        assertThat(keys(store, "")).containsExactly("a/c.json");
    }

    @Test
    void two_prefixes_do_not_see_each_other() throws Exception {
        Store one = store("team/one/");
        Store other = store("team/two/");
        one.create("a.json", bytes("one"));
        other.create("a.json", bytes("two"));

        assertThat(content(one, "a.json")).isEqualTo("one");
        assertThat(keys(one, "")).containsExactly("a.json");
        other.delete(List.of("a.json"));
        assertThat(content(one, "a.json")).isEqualTo("one");
        assertThat(keys(store(""), "")).containsExactly("team/one/a.json");
        assertThat(one.location()).endsWith("team/one" + (one instanceof FileStore ? "" : "/"));
    }

    @Test
    void what_is_too_large_for_the_ledger_is_not_read_whole() throws Exception {
        Store store = store("");
        store.create("large", new byte[SmallObject.LARGEST + 1]);

        assertThatThrownBy(() -> store.get("large"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("'large'");
    }

    @Test
    void what_is_not_a_key_is_refused() throws Exception {
        Store store = store("");

        assertThatIllegalArgumentException().isThrownBy(() -> store.list("a/../b"));
        assertThatIllegalArgumentException().isThrownBy(() -> store.get("../a"));
        assertThatIllegalArgumentException().isThrownBy(() -> store.open("../a"));
        assertThatIllegalArgumentException().isThrownBy(() -> store.create("../a", new byte[1]));
        assertThatIllegalArgumentException().isThrownBy(() -> store.replace("../a", new byte[1], "1"));
        assertThatIllegalArgumentException().isThrownBy(() -> store.delete(List.of("a", "../a")));
        assertThatIllegalArgumentException().isThrownBy(() -> store("no-slash"));
    }

    @Test
    void a_store_that_is_away_is_an_error_that_may_pass() throws Exception {
        Store away = away();

        assertPasses(() -> away.list(""));
        assertPasses(() -> away.get("a"));
        assertPasses(() -> away.open("a"));
        assertPasses(() -> away.create("a", new byte[1]));
        assertPasses(() -> away.replace("a", new byte[1], "1"));
        assertPasses(() -> {
            away.delete(List.of("a"));
            return null;
        });
    }

    private static void assertPasses(Callable<?> call) {
        assertThatThrownBy(call::call)
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(StoreRefused.class)
                .isNotInstanceOf(WriteConflict.class);
    }

    static List<String> keys(Store store, String prefix) throws IOException {
        return store.list(prefix).stream().map(StoredObject::key).toList();
    }

    static String content(Store store, String key) throws IOException {
        return new String(store.get(key).orElseThrow().bytes(), UTF_8);
    }

    static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
