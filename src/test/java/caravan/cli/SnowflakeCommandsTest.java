package caravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.cli.Command.Ended;
import caravan.snowflake.SnowflakeServer;
import caravan.store.S3Server;
import caravan.store.S3Store;
import caravan.warehouse.CommittedHours;
import caravan.warehouse.CommittedHours.Content;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

/** The commands where the warehouse is Snowflake, as people and scripts meet them. */
class SnowflakeCommandsTest {
    private static final String HOUR = "2026-11-01T05";
    private static final Content ONE = Content.of("{\"uuid\":\"a\"}", "{\"uuid\":\"b\"}");
    private static final Content OTHER = Content.of("{\"uuid\":\"c\"}");

    @TempDir
    Path folder;

    @TempDir
    Path buckets;

    private S3Server bucket;
    private S3Client client;
    private S3Store store;
    private SnowflakeServer server;

    @BeforeEach
    void start() throws Exception {
        bucket = S3Server.over(buckets);
        client = bucket.client();
        store = new S3Store(client, bucket.bucket(), "");
        server = SnowflakeServer.over(this::open, "", false);
        Files.writeString(folder.resolve("rsa_key.p8"), SnowflakeServer.pem());
        Files.write(
                folder.resolve(".env"),
                List.of(
                        "AMP_API_KEY=a",
                        "AMP_SECRET_KEY=b",
                        "CARAVAN_PROJECT=web",
                        "AWS_BUCKET=" + bucket.bucket(),
                        "AWS_ENDPOINT_URL=" + bucket.endpoint(),
                        "AWS_ACCESS_KEY=" + bucket.accessKey(),
                        "AWS_SECRET_KEY=" + bucket.secretKey(),
                        "CARAVAN_WAREHOUSE=snowflake",
                        "CARAVAN_SNOWFLAKE_ACCOUNT=myorg-acme",
                        "CARAVAN_SNOWFLAKE_URL=" + server.url(),
                        "CARAVAN_SNOWFLAKE_USER=loader",
                        "CARAVAN_SNOWFLAKE_PRIVATE_KEY_FILE=rsa_key.p8"));
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
        client.close();
        bucket.close();
    }

    private Optional<InputStream> open(String key) {
        try {
            return store.open(key);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Ended caravan(String... arguments) throws Exception {
        return new Command(folder).run(arguments);
    }

    @Test
    void load_brings_an_hour_in_and_a_restated_one_in_its_place() throws Exception {
        CommittedHours hours = new CommittedHours(store);
        hours.land(HOUR, 0, ONE);

        Ended first = caravan("load", "--from", HOUR, "--to", HOUR);
        hours.land(HOUR, 1, OTHER);
        Ended second = caravan("load", "--from", HOUR, "--to", HOUR);

        assertThat(first.code()).as(first.err()).isZero();
        assertThat(first.out() + first.err()).contains("project web", "2 events");
        assertThat(second.code()).as(second.err()).isZero();
        assertThat(server.rows("select uuid, revision from events")).containsExactly("c|1");
        assertThat(server.rows("select events, revision from loads")).containsExactly("1|1");
    }

    @Test
    void a_load_that_is_refused_ends_with_77_and_says_whose_the_next_step_is() throws Exception {
        new CommittedHours(store).land(HOUR, 0, ONE);
        server.refuse("copy into arrived");

        Ended load = caravan("load", "--from", HOUR, "--to", HOUR);

        assertThat(load.code()).isEqualTo(77);
        assertThat(load.out() + load.err())
                .contains("hour " + HOUR, "Insufficient privileges", "./caravan snowflake setup")
                .doesNotContain("PRIVATE KEY", "SQLException");
        assertThat(server.rows("select count(*) from events")).containsExactly("0");
    }

    @Test
    void the_set_up_is_printed_with_the_public_key_alone_and_run_by_apply() throws Exception {
        server.onlyListens();

        Ended printed = caravan("snowflake", "setup");
        List<String> asked = server.statements();
        Ended run = caravan("snowflake", "setup", "--apply", "--as", "admin", "--key-file", "nowhere.p8");
        Ended whoever = caravan("snowflake", "setup", "--apply", "--key-file", "rsa_key.p8");
        Ended applied = caravan("snowflake", "setup", "--apply", "--as", "loader");

        assertThat(printed.code()).as(printed.err()).isZero();
        assertThat(printed.out())
                .startsWith("--")
                .contains("set rsa_public_key = 'MII", "create stage if not exists LAKE url", "aws_key_id = '<key-id>'")
                .doesNotContain("PRIVATE KEY", bucket.secretKey());
        assertThat(printed.err()).contains("not to be run yet", "<key-id>", "<secret-key>");
        assertThat(whoever.code()).isEqualTo(64);
        assertThat(whoever.err()).contains("who runs it?", "--as USER", "Nothing was run");
        assertThat(asked).isEmpty();
        assertThat(run.code()).isEqualTo(64);
        assertThat(run.err()).contains("--key-file nowhere.p8 cannot be read", "Nothing was run");
        assertThat(applied.code()).as(applied.err()).isEqualTo(65);
        assertThat(applied.err()).contains("NOT RUN, for a person to fill in", "ran create database if not exists");
        assertThat(server.statements()).contains("create database if not exists CARAVAN");
    }

    @Test
    void what_is_of_the_embedded_warehouse_alone_says_so_and_asks_nobody() throws Exception {
        Ended refresh = caravan("refresh");
        Ended query = caravan("query", "select 1");

        assertThat(refresh).isEqualTo(new Ended(0, "", refresh.err()));
        assertThat(refresh.err()).contains("are made by tasks there", "docs/snowflake.md");
        assertThat(query.code()).isEqualTo(78);
        assertThat(query.err())
                .contains("this asks the embedded warehouse, and caravan.warehouse is snowflake", "docs/snowflake.md");
        assertThat(server.statements()).isEmpty();
    }
}
