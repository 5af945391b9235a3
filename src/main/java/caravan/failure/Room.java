package caravan.failure;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether a disk has room for something that can be done without. */
interface Room {
    /** At least so much is left free for what cannot be done without. */
    long LEAST = 1L << 30;

    /** And at least this part of the whole. */
    int PART = 20;

    Room OF_DISK = (folder, more) -> {
        FileStore disk = Files.getFileStore(folder);
        require(folder, disk.getUsableSpace(), disk.getTotalSpace(), more);
    };

    /** @throws FileSystemException where so many more bytes would leave less than 1 GiB, or less than 5 %, free */
    void require(Path folder, long more) throws IOException;

    static void require(Path folder, long free, long total, long more) throws IOException {
        long left = free - more;
        if (left < Math.max(LEAST, total / PART)) {
            throw new FileSystemException(
                    folder.toString(),
                    null,
                    "it would leave " + Math.max(left, 0) + " of " + total
                            + " bytes free on its disk, less than 1 GiB or 5 %");
        }
    }
}
