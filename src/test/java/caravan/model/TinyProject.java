package caravan.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A dbt project of a few lines, and a warehouse in memory whose bronze is filled by hand. */
record TinyProject(Path folder) {
    /** Its models are of the schema {@code silver}, and read the table {@code bronze.loads}. */
    static TinyProject in(Path folder) throws IOException {
        return new TinyProject(folder.resolve("dbt"))
                .with(
                        "dbt_project.yml",
                        "name: tiny\nvars:\n  zones: [UTC, CET]\nmodels:\n  tiny:\n    +schema: silver\n")
                .with(
                        "models/sources.yml",
                        "sources:\n  - name: bronze\n    tables:\n      - name: loads\n      - name: refreshes\n");
    }

    TinyProject with(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return this;
    }

    TinyProject model(String name, String text) throws IOException {
        return with("models/" + name + ".sql", text);
    }

    /** Says of itself that all loads are held, last of all. */
    TinyProject withLast(String... models) throws IOException {
        StringBuilder text = new StringBuilder(
                "{{ config(materialized='table', post_hook="
                        + "\"insert into {{ source('bronze', 'refreshes') }} select coalesce(max(load_number), -1), now() from {{ source('bronze', 'loads') }}\") }}\n");
        for (String model : models) {
            text.append("-- depends_on: {{ ref('").append(model).append("') }}\n");
        }
        return model("last", text + "select 1 as one\n");
    }

    ModelProject read() throws IOException {
        return ModelProject.read(folder);
    }

    Models models() {
        return new Models(folder, folder.resolve("compiled"), false);
    }

    static void bronze(Connection connection) throws IOException, SQLException {
        run(connection, Files.readString(Path.of("src/main/resources/caravan/warehouse/bronze.sql")));
    }

    static void load(Connection connection, int number) throws SQLException {
        run(
                connection,
                "insert into bronze.loads values ('p', timestamp '2026-11-01 00:00:00' + to_hours(" + number + "), 0, "
                        + number + ", 1, 0, 'v', now(), now())");
    }

    static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The first column, as text. */
    static List<String> column(Connection connection, String sql) throws SQLException {
        List<String> column = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                column.add(rows.getString(1));
            }
        }
        return column;
    }
}
