package caravan.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelProjectTest {
    @TempDir
    private Path directory;

    private TinyProject project;

    @BeforeEach
    void tiny() throws IOException {
        project = TinyProject.in(directory);
    }

    private Compiled compiled(String name, boolean incremental) throws Exception {
        ModelProject read = project.read();
        Model model = read.models().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
        return read.compiled(model, incremental);
    }

    private void isRefused(String... words) {
        assertThatThrownBy(project::read)
                .isInstanceOf(ModelsRefused.class)
                .hasMessageContainingAll(words)
                .hasMessageContaining("no table was changed");
    }

    @Test
    void what_the_models_need_of_jinja_is_rendered_as_dbt_does() throws Exception {
        project.with(
                "macros/m.sql",
                "{# Why. #}{% macro quoted(text, mark='\"') %}{{ mark }}{{ text }}{{ mark }}{% endmacro %}\n"
                        + "{% macro deep(t) %}{%- if target.type == 'duckdb' -%} {{ quoted(t ~ '!') }} {%- else -%} no {%- endif -%}{% endmacro %}");
        project.model(
                "all",
                "{{ config(materialized='table') }}{% set own = 'x' %}{% for z in var('zones') %}{{ deep(z) }}{% if not loop.last %},{% endif %}{% endfor %}"
                        + "|{{ var('zones') | join(\"', '\") }}|{{ var('none', 7) }}|{{ own }}|{{ this }}|{{ source('bronze', 'loads') }}");

        assertThat(compiled("all", false).query())
                .isEqualTo("\"UTC!\",\"CET!\"|UTC', 'CET|7|x|silver.all|bronze.loads");
    }

    @Test
    void what_comes_of_a_template_is_not_rendered_again() throws Exception {
        project.with(
                "dbt_project.yml",
                "name: tiny\nvars:\n  braces: '{{ this }}'\nmodels:\n  tiny:\n    +schema: silver\n");
        project.model("a", "select '{{ var('braces') }}' as braces");

        assertThat(compiled("a", false).query()).isEqualTo("select '{{ this }}' as braces");
    }

    @Test
    void hooks_are_rendered_late_and_left_out_where_they_come_to_nothing() throws Exception {
        project.with(
                "macros/m.sql",
                "{% macro forget() %}{% if is_incremental() %}delete from {{ this }}{% endif %}{% endmacro %}");
        project.model(
                "a",
                "{{ config(materialized='incremental', incremental_strategy='append', pre_hook=\"{{ forget() }}\") }}select 1 as one");

        assertThat(compiled("a", true).before()).containsExactly("delete from silver.a");
        assertThat(compiled("a", false).before()).isEmpty();
    }

    @Test
    void models_come_after_those_that_they_read_also_in_a_branch_a_macro_or_a_hook() throws Exception {
        project.with("macros/m.sql", "{% macro b() %}{{ ref('b') }}{% endmacro %}");
        project.model("z_last", "select 1 from {{ ref('a') }}");
        project.model(
                "a",
                "-- depends_on: {{ ref('y') }}\nselect 1 from {{ b() }} {% if is_incremental() %}{{ ref('y') }}{% endif %}");
        project.model("b", "{{ config(post_hook=\"select 1 from {{ ref('x') }}\") }}select 1");
        project.model("x", "select 1").model("y", "select 1");

        assertThat(project.read().models()).extracting(Model::name).containsExactly("x", "b", "y", "a", "z_last");
    }

    @Test
    void schemas_are_of_the_folder_or_of_the_model_itself() throws Exception {
        project.with(
                "dbt_project.yml",
                "name: tiny\nmodels:\n  tiny:\n    +schema: silver\n    marts:\n      +schema: gold\n      +materialized: table\n");
        project.model("marts/a", "select 1");
        project.model("marts/b", "{{ config(schema='other', alias='c', materialized='view') }}select 1");
        project.model("d", "select 1");

        assertThat(project.read().models())
                .extracting(model -> model.relation() + " " + model.config().kind())
                .containsExactly("gold.a table", "other.c view", "silver.d view");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
                    {{ adapter.dispatch('x')() }}; adapter.dispatch()
                    {{ run_query('select 1') }}; run_query()
                    {% if execute %}{% endif %}; execute
                    {{ env_var('HOME') }}; env_var()
                    {{ dbt_utils.star('x') }}; dbt_utils.star()
                    {{ 'a' | upper }}; the filter upper
                    {{ 'a'.upper() }}; the method upper
                    {{ this.schema }}; this.schema
                    {% do x.append(1) %}; {% do %}
                    {% call statement('x') %}{% endcall %}; {% call %}
                    {% snapshot x %}{% endsnapshot %}; {% snapshot %}
                    {{ nosuch('x') }}; nosuch()
                    {{ nosuch }}; nosuch
                    """)
    void what_only_dbt_runs_is_refused_by_its_name_and_line_also_where_no_rendering_comes(String text, String name)
            throws Exception {
        project.model("a", "select 1\n{% if target.type == 'snowflake' %}\n" + text + "\n{% endif %}");

        isRefused("models/a.sql, line 3: uses " + name + ", ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
                    config(unique_key='x'); uses config(unique_key), which only dbt runs
                    config(materialized='ephemeral'); is materialized as ephemeral, which only dbt runs
                    config(materialized='incremental'); uses the incremental_strategy none, which only dbt runs
                    config(materialized='incremental', incremental_strategy='merge'); uses the incremental_strategy merge
                    config(schema='S-1'); has the schema 'S-1'; accepted are
                    ref('gone'); refers to the model 'gone', which is not there
                    ref('package', 'x'); uses ref() with 2 arguments
                    source('bronze', 'gone'); refers to the source 'bronze.gone', which no file
                    var('gone'); uses the variable 'gone', which dbt_project.yml does not set
                    """)
    void what_a_model_cannot_have_is_refused_with_its_name_and_file(String call, String words) throws Exception {
        project.model("a", "{{ " + call + " }}select 1");

        isRefused("model a (models/a.sql) " + words.split("; accepted")[0]);
    }

    @Test
    void what_a_model_reads_only_in_increments_is_refused_since_dbt_fails_there() throws Exception {
        project.model("a", "select 1 as one")
                .model("b", "select 1 {% if is_incremental() %}from {{ ref('a') }}{% endif %}");

        isRefused("model b (models/b.sql) reads a only where is_incremental()", "-- depends_on: {{ ref('a') }}");
    }

    @Test
    void all_that_is_wrong_is_said_at_once() throws Exception {
        project.model("a", "select 1 from {{ ref('b') }}").model("b", "select 1 from {{ ref('a') }}");
        project.model("c", "{{ ref('gone') }}").model("d", "{{ var('gone') }}");
        project.model("folder/c", "select 1");

        isRefused(
                "models read each other in a circle: a reads b reads a",
                "model c (models/c.sql) refers to the model 'gone'",
                "model d (models/d.sql) uses the variable 'gone'",
                "there are two models c: models/c.sql and models/folder/c.sql");
    }

    @Test
    void other_parts_of_a_dbt_project_are_refused_where_they_would_change_the_tables() throws Exception {
        project.with("dbt_project.yml", "name: tiny\non-run-end: [x]\nmodels:\n  tiny:\n    +unique_key: x\n");
        project.with("packages.yml", "packages: []").with("models/p.py", "");
        project.with("models/a.yml", "models:\n  - name: a\n    config: {materialized: table}\n");

        isRefused(
                "dbt_project.yml has on-run-end",
                "dbt_project.yml has +unique_key",
                "packages.yml asks for other projects",
                "models/p.py is a model in Python",
                "models/a.yml: the model a has config, which only dbt reads");
    }

    @Test
    void a_folder_without_a_project_is_refused() {
        assertThatThrownBy(() -> ModelProject.read(directory.resolve("nowhere")))
                .isInstanceOf(ModelsRefused.class)
                .hasMessageContaining("there is no dbt_project.yml in it");
    }
}
