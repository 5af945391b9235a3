package caravan.archive;

import caravan.hour.HourRange;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where archives lie until their hours are committed. Nothing here is precious: it can vanish at any time, and every hour not
 * committed is simply due again. Each process has its own locked directory; whole archives of processes that are gone are taken
 * over, so that Amplitude is not asked twice.
 */
public final class Spool implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Spool.class);

    /** An older archive is not landed any more: no writer commits later than a day after it began. */
    private static final Duration FRESH = Duration.ofHours(20);

    private final Path root;
    private final SpoolDirectory own;
    private final Quota quota;
    private final Clock clock;
    private final AtomicLong names = new AtomicLong();
    private final Uses uses = new Uses();

    /** @param quota most bytes of archives under {@code root}, all processes together */
    public Spool(Path root, long quota, Clock clock) throws IOException {
        this.root = root;
        this.quota = new Quota(root, quota);
        this.clock = clock;
        try {
            Files.createDirectories(root);
            this.own = SpoolDirectory.create(root);
        } catch (IOException e) {
            throw new DiskFault("the spool directory " + root + " cannot be used (caravan.spool.directory): " + e, e);
        }
    }

    /**
     * Takes over what processes that are gone have left: their whole archives; the rest is removed. Archives too old to be
     * landed leave the spool, which they would fill up otherwise.
     */
    public void adopt() throws IOException {
        for (Path directory : SpoolDirectory.list(root, "*")) {
            adopt(directory);
        }
        for (Path file : SpoolDirectory.list(own.path(), "*.zip")) {
            if (!isFresh(Files.getLastModifiedTime(file).toInstant())) {
                Files.delete(file);
            }
        }
    }

    private void adopt(Path directory) {
        try {
            Optional<SpoolDirectory> left = SpoolDirectory.abandoned(directory);
            if (left.isPresent()) {
                try (SpoolDirectory gone = left.get()) {
                    gone.moveTo(own.path());
                }
            }
        } catch (NoSuchFileException e) {
            // Another process was at it in the same moment, and has what was there.
        } catch (IOException e) {
            LOG.warn(
                    "{} was left by a process that is gone and cannot be taken over ({}); nothing is lost, what it held is"
                            + " asked for again; remove it to free its space",
                    directory,
                    e.toString());
        }
    }

    private boolean isFresh(Instant at) {
        return at.isAfter(clock.instant().minus(FRESH));
    }

    /**
     * A whole archive that covers these hours, the newest if several.
     *
     * @param source project name and a fingerprint of host and key: another account's archive is never taken
     */
    public Optional<Archive> find(String source, HourRange hours) throws IOException {
        return whole(source).stream()
                .filter(archive -> archive.hours().contains(hours))
                .findFirst();
    }

    /** All archives of this source that lie here and can still be landed, newest answer first. */
    public List<Archive> whole(String source) throws IOException {
        return archives(source).stream()
                .filter(archive -> isFresh(archive.at()))
                .sorted(Comparator.comparing(Archive::at).reversed())
                .toList();
    }

    private List<Archive> archives(String source) throws IOException {
        return SpoolDirectory.list(own.path(), source + "_*.zip").stream()
                .flatMap(file -> Archive.of(file).stream())
                .toList();
    }

    /**
     * Lets go of archives that nobody uses and that are of no more use: such as of a process that died after its last commit.
     *
     * @param over whether all of these hours are done
     */
    public synchronized void drop(String source, Predicate<HourRange> over) throws IOException {
        for (Archive archive : archives(source)) {
            if (!uses.has(archive.file()) && over.test(archive.hours())) {
                Files.deleteIfExists(archive.file());
            }
        }
    }

    /**
     * Streams a body to disk as {@code .part} and gives it its name when its last byte is there. Closes the body.
     *
     * @throws DiskFault where our disk is at fault; any other {@link IOException} is the transfer's
     */
    public Archive receive(String source, HourRange hours, InputStream body) throws IOException {
        Path part = own.path().resolve(names.incrementAndGet() + ".part");
        try (body) {
            Received received = Received.write(body, part);
            Instant at = clock.instant();
            Files.setLastModifiedTime(part, FileTime.from(at));
            Path file = own.path().resolve(Archive.name(source, hours, received.sha256()));
            try {
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                throw new DiskFault("cannot name the archive " + file + ": " + e.getMessage(), e);
            }
            return new Archive(file, hours, received.sha256(), received.bytes(), at);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /**
     * Takes an archive for one window's use, until it is released: of an archive that lies here several windows may be landed at
     * once.
     *
     * @param after only an archive that arrived later; empty: any
     */
    public synchronized Optional<Archive> take(String source, HourRange hours, Optional<Instant> after)
            throws IOException {
        Optional<Archive> found = find(source, hours)
                .filter(archive -> after.map(archive.at()::isAfter).orElse(true));
        found.ifPresent(this::use);
        return found;
    }

    /** One more window uses this archive. */
    public synchronized void use(Archive archive) {
        uses.begin(archive.file());
    }

    /**
     * One window less uses it.
     *
     * @param over it is of no more use to anybody: it leaves the spool as soon as nobody reads it any more
     */
    public synchronized void release(Archive archive, boolean over) throws IOException {
        if (uses.end(archive.file(), over)) {
            Files.deleteIfExists(archive.file());
        }
    }

    /** @throws SpoolFull where the quota is used up; archives leave the spool when their hours are committed */
    public void requireRoom() throws IOException {
        quota.require();
    }

    /** Bytes of archives that lie in it, of all processes. */
    public long used() throws IOException {
        return quota.used();
    }

    /** Most bytes of archives in it, all processes together. */
    public long quota() {
        return quota.bytes();
    }

    /** A new name for one unpacked entry, in this process's own directory. */
    public Path temporary() {
        return own.path().resolve("entry-" + names.incrementAndGet());
    }

    /** A new name for a copy of a kept archive. It counts as one on its way: against the quota, and removed with its process. */
    Path copy() {
        return own.path().resolve(names.incrementAndGet() + ".part");
    }

    /** Releases the directory; archives still in it wait for the next process. */
    @Override
    public void close() throws IOException {
        own.close();
    }
}
