package caravan.archive;

import caravan.hour.Hour;
import caravan.hour.HourRange;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a kept archive is named, below {@code caravan.archive.prefix}: the same archive has the same name whoever keeps it.
 *
 * @param hours what was asked for, both ends inclusive
 * @param hash the first 16 hex digits of its SHA-256
 */
public record KeptName(String project, HourRange hours, String hash) {
    private static final int HASH = 16;
    private static final Pattern SPELLING = Pattern.compile(
            "project=([a-z0-9]{1,40})/(\\d{4}-\\d\\d-\\d\\dT\\d\\d)_(\\d{4}-\\d\\d-\\d\\dT\\d\\d)_([0-9a-f]{16})\\.zip");

    public static KeptName of(String project, Archive archive) {
        return new KeptName(project, archive.hours(), archive.sha256().substring(0, HASH));
    }

    /** Empty for a stranger's file. */
    public static Optional<KeptName> parse(String text) {
        Matcher name = SPELLING.matcher(text);
        if (!name.matches()) {
            return Optional.empty();
        }
        try {
            HourRange hours = new HourRange(Hour.parse(name.group(2)), Hour.parse(name.group(3)));
            return Optional.of(new KeptName(name.group(1), hours, name.group(4)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** What all names of a project begin with. */
    public static String folder(String project) {
        return "project=" + project + "/";
    }

    /** Whether it is the name of an archive with this SHA-256. */
    public boolean isOf(String sha256) {
        return sha256 != null && sha256.startsWith(hash);
    }

    @Override
    public String toString() {
        return folder(project) + hours.first() + "_" + hours.last() + "_" + hash + ".zip";
    }
}
