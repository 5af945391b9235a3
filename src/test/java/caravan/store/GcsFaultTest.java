package caravan.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.failure.Failure;
import caravan.failure.FailureTable;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers of Google Cloud Storage as a server says them, and what becomes of them. */
class GcsFaultTest {
    private Answers server;
    private GcsStore store;

    @BeforeEach
    void start() throws Exception {
        server = new Answers();
        store = GcsStore.open(GcsServer.keys(server.url()), "", 5, GcsStoreTest.AT_ONCE);
    }

    @AfterEach
    void stop() throws Exception {
        store.close();
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "401, authError, check the credentials",
        "403, forbidden, roles/storage.objectUser",
        "403, accountDisabled, roles/storage.objectUser",
        "403, retentionPolicyNotMet, retention policy",
        "404, notFound, caravan.gcs.bucket",
        "400, invalid, caravan.gcs.bucket",
        "302, '', caravan.gcs.endpoint",
        "308, '', caravan.gcs.endpoint",
        "501, notImplemented, caravan.gcs.endpoint"
    })
    void an_answer_that_will_be_the_same_again_is_for_a_person_and_asked_for_once(
            int status, String reason, String check) throws Exception {
        say("", status, error(status, reason, "so it is"));

        assertThatThrownBy(() -> store.create("a", new byte[1]))
                .isInstanceOf(StoreRefused.class)
                .hasMessageContaining("bucket 'lake' refused to write 'a' (" + status + " " + reason)
                .hasMessageContaining(check)
                .satisfies(thrown ->
                        assertThat(new FailureTable().classify(thrown).kind()).isEqualTo(Failure.Kind.STORE_REFUSED));
        assertThat(server.asked()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "429, rateLimitExceeded",
        "403, rateLimitExceeded",
        "403, userRateLimitExceeded",
        "408, requestTimeout",
        "409, conflict",
        "500, backendError",
        "502, ''",
        "503, backendError",
        "504, ''"
    })
    void an_answer_that_may_be_better_the_next_time_is_asked_for_three_times(int status, String reason)
            throws Exception {
        say("", status, error(status, reason, "so it is"));

        for (Call call : List.<Call>of(
                () -> store.list(""),
                () -> store.get("a"),
                () -> store.create("a", new byte[1]),
                () -> store.delete(List.of("a")))) {
            int before = server.asked().size();
            assertThatThrownBy(call::make)
                    .isExactlyInstanceOf(IOException.class)
                    .hasMessageContaining("(" + status + " " + reason)
                    .satisfies(thrown -> {
                        assertThat(new FailureTable().classify(thrown).kind()).isEqualTo(Failure.Kind.STORE_AWAY);
                        assertThat(new FailureTable().repeats(thrown)).isTrue();
                    });
            assertThat(server.asked()).hasSize(before + 3);
        }
    }

    @Test
    void bytes_that_arrived_as_others_are_sent_again() throws Exception {
        say("", 400, error(400, "invalid", "Provided CRC32C \"a\" doesn't match calculated CRC32C \"b\"."));

        assertThatThrownBy(() -> store.create("a", new byte[1])).isExactlyInstanceOf(IOException.class);
        assertThat(server.asked()).hasSize(3);
    }

    @Test
    void a_redirect_is_not_followed_not_even_to_the_same_server() throws Exception {
        server.to("", 302, Map.of("Location", server.url() + "/elsewhere"), "");

        assertThatThrownBy(() -> store.list("")).isInstanceOf(StoreRefused.class);
        assertThat(server.asked()).hasSize(1);
    }

    private interface Call {
        void make() throws IOException;
    }

    @ParameterizedTest
    @CsvSource({
        "list, storage.objects.list",
        "read, storage.objects.get",
        "write, storage.objects.create and storage.objects.delete",
        "delete, storage.objects.delete"
    })
    void a_right_that_is_missing_is_named(String doing, String right) throws Exception {
        say("", 403, error(403, "forbidden", "x@y.iam does not have access"));
        Call call =
                switch (doing) {
                    case "list" -> () -> store.list("");
                    case "read" -> () -> store.get("a");
                    case "write" -> () -> store.create("a", new byte[1]);
                    default -> () -> store.delete(List.of("a"));
                };

        assertThatThrownBy(call::make).isInstanceOfSatisfying(StoreRefused.class, refused -> {
            assertThat(refused.right()).isEqualTo(Optional.of(right));
            assertThat(refused).hasMessageContaining("x@y.iam does not have access");
        });
    }

    @Test
    void a_lost_race_is_no_failure_and_not_asked_again() throws Exception {
        say("POST /upload", 412, error(412, "conditionNotMet", "no"));

        assertThatThrownBy(() -> store.replace("a", new byte[1], "7")).isInstanceOf(WriteConflict.class);
        assertThat(server.asked()).singleElement().asString().contains("ifGenerationMatch=7");
    }

    @Test
    void a_read_that_is_refused_with_the_bucket_is_not_taken_for_an_object_that_is_not_there() throws Exception {
        server.to("GET /", 404, "The specified bucket does not exist.");

        assertThatThrownBy(() -> store.get("a")).isInstanceOf(StoreRefused.class);
    }

    @ParameterizedTest
    @CsvSource({
        "'{}'",
        "'[]'",
        "'null'",
        "'\"kind\"'",
        "'<html>so it is</html>'",
        "'{\"kind\": \"storage#objects\", \"items\": [{}]}'",
        "'{\"kind\": \"storage#objects\", \"items\": [{\"name\": \"elsewhere\", \"size\": \"1\","
                + " \"generation\": \"1\", \"updated\": \"2026-11-01T00:00:00Z\"}]}'"
    })
    void an_answer_that_is_none_of_the_api_is_not_believed(String body) throws Exception {
        say("GET /storage/v1/b/lake/o", 200, body);
        say("POST /", 200, body);

        Stream.<Call>of(() -> store.list("a/"), () -> store.create("a", new byte[1]))
                .forEach(call -> assertThatThrownBy(call::make)
                        .isInstanceOf(IOException.class)
                        .isNotInstanceOf(WriteConflict.class)
                        .isNotInstanceOf(StoreRefused.class));
    }

    @Test
    void words_of_the_server_stay_on_one_line_and_are_cut() throws Exception {
        say("", 403, error(403, "forbidden", "a\nb\u001b[2J" + "x".repeat(1000)));

        assertThatThrownBy(() -> store.list("")).satisfies(thrown -> assertThat(thrown.getMessage())
                .contains("a b [2J")
                .doesNotContainPattern("\\p{Cntrl}")
                .hasSizeLessThan(700));
    }

    private void say(String beginning, int status, String json) {
        server.to(beginning, status, Map.of("Content-Type", "application/json"), json);
    }

    private static String error(int status, String reason, String message) throws Exception {
        return new ObjectMapper().writeValueAsString(GcsAnswer.error(status, reason, message));
    }
}
