package caravan.failure;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.ledger.LedgerJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    private static final Instant NOW = Instant.parse("2026-11-01T09:00:00Z");
    private static final Hour HOUR = Hour.parse("2026-11-01T05");

    @TempDir
    Path place;

    private Path folder;
    private Journal journal;

    @BeforeEach
    void start() {
        folder = place.resolve("cache/x");
        journal = new Journal(folder);
    }

    private void failed(Hour first, Hour last, Failure.Kind kind, String cause, Instant at) {
        journal.failed("web", Optional.of(new HourRange(first, last)), new Failure(kind, cause), at, "run");
    }

    private void away(Hour hour, Instant at) {
        failed(hour, hour, Failure.Kind.SOURCE_AWAY, "answered 503", at);
    }

    @Test
    void what_failed_is_remembered_by_another_process_of_each_of_its_hours_alone() {
        failed(HOUR, HOUR.plus(2), Failure.Kind.SOURCE_AWAY, "answered 503", NOW);

        Journal other = new Journal(folder);
        assertThat(other.of("web", HOUR.plus(2)))
                .containsExactly(
                        new PastFailure("web", HOUR, HOUR.plus(2), "source-away", "answered 503", NOW, NOW, "run", 1));
        assertThat(other.of("web", HOUR.plus(3))).isEmpty();
        assertThat(other.of("shop", HOUR)).isEmpty();
    }

    @Test
    void the_same_again_counts_and_keeps_its_first_time_and_its_last_cause() {
        away(HOUR, NOW);
        failed(HOUR, HOUR, Failure.Kind.SOURCE_AWAY, "answered 502", NOW.plusSeconds(60));
        assertThat(journal.of("web", HOUR)).singleElement().satisfies(failure -> {
            assertThat(failure.times()).isEqualTo(2);
            assertThat(failure.since()).isEqualTo(NOW);
            assertThat(failure.at()).isEqualTo(NOW.plusSeconds(60));
            assertThat(failure.cause()).isEqualTo("answered 502");
        });
    }

    @Test
    void the_last_comes_first() {
        away(HOUR, NOW);
        failed(HOUR, HOUR, Failure.Kind.CORRUPT, "not a ZIP", NOW.plusSeconds(1));
        away(HOUR, NOW.plusSeconds(2));
        assertThat(journal.of("web", HOUR)).extracting(PastFailure::kind).containsExactly("source-away", "corrupt");
    }

    @Test
    void the_failure_of_a_project_concerns_each_of_its_hours() {
        journal.failed("web", Optional.empty(), new Failure(Failure.Kind.LEDGER, "another host"), NOW, "run");
        assertThat(journal.of("web", HOUR)).hasSize(1);
    }

    @Test
    void what_stops_a_project_concerns_hours_that_were_not_asked_for_too() {
        failed(HOUR, HOUR, Failure.Kind.REFUSED, "answered 403", NOW);
        assertThat(journal.of("web", HOUR.plus(-9))).hasSize(1);
    }

    @Test
    void a_person_is_needed_where_asking_again_cannot_help() {
        for (Failure.Kind kind : Failure.Kind.values()) {
            PastFailure failure = PastFailure.of("web", Optional.empty(), new Failure(kind, "x"), NOW, "run");
            assertThat(failure.needsPerson())
                    .as("%s", kind)
                    .isNotEqualTo(kind.who().startsWith("nobody"));
        }
    }

    @Test
    void only_so_many_are_remembered_the_last() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < Journal.KEPT + 4; i++) {
            PastFailure failure = PastFailure.of(
                    "web",
                    Optional.of(HourRange.of(HOUR.plus(i))),
                    new Failure(Failure.Kind.SOURCE_AWAY, "x"),
                    NOW,
                    "run");
            lines.append(new String(LedgerJson.write(failure), StandardCharsets.UTF_8))
                    .append('\n');
        }
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("failures-web.jsonl"), lines);
        away(HOUR.plus(Journal.KEPT + 4), NOW);
        assertThat(journal.of("web")).hasSize(Journal.KEPT);
        assertThat(journal.of("web", HOUR.plus(4))).isEmpty();
        assertThat(journal.of("web", HOUR.plus(5))).hasSize(1);
    }

    @Test
    void a_damaged_line_costs_itself_alone() throws IOException {
        away(HOUR, NOW);
        Path file = folder.resolve("failures-web.jsonl");
        Files.writeString(file, "{\"project\":\nnull\n", StandardOpenOption.APPEND);
        away(HOUR.plus(1), NOW);
        assertThat(journal.of("web")).hasSize(2);
    }

    @Test
    void a_journal_that_cannot_be_written_or_read_fails_nothing() throws IOException {
        Files.createDirectories(folder.getParent());
        Files.writeString(folder, "a file where the folder should be");
        away(HOUR, NOW);
        assertThat(journal.of("web")).isEmpty();
        assertThat(folder).hasContent("a file where the folder should be");
    }

    @Test
    void a_cause_that_no_text_file_can_hold_is_remembered_all_the_same() {
        failed(HOUR, HOUR, Failure.Kind.BUG, "x\n\uD800" + "y".repeat(5000), NOW);
        assertThat(journal.of("web", HOUR)).singleElement().satisfies(failure -> assertThat(failure.cause())
                .startsWith("x\n\uD800yy")
                .hasSize(1001));
    }
}
