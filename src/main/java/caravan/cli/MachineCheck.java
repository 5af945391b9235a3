package caravan.cli;

import caravan.config.Settings;
import caravan.failure.ExitCode;
import caravan.setup.Remark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether this machine has room for archives on their way. */
final class MachineCheck {
    /** A day of a large project. */
    private static final long LITTLE = 1L << 30;

    private final Settings settings;

    MachineCheck(Settings settings) {
        this.settings = settings;
    }

    Remark spool() throws IOException {
        Path spool = settings.spoolDirectory();
        Path there = spool;
        while (!Files.exists(there)) {
            there = there.getParent();
        }
        if (!Files.isDirectory(there) || !Files.isWritable(there)) {
            return Remark.wrong(
                    ExitCode.DISK,
                    "spool " + spool + ": nothing can be written to " + there,
                    "give the user that runs Caravan the right to, or set caravan.spool.directory to another folder");
        }
        long free = Files.getFileStore(there).getUsableSpace();
        return room(spool, SpoolQuota.of(settings), free);
    }

    /** @param quota most bytes of archives in it */
    static Remark room(Path spool, long quota, long free) {
        String words = "spool " + spool + ": " + Amounts.text(Math.min(quota, free)) + " for archives, "
                + Amounts.text(free) + " free on its disk";
        return Math.min(quota, free) >= LITTLE
                ? Remark.good(words)
                : Remark.advice(
                        words + "; the export of a large day may not fit, and is then not fetched",
                        "make room, set caravan.spool.directory to a larger disk, or a smaller caravan.window");
    }
}
