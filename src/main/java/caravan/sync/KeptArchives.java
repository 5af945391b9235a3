package caravan.sync;

import caravan.archive.Archive;
import caravan.archive.ArchiveCopy;
import caravan.archive.ArchiveRefused;
import caravan.archive.KeptName;
import caravan.archive.Limits;
import caravan.archive.Spool;
import caravan.config.Keep;
import caravan.config.Settings;
import caravan.store.FileStore;
import caravan.store.Store;
import caravan.store.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The archives that {@code caravan.archive.keep} has kept, in the destination or in a directory: for a reload, in place of Amplitude. */
public final class KeptArchives {
    private static final Logger LOG = LoggerFactory.getLogger(KeptArchives.class);

    private final Store place;
    private final String prefix;
    private final Limits limits;
    private final Spool spool;

    KeptArchives(Store place, String prefix, Limits limits, Spool spool) {
        this.place = place;
        this.prefix = prefix;
        this.limits = limits;
        this.spool = spool;
    }

    public static KeptArchives of(Settings settings, Store store, Spool spool) {
        Store place = settings.keepArchives() instanceof Keep.InDirectory local
                ? new FileStore(local.directory(), "")
                : store;
        return new KeptArchives(place, settings.archivePrefix(), settings.limits(), spool);
    }

    /** For people: where they lie. */
    String location() {
        String at = place.location();
        return (at.endsWith("/") ? at : at + "/") + prefix;
    }

    /** All of a project, the newest first. */
    List<KeptArchive> of(String project) throws IOException {
        return place.list(prefix + KeptName.folder(project)).stream()
                .flatMap(object -> kept(object).stream())
                .filter(archive -> archive.name().project().equals(project))
                .sorted(Comparator.comparing(KeptArchive::at)
                        .thenComparing(KeptArchive::key)
                        .reversed())
                .toList();
    }

    private Optional<KeptArchive> kept(StoredObject object) {
        return KeptName.parse(object.key().substring(prefix.length()))
                .map(name -> new KeptArchive(name, object.key(), object.modified()));
    }

    /** Brings the window's archive into the spool, in place of asking Amplitude for it. */
    public WindowExport take(WindowExport window) throws IOException {
        KeptArchive kept = window.kept().orElseThrow();
        InputStream body = place.open(kept.key()).orElseThrow(() -> new ArchiveRefused("it is not there any more"));
        Archive archive = ArchiveCopy.receive(spool, limits, kept.hours(), kept.at(), body);
        spool.use(archive);
        window.answered(archive);
        if (!kept.name().isOf(archive.sha256())) {
            throw new ArchiveRefused("it has the sha256 " + archive.sha256() + ", and was kept with "
                    + kept.name().hash() + "…: its bytes have changed");
        }
        window.project().run().took();
        LOG.info("project={} hours={} taken from {}", window.projectName(), window.hours(), kept.key());
        return window;
    }
}
