package caravan.driver;

import caravan.config.StoreKind;
import caravan.config.WarehouseKind;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The libraries that one store or warehouse alone needs, named as it is. They lie in {@code lib/<name>} beside {@code caravan.jar},
 * and come to the class path once it is chosen: nobody else opens them. Where they are on it already, nothing happens.
 */
public enum Driver {
    DUCKDB("org.duckdb.DuckDBDriver"),
    SNOWFLAKE("net.snowflake.client.api.driver.SnowflakeDriver"),
    GCS("com.google.api.services.storage.Storage"),
    BIGQUERY("com.google.auth.oauth2.GoogleCredentials");

    private final String firstClass;
    private boolean added;
    private boolean there;

    /** @param firstClass loaded at once: a driver of JDBC makes itself known by that */
    Driver(String firstClass) {
        this.firstClass = firstClass;
    }

    /** As the store or warehouse is spelt, and the folder. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** A class of it that is loaded before all others. */
    public String firstClass() {
        return firstClass;
    }

    /** Of the chosen store, where that has one of its own. */
    public static Optional<Driver> of(StoreKind store) {
        return named(store.toString());
    }

    /** Of the chosen warehouse, where that has one of its own. */
    public static Optional<Driver> of(WarehouseKind warehouse) {
        return named(warehouse.toString());
    }

    /** Of the chosen store, as {@link #require()}. */
    public static void require(StoreKind store) throws DriverMissing {
        require(of(store));
    }

    /** Of the chosen warehouse, as {@link #require()}. */
    public static void require(WarehouseKind warehouse) throws DriverMissing {
        require(of(warehouse));
    }

    private static void require(Optional<Driver> driver) throws DriverMissing {
        if (driver.isPresent()) {
            driver.get().require();
        }
    }

    private static Optional<Driver> named(String name) {
        return Stream.of(values())
                .filter(driver -> driver.toString().equals(name))
                .findFirst();
    }

    /**
     * From here on its classes can be used. Before the first of them is touched.
     *
     * @throws DriverMissing where they are not here
     */
    public synchronized void require() throws DriverMissing {
        if (there) {
            return;
        }
        Path folder = folder();
        List<Path> jars = jars(folder);
        try {
            if (!added && ClassPath.canGrow()) {
                ClassPath.add(jars);
                added = true;
            }
            Class.forName(firstClass, true, ClassLoader.getSystemClassLoader());
            there = true;
        } catch (IOException | ClassNotFoundException | LinkageError e) {
            throw jars.isEmpty() ? DriverMissing.at(this, folder) : DriverMissing.unusable(this, folder, e);
        }
    }

    /** Why its classes cannot be used; empty where they can. */
    public Optional<DriverMissing> hindrance() {
        try {
            require();
            return Optional.empty();
        } catch (DriverMissing e) {
            return Optional.of(e);
        }
    }

    /** Beside the jar that this class is from. */
    private Path folder() {
        try {
            return Path.of(Driver.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .resolveSibling("lib")
                    .resolve(toString());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Path> jars(Path folder) {
        List<Path> jars = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.jar")) {
                found.forEach(jars::add);
            } catch (IOException e) {
                // Not to be read is as good as not there; the message names the folder.
                return List.of();
            }
        }
        Collections.sort(jars);
        return jars;
    }
}
