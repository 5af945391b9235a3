package caravan.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The log files of runs: {@code caravan_2026-11-01_05-20-00.log}, UTC, readable by the owner only, kept 30 days after their last line. */
final class LogFiles {
    private static final Duration KEPT = Duration.ofDays(30);
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("'caravan_'yyyy-MM-dd_HH-mm-ss'.log'").withZone(ZoneOffset.UTC);
    private static final Pattern SPELLING = Pattern.compile("caravan_\\d{4}-\\d{2}-\\d{2}_\\d{2}-\\d{2}-\\d{2}\\.log");

    private LogFiles() {}

    /** The file of the run that begins now; of two runs in one second both write to it. */
    static Path create(Path directory, Instant now) throws IOException {
        Files.createDirectories(directory);
        deleteOld(directory, now);
        Path file = directory.resolve(NAME.format(now));
        try {
            return Files.createFile(file, ownerOnly());
        } catch (FileAlreadyExistsException e) {
            return file;
        }
    }

    private static FileAttribute<?>[] ownerOnly() {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    /** By its last line and not by its name: a service may have begun its file months ago. */
    private static void deleteOld(Path directory, Instant now) throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.list(directory)) {
            files = found.filter(file ->
                            SPELLING.matcher(file.getFileName().toString()).matches())
                    .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .toList();
        }
        for (Path file : files) {
            if (Files.getLastModifiedTime(file).toInstant().isBefore(now.minus(KEPT))) {
                Files.deleteIfExists(file);
            }
        }
    }
}
