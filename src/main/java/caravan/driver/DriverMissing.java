package caravan.driver;

import java.io.IOException;
import java.nio.file.Path;

/** The libraries of a store or warehouse are not here, or are of no use. Nothing was begun. */
public final class DriverMissing extends IOException {
    private static final long serialVersionUID = 1L;

    private final String found;
    private final String remedy;

    private DriverMissing(String found, String remedy, Throwable cause) {
        super(
                found + "; " + remedy
                        + ". Nothing was begun: hours stay as they are, and the next start that has it goes on",
                cause);
        this.found = found;
        this.remedy = remedy;
    }

    static DriverMissing at(Driver driver, Path folder) {
        return new DriverMissing(
                "the driver of " + driver + " is not here: there is no jar in " + folder,
                "an image has it that was built with --build-arg DRIVERS=" + driver
                        + ", and every build from the sources (mvn package)",
                null);
    }

    static DriverMissing unusable(Driver driver, Path folder, Throwable cause) {
        return new DriverMissing(
                "the driver of " + driver + " in " + folder + " cannot be used: " + cause,
                ClassPath.canGrow()
                        ? "put that folder there anew, from an image with --build-arg DRIVERS=" + driver
                                + " or from mvn package"
                        : "start Java with -jar caravan.jar, as the launcher and the image do, or with its jars in -cp",
                cause);
    }

    public String found() {
        return found;
    }

    /** What to do about it. */
    public String remedy() {
        return remedy;
    }
}
