package caravan.sync;

import caravan.archive.Archive;
import caravan.archive.ArchiveContents;
import caravan.archive.OpenArchive;
import caravan.failure.Failure;
import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.hour.HourSet;
import caravan.landing.GzipUnpack;
import caravan.landing.InflatedBudget;
import caravan.ledger.ExportFacts;
import caravan.sync.WindowState.Stage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** One window on its way through the spine: what was asked for, what came, and which of its hours are through. */
public final class WindowExport {
    private final ProjectRun project;
    private final HourRange hours;
    private final Set<Hour> settled = ConcurrentHashMap.newKeySet();
    private final Optional<KeptArchive> kept;
    private final HourSet wanted;
    private volatile boolean damaged;
    private volatile Failure tooMuch;
    private Archive archive;
    private ArchiveContents contents;
    private OpenArchive open;
    private GzipUnpack unpack;
    private GzipUnpack look;
    private GzipUnpack restore;
    private Instant noDataAt;
    private final WindowProgress progress;

    /** All of these hours, from Amplitude. */
    WindowExport(ProjectRun project, HourRange hours) {
        this(project, hours, Optional.empty(), HourSet.of(hours));
    }

    /** @param wanted the hours that are taken from it */
    WindowExport(ProjectRun project, KeptArchive kept, HourSet wanted) {
        this(
                project,
                new HourRange(wanted.first().orElseThrow(), wanted.last().orElseThrow()),
                Optional.of(kept),
                wanted);
    }

    private WindowExport(ProjectRun project, HourRange hours, Optional<KeptArchive> kept, HourSet wanted) {
        this.project = project;
        this.hours = hours;
        this.kept = kept;
        this.wanted = wanted.copy();
        this.progress = new WindowProgress(project, hours, settled::size, project.now());
        progress.tell();
    }

    WindowProgress progress() {
        return progress;
    }

    public ProjectRun project() {
        return project;
    }

    public String projectName() {
        return project.project().name();
    }

    public HourRange hours() {
        return hours;
    }

    /** Whether its answer is an archive that was kept, and Amplitude is not asked. */
    public boolean isKept() {
        return kept.isPresent();
    }

    Optional<KeptArchive> kept() {
        return kept;
    }

    /** Where the Export API is: {@code https://host/api/2/export}. */
    public String uri() {
        return project.project().url() + "/api/2/export";
    }

    /** Both bounds inclusive, as Amplitude takes them. */
    public String query() {
        return "start=" + hours.first().amplitude() + "&end=" + hours.last().amplitude();
    }

    /** Whether the answer is here, from the spool or from Amplitude just now. */
    public boolean isAnswered() {
        return archive != null || noDataAt != null;
    }

    /** Whether Amplitude sent an archive, rather than word that the whole window has no data. */
    public boolean hasArchive() {
        return archive != null;
    }

    public Archive archive() {
        return archive;
    }

    void answered(Archive whole) {
        archive = whole;
        progress.at(Stage.VERIFYING);
    }

    void answeredNoData(Instant at) {
        noDataAt = at;
    }

    void verified(ArchiveContents what, GzipUnpack how) {
        contents = what;
        open = new OpenArchive(archive.file());
        unpack = how;
        look = again();
        restore = again();
    }

    /** The same, with the whole budget of what an archive may unpack to. */
    private GzipUnpack again() {
        return new GzipUnpack(
                unpack.limits(), new InflatedBudget(unpack.limits().inflated()), unpack.keepGzip());
    }

    /** One for each hour of the window, oldest first; those that the archive has nothing of are empty. */
    public List<HourExport> hourExports() {
        progress.at(Stage.LANDING);
        List<HourExport> each = new ArrayList<>();
        wanted.hours()
                .forEach(hour -> each.add(new HourExport(
                        this,
                        hour,
                        contents == null ? List.of() : contents.hours().getOrDefault(hour, List.of()))));
        return each;
    }

    /** Whether its archive proved to be whole and what was asked for. */
    boolean isVerified() {
        return contents != null;
    }

    OpenArchive open() {
        return open;
    }

    GzipUnpack unpack() {
        return unpack;
    }

    /** For entries that are only looked at: what they unpack to is counted by itself. */
    GzipUnpack look() {
        return look;
    }

    /** For entries that become objects of a record once more, in its format: counted by itself, too. */
    GzipUnpack restore(boolean keepGzip) {
        return new GzipUnpack(restore.limits(), restore.budget(), keepGzip);
    }

    ExportFacts facts() {
        return archive == null
                ? new ExportFacts(hours.first(), hours.last(), null, null, noDataAt)
                : new ExportFacts(
                        archive.hours().first(),
                        archive.hours().last(),
                        archive.sha256(),
                        archive.bytes(),
                        archive.at());
    }

    void settled(Hour hour) {
        settled.add(hour);
        progress.tell();
    }

    /** The archive, or an entry of it, is not what it must be: it is not kept. */
    void damaged() {
        damaged = true;
    }

    /** One of its hours passed a limit that fewer hours may not. */
    void tooLarge(Failure failure) {
        tooMuch = failure;
    }

    /** Present where the hours that are not through are to be asked for in smaller windows. */
    Optional<Failure> tooMuch() {
        return Optional.ofNullable(tooMuch);
    }

    boolean isDamaged() {
        return damaged;
    }

    /** Whether each of its hours is landed or empty. */
    boolean isThrough() {
        return wanted.hours().allMatch(settled::contains);
    }
}
