package caravan.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.hour.Hour;
import caravan.store.MemoryStore;
import caravan.warehouse.CommittedHours.Content;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every line that landing takes for an event comes in, and each of its fields as it came. */
class HostileLinesTest {
    @TempDir
    Path folder;

    @Test
    void the_raw_line_is_kept_byte_for_byte_and_the_columns_take_exactly_their_keys() throws Exception {
        String deep = "[".repeat(999) + "]".repeat(999);
        List<String> lines = List.of(
                "{\"uuid\":\"first\",\"uuid\":\"second\"}",
                "{\"UUID\":\"upper\",\"uuid\":\"lower\",\"Uuid\":\"title\"}",
                "{\"UUID\":\"upper alone\"}",
                "{\"uuid\":9000000000000000000}",
                "{\"uuid\":9223372036854775808}",
                "{\"uuid\":18446744073709551616}",
                "{\"uuid\":1e999}",
                "{\"uuid\":\"a\\u0000b\"}",
                "{\"uuid\":null}",
                "{\"uuid\":\"null\"}",
                "{\"uuid\":true}",
                "{\"uuid\":{\"a\" : [1, 2]}}",
                "{\"uuid\":\"\\u0041\\ud83d\\ude00\"}",
                "{\"uu\\u0069d\":\"by an escape\"}",
                "{\"uuid\":\"spaced\" , \"data\" : { \"big\" : 123456789012345678901234567890 } }  ",
                "{\"uuid\":\"deep\",\"data\":" + deep + "}",
                "{\"uuid\":\"it's; drop table bronze.events --\"}",
                "{\"$insert_id\":\"i\",\"$insert_key\":\"k\",\"$schema\":13,\"groups\":{\"company\":[\"x\"]},\"insert_id\":\"no\",\"uuid\":\"dollar\"}",
                "{\"data\":null,\"uuid\":\"json null\"}",
                "{}");
        Asked warehouse = load(lines);

        assertThat(warehouse.rows("select raw from bronze.events order by line"))
                .isEqualTo(lines);
        assertThat(warehouse.rows("select replace(uuid, chr(0), '<NUL>') from bronze.events order by line"))
                .containsExactly(
                        "first",
                        "lower",
                        "null",
                        "9000000000000000000",
                        "9223372036854775808",
                        "18446744073709551616",
                        "1e999",
                        "a<NUL>b",
                        "null",
                        "null",
                        "true",
                        "{\"a\":[1,2]}",
                        "A😀",
                        "by an escape",
                        "spaced",
                        "deep",
                        "it's; drop table bronze.events --",
                        "dollar",
                        "json null",
                        "null");
        assertThat(warehouse.rows("select line from bronze.events where uuid is null order by line"))
                .containsExactly("3", "9", "20");
        assertThat(
                        warehouse.rows(
                                "select insert_id, insert_key, event_schema, event_groups from bronze.events where uuid = 'dollar'"))
                .containsExactly("i|k|13|{\"company\":[\"x\"]}");
        assertThat(warehouse.rows("select data from bronze.events where uuid in ('spaced', 'deep') order by line"))
                .containsExactly("{\"big\":123456789012345678901234567890}", deep);
        assertThat(warehouse.rows("select events, rejected from bronze.loads")).containsExactly("20|0");
    }

    @Test
    void every_documented_field_has_a_column_of_its_own() throws Exception {
        StringBuilder line = new StringBuilder("{\"nobody\":\"knows\"");
        for (Field field : Field.ALL) {
            line.append(",\"")
                    .append(field.key())
                    .append("\":\"of ")
                    .append(field.column())
                    .append('"');
        }
        Asked warehouse = load(List.of(line.append('}').toString()));

        for (Field field : Field.ALL) {
            String value = field.json() ? "\"of " + field.column() + "\"" : "of " + field.column();
            assertThat(warehouse.rows("select " + field.column() + " from bronze.events"))
                    .containsExactly(value);
        }
        assertThat(warehouse.rows(
                        "select column_name from duckdb_columns() where schema_name = 'bronze' and table_name = 'events'"
                                + " and column_name not in ('project', 'hour', 'revision', 'object', 'line', 'raw')"))
                .containsExactlyElementsOf(Field.ALL.stream().map(Field::column).toList());
    }

    private Asked load(List<String> lines) throws Exception {
        MemoryStore store = new MemoryStore(Clock.systemUTC());
        CommittedHours hours = new CommittedHours(store);
        hours.land("2026-11-01T05", 0, Content.of(lines.toArray(String[]::new)));
        Asked warehouse = Asked.in(folder);
        try (Loads loads = new Loads(
                new DuckDbWarehouse(warehouse.settings(), store, 16 << 20, Clock.systemUTC(), Refresh.NONE))) {
            loads.load(hours.ledger, Hour.parse("2026-11-01T05"));
        }
        return warehouse;
    }
}
