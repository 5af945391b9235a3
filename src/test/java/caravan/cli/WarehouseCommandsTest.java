package caravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.cli.Command.Ended;
import caravan.report.Planted;
import caravan.warehouse.DuckDb;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that read the warehouse, as people and scripts meet them. */
class WarehouseCommandsTest {
    @TempDir
    Path folder;

    /** Without a locale of UTF-8: data is UTF-8 all the same. */
    private Ended caravan(String... arguments) throws Exception {
        return new Command(folder, List.of(), Map.of("LC_ALL", "C")).run(arguments);
    }

    private Path demo() throws Exception {
        return Files.createDirectories(folder.resolve("data/demo"));
    }

    @Test
    void a_question_is_answered_and_a_wrong_one_is_a_usage_error() throws Exception {
        Planted.facts(demo());

        Ended csv = caravan("query", "--demo", "--csv", "select chr(233) as x, count(*) as users from silver.users");
        Ended wrong = caravan("query", "--demo", "select nobody from silver.users");

        assertThat(csv).isEqualTo(new Ended(0, "x,users\r\né,412\r\n", ""));
        assertThat(wrong.code()).isEqualTo(64);
        assertThat(wrong.out()).isEmpty();
        assertThat(wrong.err())
                .startsWith("Binder Error: Referenced column \"nobody\" not found")
                .hasLineCount(1);
    }

    @Test
    void the_report_is_shown_or_written_as_a_page_and_a_table_exported() throws Exception {
        Planted.facts(demo());

        Ended shown = caravan("report", "--demo");
        Ended written = caravan("report", "--demo", "--html", "out/report.html");
        Ended exported = caravan("export", "silver.events", "--to", "out/events", "--demo");

        assertThat(shown.code()).as(shown.err()).isZero();
        assertThat(shown.out()).startsWith("project web   complete through").contains("█");
        assertThat(written).isEqualTo(new Ended(0, "", "the report is in out/report.html\n"));
        assertThat(folder.resolve("out/report.html")).content().startsWith("<!doctype html>");
        assertThat(exported.code()).as(exported.err()).isZero();
        assertThat(exported.err()).endsWith("rows of silver.events in out/events, a folder for each day\n");
        assertThat(folder.resolve("out/events/_SUCCESS")).exists();
    }

    @Test
    void without_a_warehouse_it_says_what_makes_one() throws Exception {
        Ended report = caravan("report", "--demo");

        assertThat(report.code()).isEqualTo(78);
        assertThat(report.err()).contains("there is no warehouse at").contains("./caravan demo makes and fills it");
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void while_another_process_writes_it_says_which_and_that_asking_again_helps() throws Exception {
        try (DuckDb writer = DuckDb.open(Planted.facts(demo()))) {
            assertThat(writer.connection().isValid(1)).isTrue();

            Ended query = caravan("query", "--demo", "select 1");

            assertThat(query.code()).isEqualTo(75);
            assertThat(query.err())
                    .contains("is held by process " + ProcessHandle.current().pid())
                    .contains("wait until that one is through");
        }
    }

    @Test
    void where_the_warehouse_is_bigquery_its_set_up_is_printed_and_what_is_of_the_embedded_one_says_so()
            throws Exception {
        Files.writeString(
                folder.resolve(".env"),
                "AMP_API_KEY=a\nAMP_SECRET_KEY=b\nCARAVAN_WAREHOUSE=bigquery\nCARAVAN_BIGQUERY_PROJECT=acme-lake\n");

        Ended setup = caravan("bigquery", "setup");
        Ended query = caravan("query", "select 1");
        Ended refresh = caravan("refresh");

        assertThat(setup.code()).as(setup.err()).isZero();
        assertThat(setup.out())
                .startsWith("-- Rights of the account that loads:\n")
                .contains("CREATE TABLE IF NOT EXISTS `acme-lake.bronze.events` (")
                .doesNotContain("event_properties`");
        assertThat(query.code()).isEqualTo(78);
        assertThat(query.err()).contains("this asks the embedded warehouse, and caravan.warehouse is bigquery");
        assertThat(refresh).isEqualTo(new Ended(0, "", refresh.err()));
        assertThat(refresh.err()).contains("are made by dbt");
    }
}
