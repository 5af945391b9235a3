package caravan.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineageTest {
    @TempDir
    private Path directory;

    @Test
    void the_picture_in_the_documentation_is_what_the_models_give() throws Exception {
        assertThat(Files.readString(Path.of("docs/lineage.svg")))
                .as("drawn anew by: java -cp target/caravan.jar caravan.model.LineagePicture dbt docs/lineage.svg")
                .isEqualTo(LineagePicture.of(ModelProject.read(Path.of("dbt"))));
    }

    @Test
    void every_answer_is_in_it() throws Exception {
        ModelProject project = ModelProject.read(Path.of("dbt"));

        assertThat(Lineage.of(project).layers().keySet())
                .containsAll(project.models().stream()
                        .map(model -> model.relation().toString())
                        .filter(table -> !table.startsWith("intermediate."))
                        .toList());
    }

    @Test
    void what_is_there_by_way_of_another_table_and_what_carries_no_data_is_left_out() throws Exception {
        TinyProject project = TinyProject.in(directory)
                .with(
                        "dbt_project.yml",
                        "name: tiny\nmodels:\n  tiny:\n    +schema: intermediate\n    silver:\n      +schema: silver\n")
                .model("intermediate/first", "select 1 from {{ source('bronze', 'loads') }}")
                .model("intermediate/int_reached_rows", "select 1 from {{ ref('first') }}")
                .model("intermediate/numbers", "select 1 as one")
                .model("intermediate/last", "select 1 from {{ ref('answer') }}")
                .model(
                        "silver/answer",
                        "select 1 from {{ ref('first') }}, {{ source('bronze', 'loads') }}, {{ ref('numbers') }}, {{ ref('int_reached_rows') }}");

        Lineage lineage = Lineage.of(project.read());

        assertThat(lineage.layers()).containsOnlyKeys("bronze.loads", "intermediate.first", "silver.answer");
        assertThat(lineage.from().get("silver.answer")).containsExactly("intermediate.first");
        assertThat(lineage.from().get("intermediate.first")).containsExactly("bronze.loads");
    }

    @Test
    void every_line_leads_to_the_right_and_no_box_lies_on_another() throws Exception {
        LineageLayout layout = new LineageLayout(Lineage.of(ModelProject.read(Path.of("dbt"))));

        for (LineageLayout.Line line : layout.lines()) {
            assertThat(layout.of(line.to()).column).as("%s", line).isGreaterThan(layout.of(line.from()).column);
        }
        for (List<LineageBox> column : layout.columns()) {
            for (int i = 1; i < column.size(); i++) {
                LineageBox upper = column.get(i - 1);
                LineageBox lower = column.get(i);
                assertThat(lower.y - lower.height() / 2)
                        .as("%s below %s", lower.tables, upper.tables)
                        .isGreaterThanOrEqualTo(upper.y + upper.height() / 2 - 0.01);
            }
        }
    }
}
