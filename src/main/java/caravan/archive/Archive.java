package caravan.archive;

import caravan.hour.Hour;
import caravan.hour.HourRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One answer of the Export API with data, whole on local disk.
 *
 * @param hours what was asked for, both ends inclusive
 * @param sha256 of the file, hex
 * @param at when its last byte had arrived
 */
public record Archive(Path file, HourRange hours, String sha256, long bytes, Instant at) {
    private static final Pattern NAME = Pattern.compile(
            "([a-z0-9]+-[0-9a-f]{16})_(\\d{4}-\\d\\d-\\d\\dT\\d\\d)_(\\d{4}-\\d\\d-\\d\\dT\\d\\d)_([0-9a-f]{64})\\.zip");

    /** The file's name in the spool: all of it that a later process has to know. */
    static String name(String source, HourRange hours, String sha256) {
        return source + "_" + hours.first() + "_" + hours.last() + "_" + sha256 + ".zip";
    }

    /** The archive that lies under such a name; empty for a stranger's file, and for one that has just left. */
    static Optional<Archive> of(Path file) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        if (!name.matches()) {
            return Optional.empty();
        }
        try {
            HourRange hours = new HourRange(Hour.parse(name.group(2)), Hour.parse(name.group(3)));
            Instant at = Files.getLastModifiedTime(file).toInstant();
            return Optional.of(new Archive(file, hours, name.group(4), Files.size(file), at));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
