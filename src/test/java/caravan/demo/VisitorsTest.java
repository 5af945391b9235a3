package caravan.demo;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.hour.Hour;
import caravan.hour.HourRange;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** People come back, and their visits are whole. */
class VisitorsTest {
    private static final Hour MONDAY = Hour.parse("2026-11-02T00");
    private static final SimulatedProject PROJECT = SimulatedProject.small().withVolume(200, 2);
    private static final int WEEKS = 6;

    /** The weeks in which each person visits, counted from the first. */
    private static final Map<Long, Set<Long>> WEEKS_OF = new HashMap<>();

    private static final Map<Long, Set<Long>> PEOPLE_OF_DAY = new TreeMap<>();
    private static Recount recount;

    @BeforeAll
    static void generate() throws IOException {
        new HourRange(MONDAY, MONDAY.plus(WEEKS * 7 * 24 - 1)).hours().forEach(VisitorsTest::meet);
        Hour ten = MONDAY.plus(10);
        recount = new Recount(PROJECT, new HourRange(ten, ten.plus(5)));
    }

    private static void meet(Hour hour) {
        long day = hour.number() / 24 - MONDAY.number() / 24;
        for (SimulatedPart part : PROJECT.parts(hour)) {
            EventStream stream = new EventStream(part);
            for (long i = 0; i < part.events(); i++) {
                long person = stream.next().visit().person().number();
                WEEKS_OF.computeIfAbsent(person, any -> new HashSet<>()).add(day / 7);
                PEOPLE_OF_DAY.computeIfAbsent(day, any -> new HashSet<>()).add(person);
            }
        }
    }

    @Test
    void a_cohort_shrinks_from_week_to_week_and_some_of_it_stays() {
        List<Long> cohort = WEEKS_OF.keySet().stream()
                .filter(person -> Collections.min(WEEKS_OF.get(person)) == 1)
                .toList();
        List<Double> active = new ArrayList<>();
        for (long week = 1; week <= 4; week++) {
            long later = week;
            active.add(cohort.stream()
                            .filter(person -> WEEKS_OF.get(person).contains(later))
                            .count()
                    / (double) cohort.size());
        }

        assertThat(active.get(0)).isEqualTo(1.0);
        assertThat(active.get(1)).isBetween(0.08, 0.35);
        assertThat(active.get(2)).isLessThan(active.get(1));
        assertThat(active.get(3)).isBetween(0.01, active.get(2));
    }

    @Test
    void every_day_has_people_who_are_new_and_people_who_were_there_before() {
        Set<Long> before = new HashSet<>(PEOPLE_OF_DAY.get(0L));
        for (long day = 1; day < WEEKS * 7; day++) {
            Set<Long> people = PEOPLE_OF_DAY.get(day);
            long returning = people.stream().filter(before::contains).count();
            assertThat(returning / (double) people.size()).as("day %s", day).isBetween(0.1, 0.7);
            before.addAll(people);
        }
    }

    @Test
    void some_visits_go_on_in_the_next_hour() {
        Map<String, Set<String>> hours = recount.events().stream()
                .filter(event ->
                        event.isInSession() && event.json().get("session_id").asLong() % 3_600_000 != 0)
                .collect(Collectors.groupingBy(
                        event -> event.text("device_id") + event.text("session_id"),
                        Collectors.mapping(ReadEvent::hour, Collectors.toSet())));

        assertThat(hours.values()).anyMatch(of -> of.size() == 2).noneMatch(of -> of.size() > 2);
    }

    @Test
    void events_that_are_sent_together_share_the_times_of_the_upload() {
        Map<String, List<ReadEvent>> batches = recount.events().stream()
                .filter(ReadEvent::isInSession)
                .collect(Collectors.groupingBy(event -> event.text("device_id") + event.text("client_upload_time")));

        assertThat(batches.values()).anyMatch(batch -> batch.size() > 4);
        for (List<ReadEvent> batch : batches.values()) {
            for (String time : List.of("server_received_time", "server_upload_time", "processed_time")) {
                assertThat(batch.stream().map(event -> event.text(time)).distinct())
                        .hasSize(1);
            }
        }
    }

    @Test
    void the_correction_of_the_clock_leaves_the_gaps_of_a_visit_as_they_are() {
        Map<String, Set<Duration>> corrections = recount.events().stream()
                .filter(event -> event.isInSession()
                        && event.text("server_received_time").length() > 19)
                .filter(event -> event.json().get("session_id").asLong() % 3_600_000 != 0)
                .collect(Collectors.groupingBy(
                        event -> event.text("device_id") + event.text("session_id"),
                        Collectors.mapping(
                                event -> Duration.between(event.time("client_event_time"), event.at()),
                                Collectors.toSet())));

        assertThat(corrections).hasSizeGreaterThan(50);
        corrections.forEach((visit, of) -> assertThat(of).as(visit).hasSize(1));
    }

    @Test
    void people_who_have_nothing_to_do_with_each_other_may_share_a_sessions_number() {
        Map<String, Set<String>> users = recount.events().stream()
                .filter(ReadEvent::isInSession)
                .collect(Collectors.groupingBy(
                        event -> event.text("session_id"),
                        Collectors.mapping(event -> event.text("device_id"), Collectors.toSet())));

        assertThat(users.values()).anyMatch(sharing -> sharing.size() > 1);
    }

    @Test
    void files_are_the_same_in_whatever_order_they_are_made() {
        HourRange hours = new HourRange(MONDAY.plus(8), MONDAY.plus(14));
        List<Truth> forwards =
                hours.hours().flatMap(hour -> PROJECT.truth(hour).stream()).toList();
        List<SimulatedPart> parts = new ArrayList<>(
                hours.hours().flatMap(hour -> PROJECT.parts(hour).stream()).toList());
        Collections.reverse(parts);
        List<Truth> backwards =
                new ArrayList<>(parts.stream().map(SimulatedPart::truth).toList());
        Collections.reverse(backwards);

        assertThat(backwards).isEqualTo(forwards);
        assertThat(alternating(parts.get(0), parts.get(1))).isEqualTo(List.of(all(parts.get(0)), all(parts.get(1))));
    }

    private static List<List<Event>> alternating(SimulatedPart one, SimulatedPart other) {
        EventStream first = new EventStream(one);
        EventStream second = new EventStream(other);
        List<List<Event>> events = List.of(new ArrayList<>(), new ArrayList<>());
        for (long i = 0; i < Math.max(one.events(), other.events()); i++) {
            if (i < one.events()) {
                events.get(0).add(first.next());
            }
            if (i < other.events()) {
                events.get(1).add(second.next());
            }
        }
        return events;
    }

    private static List<Event> all(SimulatedPart part) {
        EventStream stream = new EventStream(part);
        List<Event> events = new ArrayList<>();
        for (long i = 0; i < part.events(); i++) {
            events.add(stream.next());
        }
        return events;
    }
}
