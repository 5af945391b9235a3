package caravan.status;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.ledger.HourRecord;
import caravan.ledger.LedgerJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerAuditTest {
    private static final String MEND =
            "./caravan reopen --project default --from 2026-11-02T07 --to 2026-11-02T07 && ./caravan sync --project default"
                    + " --from 2026-11-02T07 --to 2026-11-02T07";

    @TempDir
    Path folder;

    private Lake lake;
    private HourRecord record;

    @BeforeEach
    void three_hours_of_two_days() throws IOException {
        lake = new Lake(folder).startingAt("2026-11-01T23");
        lake.landed("2026-11-01T23", 5);
        record = lake.landed("2026-11-02T07", 2, 3);
        lake.empty("2026-11-02T08");
    }

    private Audit audit(AuditProgress progress) throws IOException {
        ExecutorService reads = Executors.newFixedThreadPool(3);
        try {
            lake.store.written().clear();
            Audit audit = new LedgerAudit(lake.store, lake.sweep, Lake.KEYS, reads)
                    .of(lake.ledger, Lake.range("2026-11-01T22", "2026-11-02T09"), progress);
            assertThat(lake.store.written()).isEmpty();
            return audit;
        } finally {
            reads.shutdown();
        }
    }

    private Audit audit() throws IOException {
        return audit(AuditProgress.NONE);
    }

    private Path object(int part) {
        return lake.file(record.objects().get(part).key());
    }

    private void assertOnly(Finding.Kind kind, String key, String what, String mend) throws IOException {
        Audit audit = audit();
        assertThat(audit.counts()).isEqualTo(Map.of(kind, 1L));
        assertThat(audit.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(kind);
            assertThat(finding.hour()).isEqualTo(Hour.parse("2026-11-02T07"));
            assertThat(finding.key()).isEqualTo(key);
            assertThat(finding.what()).contains(what);
            assertThat(finding.mend()).contains(mend);
        });
        assertThat(audit.isSound()).isEqualTo(!kind.isDamage());
    }

    @Test
    void a_ledger_whose_objects_are_all_there_is_sound() throws IOException {
        Audit audit = audit();
        assertThat(audit.isSound()).isTrue();
        assertThat(audit.findings()).isEmpty();
        assertThat(audit.records()).isEqualTo(3);
        assertThat(audit.objects()).isEqualTo(3);
        assertThat(audit).hasToString("3 records, 3 objects, 84 B as recorded: all there, byte for byte");
    }

    @Test
    void an_object_that_is_gone_is_found() throws IOException {
        Files.delete(object(1));
        assertOnly(Finding.Kind.MISSING, record.objects().get(1).key(), "no such object", MEND);
    }

    @Test
    void an_object_that_was_cut_is_found() throws IOException {
        Files.write(object(0), "2026".getBytes(StandardCharsets.UTF_8));
        assertOnly(Finding.Kind.SIZE, record.objects().get(0).key(), "it has 4 bytes, but 24 were landed", MEND);
    }

    @Test
    void one_changed_byte_of_the_same_size_is_found() throws IOException {
        byte[] bytes = Files.readAllBytes(object(0));
        bytes[5] ^= 1;
        Files.write(object(0), bytes);
        assertOnly(Finding.Kind.HASH, record.objects().get(0).key(), "not those that were landed", MEND);
    }

    @Test
    void a_record_that_cannot_be_read_is_found_and_its_objects_are_not_called_left_over() throws IOException {
        lake.damageRecord("2026-11-02T07");
        assertOnly(
                Finding.Kind.UNREADABLE,
                "_caravan/hours/default/2026-11-02/07.json",
                "does not hold what Caravan writes",
                "move it away, then ./caravan sync --project default");
    }

    @Test
    void a_record_that_lists_another_revision_is_found() throws IOException {
        String json = Files.readString(lake.file(lake.ledger.recordKey(record.hour())));
        String key = record.objects().get(1).key();
        String foreign = key.replace("-r0-", "-r7-");
        Files.move(lake.file(key), lake.file(foreign));
        Files.writeString(lake.file(lake.ledger.recordKey(record.hour())), json.replace(key, foreign));
        assertOnly(Finding.Kind.FOREIGN, foreign, "cannot have put such a key", MEND);
    }

    @Test
    void an_object_of_a_former_revision_is_left_over() throws IOException {
        HourRecord next = lake.landedAs(1, "2026-11-02T07", 9);
        assertThat(audit().counts()).isEqualTo(Map.of(Finding.Kind.LEFT_OVER, 2L));
        assertThat(audit().isSound()).isTrue();
        assertThat(audit().findings())
                .extracting(Finding::key)
                .doesNotContain(next.objects().get(0).key());
    }

    @Test
    void an_object_above_the_records_revision_is_being_written() throws IOException {
        String key = lake.put(record.hour(), 1, 0, 4).key();
        assertOnly(Finding.Kind.BEING_WRITTEN, key, "no record lists it: being written", "nothing to do");
    }

    @Test
    void an_object_below_the_records_floor_is_left_over() throws IOException {
        lake.put(record.hour(), 1, 0, 4);
        Files.write(lake.file(lake.ledger.recordKey(record.hour())), LedgerJson.write(record.withFloor(2)));
        assertThat(audit().counts()).isEqualTo(Map.of(Finding.Kind.LEFT_OVER, 1L));
    }

    @Test
    void an_object_of_an_hour_without_a_record_is_being_written() throws IOException {
        lake.put(Hour.parse("2026-11-02T05"), 0, 0, 4);
        assertThat(audit().counts()).isEqualTo(Map.of(Finding.Kind.BEING_WRITTEN, 1L));
        assertThat(audit().findings())
                .singleElement()
                .extracting(Finding::what)
                .asString()
                .contains("swept once the hour has a record");
    }

    @Test
    void what_lies_outside_the_range_is_not_looked_at() throws IOException {
        lake.put(Hour.parse("2026-11-01T21"), 0, 0, 4);
        lake.landed("2026-11-02T10", 1);
        lake.damageRecord("2026-11-02T11");
        assertThat(audit().records()).isEqualTo(3);
        assertThat(audit().findings()).isEmpty();
    }

    @Test
    void progress_is_told_by_object_and_by_day() throws IOException {
        Files.delete(object(1));
        LongAdder bytes = new LongAdder();
        List<HourRange> through = new ArrayList<>();
        List<Finding> found = new ArrayList<>();
        audit(new AuditProgress() {
            @Override
            public void object(long size) {
                bytes.add(size);
            }

            @Override
            public void found(Finding finding) {
                found.add(finding);
            }

            @Override
            public void through(HourRange hours) {
                through.add(hours);
            }
        });
        assertThat(bytes.sum()).isEqualTo(84);
        assertThat(found).hasSize(1);
        assertThat(through)
                .containsExactly(
                        Lake.range("2026-11-01T22", "2026-11-01T23"), Lake.range("2026-11-02T00", "2026-11-02T09"));
    }

    @Test
    void of_very_many_findings_all_are_counted_and_the_first_kept() throws IOException {
        AuditSheet sheet = new AuditSheet(AuditProgress.NONE);
        for (int i = 0; i < Audit.KEPT + 5; i++) {
            sheet.found(new Finding(Finding.Kind.MISSING, record.hour(), "k", "w", "m"));
        }
        assertThat(sheet.audit().findings()).hasSize(Audit.KEPT);
        assertThat(sheet.audit().count(Finding.Kind.MISSING)).isEqualTo(Audit.KEPT + 5L);
    }
}
