package caravan.setup;

import caravan.failure.ExitCode;
import caravan.failure.OwnerOnly;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.UUID;

/** The {@code .env} file as it is written: for its owner alone from the moment it exists, and there whole or not at all. */
final class EnvFile {
    private static final String TEMPORARY = ".env.tmp-";

    private final Path path;

    EnvFile(Path path) {
        this.path = path;
    }

    boolean exists() {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    /** @throws SetupRefused where it could not be written, so that nobody answers questions for nothing */
    void requireWritable() throws SetupRefused {
        if (exists() && !Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new SetupRefused(
                    ExitCode.USAGE, path + " is a symbolic link, or no file; change what it leads to by hand");
        }
        if (!Files.isWritable(path.getParent())) {
            throw new SetupRefused(
                    ExitCode.DISK, path.getParent() + " cannot be written to; call init from a folder of yours");
        }
    }

    /**
     * @param before what it held when the first question was asked; empty for none
     * @throws SetupRefused where it holds something else by now
     */
    void write(String before, String text) throws IOException, SetupRefused {
        Path temporary = path.resolveSibling(TEMPORARY + UUID.randomUUID());
        // A process that is told to stop deletes it, too.
        temporary.toFile().deleteOnExit();
        try {
            try (FileChannel channel = FileChannel.open(
                    temporary,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    OwnerOnly.FILE.of(temporary))) {
                ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            requireUnchanged(before);
            Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private void requireUnchanged(String before) throws IOException, SetupRefused {
        if (!before.equals(exists() ? Files.readString(path) : "")) {
            throw new SetupRefused(ExitCode.USAGE, path + " was changed by somebody else meanwhile; call init again");
        }
    }
}
