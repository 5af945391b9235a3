package caravan.archive;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Another process that looks whether a file is locked: only a second process can tell. */
final class LockProbe {
    private static final int LOCKED = 7;

    private LockProbe() {}

    public static void main(String[] files) throws IOException {
        try (FileChannel channel = FileChannel.open(Path.of(files[0]), StandardOpenOption.WRITE)) {
            FileLock lock = channel.tryLock();
            System.exit(lock == null ? LOCKED : 0);
        }
    }

    static boolean isLocked(Path file) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        java,
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LockProbe.class.getName(),
                        file.toString())
                .inheritIO()
                .start();
        int code = process.waitFor();
        if (code != 0 && code != LOCKED) {
            throw new IllegalStateException("the probe ended with " + code);
        }
        return code == LOCKED;
    }
}
