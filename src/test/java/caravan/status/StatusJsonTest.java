package caravan.status;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.failure.Failure;
import caravan.hour.Hour;
import caravan.ledger.CheckMark;
import caravan.ledger.Commit;
import caravan.ledger.Note;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusJsonTest {
    @TempDir
    Path folder;

    @Test
    void names_order_and_fields_are_those_of_the_contract() throws IOException {
        Lake lake = new Lake(folder).startingAt("2026-11-02T07");
        lake.landed("2026-11-02T07", 2, 3);
        lake.empty("2026-11-02T08");
        lake.note("2026-11-02T09", Note.Kind.OVERSIZE, "too \"large\"", Instant.parse("2026-11-03T00:00:00Z"));
        String json = new StatusJson().of(List.of(lake.status("2026-11-02T00", "2026-11-02T10")));
        assertThat(json).isEqualTo("""
                {"projects":[{"project":"default","start":"2026-11-02T07","completeThrough":"2026-11-02T08",\
                "counts":{"landed":1,"empty":1,"due":1,"not-yet":1},"events":5,"bytes":51,"hours":[\
                {"hour":"2026-11-02T07","state":"landed","revision":0,"objects":2,"events":5,"bytes":51},\
                {"hour":"2026-11-02T08","state":"empty","revision":0,"objects":0,"events":0,"bytes":0},\
                {"hour":"2026-11-02T09","state":"due","kind":"oversize","reason":"too \\"large\\"",\
                "nextTry":"2026-11-03T00:00:00Z"},\
                {"hour":"2026-11-02T10","state":"not-yet"}]}]}""");
    }

    @Test
    void an_hour_that_was_asked_for_again_says_when() throws IOException {
        Lake lake = new Lake(folder);
        lake.startingAt("2026-11-02T07").landed("2026-11-02T07", 2);
        new CheckMark(Lake.CLOCK)
                .set(lake.ledger, new Commit(Lake.CLOCK).begin(lake.ledger, Hour.parse("2026-11-02T07")));

        assertThat(new StatusJson().of(List.of(lake.status("2026-11-02T07", "2026-11-02T07"))))
                .contains("\"bytes\":24,\"checkedAt\":\"2026-11-02T12:30:00Z\"}");
    }

    @Test
    void a_due_hour_without_a_note_has_kind_and_reason_from_what_failed() throws IOException {
        Lake lake = new Lake(folder).startingAt("2026-11-02T08");
        lake.journal()
                .failed(
                        "default",
                        Optional.of(Lake.range("2026-11-02T08", "2026-11-02T08")),
                        new Failure(Failure.Kind.REFUSED, "Amplitude answered 403"),
                        Instant.parse("2026-11-02T12:20:00Z"),
                        "r1");
        String json = new StatusJson().of(List.of(lake.status("2026-11-02T08", "2026-11-02T09")));
        assertThat(json).contains("""
                        {"hour":"2026-11-02T08","state":"due","kind":"refused",\
                        "reason":"Amplitude answered 403 (once, 2026-11-02 12:20 UTC)"},""").contains("""
                        {"hour":"2026-11-02T09","state":"due","kind":"refused",\
                        "reason":"not asked for, since hour 2026-11-02T08 failed: Amplitude answered 403\
                         (once, 2026-11-02 12:20 UTC)"}""");
    }

    @Test
    void a_project_that_has_never_run_has_no_start() {
        assertThat(new StatusJson().of(List.of(ProjectStatus.neverRun("other"))))
                .isEqualTo("""
                {"projects":[{"project":"other","start":null,"completeThrough":null,\
                "counts":{"landed":0,"empty":0,"due":0,"not-yet":0},"events":0,"bytes":0,"hours":[]}]}""");
    }
}
