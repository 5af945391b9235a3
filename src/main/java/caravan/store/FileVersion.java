package caravan.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What tells one content of a file from the next without reading it: its size, its time, its inode. */
record FileVersion(BasicFileAttributes attributes) {

    /** Empty where there is no file; a folder or a symbolic link is none. */
    static Optional<FileVersion> of(Path path) throws IOException {
        try {
            return Optional.of(Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS))
                    .filter(BasicFileAttributes::isRegularFile)
                    .map(FileVersion::new);
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    String text() {
        return attributes.size() + "-" + attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS) + "-"
                + attributes.fileKey();
    }
}
