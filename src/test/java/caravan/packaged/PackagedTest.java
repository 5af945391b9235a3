package caravan.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.driver.Driver;
import caravan.snowflake.SnowflakeServer;
import caravan.store.GcsServer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drivers of stores and warehouses that nobody chose are no weight. Of what {@code mvn package} built; run after it. */
class PackagedTest {
    private static final String[] TINY_DEMO = {"demo", "--hours", "2", "--events", "20"};
    /** At night an hour may have no events at all, and on Sundays at 03:00 none has. */
    private static final String DONE = " 0 still due; ";

    @TempDir
    Path folder;

    private Packaged built() {
        return new Packaged(Packaged.BUILT, folder);
    }

    private static boolean has(Path jar, String className) throws IOException {
        try (JarFile opened = new JarFile(jar.toFile())) {
            return opened.getEntry(className.replace('.', '/') + ".class") != null;
        }
    }

    @Test
    void lib_holds_what_everybody_needs_and_a_driver_lies_in_its_own_folder_alone() throws IOException {
        assertThat(Packaged.jars(built().lib())).containsExactlyInAnyOrderElementsOf(built().classPath());
        for (Driver driver : Driver.values()) {
            for (String jar : built().classPath()) {
                assertThat(has(built().lib().resolve(jar), driver.firstClass()))
                        .as(driver.firstClass() + " in lib/" + jar)
                        .isFalse();
            }
            Path own = built().lib().resolve(driver.toString());
            List<String> first = new ArrayList<>();
            for (String jar : built().jarsOf(driver)) {
                if (has(own.resolve(jar), driver.firstClass())) {
                    first.add(jar);
                }
            }
            assertThat(first).as(driver.firstClass() + " in lib/" + driver).hasSize(1);
        }
    }

    /** Maven's own list is of what has the scope of drivers; whoever adds one says in pom.xml which folder takes it. */
    @Test
    void each_library_that_only_drivers_need_lies_in_a_folder_of_a_driver() throws IOException {
        List<String> needed = Stream.of(
                        Files.readString(Path.of("target/drivers.classpath")).split(File.pathSeparator))
                .map(path -> Path.of(path.strip()).getFileName().toString())
                .toList();

        List<String> there = new ArrayList<>();
        for (Driver driver : Driver.values()) {
            there.addAll(built().jarsOf(driver));
        }

        assertThat(needed).isNotEmpty();
        assertThat(there).hasSameElementsAs(needed).doesNotContainAnyElementsOf(built().classPath());
        try (Stream<Path> folders = Files.list(built().lib()).filter(Files::isDirectory)) {
            assertThat(folders.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            Stream.of(Driver.values()).map(Driver::toString).toArray(String[]::new));
        }
    }

    @Test
    void without_a_warehouse_no_driver_is_on_the_class_path() throws Exception {
        Packaged.Ended demo = built().run(withMore("--set", "caravan.warehouse=none"));

        assertThat(demo.code()).as(demo.err()).isZero();
        assertThat(demo.out()).contains(DONE);
        assertThat(demo.classes())
                .isNotEmpty()
                .noneMatch(line -> line.contains("/lib/duckdb/")
                        || line.contains(" org.duckdb.")
                        || line.contains("/lib/gcs/")
                        || line.contains(" com.google.api."));
    }

    @Test
    void with_duckdb_its_driver_comes_from_its_own_folder() throws Exception {
        Packaged.Ended demo = built().run(TINY_DEMO);

        assertThat(demo.code()).as(demo.err()).isZero();
        assertThat(demo.out()).contains("warehouse.duckdb: bronze, silver and gold");
        assertThat(demo.classes())
                .anyMatch(line -> line.contains(" org.duckdb.DuckDBDriver ") && line.contains("/lib/duckdb/"));
    }

    @Test
    void a_bucket_of_google_needs_its_own_folder_alone() throws Exception {
        try (GcsServer server = new GcsServer()) {
            Packaged.Ended demo = built().run(withMore(
                    "--set",
                    "caravan.warehouse=none",
                    "--set",
                    "caravan.store=gcs",
                    "--set",
                    "caravan.gcs.bucket=" + server.bucket(),
                    "--set",
                    "caravan.gcs.endpoint=" + server.endpoint()));

            assertThat(demo.code()).as(demo.err()).isZero();
            assertThat(demo.out()).contains(DONE);
            assertThat(server.asked()).anyMatch(request -> request.startsWith("POST /upload/storage/v1/b/lake/o?"));
            assertThat(demo.classes())
                    .anyMatch(line ->
                            line.contains(" com.google.api.services.storage.Storage ") && line.contains("/lib/gcs/"))
                    .noneMatch(line -> line.contains("/lib/duckdb/"));
        }
    }

