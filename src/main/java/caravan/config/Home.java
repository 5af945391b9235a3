package caravan.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where Caravan's files are. {@code routes/}, {@code dbt/} and {@code application.properties} are the caller's where they exist there,
 * else the ones beside the launcher; {@code .env} and {@code data/} are always the caller's. All paths are absolute.
 *
 * @param caller the directory that the command was given in
 * @param launcher the directory of the launcher, or of the jar
 */
public record Home(Path caller, Path launcher) {
    /** Set by the launcher. */
    public static final String PROPERTY = "caravan.home";

    public Home {
        caller = caller.toAbsolutePath().normalize();
        launcher = launcher.toAbsolutePath().normalize();
    }

    /** Of this process. */
    public static Home detect() {
        Path launcher =
                Optional.ofNullable(System.getProperty(PROPERTY)).map(Path::of).orElseGet(Home::besideJar);
        return new Home(Path.of(""), launcher);
    }

    /** {@code caravan.jar} lies beside {@code routes/}, or in {@code target/} below it. */
    private static Path besideJar() {
        try {
            URI location = Home.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI();
            Path folder = Path.of(location).getParent();
            return Stream.iterate(folder, path -> path != null, Path::getParent)
                    .limit(2)
                    .filter(path -> Files.isDirectory(path.resolve("routes")))
                    .findFirst()
                    .orElse(folder);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    public Path routes() {
        return folder("routes");
    }

    /** The dbt project. */
    public Path models() {
        return folder("dbt");
    }

    private Path folder(String name) {
        Path own = caller.resolve(name);
        return Files.isDirectory(own) ? own : launcher.resolve(name);
    }

    public Path properties() {
        Path own = caller.resolve("application.properties");
        return Files.exists(own) ? own : launcher.resolve("application.properties");
    }

    public Path dotEnv() {
        return caller.resolve(".env");
    }

    public Path data() {
        return caller.resolve("data");
    }
}
