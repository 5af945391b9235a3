package caravan.bigquery;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.config.BigQuerySettings.Table;
import caravan.warehouse.Field;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScriptTest {
    private static final Optional<Table> PROPERTIES = Optional.of(new Table("ops", "event_properties"));
    private static final Pattern LEGAL = Pattern.compile("[a-z_][a-z0-9_]*");

    private final Script script = PrintedSql.script(PROPERTIES);

    @Test
    void setup_makes_every_table_that_a_load_names_under_the_names_that_are_set() {
        String setup = String.join("\n", script.setup());

        assertThat(setup)
                .contains("CREATE TABLE IF NOT EXISTS `acme-lake.ops.all_user_events` (")
                .contains("CREATE SCHEMA IF NOT EXISTS `acme-lake.ops`")
                .contains("CREATE SCHEMA IF NOT EXISTS `acme-lake.staging`")
                .contains("PARTITION BY DATETIME_TRUNC(hour, DAY)")
                .contains("    insert_id STRING,", "    event_groups JSON,", "    event_schema JSON,")
                .doesNotContain("$", "{", "autodetect");
        Pattern.compile("`acme-lake\\.(bronze|ops)\\.\\w+`")
                .matcher(script.load(staged(1)))
                .results()
                .forEach(table -> assertThat(setup).contains("CREATE TABLE IF NOT EXISTS " + table.group()));
    }

    @Test
    void without_a_table_of_properties_nothing_names_one() {
        Script narrow = PrintedSql.script(Optional.empty());

        assertThat(String.join("\n", narrow.setup()) + narrow.load(staged(1)))
                .doesNotContain("{properties}", "event_properties`", "JSON_KEYS");
        assertThat(script.load(staged(1))).contains("JSON_KEYS", "`acme-lake.ops.event_properties`");
    }

    @Test
    void every_column_has_a_legal_name_and_takes_the_key_as_amplitude_spells_it() {
        String load = script.load(staged(1));

        assertThat(Field.ALL).allSatisfy(field -> {
            assertThat(field.column()).matches(LEGAL).isNotIn("groups", "hash", "set", "rows");
            assertThat(load).contains("_of(event['" + field.key() + "'])");
        });
    }

    @Test
    void a_doubt_is_of_one_projects_hours_alone() {
        assertThat(script.doubt()).endsWith(" WHERE project = @project AND hour BETWEEN @first AND @last");
    }

    @Test
    void what_an_hour_has_of_its_own_is_a_parameter() {
        assertThat(script.load(staged(2)))
                .contains("@objects[OFFSET(0)] AS object", "@objects[OFFSET(1)] AS object")
                .contains("@project", "@hour", "@revision", "@lines", "@former", "@record_version", "@committed_at")
                .doesNotContain("{", "--");
    }

    @Test
    void the_mark_is_the_last_thing_before_the_commit_and_all_changes_are_within_the_transaction() {
        List<String> statements = List.of(script.load(staged(1)).split(";\\s*"));

        assertThat(statements.get(statements.size() - 1)).isEqualTo("COMMIT TRANSACTION");
        assertThat(statements.get(statements.size() - 2)).startsWith("INSERT INTO `acme-lake.bronze.loads`");
        assertThat(statements.subList(0, statements.indexOf("BEGIN TRANSACTION")))
                .allMatch(before -> before.startsWith("DECLARE ") || before.startsWith("CREATE TEMP FUNCTION "));
    }

    @Test
    void many_objects_come_in_some_at_a_time() {
        String load = script.load(staged(450));

        assertThat(load.split("INSERT INTO `acme-lake.ops.all_user_events`")).hasSize(1 + 3);
        assertThat(load).contains("@objects[OFFSET(449)] AS object").doesNotContain("OFFSET(450)");
    }

    private static Staged staged(int tables) {
        return new Staged(
                IntStream.range(0, tables)
                        .mapToObj(n -> "acme-lake.staging.t" + n)
                        .toList(),
                false);
    }
}
