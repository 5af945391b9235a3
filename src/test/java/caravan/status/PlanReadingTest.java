package caravan.status;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.hour.DueHours;
import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.hour.Shard;
import caravan.hour.Windows;
import caravan.ledger.Note;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanReadingTest {
    @TempDir
    Path folder;

    private Lake lake;

    @BeforeEach
    void an_empty_destination() {
        lake = new Lake(folder);
    }

    private PlanReport plan(int window, Optional<HourRange> asked) throws IOException {
        return plan(window, Optional.empty(), asked);
    }

    private PlanReport plan(int window, Optional<Hour> start, Optional<HourRange> asked) throws IOException {
        lake.store.written().clear();
        PlanReport plan = new PlanReading(new RecordReading(lake.cache(), Lake.HERE), Lake.DUE, new Windows(window))
                .of(lake.ledger, start, asked);
        assertThat(lake.store.written()).isEmpty();
        return plan;
    }

    @Test
    void due_hours_are_cut_into_windows_newest_first() throws IOException {
        lake.startingAt("2026-11-02T00").landed("2026-11-02T02", 1);
        PlanReport plan = plan(6, Optional.empty());
        assertThat(plan.windows())
                .containsExactly(
                        Lake.range("2026-11-02T06", "2026-11-02T09"),
                        Lake.range("2026-11-02T03", "2026-11-02T05"),
                        Lake.range("2026-11-02T00", "2026-11-02T01"));
        assertThat(plan.requests()).isEqualTo(3);
        assertThat(plan.hours()).isEqualTo(9);
        assertThat(plan.first()).contains(Hour.parse("2026-11-02T00"));
        assertThat(plan.last()).contains(Hour.parse("2026-11-02T09"));
    }

    @Test
    void the_volume_is_the_mean_of_landed_hours_times_the_due_ones() throws IOException {
        lake.startingAt("2026-11-02T04");
        lake.landed("2026-11-02T04", 2); // 24 bytes
        lake.landed("2026-11-02T05", 6); // 36 bytes
        lake.empty("2026-11-02T06");
        assertThat(plan(24, Optional.empty()).volume()).contains(new PlanReport.Volume(3 * 30, 2));
    }

    @Test
    void without_history_no_volume_is_invented() throws IOException {
        lake.startingAt("2026-11-02T00").empty("2026-11-02T00");
        assertThat(plan(24, Optional.empty()).volume()).isEmpty();
        assertThat(plan(24, Optional.empty()).text()).doesNotContain("about");
    }

    @Test
    void only_the_most_recent_week_of_landed_hours_tells_the_volume() throws IOException {
        lake.startingAt("2026-10-25T00");
        lake.landed("2026-10-25T08", 1_000_000);
        for (Hour hour : Lake.range("2026-10-25T09", "2026-11-01T08").hours().toList()) {
            lake.landed(hour.toString(), 2);
        }
        PlanReport plan = plan(24, Optional.empty());
        assertThat(plan.volume()).contains(new PlanReport.Volume(24L * plan.hours(), 168));
    }

    @Test
    void hours_that_notes_put_off_are_left_out_and_counted() throws IOException {
        lake.startingAt("2026-11-02T08");
        lake.note("2026-11-02T08", Note.Kind.OVERSIZE, "x", Instant.parse("2026-11-03T00:00:00Z"));
        PlanReport plan = plan(24, Optional.empty());
        assertThat(plan.windows()).containsExactly(HourRange.of(Hour.parse("2026-11-02T09")));
        assertThat(plan.putOff()).isEqualTo(1);
    }

    @Test
    void reopened_hours_are_asked_for_again() throws IOException {
        lake.startingAt("2026-11-02T08").landed("2026-11-02T08", 1);
        lake.landed("2026-11-02T09", 1);
        lake.note("2026-11-02T08", Note.Kind.REOPENED, "x", null);
        assertThat(plan(24, Optional.empty()).windows()).containsExactly(HourRange.of(Hour.parse("2026-11-02T08")));
    }

    @Test
    void hours_that_have_not_closed_are_left_out_with_a_word() throws IOException {
        lake.startingAt("2026-11-02T08");
        PlanReport plan = plan(24, Optional.of(Lake.range("2026-11-02T09", "2026-11-02T12")));
        assertThat(plan.windows()).containsExactly(HourRange.of(Hour.parse("2026-11-02T09")));
        assertThat(plan.notClosed()).isEqualTo(3);
        assertThat(plan.text()).endsWith("3 hours left out: Amplitude has no export of what closed so lately\n");
        assertThat(plan(24, Optional.of(Lake.range("2026-11-02T11", "2026-11-02T12")))
                        .text())
                .contains("nothing is due\n")
                .contains("2 hours left out");
    }

    @Test
    void a_shard_plans_its_own_windows_and_counts_no_others() throws IOException {
        lake.startingAt("2026-11-02T04");
        lake.note("2026-11-02T05", Note.Kind.OVERSIZE, "x", Instant.parse("2026-11-03T00:00:00Z"));
        lake.note("2026-11-02T06", Note.Kind.OVERSIZE, "x", Instant.parse("2026-11-03T00:00:00Z"));
        Optional<HourRange> asked = Optional.of(Lake.range("2026-11-02T04", "2026-11-02T12"));

        PlanReport even = shard(0, asked);
        PlanReport odd = shard(1, asked);

        assertThat(even.windows())
                .containsExactly(
                        Lake.range("2026-11-02T08", "2026-11-02T09"), HourRange.of(Hour.parse("2026-11-02T04")));
        assertThat(odd.windows()).containsExactly(HourRange.of(Hour.parse("2026-11-02T07")));
        assertThat(List.of(even.putOff(), odd.putOff())).containsExactly(1, 1);
        assertThat(List.of(even.notClosed(), odd.notClosed())).containsExactly(1, 2);
    }

    /** Of two, in windows of two hours: midnight's cell has an even number. */
    private PlanReport shard(int index, Optional<HourRange> asked) throws IOException {
        return new PlanReading(
                        new RecordReading(lake.cache(), Lake.HERE),
                        Lake.DUE,
                        new Windows(2).sharded(new Shard(index, 2)))
                .of(lake.ledger, Optional.empty(), asked);
    }

    @Test
    void a_range_before_the_start_moves_it_back_as_a_sync_would() throws IOException {
        lake.startingAt("2026-11-02T08");
        PlanReport plan = plan(24, Optional.of(Lake.range("2026-11-01T22", "2026-11-01T23")));
        assertThat(plan.start()).isEqualTo(Hour.parse("2026-11-01T22"));
        assertThat(plan.hours()).isEqualTo(2);
        assertThat(lake.ledger.projectObject().orElseThrow().start()).isEqualTo(Hour.parse("2026-11-02T08"));
    }

    @Test
    void a_project_that_has_never_run_is_planned_as_its_first_sync_would() throws IOException {
        assertThat(plan(24, Optional.empty()).start()).isEqualTo(Hour.parse("2026-10-26T12"));
        assertThat(plan(24, Optional.of(Hour.parse("2026-11-02T06")), Optional.empty())
                        .hours())
                .isEqualTo(4);
    }

    @Test
    void a_configured_start_moves_back_and_never_forward() throws IOException {
        lake.startingAt("2026-11-02T06");
        assertThat(plan(24, Optional.of(Hour.parse("2026-11-02T08")), Optional.empty())
                        .start())
                .isEqualTo(Hour.parse("2026-11-02T06"));
        assertThat(plan(24, Optional.of(Hour.parse("2026-11-01T08")), Optional.empty())
                        .start())
                .isEqualTo(Hour.parse("2026-11-01T08"));
    }

    @Test
    void the_text_tells_requests_hours_and_windows() throws IOException {
        lake.startingAt("2026-11-02T04").landed("2026-11-02T04", 2);
        assertThat(plan(3, Optional.empty()).text()).isEqualTo("""
                project default   since 2026-11-02T04
                5 hours due in 3 requests, first 2026-11-02T05, last 2026-11-02T09
                about 120 B to store, by the mean of the last 1 landed hour
                  2026-11-02T09   1 hour
                  2026-11-02T06 to 2026-11-02T08   3 hours
                  2026-11-02T05   1 hour
                """);
    }

    /** A record that was written when its hour was three hours old. */
    private void young(String hour) throws IOException {
        Path record = lake.file(lake.ledger.recordKey(Hour.parse(hour)));
        Files.setLastModifiedTime(record, FileTime.from(Hour.parse(hour).end().plus(Duration.ofHours(3))));
    }

    private PlanReport planRestating(Duration age) throws IOException {
        DueHours dueHours = new DueHours(Lake.CLOCK, Duration.ofMinutes(135), List.of(age));
        return new PlanReading(new RecordReading(lake.cache(), Lake.HERE), dueHours, new Windows(24))
                .of(lake.ledger, Optional.empty(), Optional.empty());
    }

    @Test
    void what_restating_costs_is_a_line_of_its_own() throws IOException {
        lake.startingAt("2026-11-02T06");
        for (String hour : List.of("2026-11-02T06", "2026-11-02T07", "2026-11-02T08")) {
            lake.landed(hour, 2); // 24 bytes
            young(hour);
        }

        PlanReport plan = planRestating(Duration.ofHours(4));

        assertThat(plan.restated().windows()).containsExactly(Lake.range("2026-11-02T06", "2026-11-02T07"));
        assertThat(plan.hours()).isEqualTo(1);
        assertThat(plan.text()).isEqualTo("""
                project default   since 2026-11-02T06
                1 hour due in 1 request, first 2026-11-02T09, last 2026-11-02T09
                about 24 B to store, by the mean of the last 3 landed hours
                  2026-11-02T09   1 hour
                2 hours restated (caravan.restate) in 1 request, about 48 B to compare
                """);
    }

    @Test
    void what_is_restated_is_asked_for_in_smaller_windows_too_where_a_note_says_so() throws IOException {
        lake.startingAt("2026-11-02T06");
        for (String hour : List.of("2026-11-02T06", "2026-11-02T07", "2026-11-02T08")) {
            lake.landed(hour, 2);
            young(hour);
        }
        Hour noted = Hour.parse("2026-11-02T06");
        lake.ledger.write(Note.limit("default", noted, 1, "too much", Lake.NOW, Lake.NOW.plusSeconds(60)));

        assertThat(planRestating(Duration.ofHours(4)).restated().windows())
                .containsExactly(Lake.range("2026-11-02T07", "2026-11-02T07"), HourRange.of(noted));
    }

    @Test
    void what_was_looked_at_since_it_reached_its_age_costs_nothing() throws IOException {
        lake.startingAt("2026-11-02T06").landed("2026-11-02T06", 2);
        young("2026-11-02T06");

        assertThat(planRestating(Duration.ofHours(3)).restated().windows()).isEmpty();
        assertThat(planRestating(Duration.ofHours(3)).text()).doesNotContain("restated");
    }

    @Test
    void many_windows_are_elided_in_the_middle() {
        PlanReport plan = new PlanReport(
                "default",
                Hour.parse("2026-11-01T00"),
                Stream.iterate(Hour.parse("2026-11-01T21"), hour -> hour.plus(-1))
                        .limit(21)
                        .map(HourRange::of)
                        .toList(),
                0,
                0,
                Optional.empty(),
                PlanReport.Restated.NONE);
        assertThat(plan.text().lines().filter(line -> line.startsWith("  ")))
                .hasSize(21)
                .contains("  2026-11-01T12   1 hour", "  … 1 more window …", "  2026-11-01T10   1 hour")
                .doesNotContain("  2026-11-01T11   1 hour");
    }
}
