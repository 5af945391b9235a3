package caravan.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Counts what the YAML files say against what DuckDB has once the models were made, of nothing. */
class ModelsAreDescribedTest {
    private static final Pattern BLOCK = Pattern.compile("\\{\\{\\s*doc\\(\\s*['\"](\\w+)['\"]\\s*\\)\\s*}}");
    private static final Pattern GRAIN = Pattern.compile("One row an? [a-z].*", Pattern.DOTALL);

    /** The columns that there are, by the name that describes them. */
    private static final Map<String, List<String>> COLUMNS = new LinkedHashMap<>();

    private static Descriptions descriptions;
    private static String blocks;

    @BeforeAll
    static void madeOfNothing(@TempDir Path folder) throws Exception {
        ModelProject project = ModelProject.read(Path.of("dbt"));
        descriptions = project.descriptions();
        blocks = blocks();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
            TinyProject.bronze(connection);
            new Models(Path.of("dbt"), folder, false).refresh(connection, true, RefreshWatch.NOBODY);
            Tables tables = new Tables(connection);
            for (String table : TinyProject.column(
                    connection, "select table_name from duckdb_tables() where schema_name = 'bronze' order by 1")) {
                Relation relation = new Relation("bronze", table);
                COLUMNS.put(
                        relation.toString(),
                        List.copyOf(tables.columns(relation).keySet()));
            }
            for (Model model : project.models()) {
                COLUMNS.put(
                        model.name(),
                        List.copyOf(tables.columns(model.relation()).keySet()));
            }
        }
    }

    private static String blocks() throws Exception {
        try (Stream<Path> files = Files.walk(Path.of("dbt/models"))) {
            StringBuilder text = new StringBuilder();
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".md")).toList()) {
                text.append(Files.readString(file));
            }
            return text.toString();
        }
    }

    /** A description, or the block that it names; nothing where that is not there. */
    private static String words(String description) {
        Matcher block = BLOCK.matcher(description);
        return block.replaceAll(found -> {
            Matcher text = Pattern.compile(
                            "\\{%\\s*docs\\s+" + found.group(1) + "\\s*%}(.*?)\\{%\\s*enddocs", Pattern.DOTALL)
                    .matcher(blocks);
            return text.find() ? Matcher.quoteReplacement(text.group(1).strip()) : "";
        });
    }

    @Test
    void every_table_says_what_one_row_is() {
        assertThat(COLUMNS.keySet().stream()
                        .filter(table ->
                                !GRAIN.matcher(words(descriptions.of(table))).matches())
                        .toList())
                .as("tables without a description that begins with \"One row a …\", of " + COLUMNS.size())
                .isEmpty();
    }

    @Test
    void every_column_is_described() {
        List<String> without = new ArrayList<>();
        COLUMNS.forEach((table, columns) -> columns.stream()
                .filter(column -> words(descriptions.columns(table).getOrDefault(column, ""))
                        .isBlank())
                .forEach(column -> without.add(table + "." + column)));

        assertThat(without)
                .as("columns without a description, of "
                        + COLUMNS.values().stream().mapToInt(List::size).sum())
                .isEmpty();
    }

    @Test
    void what_is_described_is_there() {
        List<String> gone = new ArrayList<>(new TreeSet<>(descriptions.names()));
        gone.removeAll(COLUMNS.keySet());
        COLUMNS.forEach((table, columns) -> descriptions.columns(table).keySet().stream()
                .filter(column -> !columns.contains(column))
                .forEach(column -> gone.add(table + "." + column)));

        assertThat(gone).isEmpty();
    }
}
