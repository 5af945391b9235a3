package caravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.bigquery.BigQueryServer;
import caravan.bigquery.Setup;
import caravan.config.Configuration;
import caravan.config.Settings;
import caravan.failure.ExitCode;
import caravan.setup.Remark;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code check} says of BigQuery. */
class BigQueryCheckTest {
    @TempDir
    Path place;

    private BigQueryServer server;

    @BeforeEach
    void start() throws IOException {
        server = BigQueryServer.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void where_everything_is_there_all_of_it_is_good_and_nothing_is_left_behind() throws Exception {
        setUp();

        List<Remark> remarks = WarehouseCheck.of(settings("EU"), Clock.systemUTC());

        assertThat(remarks).extracting(Remark::kind).containsOnly(Remark.Kind.GOOD);
        assertThat(remarks)
                .extracting(Remark::words)
                .contains("dataset staging is there, in EU", "all 6 tables are there");
        assertThat(server.tables("staging")).isEmpty();
    }

    @Test
    void what_was_never_set_up_is_told_with_the_command_that_does() throws Exception {
        List<Remark> remarks = WarehouseCheck.of(settings("EU"), Clock.systemUTC());

        assertThat(remarks)
                .extracting(Remark::words)
                .contains("there is no dataset bronze", "there is no dataset staging");
        assertThat(remarks)
                .filteredOn(remark -> remark.kind() == Remark.Kind.WRONG)
                .hasSize(2)
                .allSatisfy(remark -> assertThat(remark.remedy().orElseThrow()).contains("./caravan bigquery setup"))
                .allSatisfy(remark -> assertThat(remark.code()).isEqualTo(ExitCode.REFUSED));
    }

    @Test
    void a_table_that_is_missing_is_named() throws Exception {
        setUp();
        server.drops("bronze.rejected");

        assertThat(WarehouseCheck.of(settings("EU"), Clock.systemUTC()))
                .extracting(Remark::words)
                .contains("there is no table bronze.rejected");
    }

    @Test
    void a_project_that_lets_nobody_run_jobs_is_asked_once() throws Exception {
        server.refuses();

        assertThat(WarehouseCheck.of(settings("EU"), Clock.systemUTC()))
                .singleElement()
                .satisfies(remark -> {
                    assertThat(remark.words()).contains("403", "Access Denied");
                    assertThat(remark.remedy().orElseThrow()).contains("roles/bigquery.jobUser on project acme-lake");
                });
    }

    private void setUp() throws Exception {
        Settings settings = settings("EU");
        new Setup(settings.bigQuery().orElseThrow(), settings.redelivery(), Clock.systemUTC()).apply(statement -> {});
    }

    private Settings settings(String location) throws Exception {
        Map<String, String> set = new HashMap<>(Map.of(
                "caravan.amplitude.api-key", "a",
                "caravan.amplitude.secret-key", "b",
                "caravan.warehouse", "bigquery",
                "caravan.bigquery.project", "acme-lake",
                "caravan.bigquery.location", location,
                "caravan.bigquery.staging-dataset", "staging",
                "caravan.bigquery.endpoint", server.address().toString(),
                "caravan.redelivery.tries", "1"));
        return Configuration.of(set, place, Clock.systemUTC()).settings();
    }
}
