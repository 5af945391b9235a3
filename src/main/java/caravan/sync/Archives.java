package caravan.sync;

import caravan.archive.Archive;
import caravan.archive.ArchiveContents;
import caravan.archive.ArchiveRefused;
import caravan.archive.ArchiveVerifier;
import caravan.archive.KeptName;
import caravan.archive.Limits;
import caravan.archive.Spool;
import caravan.config.Keep;
import caravan.landing.GzipUnpack;
import caravan.landing.InflatedBudget;
import caravan.ledger.LedgerMismatch;
import caravan.ledger.ProjectObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/** The archive of a window: verified before anything lands, kept where that is wished, and let go when its hours are through. */
public final class Archives {
    private final Spool spool;
    private final Limits limits;
    private final boolean keepGzip;
    private final Keep keep;
    private final String prefix;

    /**
     * @param keepGzip whether objects are the entries' own gzip bytes, unpacked only to be checked
     * @param keep where verified archives stay
     * @param prefix in front of their names; ends with {@code /}
     */
    public Archives(Spool spool, Limits limits, boolean keepGzip, Keep keep, String prefix) {
        this.spool = spool;
        this.limits = limits;
        this.keepGzip = keepGzip;
        this.keep = keep;
        this.prefix = prefix;
    }

    /** @throws ArchiveRefused where the archive is not whole, or not an export of these hours */
    public WindowExport verify(WindowExport window) throws IOException {
        Archive archive = window.archive();
        ArchiveContents contents = ArchiveVerifier.verify(archive.file(), archive.hours(), limits);
        requireSameSource(window.project(), contents.amplitudeId());
        window.verified(contents, new GzipUnpack(limits, new InflatedBudget(limits.inflated()), keepGzip));
        return window;
    }

    /** Two Amplitude projects never share a ledger: the first archive's id is fixed in the store. */
    private static void requireSameSource(ProjectRun project, String amplitudeId) throws IOException {
        ProjectObject fixed = project.ledger().fix(now -> {
            ProjectObject known = now.orElseThrow(() -> new IllegalStateException("the project object is gone"));
            return known.amplitudeId() == null ? known.withAmplitudeId(amplitudeId) : known;
        });
        if (!fixed.amplitudeId().equals(amplitudeId)) {
            throw new LedgerMismatch(
                    "the archive is of Amplitude project " + amplitudeId + ", but the ledger of project '"
                            + fixed.project() + "' belongs to " + fixed.amplitudeId()
                            + "; use that project's keys, or another caravan.project name or prefix for this one");
        }
    }

    /** The key or file name under which a verified archive is kept. */
    public String keptName(WindowExport window) {
        return prefix + KeptName.of(window.projectName(), window.archive());
    }

    /** Whether the window's archive is to be kept in the destination, through its put-object route. */
    public boolean keepsInStore(WindowExport window) {
        return keep instanceof Keep.InStore && !window.isKept();
    }

    /** Copies the archive, as it came, below the local directory where archives are kept, if there is one. */
    public void keep(WindowExport window) throws IOException {
        if (keep instanceof Keep.InDirectory local && !window.isKept()) {
            Path target = local.directory().resolve(keptName(window));
            // A name of its own: several windows of one archive may be at this at once.
            Path part = target.resolveSibling(target.getFileName() + "." + UUID.randomUUID() + ".part");
            Files.createDirectories(target.getParent());
            try {
                Files.copy(window.archive().file(), part);
                Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
        }
    }

    /** The window is at its end, well or not: its archive leaves the spool unless it still has hours that are due. */
    public void finish(WindowExport window) throws IOException {
        window.progress().at(WindowState.Stage.OVER);
        if (window.hasArchive()) {
            boolean over = window.isDamaged()
                    || window.isKept()
                    || window.isThrough()
                            && !window.project().lacks(window.archive().hours());
            spool.release(window.archive(), over);
        }
    }
}
