package caravan.store;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.store.StoreRights.Act;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.s3.S3Client;

class StoreRightsTest {
    private static final Clock NOW = Clock.fixed(Instant.parse("2026-11-20T12:00:00Z"), ZoneOffset.UTC);

    private final MemoryStore store = new MemoryStore(NOW);

    @TempDir
    Path place;

    private static StoreRights.Found tried(Store store) {
        return new StoreRights(store, new ConditionalWrites(store, NOW)).tried();
    }

    @Test
    void a_store_that_allows_everything_is_told_so_and_holds_nothing_of_it_afterwards() {
        assertThat(tried(store))
                .isEqualTo(new StoreRights.Found(EnumSet.allOf(Act.class), Map.of(), true, Optional.empty()));
        assertThat(store.keys()).isEmpty();
    }

    @Test
    void a_bucket_and_a_folder_allow_everything() throws Exception {
        try (S3Server server = S3Server.over(Files.createDirectory(place.resolve("s3")));
                S3Client client = server.client()) {
            assertThat(tried(new S3Store(client, server.bucket(), "a/")).failed())
                    .isEmpty();
            assertThat(new S3Store(client, server.bucket(), "").list("")).isEmpty();
        }
        assertThat(tried(new FileStore(place.resolve("lake"), "")).done()).containsAll(EnumSet.allOf(Act.class));
    }

    @ParameterizedTest
    @EnumSource(Act.class)
    void one_right_that_is_missing_is_the_only_one_that_is_named(Act missing) {
        StoreRights.Found found = tried(new WithoutRights(store, EnumSet.of(missing)));

        assertThat(found.failed()).containsOnlyKeys(missing);
        assertThat(((StoreRefused) found.failed().get(missing)).right()).hasValue(missing.right());
        assertThat(found.done()).isEqualTo(EnumSet.complementOf(EnumSet.of(missing)));
        assertThat(found.tried()).isEqualTo(missing == Act.LIST || missing == Act.DELETE);
        assertThat(store.keys()).hasSize(missing == Act.DELETE ? 2 : 0);
    }

    @Test
    void all_rights_that_are_missing_are_named_at_once() {
        assertThat(tried(new WithoutRights(store, EnumSet.of(Act.PUT, Act.DELETE)))
                        .failed())
                .containsOnlyKeys(Act.PUT, Act.DELETE);
        assertThat(tried(new WithoutRights(store, EnumSet.of(Act.LIST, Act.PUT, Act.GET)))
                        .failed())
                .as("without listing and putting nobody can say whether reading is allowed")
                .containsOnlyKeys(Act.LIST, Act.PUT);
    }

    @Test
    void a_store_that_is_away_is_asked_once() {
        store.fail(MemoryStore.Call.LIST, MemoryStore.Fault.LOST_BEFORE);

        StoreRights.Found found = tried(store);

        assertThat(found.failed()).containsOnlyKeys(Act.LIST);
        assertThat(found.done()).isEmpty();
        assertThat(store.calls()).hasSize(1);
    }

    @Test
    void a_store_that_fails_after_it_took_something_is_still_rid_of_it() {
        store.fail(MemoryStore.Call.GET, MemoryStore.Fault.LOST_BEFORE);

        assertThat(tried(store).failed()).containsOnlyKeys(Act.GET);
        assertThat(store.keys()).isEmpty();
    }

    @Test
    void a_store_that_ignores_conditions_is_found_out_even_where_nothing_may_be_deleted() {
        StoreRights.Found found = tried(new WithoutRights(Unconditional.creating(store), EnumSet.of(Act.DELETE)));

        assertThat(found.lacking().orElseThrow()).contains("If-None-Match");
        assertThat(found.failed()).containsOnlyKeys(Act.DELETE);
    }

    @Test
    void what_a_dead_process_left_is_deleted_along() throws Exception {
        MemoryStore older = new MemoryStore(Clock.offset(NOW, Duration.ofHours(-25)));
        older.put(ConditionalWrites.FOLDER + "left.json", "{}");

        assertThat(tried(older).failed()).isEmpty();
        assertThat(older.keys()).isEmpty();
    }
}
