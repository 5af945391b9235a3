package caravan.status;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.failure.Failure;
import caravan.hour.Hour;
import caravan.ledger.Note;
import caravan.ledger.State;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table and the calendar. */
class StatusTextTest {
    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

    private static final Pattern ANSI = Pattern.compile("\u001B\\[[0-9;]*m");

    @TempDir
    Path folder;

    private Lake lake;

    @BeforeEach
    void a_day_and_a_half() throws IOException {
        lake = new Lake(folder).startingAt("2026-11-01T20");
        lake.landed("2026-11-01T20", 1);
        lake.landed("2026-11-01T21", 26);
        lake.landed("2026-11-01T22", 51);
        lake.landed("2026-11-01T23", 100);
        lake.empty("2026-11-02T00");
        lake.note(
                "2026-11-02T02",
                Note.Kind.OVERSIZE,
                "Amplitude \u001B[2Jrefuses",
                Instant.parse("2026-11-03T00:00:00Z"));
        lake.note("2026-11-02T03", Note.Kind.REOPENED, "by hand", null);
        lake.landed("2026-11-02T04", 75);
    }

    private List<ProjectStatus> statuses() throws IOException {
        return List.of(lake.status("2026-11-01T00", "2026-11-02T12"));
    }

    @Test
    void the_table_has_a_header_and_a_row_a_day() throws IOException {
        assertThat(new StatusTable(false).of(statuses())).isEqualTo("""
                project default   since 2026-11-01T20   complete through 2026-11-02T00
                5 landed, 1 empty, 8 due, 3 not yet   253 events   849 B

                date       landed empty due not-yet     events    bytes 00 03 06 09 12 15 18 21
                2026-11-01      4     0   0       0        178    606 B                     ░▒▓█
                2026-11-02      1     1   8       3         75    243 B ·!X!▓!!!!!

                ░▒▓█ landed, by events  · empty  ! due  X due, needs a person  (blank) not yet

                A person is needed (./caravan why HOUR tells all of one):
                2026-11-02T02 oversize: Amplitude ?[2Jrefuses

                Due, and comes by itself:
                2026-11-02T03 reopened: by hand
                """);
    }

    @Test
    void the_calendar_has_a_cell_an_hour_under_its_ruler() throws IOException {
        assertThat(new Calendar(false).of(statuses())).isEqualTo("""
                project default   since 2026-11-01T20   complete through 2026-11-02T00
                5 landed, 1 empty, 8 due, 3 not yet   253 events   849 B

                            00 03 06 09 12 15 18 21         events
                2026-11-01                      ░▒▓█           178
                2026-11-02  ·!X!▓!!!!!                          75

                ░▒▓█ landed, by events  · empty  ! due  X due, needs a person  (blank) not yet
                """);
    }

    @Test
    void what_is_due_is_told_with_its_reason_hours_of_one_reason_together() throws IOException {
        failed("2026-11-02T01", "2026-11-02T01", Failure.Kind.SOURCE_AWAY, "answered 503");
        failed("2026-11-02T05", "2026-11-02T07", Failure.Kind.DISK, "disk\nfull");
        assertThat(new StatusTable(false).of(statuses())).endsWith("""
                A person is needed (./caravan why HOUR tells all of one):
                2026-11-02T02 oversize: Amplitude ?[2Jrefuses
                2026-11-02T03 reopened: by hand; since then: not asked for, since hours 2026-11-02T05..2026-11-02T07 failed: disk?full (once, 2026-11-02 12:20 UTC)
                2026-11-02T05..2026-11-02T07 disk: disk?full (once, 2026-11-02 12:20 UTC)
                2026-11-02T08..2026-11-02T09 disk: not asked for, since hours 2026-11-02T05..2026-11-02T07 failed: disk?full (once, 2026-11-02 12:20 UTC)

                Due, and comes by itself:
                2026-11-02T01 source-away: answered 503 (once, 2026-11-02 12:20 UTC)
                """);
    }

    @Test
    void a_landed_hour_that_is_worth_a_look_is_told() throws IOException {
        lake.note("2026-11-02T04", Note.Kind.SUSPECT, "12 of its 75 lines are no JSON objects", null);
        assertThat(new StatusTable(false).of(statuses()))
                .endsWith("\nDone, and worth a look:\n2026-11-02T04 suspect: 12 of its 75 lines are no JSON objects\n")
                .contains("5 landed, 1 empty, 8 due");
    }

    private void failed(String first, String last, Failure.Kind kind, String cause) {
        lake.journal()
                .failed(
                        "default",
                        Optional.of(Lake.range(first, last)),
                        new Failure(kind, cause),
                        Instant.parse("2026-11-02T12:20:00Z"),
                        "r1");
    }

    @Test
    void colours_add_nothing_but_colours() throws IOException {
        String coloured = new Calendar(true).of(statuses());
        assertThat(coloured).contains("\u001B[1;31mX\u001B[0m");
        assertThat(ANSI.matcher(coloured).replaceAll("")).isEqualTo(new Calendar(false).of(statuses()));
        assertThat(ANSI.matcher(new StatusTable(true).of(statuses())).replaceAll(""))
                .isEqualTo(new StatusTable(false).of(statuses()));
    }

    @Test
    void a_busy_day_still_fits_in_eighty_columns() {
        List<HourState> hours = Lake.range("2026-11-01T00", "2026-11-01T23")
                .hours()
                .map(hour -> new HourState(
                        hour,
                        Standing.LANDED,
                        Optional.of(new RecordFacts(
                                hour, "v", State.LANDED, 3, 400, 4_166_666, 999_000_000_000_000L, 0, NOON, NOON, null)),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        false))
                .toList();
        Hour last = Hour.parse("2026-11-01T23");
        ProjectStatus busy = new ProjectStatus("default", Optional.of(last), Optional.of(last), hours);
        assertThat((new StatusTable(false).of(List.of(busy)) + new Calendar(false).of(List.of(busy))).lines())
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80))
                .anySatisfy(line -> assertThat(line).hasSize(80));
    }

    @Test
    void every_project_has_its_own_part_and_one_that_never_ran_says_so() throws IOException {
        List<ProjectStatus> two = List.of(statuses().get(0), ProjectStatus.neverRun("other"));
        assertThat(new StatusTable(false).of(two))
                .contains("project default ")
                .endsWith("\nproject other   never run; ./caravan sync --project other begins\n");
        assertThat(new Calendar(false).of(two)).contains("project other   never run");
    }

    @Test
    void a_range_before_the_start_says_so() throws IOException {
        List<ProjectStatus> before = List.of(lake.status("2026-10-01T00", "2026-10-01T23"));
        assertThat(new StatusTable(false).of(before)).contains("is before the project's start");
        assertThat(new Calendar(false).of(before)).contains("is before the project's start");
    }
}
