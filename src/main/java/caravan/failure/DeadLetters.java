package caravan.failure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of cases for a person: one JSON file a case, and a payload beside it where one is needed. It is told, never asked:
 * what cannot be written here is logged and holds up nothing. Several processes may write at once. Thread-safe.
 */
public final class DeadLetters {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

    private final PrivateFolder folder;
    private final LetterFiles files;
    private final Duration retention;
    private final Clock clock;
    private final Room room;
    private final AtomicBoolean told = new AtomicBoolean();

    /**
     * @param directory made when first written to
     * @param retention after which a case that is not met again is forgotten
     */
    public DeadLetters(Path directory, Duration retention, Clock clock) {
        this(directory, retention, clock, Room.OF_DISK);
    }

    DeadLetters(Path directory, Duration retention, Clock clock, Room room) {
        this.folder = new PrivateFolder(directory);
        this.files = new LetterFiles(folder);
        this.retention = retention;
        this.clock = clock;
        this.room = room;
    }

    public Path directory() {
        return folder.path();
    }

    /** Keeps the case; one that is known keeps its first time and counts. Never fails: what hinders it is logged. */
    public void write(DeadLetter letter) {
        attempt(letter, () -> keep(letter));
    }

    /**
     * The same with a file, which stays where it is and must not change any more: linked or copied to {@code {id}.zip}, or
     * {@code {id}.txt} where it is called so. Left out where the disk would be nearly full, and the letter's cause says so.
     */
    public void write(DeadLetter letter, Path payload) {
        String suffix = payload.getFileName().toString().endsWith(".txt") ? ".txt" : ".zip";
        attempt(letter, () -> keep(withPayload(letter, suffix, name -> linkOrCopy(payload, name))));
    }

    /** The same with a text, such as a stack trace, as {@code {id}.txt}; it holds no secret. */
    public void write(DeadLetter letter, String payload) {
        byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
        attempt(
                letter,
                () -> keep(withPayload(letter, ".txt", name -> {
                    room.require(folder.path(), bytes.length);
                    folder.write(name, bytes, clock.instant());
                })));
    }

    private interface Step {
        void run() throws IOException;
    }

    private interface Payload {
        void to(String name) throws IOException;
    }

    private void attempt(DeadLetter letter, Step writing) {
        try {
            folder.make();
            writing.run();
            told.set(false);
        } catch (IOException | RuntimeException e) {
            if (!told.getAndSet(true)) {
                LOG.error(
                        "dead letter {} is not kept in '{}': {}; make the folder writable, or set"
                                + " caravan.dead-letters.directory to another one; nothing else is held up, and this is"
                                + " said once until a letter is kept again; its case: {}",
                        letter.id(),
                        folder.path(),
                        e,
                        letter.cause());
            }
        }
    }

    /** The payload first: a letter that names one has it. */
    private static DeadLetter withPayload(DeadLetter letter, String suffix, Payload payload) {
        try {
            payload.to(letter.id() + suffix);
            return letter.with(letter.cause(), letter.id() + suffix);
        } catch (IOException e) {
            String why = e instanceof FileSystemException fault && fault.getReason() != null
                    ? fault.getReason()
                    : e.toString();
            return letter.with(letter.cause() + "; its payload is left out: " + why, null);
        }
    }

    private void linkOrCopy(Path payload, String name) throws IOException {
        room.require(folder.path(), 0);
        try {
            folder.link(payload, name);
        } catch (UnsupportedOperationException | FileSystemException otherFileSystem) {
            room.require(folder.path(), Files.size(payload));
            folder.copy(payload, name);
        }
    }

    private synchronized void keep(DeadLetter letter) throws IOException {
        DeadLetter kept = letter;
        try {
            kept = letter.after(files.read(LetterFiles.name(letter)));
        } catch (NoSuchFileException first) {
            LOG.debug("dead letter {} is new", letter.id());
        } catch (IOException damaged) {
            LOG.warn("dead letter {} cannot be read and is written anew: {}", letter.id(), damaged.toString());
        }
        files.write(kept, clock.instant());
    }

    /**
     * All letters; files that are not called as letters are, are not looked at.
     *
     * @throws IOException where the folder is there and cannot be read
     */
    public ListedLetters read() throws IOException {
        List<DeadLetter> letters = new ArrayList<>();
        List<String> damaged = new ArrayList<>();
        for (String name : files.letters()) {
            try {
                letters.add(files.read(name));
            } catch (NoSuchFileException gone) {
                LOG.debug("dead letter {} went while the folder was read", name);
            } catch (IOException e) {
                damaged.add(name);
            }
        }
        return new ListedLetters(letters, damaged);
    }

    /**
     * Removes what is listed, with payloads. A case that still holds is written again when it is met again.
     *
     * @throws IOException where one cannot be removed; those before it are
     */
    public void purge(ListedLetters listed) throws IOException {
        for (DeadLetter letter : listed.letters()) {
            files.delete(LetterFiles.name(letter));
        }
        for (String name : listed.damaged()) {
            files.delete(name);
        }
    }

    /** Removes cases that are over, with payloads. Never fails: what hinders it is logged. */
    public void forget(Predicate<DeadLetter> over) {
        try {
            for (DeadLetter letter : read().letters()) {
                if (over.test(letter)) {
                    files.delete(LetterFiles.name(letter));
                    LOG.info("dead letter {} is over and goes", letter.id());
                }
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn(
                    "dead letters in '{}' that are over are not removed: {}; tried again after the next sync",
                    folder.path(),
                    e.toString());
        }
    }

    /** Removes cases that were last met longer ago than the retention. Never fails: what hinders it is logged. */
    public void expire() {
        try {
            Instant now = clock.instant();
            files.expire(now.minus(retention), now);
        } catch (IOException | RuntimeException e) {
            LOG.warn(
                    "old dead letters in '{}' are not removed: {}; tried again after the next sync",
                    folder.path(),
                    e.toString());
        }
    }
}
