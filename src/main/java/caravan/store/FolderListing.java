package caravan.store;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Files below a folder by the beginning of their key; walks only the folders that can hold such. What vanishes meanwhile is not listed. */
final class FolderListing {
    private final Path base;
    private final Instant now;
    private final List<StoredObject> found = new ArrayList<>();

    FolderListing(Path base, Instant now) {
        this.base = base;
        this.now = now;
    }

    List<StoredObject> of(String prefix) throws IOException {
        if (Files.exists(base) && !Files.isDirectory(base)) {
            throw new NotDirectoryException(base.toString());
        }
        int name = prefix.lastIndexOf('/') + 1;
        String folder = prefix.substring(0, name);
        walk(base.resolve(folder), folder, prefix.substring(name));
        found.sort(Comparator.comparing(StoredObject::key, StoreKey.ORDER));
        return found;
    }

    private void walk(Path folder, String key, String beginning) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                if (entry.getFileName().toString().startsWith(beginning)) {
                    visit(entry, key + entry.getFileName());
                }
            }
        } catch (NoSuchFileException | NotDirectoryException gone) {
            // Never made, or removed since it was seen: nothing is in it.
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    private void visit(Path entry, String key) throws IOException {
        try {
            if (entry.getFileName().toString().startsWith(".")) {
                removeAbandoned(entry);
                return;
            }
            BasicFileAttributes attributes =
                    Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (attributes.isDirectory()) {
                walk(entry, key + "/", "");
            } else if (attributes.isRegularFile()) {
                found.add(new StoredObject(
                        key,
                        attributes.size(),
                        new FileVersion(attributes).text(),
                        attributes.lastModifiedTime().toInstant()));
            }
        } catch (NoSuchFileException gone) {
            // Removed since it was seen.
        }
    }

    /** Only a listing comes by what a dead process left, which no key names. */
    private void removeAbandoned(Path entry) {
        try {
            if (DurableFile.isAbandoned(entry, now)) {
                Files.deleteIfExists(entry);
            }
        } catch (IOException e) {
            // A store that may only be read keeps it.
        }
    }
}