    /** All of what it needs is there: it logs in, sends statements and reads an answer. */
    @Test
    void with_snowflake_its_driver_comes_from_its_own_folder() throws Exception {
        try (SnowflakeServer server = SnowflakeServer.over(key -> Optional.empty(), "", false)) {
            server.onlyListens();
            Path key = Files.writeString(folder.resolve("rsa_key.p8"), SnowflakeServer.pem());

            Packaged.Ended setup = built().run(with(
                    List.of("snowflake", "setup", "--apply", "--as", "loader"),
                    "caravan.amplitude.api-key=a",
                    "caravan.amplitude.secret-key=b",
                    "caravan.s3.bucket=lake",
                    "caravan.warehouse=snowflake",
                    "caravan.snowflake.account=myorg-acme",
                    "caravan.snowflake.url=" + server.url(),
                    "caravan.snowflake.user=loader",
                    "caravan.snowflake.private-key-file=" + key,
                    "caravan.snowflake.storage-aws-role-arn=arn:aws:iam::123456789012:role/lake"));

            assertThat(setup.code()).as(setup.err()).isZero();
            assertThat(setup.err()).contains("the trust policy of the AWS role is to be:");
            assertThat(server.statements()).contains("create database if not exists CARAVAN");
            assertThat(setup.classes())
                    .anyMatch(line -> line.contains(" net.snowflake.client.api.driver.SnowflakeDriver ")
                            && line.contains("/lib/snowflake/"))
                    .noneMatch(line -> line.contains("/lib/duckdb/"));
        }
    }

    @Test
    void a_sync_without_the_driver_of_its_store_begins_nothing() throws Exception {
        Packaged.Ended sync = Packaged.base(folder)
                .run(Stream.concat(
                                Stream.of(configured("sync")),
                                Stream.of("--set", "caravan.store=gcs", "--set", "caravan.gcs.bucket=lake"))
                        .toArray(String[]::new));

        assertThat(sync.code()).isEqualTo(78);
        assertThat(sync.err()).contains("the driver of gcs is not here", "--build-arg DRIVERS=gcs");
    }

    @Test
    void a_sync_without_the_driver_of_its_warehouse_begins_nothing_and_says_where_it_is_to_be_had() throws Exception {
        Packaged.Ended sync = Packaged.base(folder).run(configured("sync"));

        assertThat(sync.code()).isEqualTo(78);
        assertThat(sync.err())
                .contains(
                        "the driver of duckdb is not here: there is no jar in " + folder.resolve("lib/duckdb"),
                        "--build-arg DRIVERS=duckdb",
                        "mvn package",
                        "Nothing was begun");
        assertThat(folder.resolve("data/lake")).doesNotExist();
    }

    @Test
    void a_check_without_the_driver_finds_that_among_the_rest() throws Exception {
        Packaged.Ended check = Packaged.base(folder).run(configured("check"));

        assertThat(check.code()).isEqualTo(78);
        assertThat(check.out())
                .contains(
                        "the driver of duckdb is not here", "--build-arg DRIVERS=duckdb", "Amplitude, project default");
    }

    @Test
    void a_demo_without_the_driver_goes_on_without_a_warehouse() throws Exception {
        Packaged base = Packaged.base(folder);

        Packaged.Ended demo = base.run(TINY_DEMO);

        assertThat(demo.code()).as(demo.err()).isZero();
        assertThat(demo.err()).contains("goes on without a warehouse: the driver of duckdb is not here");
        assertThat(demo.out()).contains(DONE).doesNotContain("warehouse.duckdb");
        assertThat(base.run("status", "--demo").code()).isZero();
        assertThat(base.run("query", "--demo", "select 1"))
                .satisfies(query -> assertThat(query.code()).isEqualTo(78))
                .satisfies(query -> assertThat(query.err()).contains("the driver of duckdb is not here"));
    }

    private static String[] withMore(String... more) {
        return Stream.concat(Stream.of(TINY_DEMO), Stream.of(more)).toArray(String[]::new);
    }

    /** Nobody listens there. */
    private static String[] configured(String command) {
        return with(
                List.of(command),
                "caravan.amplitude.api-key=a",
                "caravan.amplitude.secret-key=b",
                "caravan.amplitude.url=http://127.0.0.1:1",
                "caravan.warehouse=duckdb");
    }

    private static String[] with(List<String> command, String... settings) {
        List<String> words = new ArrayList<>(command);
        for (String setting : settings) {
            words.addAll(List.of("--set", setting));
        }
        return words.toArray(String[]::new);
    }
}
