package caravan.snowflake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.config.S3Keys;
import caravan.config.Secret;
import caravan.config.SnowflakeSettings;
import caravan.config.SnowflakeSettings.Load;
import caravan.failure.Failure.Kind;
import caravan.failure.FailureTable;
import caravan.model.SnowflakeModels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SnowflakeSetupTest {
    /** Rendering them takes longest. */
    private static final List<String> MODELS = models("BRONZE");

    private static final URI NOWHERE = URI.create("http://127.0.0.1:1");

    @Test
    void the_text_has_every_part_in_its_order_and_no_secret() throws Exception {
        SnowflakeSettings settings = Account.settings(NOWHERE, Load.COPY);
        String text = setup(settings, Optional.empty(), false).text();

        assertThat(text)
                .containsSubsequence(
                        "-- 1. User and roles",
                        "create user if not exists \"LOADER\" type = service",
                        "set rsa_public_key = 'MII",
                        "-- 2. Warehouse, database and schemas",
                        "auto_suspend = 60",
                        "-- 3. The bucket lake",
                        "\"Resource\": \"arn:aws:s3:::lake/web/*\"",
                        "create storage integration if not exists CARAVAN_LAKE",
                        "storage_allowed_locations = ('s3://lake/web/')",
                        "create stage if not exists LAKE url = 's3://lake/web/' storage_integration = CARAVAN_LAKE",
                        "-- 4. Bronze",
                        "create table if not exists loads",
                        "create table if not exists events",
                        "create stream if not exists new_loads on table loads append_only = true",
                        "-- 5. Silver and gold",
                        "create or replace procedure intermediate.refresh()",
                        "-- 6. Tasks",
                        "when system$stream_has_data('CARAVAN.BRONZE.NEW_LOADS')",
                        "alter task intermediate.refresh_hourly suspend",
                        "alter task intermediate.refresh_when_loaded resume")
                .doesNotContain("PRIVATE KEY", "lake-access", "lake-secret", "create pipe");
        String pem = settings.privateKey().orElseThrow().reveal();
        assertThat(text).doesNotContain(pem.lines().skip(5).findFirst().orElseThrow());
        assertThat(setup(settings, Optional.empty(), true).text())
                .contains(
                        "alter task intermediate.refresh_when_loaded suspend",
                        "alter task intermediate.refresh_hourly resume");
    }

    @Test
    void for_snowpipe_there_is_a_pipe_that_takes_nothing_by_itself_and_the_text_says_why() throws Exception {
        String text = setup(Account.settings(NOWHERE, Load.SNOWPIPE), Optional.empty(), false)
                .text();

        assertThat(text)
                .contains(
                        "auto_ingest = false",
                        "two revisions of an",
                        "create or replace view events",
                        "grant operate, monitor on pipe LINES to role LOADER")
                .doesNotContain("auto_ingest = true", "create table if not exists events");
    }

    @Test
    void the_loader_may_do_what_loads_do_and_no_more() {
        for (Load load : Load.values()) {
            List<String> statements = new LoaderRights(Account.settings(NOWHERE, load), "R").statements();
            assertThat(statements).noneMatch(sql -> sql.matches("grant (all|ownership|create|truncate).*"));
            assertThat(statements.stream().filter(sql -> sql.endsWith("to role R")))
                    .noneMatch(sql -> sql.contains("on table events") && sql.contains("insert"));
        }
    }

    @Test
    void it_runs_statement_by_statement_and_says_the_trust_policy_as_snowflake_wants_it() throws Exception {
        try (SnowflakeServer server = server()) {
            SnowflakeSettings settings = Account.settings(server.url(), Load.COPY);
            List<String> said = new ArrayList<>();
            boolean whole = new SetupRun(settings, said::add)
                    .run(setup(settings, Optional.of("arn:aws:iam::123456789012:role/lake"), false));

            assertThat(whole).isTrue();
            assertThat(said).anyMatch(line -> line.contains("\"AWS\": \"arn:aws:iam::1:user/snow\""));
            assertThat(said).anyMatch(line -> line.contains("\"sts:ExternalId\": \"ACME_SFCRole=1_x\""));
            assertThat(server.statements.stream().map(sql -> sql.lines()
                            .filter(line -> !line.startsWith("--"))
                            .findFirst()
                            .orElse("")))
                    .containsSubsequence(
                            "use role securityadmin",
                            "use role accountadmin",
                            "desc integration CARAVAN_LAKE",
                            "use role sysadmin",
                            "alter task intermediate.refresh_when_loaded resume");
            assertThat(server.logins.get(0).toString()).doesNotContain("lake-secret");
        }
    }

    @Test
    void what_only_a_person_knows_is_not_run_and_named() throws Exception {
        try (SnowflakeServer server = server()) {
            SnowflakeSettings settings = Account.settings(server.url(), Load.COPY);
            List<String> said = new ArrayList<>();

            assertThat(new SetupRun(settings, said::add).run(setup(settings, Optional.empty(), false)))
                    .isFalse();

            assertThat(said).anyMatch(line -> line.startsWith("  NOT RUN") && line.contains("storage integration"));
            assertThat(server.statements).noneMatch(sql -> sql.contains("<" + "role-arn>"));
        }
    }

    @Test
    void it_stops_at_the_first_statement_that_is_refused() throws Exception {
        try (SnowflakeServer server = server()) {
            SnowflakeSettings settings = Account.settings(server.url(), Load.COPY);
            server.fault.refuse("create database", 3001, "42501", "Insufficient privileges to operate on account");

            assertThatThrownBy(() -> new SetupRun(settings, line -> {}).run(setup(settings, Optional.empty(), false)))
                    .hasMessageContaining(
                            "'create database if not exists CARAVAN' failed in Snowflake: Insufficient privileges")
                    .satisfies(thrown -> assertThat(
                                    new FailureTable().classify(thrown).kind())
                            .isEqualTo(Kind.WAREHOUSE_REFUSED));
            assertThat(server.statements).noneMatch(sql -> sql.contains("create schema"));
        }
    }

    @Test
    void each_model_with_rows_has_a_procedure_and_the_one_that_calls_them_keeps_their_order() throws Exception {
        List<String> models = MODELS;
        String refresh = models.get(models.size() - 1);
        List<String> procedures = models.stream()
                .flatMap(sql -> Pattern.compile("create or replace procedure (intermediate\\.refresh_\\w+)\\(")
                        .matcher(sql)
                        .results()
                        .map(found -> found.group(1)))
                .toList();
        List<String> calls = Pattern.compile("call (\\S+)\\(")
                .matcher(refresh)
                .results()
                .map(found -> found.group(1))
                .toList();

        assertThat(calls).isEqualTo(procedures).hasSizeGreaterThan(20).endsWith("intermediate.refresh_int_refresh");
        assertThat(refresh)
                .containsSubsequence("begin transaction", "new_loads", "call", "commit", "rollback", "raise");
        assertThat(models.stream().collect(Collectors.joining()))
                .doesNotContain("union distinct\n    select r.project", "json_extract_string", "date_diff('")
                .doesNotContainPattern("(?m)^\\s*window \\w+ as");
    }

    @Test
    void an_increment_deletes_and_inserts_in_one_procedure_without_a_transaction_of_its_own() throws Exception {
        String events = models("LAKE_BRONZE").stream()
                .filter(sql -> sql.startsWith("create or replace procedure intermediate.refresh_events("))
                .findFirst()
                .orElseThrow();

        Matcher order = Pattern.compile(
                        "(?s)if \\(everything\\) then\ndelete from silver\\.events;\ninsert into silver\\.events\n.*else\ndelete from silver\\.events as had\n.*;\ninsert into silver\\.events\n.*end if;")
                .matcher(events);
        assertThat(order.find()).isTrue();
        assertThat(events).doesNotContain("begin transaction", "commit").doesNotContainPattern("\\bbronze\\.");
    }

    private static SnowflakeSetup setup(SnowflakeSettings settings, Optional<String> role, boolean onSchedule)
            throws Exception {
        SnowflakeSettings with = new SnowflakeSettings(
                settings.account(),
                settings.url(),
                settings.user(),
                settings.privateKey(),
                settings.passphrase(),
                settings.role(),
                settings.warehouse(),
                settings.database(),
                settings.schema(),
                settings.stage(),
                settings.pipe(),
                settings.load(),
                settings.threads(),
                settings.patience(),
                settings.storageIntegration(),
                role);
        S3Keys bucket = new S3Keys(
                "lake",
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.of(new Secret("lake-access")),
                Optional.of(new Secret("lake-secret")),
                Optional.empty(),
                1 << 20);
        return new SnowflakeSetup(with, bucket, "web/", MODELS, onSchedule);
    }

    private static List<String> models(String bronze) {
        try {
            return SnowflakeModels.statements(Path.of("dbt"), bronze);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SnowflakeServer server() throws Exception {
        SnowflakeServer server = new SnowflakeServer(key -> Optional.empty(), "", Account.tokens());
        server.onlyListens();
        return server;
    }
}
