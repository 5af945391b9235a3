package caravan.archive;

import caravan.config.Key;
import caravan.hour.HourRange;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * Says before anything lands whether an archive is whole and is what was asked for. Reads the directory and the head of each
 * entry; the entries' own bytes are checked when they are read ({@link OpenArchive}).
 */
public final class ArchiveVerifier {
    private ArchiveVerifier() {}

    /**
     * @param window the hours that were asked for
     * @throws ArchiveRefused where the archive is not to be believed; the message names what and where
     * @throws IOException where the file cannot be read
     */
    public static ArchiveContents verify(Path zip, HourRange window, Limits limits) throws IOException {
        try (FileChannel channel = FileChannel.open(zip)) {
            if (channel.size() > limits.archive()) {
                throw new LimitExceeded(
                        "the archive has " + channel.size() + " bytes, more than " + limits.archive(), Key.ARCHIVE);
            }
            CentralDirectory directory = CentralDirectory.of(channel, limits);
            List<ArchiveEntry> entries = entries(channel, directory.begin());
            if (entries.isEmpty()) {
                throw new ArchiveRefused("the archive holds no entries; Amplitude says by a 404 that there is no data");
            }
            refuseStrangers(entries, window);
            refuseTwins(entries);
            return ArchiveContents.of(entries);
        }
    }

    private static List<ArchiveEntry> entries(FileChannel channel, long directory) throws IOException {
        try (ZipFile file = open(channel)) {
            List<ArchiveEntry> entries = new ArrayList<>();
            long end = directory;
            for (ListedEntry listed : lastFirst(file)) {
                long data = listed.data(channel, end);
                if (!listed.isFolder()) {
                    entries.add(listed.verified(data));
                }
                end = listed.header();
            }
            return entries;
        }
    }

    private static ZipFile open(FileChannel channel) throws ArchiveRefused {
        try {
            // Local headers are left alone: their extra fields, up to 64 KiB for each entry, would all be kept in
            // memory.
            return ZipFile.builder()
                    .setSeekableByteChannel(channel)
                    .setIgnoreLocalFileHeader(true)
                    .setUseUnicodeExtraFields(false)
                    .get();
        } catch (IOException | IllegalArgumentException e) {
            // The library has one word for all; the same bytes were read a moment ago, so it is not the disk.
            throw new ArchiveRefused("the ZIP directory is damaged: " + cause(e), e);
        }
    }

    private static String cause(Exception e) {
        String message = String.valueOf((e.getCause() == null ? e : e.getCause()).getMessage());
        return Escaped.text(message, 200);
    }

    /** So that where an entry has to end is known when it is looked at. */
    private static List<ListedEntry> lastFirst(ZipFile file) {
        List<ListedEntry> listed = new ArrayList<>();
        file.getEntries().asIterator().forEachRemaining(entry -> listed.add(new ListedEntry(entry)));
        listed.sort(Comparator.comparingLong(ListedEntry::header).reversed());
        return listed;
    }

    private static void refuseStrangers(List<ArchiveEntry> entries, HourRange window) throws ArchiveRefused {
        for (ArchiveEntry entry : entries) {
            if (!window.contains(entry.hour())) {
                throw new ArchiveRefused(entry + " is of hour " + entry.hour() + "; asked for was " + window);
            }
        }
    }

    /** Compares what the names say, so that an hour spelled 5 and 05 is seen. */
    private static void refuseTwins(List<ArchiveEntry> entries) throws ArchiveRefused {
        Map<EntryName, ArchiveEntry> byName = new HashMap<>();
        for (ArchiveEntry entry : entries) {
            ArchiveEntry twin = byName.put(entry.name(), entry);
            if (twin != null) {
                throw new ArchiveRefused(twin + " and " + entry + " are the same file of the same hour");
            }
        }
    }
}
