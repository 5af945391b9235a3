package caravan.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.hour.Hour;
import caravan.ledger.HourRecord;
import caravan.store.MemoryStore.Call;
import caravan.store.MemoryStore.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a ledger is read anew, and what is known meanwhile. */
class LedgerReadingsTest {
    private static final Hour FIRST = Hour.parse("2026-11-02T06");
    private static final Hour SECOND = FIRST.plus(1);
    private static final Instant NOW = Instant.parse("2026-11-02T12:30:00Z");

    @TempDir
    Path folder;

    private KnownLedger known;

    @BeforeEach
    void a_project_whose_first_hour_has_landed() throws IOException {
        known = new KnownLedger(folder, FIRST, NOW);
        known.write(known.landed(FIRST, 0, 10));
    }

    private KnownLedger readOnce() {
        known.pictures.readAll();
        return known.read();
    }

    @Test
    void before_the_first_reading_whoever_asks_is_to_come_again_and_waits_for_nothing() throws Exception {
        known.pictures.readAll();

        assertThatThrownBy(known::asked)
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.reply().headers()).containsEntry("Retry-After", "1"))
                .hasMessageContaining("is being read for the first time");
        assertThat(known.readings).hasSize(1);

        assertThat(known.read().state(FIRST)).isEqualTo('l');
    }

    @Test
    void a_ledger_that_is_five_minutes_old_is_read_anew_once_somebody_asks() throws Exception {
        readOnce();
        known.write(known.landed(SECOND, 0, 20));

        known.clock.pass(Duration.ofMinutes(5).minusSeconds(1));
        known.asked();
        assertThat(known.readings).isEmpty();

        known.clock.pass(Duration.ofSeconds(1));
        assertThat(known.state(SECOND)).as("nobody waits for it").isEqualTo('d');
        known.asked();
        assertThat(known.readings).as("one is enough").hasSize(1);

        assertThat(known.read().state(SECOND)).isEqualTo('l');
        assertThat(known.readings).isEmpty();
    }

    @Test
    void while_nobody_asks_an_old_ledger_is_not_read() {
        readOnce();

        known.clock.pass(Duration.ofHours(1));

        assertThat(known.readings).isEmpty();
    }

    @Test
    void after_a_reading_that_failed_what_was_known_is_told_and_it_is_tried_again_half_a_minute_later()
            throws Exception {
        readOnce();
        known.clock.pass(Duration.ofMinutes(5));
        known.asked();
        known.store.fail(Call.GET, Fault.LOST_BEFORE);
        known.read();

        assertThat(known.state(FIRST)).isEqualTo('l');
        assertThat(known.pictures.of(KnownLedger.PROJECT).failedAt()).hasValue(known.clock.instant());
        known.clock.pass(Duration.ofSeconds(29));
        known.asked();
        assertThat(known.readings).isEmpty();

        known.clock.pass(Duration.ofSeconds(1));
        known.asked();
        assertThat(known.readings).hasSize(1);
        known.read();
        assertThat(known.pictures.of(KnownLedger.PROJECT).failedAt()).isEmpty();
        assertThat(known.pictures.of(KnownLedger.PROJECT).readAt()).hasValue(known.clock.instant());
    }

    @Test
    void after_a_first_reading_that_failed_whoever_asks_is_to_come_again() {
        known.store.fail(Call.GET, Fault.LOST_BEFORE);
        readOnce();

        assertThatThrownBy(known::asked)
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.reply().headers()).containsEntry("Retry-After", "30"))
                .hasMessageContaining("cannot be read now");
    }

    @Test
    void a_record_written_while_a_reading_is_under_way_outlives_the_end_of_the_reading() throws Exception {
        readOnce();
        assertThat(known.state(SECOND)).isEqualTo('d');
        afterTheListingOfHours(known.landed(SECOND, 0, 20));

        assertThat(known.state(SECOND)).isEqualTo('l');
        assertThat(known.asked().completeThrough()).hasValue(SECOND);
    }

    @Test
    void a_revision_written_while_a_reading_is_under_way_outlives_the_one_that_was_read() throws Exception {
        readOnce();
        afterTheListingOfHours(known.landed(FIRST, 1, 33));

        assertThat(known.asked().columns().revisions[0]).isEqualTo(1);
        assertThat(known.asked().columns().events[0]).isEqualTo(33);
    }

    @Test
    void what_another_process_wrote_since_is_not_put_back_by_an_older_record_of_this_one() throws Exception {
        readOnce();
        known.pictures.read(KnownLedger.PROJECT);
        // The first that a reading asks for is the project.
        known.store.before(Call.GET, () -> {
            known.pictures.recorded(known.write(known.landed(FIRST, 1, 33)));
            known.write(known.landed(FIRST, 2, 44));
        });
        known.read();

        assertThat(known.asked().columns().revisions[0]).isEqualTo(2);
        assertThat(known.asked().columns().events[0]).isEqualTo(44);
    }

    /** A whole reading, in the midst of which this process commits an hour: all but the notes is read by then. */
    private void afterTheListingOfHours(HourRecord record) {
        int listings = known.store.calls(Call.LIST).size();
        for (int i = 1; i < listings; i++) {
            known.store.before(Call.LIST, () -> {});
        }
        known.store.before(Call.LIST, () -> known.pictures.recorded(known.write(record)));
        known.store.forgetCalls();
        known.pictures.read(KnownLedger.PROJECT);
        known.read();
        assertThat(known.store.calls(Call.LIST))
                .hasSize(listings)
                .last()
                .asString()
                .contains("/notes/");
        assertThat(known.store.calls(Call.WRITE)).hasSize(1);
    }
}
