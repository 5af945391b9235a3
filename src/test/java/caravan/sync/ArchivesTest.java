package caravan.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.TestClock;
import caravan.archive.Archive;
import caravan.archive.Limits;
import caravan.config.Keep;
import caravan.hour.DueHours;
import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.hour.Windows;
import caravan.ledger.Ledger;
import caravan.store.MemoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchivesTest {
    private static final HourRange HOURS = HourRange.of(Hour.parse("2026-11-01T05"));
    private static final String NAME = "archives/project=demo/2026-11-01T05_2026-11-01T05_abababababababab.zip";

    @TempDir
    Path place;

    private WindowExport window(Path archive) throws IOException {
        TestClock clock = TestClock.at("2026-11-01T09:00:00Z");
        ProjectRun project = new ProjectRun(
                Run.ofEverything(),
                ProjectRunTest.DEMO,
                new Ledger(new MemoryStore(clock), "demo", Runnable::run),
                new DueHours(clock, Duration.ZERO),
                new Windows(1),
                HOURS.first());
        WindowExport window = new WindowExport(project, HOURS);
        window.answered(new Archive(archive, HOURS, "ab".repeat(32), 3, clock.instant()));
        return window;
    }

    private void keep(Path archive) throws IOException {
        new Archives(null, Limits.DEFAULT, false, new Keep.InDirectory(place), "archives/").keep(window(archive));
    }

    @Test
    void an_archive_is_kept_while_another_window_of_it_keeps_it_too() throws IOException {
        Path archive = Files.writeString(place.resolve("came"), "zip");
        keep(archive);
        Path others = Files.writeString(place.resolve(NAME + ".part"), "z");

        keep(archive);

        assertThat(place.resolve(NAME)).hasContent("zip");
        assertThat(others).hasContent("z");
        assertThat(others.getParent().toFile().list()).hasSize(2);
    }

    @Test
    void an_archive_that_cannot_be_kept_leaves_no_part_of_it() {
        assertThatThrownBy(() -> keep(place.resolve("gone"))).isInstanceOf(NoSuchFileException.class);

        assertThat(place.resolve(NAME).getParent()).isEmptyDirectory();
    }
}
