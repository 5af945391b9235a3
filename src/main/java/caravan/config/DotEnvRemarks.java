package caravan.config;

import caravan.archive.Escaped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What is worth a word of a {@code .env} that can be used all the same: others may read it, or it has names that nobody reads. */
final class DotEnvRemarks {
    private static final Set<PosixFilePermission> OF_OTHERS = Set.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private DotEnvRemarks() {}

    static List<String> of(Path file, Layer dotEnv) {
        List<String> remarks = new ArrayList<>();
        open(file).ifPresent(remarks::add);
        dotEnv.entries().stream()
                .filter(entry -> !read(entry.name()))
                .map(entry -> Escaped.text(entry.name(), 100) + " (" + entry.origin()
                        + ") is read by nobody here; the nearest name is " + nearest(entry.name()))
                .forEach(remarks::add);
        return List.copyOf(remarks);
    }

    private static Optional<String> open(Path file) {
        try {
            // Of the file that it leads to, where it is a link.
            boolean others = Files.exists(file)
                    && Files.getFileStore(file).supportsFileAttributeView("posix")
                    && Files.getPosixFilePermissions(file, new LinkOption[0]).stream()
                            .anyMatch(OF_OTHERS::contains);
            return others
                    ? Optional.of(file + " holds keys and is open to other users of this machine: chmod 600 " + file)
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.of("who may read " + file + " cannot be found out: "
                    + e.getClass().getSimpleName());
        }
    }

    private static boolean read(String name) {
        return KeyNames.known(name).isPresent()
                || KeyNames.fromEnvironment(name).isPresent()
                || KeyNames.ofOtherName(name).isPresent()
                || SdkNames.isOne(name);
    }

    private static String nearest(String name) {
        return Nearest.of(
                name,
                Stream.concat(
                        KeyNames.otherNames(),
                        Stream.of(Key.values()).map(key -> KeyNames.environment(key.spelling()))));
    }
}
