package caravan.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import caravan.TestClock;
import caravan.failure.DeadLetter.Kind;
import caravan.hour.Hour;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class DeadLettersTest {
    private static final Hour HOUR = Hour.parse("2026-11-01T05");
    private static final Room ALWAYS = (folder, more) -> {};

    private final TestClock clock = TestClock.at("2026-11-01T09:00:00Z");
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @TempDir
    Path place;

    private Path folder;
    private DeadLetters letters;

    @BeforeEach
    void start() {
        folder = place.resolve("data/dead-letters");
        letters = new DeadLetters(folder, Duration.ofDays(30), clock, ALWAYS);
        log.start();
        ((Logger) LoggerFactory.getLogger(DeadLetters.class)).addAppender(log);
    }

    @AfterEach
    void stop() {
        ((Logger) LoggerFactory.getLogger(DeadLetters.class)).detachAppender(log);
    }

    private DeadLetter oversize() {
        return DeadLetter.of("web", HOUR, Kind.OVERSIZE, "Amplitude answered 400", clock.instant());
    }

    private DeadLetter only() throws IOException {
        ListedLetters listed = letters.read();
        assertThat(listed.damaged()).isEmpty();
        assertThat(listed.letters()).hasSize(1);
        return listed.letters().get(0);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static String rights(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private List<String> errors() {
        return log.list.stream()
                .filter(event -> event.getLevel() == Level.ERROR)
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    @Test
    void a_letter_has_the_fields_of_the_contract_in_their_order_and_none_that_is_not_known() throws IOException {
        letters.write(DeadLetter.of("web", HOUR, Kind.BAD_LINES, "2 lines", clock.instant(), "1/a.gz", "ab")
                .inEntry("1/a.gz")
                .atLine(7, 4711)
                .hashed("ab"));
        letters.write(oversize());

        String id = letters.read().letters().get(0).id();
        assertThat(id).matches("web-2026-11-01T05-bad-lines-[0-9a-f]{8}");
        assertThat(Files.readString(folder.resolve(id + ".json"))
                        .replaceAll("\n *", "")
                        .replace(" : ", ":"))
                .isEqualTo("{\"schema\":1,\"id\":\"" + id
                        + "\",\"project\":\"web\",\"hour\":\"2026-11-01T05\",\"kind\":\"bad-lines\",\"entry\":\"1/a.gz\","
                        + "\"line\":7,\"offset\":4711,\"sha256\":\"ab\",\"cause\":\"2 lines\",\"at\":\"2026-11-01T09:00:00Z\","
                        + "\"attempts\":1,\"do\":\"./caravan reopen --project web --from 2026-11-01T05 --to 2026-11-01T05 &&"
                        + " ./caravan sync --project web --from 2026-11-01T05 --to 2026-11-01T05\"}");
        assertThat(Files.readString(folder.resolve(oversize().id() + ".json")))
                .doesNotContain("entry", "line", "offset", "sha256", "payload", "null");
    }

    @Test
    void the_same_case_met_again_is_the_same_file_with_its_first_time_and_one_more_attempt() throws IOException {
        letters.write(oversize());
        clock.pass(Duration.ofDays(1));
        letters.write(oversize());

        assertThat(only().attempts()).isEqualTo(2);
        assertThat(only().at()).isEqualTo("2026-11-01T09:00:00Z");
        assertThat(names()).containsExactly(oversize().id() + ".json");
    }

    @Test
    void another_identity_is_another_case_also_where_its_parts_run_together() {
        assertThat(Stream.of(
                                DeadLetter.of("web", HOUR, Kind.BUG, "x", clock.instant(), "ab", "c"),
                                DeadLetter.of("web", HOUR, Kind.BUG, "x", clock.instant(), "a", "bc"),
                                DeadLetter.of("web", HOUR, Kind.BUG, "x", clock.instant(), "abc"))
                        .map(DeadLetter::id))
                .doesNotHaveDuplicates();
    }

    @Test
    void folder_files_and_payloads_are_for_their_owner_alone() throws IOException {
        Path archive = Files.writeString(place.resolve("a.zip"), "not a zip");
        letters.write(oversize(), archive);
        letters.write(DeadLetter.of("web", HOUR, Kind.BUG, "x", clock.instant()), "a trace");

        assertThat(rights(folder)).isEqualTo("rwx------");
        assertThat(names()).hasSize(4).allSatisfy(name -> assertThat(rights(folder.resolve(name)))
                .isEqualTo("rw-------"));
    }

    @Test
    void a_folder_that_others_could_look_into_is_closed() throws IOException {
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        letters.write(oversize());
        assertThat(rights(folder)).isEqualTo("rwx------");
    }

    @Test
    void a_payload_lies_beside_its_letter_and_outlives_the_file_it_came_from() throws IOException {
        Path archive = Files.writeString(place.resolve("a.zip"), "not a zip");
        letters.write(oversize(), archive);
        Files.delete(archive);

        assertThat(only().payload()).isEqualTo(oversize().id() + ".zip");
        assertThat(folder.resolve(only().payload())).hasContent("not a zip");
        assertThat(names())
                .containsExactly(oversize().id() + ".json", oversize().id() + ".zip");
    }

    @Test
    void a_payload_stays_named_when_its_case_is_met_again_without_one() throws IOException {
        letters.write(oversize(), "trace");
        letters.write(oversize());
        assertThat(only().payload()).isEqualTo(oversize().id() + ".txt");
    }

    @Test
    void a_payload_that_would_fill_the_disk_is_left_out_and_the_cause_says_so() throws IOException {
        Path archive = Files.writeString(place.resolve("a.zip"), "not a zip");
        letters = new DeadLetters(
                folder, Duration.ofDays(30), clock, (in, more) -> Room.require(in, (1L << 30) - 1, 1L << 34, more));
        letters.write(oversize(), archive);

        assertThat(only().payload()).isNull();
        assertThat(only().cause())
                .isEqualTo("Amplitude answered 400; its payload is left out: it would leave 1073741823 of 17179869184"
                        + " bytes free on its disk, less than 1 GiB or 5 %");
        assertThat(names()).containsExactly(oversize().id() + ".json");
    }

    @Test
    void one_gibibyte_and_a_twentieth_of_the_disk_stay_free() throws IOException {
        long gib = 1L << 30;
        Room.require(place, 2 * gib, 20 * gib, gib);
        assertThatThrownBy(() -> Room.require(place, 2 * gib, 20 * gib, gib + 1))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> Room.require(place, 3 * gib, 60 * gib, 1)).isInstanceOf(IOException.class);
    }

    @Test
    void a_payload_that_cannot_be_had_costs_no_letter() throws IOException {
        letters.write(oversize(), place.resolve("gone.zip"));
        assertThat(only().cause()).contains("its payload is left out: ").contains("gone.zip");
    }

    @Test
    void a_folder_that_cannot_be_written_is_told_once_and_fails_nothing() throws IOException {
        Files.createDirectories(folder.getParent());
        Files.writeString(folder, "a file where the folder should be");
        letters.write(oversize());
        letters.write(oversize());

        assertThat(errors()).singleElement().satisfies(error -> assertThat(error)
                .contains(folder.toString(), oversize().id(), "is no folder", "make the folder writable")
                .contains("Amplitude answered 400"));
        Files.delete(folder);
        letters.write(oversize());
        assertThat(only().attempts()).isEqualTo(1);
    }

    @Test
    void a_folder_that_is_a_symbolic_link_is_not_followed() throws IOException {
        Path elsewhere = Files.createDirectory(place.resolve("elsewhere"));
        Files.createDirectories(folder.getParent());
        Files.createSymbolicLink(folder, elsewhere);
        letters.write(oversize());
        assertThat(elsewhere).isEmptyDirectory();
        assertThat(errors()).singleElement().satisfies(error -> assertThat(error)
                .contains("symbolic link"));
    }

    @Test
    void a_symbolic_link_in_place_of_a_letter_is_neither_read_nor_written_through() throws IOException {
        letters.write(oversize());
        Path letter = folder.resolve(oversize().id() + ".json");
        Path elsewhere = Files.move(letter, place.resolve("elsewhere.json"));
        byte[] before = Files.readAllBytes(elsewhere);
        Files.createSymbolicLink(letter, elsewhere);

        assertThat(letters.read().damaged()).containsExactly(oversize().id() + ".json");
        letters.write(oversize());
        assertThat(elsewhere).hasBinaryContent(before);
        assertThat(only().attempts()).isEqualTo(1);
    }

    @Test
    void a_symbolic_link_in_place_of_a_payload_is_not_written_through() throws IOException {
        Path elsewhere = Files.writeString(place.resolve("elsewhere.txt"), "precious");
        Files.createDirectories(folder);
        Files.createSymbolicLink(folder.resolve(oversize().id() + ".txt"), elsewhere);
        letters.write(oversize(), "trace");
        assertThat(elsewhere).hasContent("precious");
        assertThat(folder.resolve(oversize().id() + ".txt")).hasContent("trace");
    }

    @Test
    void a_letter_damaged_by_hand_is_listed_as_such_beside_the_others() throws IOException {
        letters.write(oversize());
        Path bug = folder.resolve("web-2026-11-01T05-bug-00000000.json");
        for (String damage : List.of("", "null", "{", "{\"schema\":1}")) {
            Files.writeString(bug, damage);
            assertThat(letters.read().letters()).hasSize(1);
            assertThat(letters.read().damaged())
                    .containsExactly(bug.getFileName().toString());
        }
    }

    @Test
    void a_letter_that_is_too_long_is_not_read_into_memory() throws IOException {
        letters.write(oversize());
        Files.writeString(folder.resolve(oversize().id() + ".json"), " ".repeat(1 << 20), StandardOpenOption.APPEND);
        assertThat(letters.read().damaged()).containsExactly(oversize().id() + ".json");
    }

    @Test
    void a_payload_on_another_file_system_is_copied() throws IOException {
        Path memory = Path.of("/dev/shm");
        assumeTrue(Files.isDirectory(memory) && !Files.getFileStore(memory).equals(Files.getFileStore(place)));
        Path archive = Files.createTempFile(memory, "caravan", ".zip");
        try {
            Files.writeString(archive, "not a zip");
            letters.write(oversize(), archive);
        } finally {
            Files.delete(archive);
        }
        assertThat(folder.resolve(only().payload())).hasContent("not a zip");
        assertThat(rights(folder.resolve(only().payload()))).isEqualTo("rw-------");
        assertThat(names()).hasSize(2);
    }

    @Test
    void a_letter_in_the_file_of_another_is_damaged() throws IOException {
        letters.write(oversize());
        Files.copy(
                folder.resolve(oversize().id() + ".json"), folder.resolve("web-2026-11-01T05-oversize-00000000.json"));
        assertThat(letters.read().damaged()).containsExactly("web-2026-11-01T05-oversize-00000000.json");
    }

    @Test
    void the_command_is_never_what_a_file_says() throws IOException {
        letters.write(oversize());
        Path letter = folder.resolve(oversize().id() + ".json");
        Files.writeString(letter, Files.readString(letter).replaceAll("\"do\" : \"[^\"]*\"", "\"do\" : \"rm -r /\""));
        assertThat(only().command()).startsWith("./caravan reopen");
    }

    @Test
    void a_payload_of_another_name_is_refused() throws IOException {
        letters.write(oversize(), "trace");
        Path letter = folder.resolve(oversize().id() + ".json");
        Files.writeString(letter, Files.readString(letter).replace(oversize().id() + ".txt", "../../x"));
        assertThat(letters.read().damaged()).hasSize(1);
    }

    @Test
    void a_hostile_name_of_an_entry_is_data_and_no_more() throws IOException {
        String hostile = "../../etc/passwd\n\u0000${x}{{y}}\u001B[2J\uD800\u202E" + "n".repeat(65_536);
        letters.write(DeadLetter.of("web", HOUR, Kind.CORRUPT, "bad CRC", clock.instant(), hostile)
                .inEntry(hostile));

        assertThat(only().entry()).isEqualTo(hostile);
        assertThat(names()).singleElement().satisfies(name -> assertThat(name)
                .matches("web-2026-11-01T05-corrupt-[0-9a-f]{8}\\.json"));
        byte[] bytes = Files.readAllBytes(folder.resolve(names().get(0)));
        assertThat(new String(bytes, StandardCharsets.ISO_8859_1)).matches("(?s)[\\n -~]*");
    }

    @Test
    void letters_last_met_longer_ago_than_the_retention_go_with_their_payloads() throws IOException {
        letters.write(oversize(), "trace");
        DeadLetter again = DeadLetter.of("web", HOUR, Kind.BUG, "x", clock.instant());
        letters.write(again);
        clock.pass(Duration.ofDays(20));
        letters.write(again);
        clock.pass(Duration.ofDays(10));
        letters.expire();
        assertThat(letters.read().letters()).hasSize(2);

        clock.pass(Duration.ofSeconds(1));
        letters.expire();
        assertThat(names()).containsExactly(again.id() + ".json");
    }

    @Test
    void files_of_others_are_neither_listed_nor_removed() throws IOException {
        letters.write(oversize());
        Files.writeString(folder.resolve("notes of mine.json"), "{}");
        Files.createDirectory(folder.resolve("kept"));
        clock.pass(Duration.ofDays(999));

        assertThat(only().kind()).isEqualTo(Kind.OVERSIZE);
        letters.purge(letters.read());
        letters.expire();
        assertThat(names()).containsExactly("kept", "notes of mine.json");
    }

    @Test
    void a_purge_takes_what_was_listed_and_leaves_what_came_since() throws IOException {
        letters.write(oversize(), "trace");
        Files.writeString(folder.resolve("web-2026-11-01T05-bug-00000000.json"), "{");
        ListedLetters listed = letters.read();
        letters.write(DeadLetter.of("web", HOUR.plus(1), Kind.BUG, "x", clock.instant()));

        letters.purge(listed);

        assertThat(only().hour()).isEqualTo(HOUR.plus(1));
        assertThat(names()).hasSize(1);
    }

    @Test
    void a_purge_of_one_project_leaves_the_others() throws IOException {
        letters.write(oversize());
        letters.write(DeadLetter.of("shop", HOUR, Kind.BUG, "x", clock.instant()));
        Files.writeString(folder.resolve("shop-2026-11-01T05-bug-00000000.json"), "{");
        letters.purge(letters.read().of("shop"::equals));
        assertThat(only().project()).isEqualTo("web");
    }

    @Test
    void what_a_dead_process_left_half_written_goes_after_a_day() throws IOException {
        letters.write(oversize());
        Path left = Files.writeString(folder.resolve(".tmp-left"), "{");
        Files.setLastModifiedTime(left, java.nio.file.attribute.FileTime.from(clock.instant()));
        clock.pass(Duration.ofDays(1));
        letters.expire();
        assertThat(left).exists();
        clock.pass(Duration.ofSeconds(1));
        letters.expire();
        assertThat(left).doesNotExist();
        assertThat(letters.read().damaged()).isEmpty();
    }

    @Test
    void several_writers_at_once_leave_whole_letters_and_nothing_else() throws Exception {
        List<Thread> writers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            DeadLetters own = new DeadLetters(folder, Duration.ofDays(30), clock, ALWAYS);
            writers.add(new Thread(() -> {
                for (int j = 0; j < 25; j++) {
                    own.write(oversize(), "trace");
                    own.write(DeadLetter.of("web", HOUR, Kind.BUG, "x", clock.instant(), "case " + j));
                }
            }));
        }
        writers.forEach(Thread::start);
        for (Thread writer : writers) {
            writer.join();
        }
        assertThat(letters.read().damaged()).isEmpty();
        assertThat(letters.read().letters()).hasSize(26);
        assertThat(names()).hasSize(27);
        assertThat(errors()).isEmpty();
    }

    @Test
    void a_folder_that_is_not_there_holds_nothing() throws IOException {
        letters.expire();
        assertThat(letters.read().isEmpty()).isTrue();
        assertThat(folder).doesNotExist();
    }
}
