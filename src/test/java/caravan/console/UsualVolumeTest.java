package caravan.console;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.hour.Hour;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is usual of a project of six weeks. Each hour of a week has its own number of events, and each week a few more of them in every
 * hour; Sundays at three there never are any. In the last week one Wednesday's hour has hardly any; in the fourth, one Thursday's hour
 * never came.
 */
class UsualVolumeTest {
    private static final int WEEK = 168;
    private static final Hour START = Hour.parse("2026-09-21T00");
    private static final long[] MORE = {500, 40, 20, 10, 30, 5};
    private static final int WEDNESDAY = 2 * 24 + 14;
    private static final int THURSDAY = 3 * 24 + 10;
    private static final int SUNDAY = 6 * 24 + 3;
    private static final long DIP = 50;

    @TempDir
    static Path folder;

    private static KnownLedger known;

    @BeforeAll
    static void six_weeks() throws IOException {
        known = new KnownLedger(folder, START, START.plus(6 * WEEK).start().plus(Duration.ofHours(3)));
        for (int i = 0; i < 6 * WEEK; i++) {
            int ofWeek = i % WEEK;
            if (ofWeek == SUNDAY) {
                known.write(known.empty(START.plus(i)));
            } else if (i == 5 * WEEK + WEDNESDAY) {
                known.write(known.landed(START.plus(i), 0, DIP));
            } else if (i != 3 * WEEK + THURSDAY) {
                known.write(known.landed(START.plus(i), 0, plain(ofWeek) + MORE[i / WEEK]));
            }
        }
        known.pictures.readAll();
        known.read();
    }

    private static long plain(int ofWeek) {
        return 1_000 + ofWeek * 10L;
    }

    private static JsonNode week(int week, String by) throws Exception {
        Map<String, String> asked = Map.of(
                "by", by,
                "from", START.plus(week * WEEK).toString(),
                "to", START.plus(week * WEEK + WEEK - 1).toString());
        Reply reply = new VolumeAnswer(new Asked(known.pictures), new Kept(), known.clock)
                .of(new Question("/api/volume", asked, false, null));
        return Json.MAPPER.readTree((byte[]) reply.whole());
    }

    @Test
    void usual_of_an_hour_is_the_lower_median_of_the_same_hours_of_four_weeks_before() throws Exception {
        JsonNode last = week(5, "hour");
        JsonNode before = week(4, "hour");

        for (int hour = 0; hour < WEEK; hour++) {
            if (hour != SUNDAY && hour != THURSDAY) {
                // Of 40, 20, 10, 30; of 500, 40, 20, 10.
                assertThat(last.at("/usual/" + hour).asLong()).isEqualTo(plain(hour) + 20);
                assertThat(before.at("/usual/" + hour).asLong()).isEqualTo(plain(hour) + 20);
            }
        }
    }

    @Test
    void an_hour_that_never_came_is_not_taken_for_one_without_events() throws Exception {
        assertThat(week(5, "hour").at("/usual/" + THURSDAY).asLong()).isEqualTo(plain(THURSDAY) + 30);
        assertThat(week(3, "hour").at("/events/" + THURSDAY).isNull()).isTrue();
        assertThat(week(3, "hour").at("/done/" + THURSDAY).asInt()).isZero();
    }

    @Test
    void where_there_are_less_than_four_weeks_those_count_and_in_the_first_nothing_is_usual() throws Exception {
        assertThat(week(1, "hour").at("/usual/5").asLong()).isEqualTo(plain(5) + 500);
        assertThat(week(2, "hour").at("/usual/5").asLong()).isEqualTo(plain(5) + 40);
        assertThat(week(3, "hour").at("/usual/5").asLong()).isEqualTo(plain(5) + 40);
        assertThat(week(0, "hour").path("usual")).allMatch(JsonNode::isNull).hasSize(WEEK);
        assertThat(week(0, "day").path("usual")).allMatch(JsonNode::isNull).hasSize(7);
    }

    @Test
    void a_dip_that_comes_each_sunday_is_usual_and_one_that_does_not_stands_out() throws Exception {
        JsonNode last = week(5, "hour");

        assertThat(last.at("/events/" + SUNDAY).asLong()).isZero();
        assertThat(last.at("/usual/" + SUNDAY).isNull()).isFalse();
        assertThat(last.at("/usual/" + SUNDAY).asLong()).isZero();
        assertThat(last.at("/events/" + WEDNESDAY).asLong()).isEqualTo(DIP);
        for (int hour = 0; hour < WEEK; hour++) {
            double usual = last.at("/usual/" + hour).asDouble();
            boolean low = last.at("/events/" + hour).asDouble() < usual / 2;
            assertThat(low).as("hour %d of the week", hour).isEqualTo(hour == WEDNESDAY);
        }
    }

    @Test
    void usual_of_a_day_is_of_the_same_days_of_the_week_that_are_done_as_a_whole() throws Exception {
        JsonNode last = week(5, "day");

        for (int day = 0; day < 7; day++) {
            long usual = 0;
            for (int hour = day * 24; hour < day * 24 + 24; hour++) {
                usual += hour == SUNDAY ? 0 : plain(hour) + (day == THURSDAY / 24 ? 30 : 20);
            }
            assertThat(last.at("/usual/" + day).asLong()).as("day %d", day).isEqualTo(usual);
            assertThat(last.at("/done/" + day).asInt()).isEqualTo(24);
        }
        assertThat(week(3, "day").at("/done/3").asInt()).isEqualTo(23);
    }
}
