package caravan.simulation;

import caravan.archive.Archive;
import caravan.hour.HourRange;
import caravan.hour.Windows;
import caravan.ledger.Commit;
import caravan.ledger.HourRecord;
import caravan.ledger.LandedObject;
import caravan.ledger.Ledger;
import caravan.ledger.LedgerJson;
import caravan.simulation.SimulatedSource.Export;
import caravan.sync.EmptyHours;
import caravan.sync.EntryLanding;
import caravan.sync.Failures;
import caravan.sync.HourExport;
import caravan.sync.HourLanding;
import caravan.sync.Landings;
import caravan.sync.ProjectRun;
import caravan.sync.Spine;
import caravan.sync.WindowExport;
import caravan.sync.Worker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One process with its spool: plans, and lands hours, sync after sync. Does what the routes do, with their beans. */
final class Replica implements Actor.Part {
    private static final Duration SPOOLED = Duration.ofHours(20);

    private final Scene scene;
    private final Failures failures;
    /** Outlives a crash. */
    private final List<Export> spool = new ArrayList<>();

    Replica(Scene scene) {
        this.scene = scene;
        this.failures = Spine.failures(scene.stage());
    }

    @Override
    public void play() {
        while (!scene.stage().isCalm()) {
            sync();
            scene.stage().sleep(Duration.ofMinutes(10), Duration.ofHours(12));
        }
    }

    void sync() {
        try {
            Ledger ledger = scene.ledger();
            scene.fix(ledger);
            ProjectRun project = Spine.open(ledger, Scene.HOURS, scene.dueHours(), new Windows(3));
            spool.removeIf(
                    export -> export.at().plus(SPOOLED).isBefore(scene.stage().instant()));
            Spine.takeFirst(project, spool.stream().map(Export::hours).toList());
            Worker worker = project.workers(1).get(0);
            while (worker.takes()) {
                export(worker.window());
            }
            scene.sweep();
        } catch (IOException untilTheNextSync) {
            scene.history().fault("the sync ends: " + untilTheNextSync.getMessage());
        }
    }

    private void export(WindowExport window) throws IOException {
        Optional<Export> spooled = Optional.empty();
        try {
            spooled = spooled(window);
            Optional<Export> export =
                    spooled.isPresent() ? spooled : scene.source().export(window.hours());
            if (spooled.isEmpty()) {
                export.ifPresent(spool::add);
            }
            spooled = export;
            answered(window, export);
            for (HourExport hour : window.hourExports()) {
                land(hour, export);
            }
        } catch (IOException e) {
            failures.ofWindow(window, e);
        }
        if (spooled.isPresent() && Spine.isOver(window)) {
            spool.remove(spooled.get());
        }
    }

    private Optional<Export> spooled(WindowExport window) {
        return spool.stream()
                .filter(export -> export.hours().contains(window.hours()))
                .filter(export ->
                        Spine.calledAt(window).map(export.at()::isAfter).orElse(true))
                .findFirst();
    }

    private void answered(WindowExport window, Optional<Export> export) {
        if (export.isEmpty()) {
            Spine.answeredNoData(window, scene.stage().instant());
            return;
        }
        HourRange hours = export.get().hours();
        Archive archive = new Archive(
                Path.of("a.zip"), hours, "ab".repeat(32), 99, export.get().at());
        Spine.answered(window, archive, export.get().contents());
    }

    private void land(HourExport hour, Optional<Export> export) {
        try {
            Landings landings = Spine.landings(scene.store(), scene.commit(), Scene.KEYS, scene.stage());
            Commit.Outcome outcome;
            do {
                HourLanding landing = landings.begin(hour);
                if (landing.isTheirs()) {
                    return;
                }
                if (hour.isEmpty()) {
                    new EmptyHours(scene.commit(), scene.stage()).commit(landing);
                    return;
                }
                outcome = land(landings, landing, export.orElseThrow());
            } while (outcome == Commit.Outcome.LAND_AGAIN);
        } catch (IOException e) {
            failures.ofHour(hour, e);
        }
    }

    private Commit.Outcome land(Landings landings, HourLanding landing, Export export) throws IOException {
        for (EntryLanding entry : landing.entries()) {
            Part part = export.part(entry.entry());
            String key = scene.spelled(landings.key(entry, part.unpacked()));
            scene.put(key, part.bytes());
            landings.landed(entry, key, part.unpacked());
        }
        HourRecord record = landings.record(landing);
        byte[] json = LedgerJson.write(record);
        if (scene.variant() == Variant.CLEANS_UP_AFTER_A_LOST_REPLY) {
            writeOrCleanUp(landing, record, json);
        }
        return landings.commit(landing, record, json);
    }

    private void writeOrCleanUp(HourLanding landing, HourRecord record, byte[] json) throws IOException {
        try {
            scene.ledger().write(record.hour(), json, landing.base().version());
        } catch (IOException e) {
            scene.store()
                    .delete(record.objects().stream().map(LandedObject::key).toList());
            throw e;
        }
    }
}
