package caravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.config.Configuration;
import caravan.config.Settings;
import caravan.failure.ExitCode;
import caravan.setup.Remark;
import caravan.setup.Remark.Kind;
import caravan.store.Answers;
import caravan.store.MemoryStore;
import caravan.store.S3Connection;
import caravan.store.S3Server;
import caravan.store.Store;
import caravan.store.StoreRights.Act;
import caravan.store.Unconditional;
import caravan.store.WithoutRights;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.s3.S3Client;

class StoreCheckTest {
    private static final Clock NOW = Clock.fixed(Instant.parse("2026-11-20T12:00:00Z"), ZoneOffset.UTC);

    private final MemoryStore store = new MemoryStore(NOW);
    private final Map<String, String> set = new HashMap<>(Map.of(
            "caravan.amplitude.api-key",
            "a",
            "caravan.amplitude.secret-key",
            "b",
            "caravan.s3.bucket",
            "lake",
            "caravan.store.prefix",
            "raw"));

    private List<Remark> remarks(Store tried, Optional<S3Client> s3) throws Exception {
        Settings settings = Configuration.of(set, Path.of(""), NOW).settings();
        return new StoreCheck(tried, s3, settings, NOW).remarks();
    }

    private List<Remark> remarks(Store tried) throws Exception {
        return remarks(tried, Optional.empty());
    }

    @Test
    void a_store_that_allows_everything_has_good_remarks_only() throws Exception {
        assertThat(remarks(store)).extracting(Remark::kind).containsOnly(Kind.GOOD);
    }

    @ParameterizedTest
    @CsvSource({
        "LIST, s3:ListBucket on arn:aws:s3:::lake;",
        "PUT, s3:PutObject on arn:aws:s3:::lake/raw/*;",
        "GET, s3:GetObject on arn:aws:s3:::lake/raw/*;",
        "DELETE, s3:DeleteObject on arn:aws:s3:::lake/raw/*;"
    })
    void a_right_that_is_missing_is_named_with_what_it_is_needed_on_and_what_comes_of_it(Act act, String remedy)
            throws Exception {
        List<Remark> wrong = remarks(new WithoutRights(store, EnumSet.of(act))).stream()
                .filter(remark -> remark.kind() == Kind.WRONG)
                .toList();

        assertThat(wrong).singleElement().satisfies(remark -> {
            assertThat(remark.code()).isEqualTo(ExitCode.REFUSED);
            assertThat(remark.words()).isEqualTo("403 AccessDenied");
            assertThat(remark.remedy().orElseThrow())
                    .startsWith("allow these credentials " + remedy)
                    .contains("without it");
        });
    }

    @Test
    void a_right_that_is_missing_in_a_bucket_of_google_is_named_with_the_role_that_has_it() throws Exception {
        set.remove("caravan.s3.bucket");
        set.put("caravan.gcs.bucket", "lake");

        assertThat(remarks(store)).as("it is no folder").noneMatch(remark -> remark.words()
                .contains("no bucket"));
        assertThat(remarks(new WithoutRights(store, EnumSet.of(Act.DELETE))))
                .anySatisfy(remark -> assertThat(remark.remedy().orElse(""))
                        .contains("on gs://lake (roles/storage.objectUser has it)"));
    }

    @Test
    void a_store_that_is_away_is_one_remark() throws Exception {
        store.fail(MemoryStore.Call.LIST, MemoryStore.Fault.LOST_BEFORE);

        assertThat(remarks(store)).singleElement().satisfies(remark -> {
            assertThat(remark.words()).contains("no reply to LIST");
            assertThat(remark.code()).isEqualTo(ExitCode.REFUSED);
        });
    }

    @Test
    void a_store_that_ignores_conditions_is_advice_to_one_process_and_wrong_for_several() throws Exception {
        assertThat(remarks(Unconditional.creating(store))).anySatisfy(remark -> {
            assertThat(remark.kind()).isEqualTo(Kind.ADVICE);
            assertThat(remark.words()).contains("If-None-Match");
            assertThat(remark.remedy().orElseThrow()).contains("one process alone");
        });

        set.put("caravan.replicas", "2");
        assertThat(remarks(Unconditional.creating(store))).anySatisfy(remark -> {
            assertThat(remark.code()).isEqualTo(ExitCode.REFUSED);
            assertThat(remark.remedy().orElseThrow()).contains("caravan.replicas is 2", "another store");
        });
    }

    @ParameterizedTest
    @CsvSource({"404, NoSuchLifecycleConfiguration, ADVICE", "403, AccessDenied, UNSEEN", "501, NotImplemented, UNSEEN"
    })
    void the_bucket_is_asked_for_its_rule_for_unfinished_uploads_and_no_answer_is_wrong(
            int status, String code, Kind kind) throws Exception {
        try (Answers s3 = new Answers();
                S3Client client = S3Connection.client(S3Server.settings(s3.url(), "secret"))) {
            s3.to("GET /lake?lifecycle", status, Answers.error(code));

            List<Remark> remarks = remarks(store, Optional.of(client));

            assertThat(remarks.get(remarks.size() - 1).kind()).isEqualTo(kind);
            assertThat(remarks).extracting(Remark::code).containsOnly(ExitCode.OK);
        }
    }

    @Test
    void a_ledger_that_is_there_is_told() throws Exception {
        store.put("_caravan/projects/web.json", "{}");

        assertThat(remarks(store)).extracting(Remark::words).contains("it holds the ledger of 1 project");
    }
}
