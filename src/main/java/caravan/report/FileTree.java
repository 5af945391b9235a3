package caravan.report;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Whatever lies under a name: a folder with all that is in it, or anything else. Links are not followed. */
record FileTree(Path root) {
    boolean isThere() {
        return Files.exists(root, LinkOption.NOFOLLOW_LINKS);
    }

    boolean isFolder() {
        return Files.isDirectory(root, LinkOption.NOFOLLOW_LINKS);
    }

    boolean isEmpty() throws IOException {
        try (Stream<Path> files = Files.list(root)) {
            return files.findAny().isEmpty();
        }
    }

    boolean has(String name) {
        return Files.exists(root.resolve(name), LinkOption.NOFOLLOW_LINKS);
    }

    /** At once; fails where something lies there, but for an empty folder. */
    void moveTo(FileTree other) throws IOException {
        Files.move(root, other.root, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Afterwards the bytes of all files are on the disk. */
    void synchronise() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(root)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
        }
    }

    /** Does nothing where nothing is there. */
    void delete() throws IOException {
        if (!isThere()) {
            return;
        }
        List<Path> paths;
        try (Stream<Path> all = Files.walk(root)) {
            paths = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.delete(path);
        }
    }
}
