package caravan.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
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
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpoolTest {
    private static final String SOURCE = "demo-0123456789abcdef";
    private static final HourRange DAY = new HourRange(Hour.parse("2026-11-01T00"), Hour.parse("2026-11-01T23"));
    private static final String SHA_OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @TempDir
    Path root;

    private final TestClock clock = TestClock.at("2026-11-02T03:00:00Z");
    private Spool spool;

    @BeforeEach
    void open() throws IOException {
        spool = new Spool(root, 100, clock);
    }

    private static InputStream body(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** As the clock of the test says, not that of the file system. */
    private Archive received(Spool by, String source, String text) throws IOException {
        Archive archive = by.receive(source, DAY, body(text));
        touch(archive.file());
        return archive;
    }

    private void touch(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("lock"))
                    .toList();
        }
    }

    /** What a process that was killed leaves behind: its directory, with a lock file that nobody holds. */
    private Path dead(String... names) throws IOException {
        Path directory = Files.createDirectory(root.resolve("11111111-dead"));
        Files.createFile(directory.resolve("lock"));
        for (String name : names) {
            touch(Files.writeString(directory.resolve(name), "abc"));
        }
        return directory;
    }

    private static String name(String source, String sha) {
        return source + "_2026-11-01T00_2026-11-01T23_" + sha + ".zip";
    }

    // Receiving.

    @Test
    void an_archive_is_named_after_its_source_hours_and_hash() throws IOException {
        Archive archive = spool.receive(SOURCE, DAY, body("abc"));

        assertThat(archive.file()).hasFileName(name(SOURCE, SHA_OF_ABC)).hasContent("abc");
        assertThat(archive.hours()).isEqualTo(DAY);
        assertThat(archive.sha256()).isEqualTo(SHA_OF_ABC);
        assertThat(archive.bytes()).isEqualTo(3);
        assertThat(archive.at()).isEqualTo(clock.instant());
        assertThat(files()).containsExactly(archive.file());
    }

    @Test
    void a_part_is_never_seen_as_an_archive() throws IOException {
        List<Path> during = new java.util.ArrayList<>();
        spool.receive(SOURCE, DAY, new InputStream() {
            @Override
            public int read() throws IOException {
                during.addAll(files());
                assertThat(spool.find(SOURCE, DAY)).isEmpty();
                return -1;
            }
        });

        assertThat(during).singleElement().asString().endsWith(".part");
    }

    @Test
    void a_transfer_that_breaks_leaves_nothing_and_closes_its_body() throws IOException {
        boolean[] closed = new boolean[1];
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("reset");
            }

            @Override
            public void close() {
                closed[0] = true;
            }
        };

        assertThatThrownBy(() -> spool.receive(SOURCE, DAY, broken))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("reset");
        assertThat(closed[0]).isTrue();
        assertThat(files()).isEmpty();
    }

    @Test
    void a_spool_that_vanished_is_our_disks_fault_not_the_transfers() throws IOException {
        spool.close();

        assertThatThrownBy(() -> spool.receive(SOURCE, DAY, body("abc"))).isInstanceOf(DiskFault.class);
    }

    @Test
    void a_spool_that_cannot_be_made_is_named_with_its_setting() throws IOException {
        Path file = Files.writeString(root.resolve("file"), "");

        assertThatThrownBy(() -> new Spool(file, 100, clock))
                .isInstanceOf(DiskFault.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("caravan.spool.directory");
    }

    // Finding.

    @Test
    void an_archive_is_found_for_any_hours_that_it_covers() throws IOException {
        Archive archive = received(spool, SOURCE, "abc");

        assertThat(spool.find(SOURCE, DAY)).contains(archive);
        assertThat(spool.find(SOURCE, HourRange.of(DAY.last()))).contains(archive);
    }

    @Test
    void an_archive_is_not_found_for_hours_that_it_covers_only_in_part() throws IOException {
        received(spool, SOURCE, "abc");

        assertThat(spool.find(SOURCE, new HourRange(DAY.first(), DAY.last().plus(1))))
                .isEmpty();
        assertThat(spool.find(SOURCE, new HourRange(DAY.first().plus(-1), DAY.last())))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo-fedcba9876543210", "demo2-0123456789abcdef", "emo-0123456789abcdef"})
    void another_accounts_archive_is_never_found(String other) throws IOException {
        received(spool, other, "abc");

        assertThat(spool.find(SOURCE, DAY)).isEmpty();
    }

    @Test
    void of_several_archives_the_newest_is_found() throws IOException {
        received(spool, SOURCE, "abc");
        clock.pass(Duration.ofHours(1));
        Archive newest = received(spool, SOURCE, "def");
        clock.pass(Duration.ofHours(-2));
        received(spool, SOURCE, "ghi");
        clock.pass(Duration.ofHours(2));

        assertThat(spool.find(SOURCE, DAY)).contains(newest);
    }

    @Test
    void an_archive_is_found_until_it_is_20_hours_old() throws IOException {
        received(spool, SOURCE, "abc");
        clock.pass(Duration.ofHours(20).minusSeconds(1));

        assertThat(spool.find(SOURCE, DAY)).isPresent();
    }

    @Test
    void an_archive_of_20_hours_is_not_found() throws IOException {
        received(spool, SOURCE, "abc");
        clock.pass(Duration.ofHours(20));

        assertThat(spool.find(SOURCE, DAY)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                SOURCE + "_2026-11-01T00_2026-11-01T23_" + SHA_OF_ABC + ".zip.part",
                SOURCE + "_2026-11-01T00_2026-11-01T23_short.zip",
                SOURCE + "_2026-11-01T00_2026-11-01T24_" + SHA_OF_ABC + ".zip",
                SOURCE + "_2026-11-01T23_2026-11-01T00_" + SHA_OF_ABC + ".zip",
                SOURCE + "_" + SHA_OF_ABC + ".zip",
                SOURCE + "_.zip"
            })
    void a_file_of_another_spelling_is_no_archive(String name) throws IOException {
        Path own = spool.receive(SOURCE, DAY, body("abc")).file();
        touch(Files.move(own, own.resolveSibling(name)));

        assertThat(spool.find(SOURCE, HourRange.of(DAY.first()))).isEmpty();
    }

    @Test
    void a_discarded_archive_is_gone() throws IOException {
        Archive archive = received(spool, SOURCE, "abc");

        spool.release(archive, true);

        assertThat(spool.find(SOURCE, DAY)).isEmpty();
        assertThat(files()).isEmpty();
        assertThatCode(() -> spool.release(archive, true)).doesNotThrowAnyException();
    }

    @Test
    void an_archive_that_another_window_still_reads_stays_until_that_window_lets_go() throws IOException {
        Archive archive = spool.receive(SOURCE, DAY, body("abc"));
        spool.use(archive);
        spool.take(SOURCE, HourRange.of(DAY.first()), Optional.empty());

        spool.release(archive, true);
        assertThat(archive.file()).exists();

        spool.release(archive, false);
        assertThat(archive.file()).doesNotExist();
    }

    @Test
    void an_archive_older_than_what_calls_for_its_hours_is_not_taken() throws IOException {
        Archive archive = spool.receive(SOURCE, DAY, body("abc"));

        assertThat(spool.take(SOURCE, DAY, Optional.of(archive.at().plusSeconds(60))))
                .isEmpty();
        assertThat(spool.take(SOURCE, DAY, Optional.of(archive.at().minusSeconds(60))))
                .isPresent();
    }

    // Taking over.

    @Test
    void a_dead_processs_archives_are_taken_over_and_its_parts_removed() throws IOException {
        Path dead = dead(name(SOURCE, SHA_OF_ABC), "1.part", "entry-2");

        spool.adopt();

        assertThat(spool.find(SOURCE, DAY)).get().satisfies(archive -> assertThat(archive.file())
                .hasContent("abc"));
        assertThat(files()).hasSize(1);
        assertThat(dead).doesNotExist();
    }

    @Test
    void a_living_processs_directory_is_left_alone() throws IOException {
        try (Spool living = new Spool(root, 100, clock)) {
            Archive archive = received(living, SOURCE, "abc");
            Path temporary = Files.writeString(living.temporary(), "x");

            spool.adopt();

            assertThat(spool.find(SOURCE, DAY)).isEmpty();
            assertThat(files()).containsExactlyInAnyOrder(archive.file(), temporary);
            living.release(archive, true);
            Files.delete(temporary);
        }
    }

    @Test
    void our_own_directory_stays_locked_against_others_when_we_look_for_dead_ones() throws Exception {
        Path lock = spool.temporary().resolveSibling("lock");
        assertThat(LockProbe.isLocked(lock)).isTrue();

        spool.adopt();

        assertThat(LockProbe.isLocked(lock)).isTrue();
    }

    @Test
    void a_second_spool_of_this_process_stays_locked_against_others_too() throws Exception {
        try (Spool second = new Spool(root, 100, clock)) {
            Path lock = second.temporary().resolveSibling("lock");

            spool.adopt();

            assertThat(LockProbe.isLocked(lock)).isTrue();
        }
    }

    @Test
    void what_cannot_be_taken_over_is_left_and_harms_neither_what_can_nor_a_later_try() throws IOException {
        Path stuck = dead(name(SOURCE, SHA_OF_ABC));
        Path folder = Files.createDirectories(stuck.resolve("folder").resolve("within"));
        Path other = Files.createDirectory(root.resolve("33333333-dead"));
        Files.createFile(other.resolve("lock"));
        touch(Files.writeString(other.resolve(name("other-0123456789abcdef", SHA_OF_ABC)), "abc"));

        spool.adopt();

        assertThat(spool.find("other-0123456789abcdef", DAY)).isPresent();
        assertThat(folder).exists();

        Files.delete(folder);
        Files.delete(folder.getParent());
        spool.adopt();

        assertThat(stuck).doesNotExist();
        assertThat(spool.find(SOURCE, DAY)).isPresent();
    }

    @Test
    void what_is_no_spool_directory_is_left_alone() throws IOException {
        Path file = Files.writeString(root.resolve("README"), "mine");
        Path folder = Files.createDirectory(root.resolve("holiday"));
        Path photo = Files.writeString(folder.resolve("beach.zip"), "mine");

        spool.adopt();

        assertThat(file).hasContent("mine");
        assertThat(photo).hasContent("mine");
    }

    @Test
    void archives_too_old_to_be_landed_leave_the_spool() throws IOException {
        Archive own = received(spool, SOURCE, "abc");
        dead(name("other-0123456789abcdef", SHA_OF_ABC));
        clock.pass(Duration.ofHours(20));
        Archive fresh = received(spool, SOURCE, "def");

        spool.adopt();

        assertThat(files()).containsExactly(fresh.file()).doesNotContain(own.file());
    }

    // Quota.

    @Test
    void there_is_room_until_the_quota_is_used_up() throws IOException {
        received(spool, SOURCE, "x".repeat(99));

        assertThatCode(spool::requireRoom).doesNotThrowAnyException();
    }

    @Test
    void archives_and_parts_of_all_processes_use_up_the_quota() throws IOException {
        received(spool, SOURCE, "x".repeat(96));
        dead("1.part", "entry-2", "3.txt");
        assertThatCode(spool::requireRoom).doesNotThrowAnyException();
        Files.writeString(root.resolve("11111111-dead/2.part"), "x");

        assertThatThrownBy(spool::requireRoom)
                .isInstanceOf(SpoolFull.class)
                .hasMessageContaining("holds 100 bytes")
                .hasMessageContaining("caravan.spool.quota");
    }

    // Closing.

    @Test
    void closing_removes_an_empty_directory() throws IOException {
        spool.close();

        assertThat(root).isEmptyDirectory();
    }

    @Test
    void closing_leaves_archives_for_the_next_process() throws IOException {
        received(spool, SOURCE, "abc");
        spool.close();

        try (Spool next = new Spool(root, 100, clock)) {
            next.adopt();

            assertThat(next.find(SOURCE, DAY)).isPresent();
            next.release(next.find(SOURCE, DAY).orElseThrow(), true);
        }
        assertThat(root).isEmptyDirectory();
    }

    @Test
    void temporary_names_are_all_different_and_in_our_own_directory() {
        Path one = spool.temporary();

        assertThat(spool.temporary()).isNotEqualTo(one).hasParentRaw(one.getParent());
        assertThat(one.getParent()).hasParentRaw(root);
    }

    @Test
    void a_directory_whose_process_died_before_it_had_a_lock_is_removed() throws IOException {
        Path empty = Files.createDirectory(root.resolve("0b0e4f5e-8e7c-4d3a-9a52-7d8b0c4f9a11"));
        spool.adopt();
        assertThat(empty).doesNotExist();
    }

    @Test
    void an_empty_directory_that_no_process_of_ours_made_stays() throws IOException {
        Path theirs = Files.createDirectory(root.resolve("lost+found"));
        spool.adopt();
        assertThat(theirs).exists();
    }

    @Test
    void a_directory_that_another_process_removes_while_it_is_being_made_is_made_again() throws Exception {
        AtomicBoolean through = new AtomicBoolean();
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            Future<?> adopting = other.submit(() -> {
                while (!through.get()) {
                    spool.adopt();
                }
                return null;
            });
            for (int i = 0; i < 500; i++) {
                new Spool(root, 100, clock).close();
            }
            through.set(true);
            assertThat(adopting.get()).isNull();
        } finally {
            through.set(true);
            other.shutdownNow();
        }
    }
}
