package caravan.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.TestClock;
import caravan.hour.Hour;
import caravan.hour.HourRange;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveCopyTest {
    private static final HourRange HOURS = HourRange.of(Hour.parse("2026-11-01T05"));
    private static final TestClock CLOCK = TestClock.at("2026-11-01T09:00:00Z");
    private static final Instant KEPT = Instant.parse("2026-10-01T00:00:00Z");

    @TempDir
    Path place;

    private static InputStream body(int bytes) {
        return new ByteArrayInputStream("x".repeat(bytes).getBytes(StandardCharsets.US_ASCII));
    }

    private static Limits atMost(long bytes) {
        Limits limits = Limits.DEFAULT;
        return new Limits(
                limits.firstByte(),
                limits.silence(),
                limits.bytesPerSecond(),
                limits.rateOver(),
                limits.deadline(),
                bytes,
                limits.entries(),
                limits.inflated(),
                limits.ratio(),
                limits.line());
    }

    private List<Path> spooled() throws IOException {
        try (Stream<Path> files = Files.walk(place)) {
            return files.filter(file -> Files.isRegularFile(file) && !file.endsWith("lock"))
                    .toList();
        }
    }

    @Test
    void no_sync_takes_a_copy_for_an_answer_and_it_goes_with_its_process() throws IOException {
        Spool spool = new Spool(place, 1000, CLOCK);
        Archive copy = ArchiveCopy.receive(spool, Limits.DEFAULT, HOURS, KEPT, body(3));
        assertThat(copy.at()).isEqualTo(KEPT);
        assertThat(spool.used()).isEqualTo(3);
        spool.close();

        try (Spool next = new Spool(place, 1000, CLOCK)) {
            next.adopt();

            assertThat(spooled()).isEmpty();
        }
    }

    @Test
    void one_that_is_longer_than_any_archive_is_refused_and_leaves_nothing() throws IOException {
        try (Spool spool = new Spool(place, 1000, CLOCK)) {
            assertThat(ArchiveCopy.receive(spool, atMost(9), HOURS, KEPT, body(9))
                            .bytes())
                    .isEqualTo(9);

            assertThatThrownBy(() -> ArchiveCopy.receive(spool, atMost(9), HOURS, KEPT, body(10)))
                    .isInstanceOf(LimitExceeded.class)
                    .hasMessageContaining("caravan.limits.archive");
            assertThat(spooled()).hasSize(1);
        }
    }

    @Test
    void a_full_spool_takes_none() throws IOException {
        try (Spool spool = new Spool(place, 5, CLOCK)) {
            ArchiveCopy.receive(spool, Limits.DEFAULT, HOURS, KEPT, body(5));

            assertThatThrownBy(() -> ArchiveCopy.receive(spool, Limits.DEFAULT, HOURS, KEPT, body(1)))
                    .isInstanceOf(SpoolFull.class);
        }
    }
}
