package caravan.failure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Rights for nobody but the owner, on systems that know such rights; elsewhere they are what the folder above says. */
public enum OwnerOnly {
    FOLDER("rwx------"),
    FILE("rw-------");

    private final Set<PosixFilePermission> rights;

    OwnerOnly(String rights) {
        this.rights = PosixFilePermissions.fromString(rights);
    }

    /** For making something there, so that it has these rights from the moment it exists. */
    public FileAttribute<?>[] of(Path path) {
        return isKnown(path)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(rights)}
                : new FileAttribute<?>[0];
    }

    /** Gives them to something that exists and is no symbolic link. */
    void close(Path path) throws IOException {
        if (isKnown(path)
                && !Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS)
                        .equals(rights)) {
            Files.setPosixFilePermissions(path, rights);
        }
    }

    private static boolean isKnown(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
