package caravan.report;

import caravan.archive.Escaped;
import caravan.failure.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The warehouse opened for reading. The file is not written, no SQL reaches another file, an extension or the network, and no
 * SQL can change that: DuckDB itself refuses all of it.
 */
public final class SealedWarehouse implements AutoCloseable {
    private static final Pattern HOLDER = Pattern.compile("held in (?:\\S*/)?(\\S+) \\(PID (\\d+)\\)");
    private static final int SHOWN = 400;

    private final Path file;
    private final Connection connection;

    private SealedWarehouse(Path file, Connection connection) {
        this.file = file;
        this.connection = connection;
    }

    /**
     * @param memory the most that DuckDB takes, as it spells sizes
     * @param made what makes the file where there is none, such as {@code ./caravan load}
     */
    public static SealedWarehouse open(Path file, String memory, String made) throws Refusal, SQLException {
        return open(file, memory, made, "[]");
    }

    /** The same, but files below the folder may be written and read. */
    static SealedWarehouse openBeside(Path file, String memory, String made, Path folder)
            throws Refusal, SQLException {
        return open(file, memory, made, "[" + Sql.text(folder + "/") + "]");
    }

    private static SealedWarehouse open(Path file, String memory, String made, String folders)
            throws Refusal, SQLException {
        if (!Files.exists(file)) {
            throw new Refusal(
                    ExitCode.CONFIGURATION, "there is no warehouse at '" + shown(file) + "' yet; " + made + " makes it");
        }
        Connection connection = connect(file, memory);
        try (Statement seal = connection.createStatement()) {
            seal.execute("set allowed_directories = " + folders);
            seal.execute("set enable_external_access = false");
            seal.execute("set lock_configuration = true");
            return new SealedWarehouse(file, connection);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static Connection connect(Path file, String memory) throws Refusal {
        Properties properties = new Properties();
        properties.setProperty("access_mode", "READ_ONLY");
        properties.setProperty("autoinstall_known_extensions", "false");
        properties.setProperty("autoload_known_extensions", "false");
        properties.setProperty("memory_limit", memory);
        properties.setProperty("TimeZone", "UTC");
        // Made by DuckDB where it needs one. Not that of the writer: two processes would use the same names in it.
        properties.setProperty(
                "temp_directory",
                Path.of(System.getProperty("java.io.tmpdir"), "caravan-" + UUID.randomUUID())
                        .toString());
        try {
            return DriverManager.getConnection("jdbc:duckdb:" + file, properties);
        } catch (SQLException e) {
            throw notOpened(file, e);
        }
    }

    private static Refusal notOpened(Path file, SQLException e) {
        String words = String.valueOf(e.getMessage());
        if (!words.contains("Could not set lock")) {
            return new Refusal(
                    ExitCode.DISK, "the warehouse '" + shown(file) + "' cannot be opened: " + SqlWords.of(words));
        }
        Matcher holder = HOLDER.matcher(words);
        String who = holder.find() ? "process " + holder.group(2) + " (" + Escaped.text(holder.group(1), 40) + ")" : "another process";
        return new Refusal(
                ExitCode.LATER,
                "the warehouse '" + shown(file) + "' is being written by " + who
                        + "; nothing was read. Ask again when that is through, mostly within minutes");
    }

    private static String shown(Path file) {
        Path here = Path.of("").toAbsolutePath();
        return Escaped.text((file.startsWith(here) ? here.relativize(file) : file).toString(), SHOWN);
    }

    Connection connection() {
        return connection;
    }

    /** A second one, whose answers come while they are computed, a few rows at a time. */
    Connection streaming() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("jdbc_stream_results", "true");
        properties.setProperty("access_mode", "READ_ONLY");
        return DriverManager.getConnection("jdbc:duckdb:" + file, properties);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
