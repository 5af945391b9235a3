package caravan.warehouse;

import caravan.config.DuckDbSettings;
import caravan.driver.Driver;
import caravan.driver.DriverMissing;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Properties;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;

/**
 * The open warehouse file of this machine. One process writes it, or several read it; whoever comes too late gets a {@link
 * WarehouseHeld}. Nothing of it reaches for the network, for extensions or for other files, and no SQL can change that.
 */
public final class DuckDb implements AutoCloseable {
    private static final String BRONZE = script("bronze.sql");

    /** With the heap that Java takes of it and the library, which lies in memory where /tmp does; less ends with a kill. */
    private static final long LEAST_MEMORY = 1_000_000_000;

    private final Connection connection;

    private DuckDb(Connection connection) {
        this.connection = connection;
    }

    /**
     * To write; makes the file, and bronze in it, where they are not there.
     *
     * @throws WarehouseHeld where another process has it open
     * @throws WarehouseFault where it cannot be opened
     */
    public static DuckDb open(DuckDbSettings settings) throws IOException {
        Files.createDirectories(settings.file().getParent());
        DuckDb opened = new DuckDb(connect(settings, false, Optional.empty(), new Properties()));
        try (Statement statement = opened.connection.createStatement()) {
            statement.execute(BRONZE);
            return opened;
        } catch (SQLException e) {
            opened.close();
            throw WarehouseFault.by("making the tables of bronze in " + settings.file(), e);
        }
    }

    /**
     * To read, several processes at once.
     *
     * @throws WarehouseHeld where another process writes it
     * @throws WarehouseFault where it cannot be opened, or is not there
     */
    public static DuckDb openReadOnly(DuckDbSettings settings) throws IOException {
        return openReadOnly(settings, Optional.empty(), new Properties());
    }

    /** To read answers of any size: rows come while they are computed, a few at a time. One answer at a time. */
    public static DuckDb openToStream(DuckDbSettings settings) throws IOException {
        Properties streaming = new Properties();
        streaming.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, "true");
        return openReadOnly(settings, Optional.empty(), streaming);
    }

    /** To read, and to write files into one folder. */
    public static DuckDb openToExport(DuckDbSettings settings, Path folder) throws IOException {
        return openReadOnly(settings, Optional.of(folder.toAbsolutePath()), new Properties());
    }

    private static DuckDb openReadOnly(DuckDbSettings settings, Optional<Path> folder, Properties more)
            throws IOException {
        if (!Files.exists(settings.file())) {
            throw new WarehouseFault(
                    "there is no warehouse at " + settings.file() + " yet; ./caravan load makes and fills it", null);
        }
        return new DuckDb(connect(settings, true, folder, more));
    }

    /** For one thread at a time. */
    public Connection connection() {
        return connection;
    }

    /** One more to the same warehouse, for a thread that works on it at the same time. */
    Connection another() throws SQLException {
        return connection.unwrap(DuckDBConnection.class).duplicate();
    }

    private static Connection connect(DuckDbSettings settings, boolean readOnly, Optional<Path> folder, Properties more)
            throws IOException {
        Driver.DUCKDB.require();
        Properties properties = new Properties();
        properties.putAll(more);
        properties.setProperty("memory_limit", settings.memoryBytes() + "B");
        properties.setProperty("threads", Integer.toString(settings.threads()));
        properties.setProperty("temp_directory", settings.temporary().toString());
        properties.setProperty("autoinstall_known_extensions", "false");
        properties.setProperty("autoload_known_extensions", "false");
        properties.setProperty("allow_community_extensions", "false");
        properties.setProperty("access_mode", readOnly ? "READ_ONLY" : "READ_WRITE");
        // Nothing reads rows in the order in which they came; to keep it, whole hours would have to be held in memory.
        properties.setProperty("preserve_insertion_order", "false");
        // Compressing what came since is dear: not after every hour.
        properties.setProperty("checkpoint_threshold", Math.max(16L << 20, settings.memoryBytes() / 8) + "B");
        try {
            Connection connection = DriverManager.getConnection("jdbc:duckdb:" + settings.file(), properties);
            lock(connection, folder);
            return connection;
        } catch (SQLException e) {
            Optional<WarehouseHeld> held = WarehouseHeld.by(settings.file(), e);
            throw held.isPresent() ? held.get() : WarehouseFault.by("opening " + settings.file(), e);
        } catch (LinkageError | RuntimeException e) {
            throw new WarehouseFault(unusable(e), e);
        }
    }

    /**
     * Why there can be no warehouse on this machine; empty where there can.
     *
     * @param memory bytes of the machine, or of the container
     */
    public static Optional<String> hindrance(long memory) {
        Optional<DriverMissing> missing = Driver.DUCKDB.hindrance();
        if (missing.isPresent()) {
            return missing.map(none -> none.found() + "; " + none.remedy());
        }
        if (memory < LEAST_MEMORY) {
            return Optional.of("DuckDB needs 1 GB of memory, Java's own included, and there are " + memory / 1_000_000
                    + " MB (a container: --memory 1g)");
        }
        try (Connection tried = DriverManager.getConnection("jdbc:duckdb:")) {
            return tried.isValid(0) ? Optional.empty() : Optional.of("DuckDB's own library does not answer");
        } catch (SQLException | LinkageError | RuntimeException e) {
            return Optional.of(unusable(e));
        }
    }

    private static String unusable(Throwable thrown) {
        return "DuckDB's own library cannot be used: " + root(thrown) + "; it is unpacked to "
                + System.getProperty("java.io.tmpdir")
                + ", which needs 80 MB and must allow programs to run from it"
                + " (another folder: CARAVAN_JAVA_OPTS=-Djava.io.tmpdir=...)";
    }

    /** From here on no SQL reaches another file, or changes what was set. */
    private static void lock(Connection connection, Optional<Path> folder) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set TimeZone = 'UTC'");
            if (folder.isPresent()) {
                statement.execute(
                        "set allowed_directories = ['" + folder.get().toString().replace("'", "''") + "']");
            }
            statement.execute("set enable_external_access = false");
            statement.execute("set lock_configuration = true");
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static String root(Throwable thrown) {
        Throwable at = thrown;
        while (at.getCause() != null) {
            at = at.getCause();
        }
        return at.toString();
    }

    private static String script(String name) {
        try (InputStream in = DuckDb.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws WarehouseFault {
        try {
            connection.close();
        } catch (SQLException e) {
            throw WarehouseFault.by("closing the warehouse", e);
        }
    }
}
