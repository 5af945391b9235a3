package caravan.sync;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.archive.KeptName;
import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.hour.HourSet;
import caravan.ledger.ExportFacts;
import caravan.ledger.HourRecord;
import caravan.ledger.LandedObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReloadingTest {
    private static final Hour FIRST = Hour.parse("2026-11-01T00");
    private static final HourRange DAY = new HourRange(FIRST, FIRST.plus(23));
    private static final Instant NOW = Instant.parse("2026-11-03T00:00:00Z");
    private static final KeptArchive NEWEST = kept(DAY, "a");
    private static final KeptArchive OLDER = kept(DAY, "b");
    private static final KeptArchive OF_TWO = kept(new HourRange(FIRST, FIRST.plus(1)), "c");

    private final Reloading plan = new Reloading(HourSet.of(DAY), List.of(NEWEST, OLDER, OF_TWO));

    private static KeptArchive kept(HourRange hours, String digit) {
        KeptName name = new KeptName("web", hours, digit.repeat(16));
        return new KeptArchive(name, "archives/" + name, NOW);
    }

    private static HourRecord record(Hour hour, int revision, String digit) {
        LandedObject object = new LandedObject("key", "entry", 1, "0".repeat(64), 1, 0, 0, null, null);
        ExportFacts export = new ExportFacts(hour, hour, digit.repeat(64), 1L, NOW);
        return HourRecord.landed("web", hour, revision, "json", List.of(object), "digest", export, NOW);
    }

    private void lacks(int hour, String digit) {
        plan.lacks(FIRST.plus(hour), Lost.of(record(FIRST.plus(hour), 0, digit), Set.of("key")));
    }

    @Test
    void exactly_the_archive_that_a_record_names_is_taken_and_the_newest_for_an_hour_without_one() {
        lacks(0, "c");
        lacks(1, "b");
        lacks(2, "d");
        plan.lacks(FIRST.plus(3), Lost.ALL);

        assertThat(plan.take()).hasValueSatisfying(taking -> {
            assertThat(taking.archive()).isEqualTo(NEWEST);
            assertThat(taking.hours().hours()).containsExactly(FIRST.plus(2), FIRST.plus(3));
        });
        assertThat(plan.take())
                .hasValueSatisfying(taking -> assertThat(taking.archive()).isEqualTo(OLDER));
        assertThat(plan.take())
                .hasValueSatisfying(taking -> assertThat(taking.archive()).isEqualTo(OF_TWO));
        assertThat(plan.take()).isEmpty();
    }

    @Test
    void an_archive_that_was_refused_is_not_taken_again_and_the_others_are_tried_once() {
        plan.lacks(FIRST, Lost.ALL);
        for (KeptArchive each : List.of(NEWEST, OLDER, OF_TWO)) {
            assertThat(plan.forGood(FIRST)).isEmpty();
            assertThat(plan.take())
                    .hasValueSatisfying(taking -> assertThat(taking.archive()).isEqualTo(each));
            plan.refuse(each, List.of(FIRST));
        }

        assertThat(plan.take()).isEmpty();
        assertThat(plan.forGood(FIRST)).contains(Lost.ALL);
        assertThat(plan.left().contains(FIRST)).isTrue();
    }

    @Test
    void an_hour_that_somebody_landed_since_the_plan_was_made_is_left_alone() {
        lacks(0, "a");
        plan.lacks(FIRST.plus(1), Lost.ALL);

        assertThat(plan.aim(FIRST, Optional.of(record(FIRST, 0, "a")))).isEqualTo(HourLanding.Aim.RESTORE);
        assertThat(plan.aim(FIRST, Optional.of(record(FIRST, 1, "e")))).isEqualTo(HourLanding.Aim.LEAVE);
        assertThat(plan.aim(FIRST.plus(1), Optional.empty())).isEqualTo(HourLanding.Aim.LAND);
        assertThat(plan.aim(FIRST.plus(1), Optional.of(record(FIRST.plus(1), 0, "e"))))
                .isEqualTo(HourLanding.Aim.LEAVE);
    }

    @Test
    void what_is_good_is_taken_no_more() {
        lacks(0, "a");
        lacks(1, "a");
        plan.good(FIRST.plus(1));

        assertThat(plan.take().orElseThrow().hours().hours()).containsExactly(FIRST);
        assertThat(plan.left().count()).isEqualTo(23);
    }
}
