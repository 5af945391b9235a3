package caravan.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is worth a word of files with secrets that can be used all the same: everybody on the machine may read them. A group may: that is how they are mounted. */
final class SecretRemarks {
    private static final Set<PosixFilePermission> OF_EVERYBODY =
            Set.of(PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE);

    private SecretRemarks() {}

    static List<String> of(List<Path> files) {
        return files.stream()
                .distinct()
                .flatMap(file -> open(file).stream())
                .map(file -> file + " holds a secret and is open to every user of this machine: chmod 600 " + file
                        + ", or in Kubernetes defaultMode: 0400 with an fsGroup")
                .toList();
    }

    private static Optional<Path> open(Path file) {
        try {
            boolean everybody = Files.getFileStore(file).supportsFileAttributeView("posix")
                    && Files.getPosixFilePermissions(file).stream().anyMatch(OF_EVERYBODY::contains);
            return everybody ? Optional.of(file) : Optional.empty();
        } catch (IOException gone) {
            // It was read a moment ago; whoever replaces it is at it.
            return Optional.empty();
        }
    }
}
