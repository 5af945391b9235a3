package caravan.cli;

import caravan.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How many bytes of archives may lie in the spool: what is set, else 20 GiB or half of what is free, whichever is less. */
final class SpoolQuota {
    private static final long DEFAULT = 20L << 30;

    private SpoolQuota() {}

    static long of(Settings settings) throws IOException {
        if (settings.spoolQuota().isPresent()) {
            return settings.spoolQuota().getAsLong();
        }
        Path there = settings.spoolDirectory().toAbsolutePath();
        while (!Files.exists(there)) {
            there = there.getParent();
        }
        return Math.min(DEFAULT, Files.getFileStore(there).getUsableSpace() / 2);
    }
}
