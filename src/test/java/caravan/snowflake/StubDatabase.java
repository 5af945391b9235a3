package caravan.snowflake;

import caravan.config.SnowflakeSettings;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.zip.GZIPInputStream;
import org.duckdb.DuckDBConnection;

/** The tables of a {@link SnowflakeServer}, and the bucket that its stage is on. */
final class StubDatabase implements AutoCloseable {
    private static final List<String> FUNCTIONS = List.of(
            "create type timestamp_ntz as timestamp",
            "create type timestamp_ltz as timestamptz",
            "create macro to_timestamp_ntz(t) as t::timestamp",
            "create macro try_parse_json(t, d) as case when json_valid(t) then t::json end",
            "create macro get(j, k) as j -> ('$.\"' || k || '\"')",
            "create macro is_object(j) as json_type(j) = 'OBJECT'",
            "create macro to_varchar(j) as case when json_type(j) <> 'NULL' then j ->> '$' end,"
                    + " (t, f) as strftime(t, '%Y-%m-%dT%H:%M:%S.%fZ')");

    final Semaphore gate = new Semaphore(1);
    private final Connection root;
    private final Lake lake;
    private final String prefix;

    StubDatabase(Lake lake, String prefix) throws SQLException {
        this.lake = lake;
        this.prefix = prefix;
        root = DriverManager.getConnection("jdbc:duckdb:");
        for (String function : FUNCTIONS) {
            run(function);
        }
    }

    /** What the set-up makes in the loader's schema. */
    void setUp(SnowflakeSettings.Load load) throws SQLException {
        for (String statement : BronzeTables.statements(load, prefix)) {
            run(statement.replace("current_timestamp()", "now()").replace(" variant", " json"));
        }
    }

    void run(String sql) throws SQLException {
        try (Statement statement = root.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Rows, their values apart by {@code |}. */
    List<String> rows(String sql) throws SQLException {
        try (Statement statement = root.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> all = new ArrayList<>();
            while (rows.next()) {
                List<String> row = new ArrayList<>();
                for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    row.add(String.valueOf(rows.getString(column)));
                }
                all.add(String.join("|", row));
            }
            return all;
        }
    }

    Connection another() throws SQLException {
        return root.unwrap(DuckDBConnection.class).duplicate();
    }

    /** As METADATA$FILENAME says. */
    String file(String key) {
        return prefix + key;
    }

    /** Empty where there is no such file; a last line may end without a newline. */
    Optional<List<String>> lines(String key) throws IOException {
        Optional<InputStream> opened = lake.open(key);
        if (opened.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in =
                new BufferedInputStream(key.endsWith(".gz") ? new GZIPInputStream(opened.get()) : opened.get())) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            String whole = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
            return Optional.of(text.isEmpty() ? List.of() : List.of(whole.split("\n", -1)));
        }
    }

    @Override
    public void close() throws SQLException {
        root.close();
    }
}
