package caravan.demo;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.hour.Hour;
import caravan.hour.HourRange;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SimulatedProjectTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Hour FIRST = Hour.parse("2026-11-04T00");
    private static final HourRange DAY = new HourRange(FIRST, FIRST.plus(23));
    private static final SimulatedProject PROJECT = SimulatedProject.small().withVolume(200, 3);

    /** What differs between the exports of one event. */
    private static final Set<String> UPLOADED = Set.of("server_upload_time", "processed_time");

    /** The JSON of each file of a day, and the events in it. */
    private static final List<String> FILES = new ArrayList<>();

    private static final Map<Hour, List<JsonNode>> EVENTS = new HashMap<>();

    @BeforeAll
    static void generate() throws IOException {
        for (Hour hour : DAY.hours().toList()) {
            for (SimulatedPart part : PROJECT.parts(hour)) {
                String json = new String(bytes(part), StandardCharsets.UTF_8);
                FILES.add(json);
                for (String line : json.lines().filter(line -> !line.isEmpty()).toList()) {
                    EVENTS.computeIfAbsent(hour, any -> new ArrayList<>()).add(JSON.readTree(line));
                }
            }
        }
    }

    @Test
    void the_bytes_of_a_known_hour_never_change() {
        assertThat(SimulatedProject.small().truth(Hour.parse("2026-11-04T09")))
                .containsExactly(
                        new Truth(
                                "100200300/100200300_2026-11-04_9#0.json.gz",
                                102,
                                237698,
                                "39cc7a494ef2c1aca54d0c4c646c5f62ef557d0b0f54e3becb524912229014fe"),
                        new Truth(
                                "100200300/100200300_2026-11-04_9#1.json.gz",
                                102,
                                252478,
                                "8ed473c4a1e1eff3e6a163c1890573f35a38ef279d0ae12b3bdf5d9275b591a5"));
    }

    @Test
    void another_seed_or_hour_or_part_has_other_events() throws IOException {
        Hour ten = FIRST.plus(10);
        List<byte[]> different = List.of(
                bytes(PROJECT.parts(ten).get(0)),
                bytes(PROJECT.parts(ten).get(1)),
                bytes(PROJECT.parts(ten.plus(1)).get(0)),
                bytes(PROJECT.withSeed(2).parts(ten).get(0)));

        List<String> uuids = new ArrayList<>();
        for (byte[] json : different) {
            uuids.addAll(uuids(new String(json, StandardCharsets.UTF_8)));
        }
        // But for an event that the second file has from the first, and the next hour from this one.
        assertThat(new HashSet<>(uuids)).hasSizeGreaterThanOrEqualTo(uuids.size() - 2);
    }

    @Test
    void an_hour_has_as_many_events_as_it_says() {
        DAY.hours().forEach(hour -> assertThat(EVENTS.getOrDefault(hour, List.of()))
                .as("%s", hour)
                .hasSize((int) PROJECT.events(hour)));
    }

    @Test
    void an_average_hour_of_a_quarter_has_the_volume_asked_for() {
        HourRange quarter = new HourRange(FIRST, FIRST.plus(13 * 7 * 24 - 1));
        long events = quarter.hours().mapToLong(PROJECT::events).sum();

        assertThat(events / (double) quarter.count()).isBetween(190.0, 205.0);
    }

    @Test
    void days_are_busier_than_nights_and_weekends_slower_than_weeks() {
        Hour saturday = Hour.parse("2026-11-07T00");

        assertThat(PROJECT.events(FIRST.plus(10))).isGreaterThan(5 * PROJECT.events(FIRST.plus(1)));
        assertThat(PROJECT.events(FIRST.plus(10))).isGreaterThan(3 * PROJECT.events(saturday.plus(10)) / 2);
    }

    @Test
    void some_hours_of_the_night_have_no_event_and_sunday_at_three_never_has() {
        Hour sunday = Hour.parse("2026-11-01T03");
        HourRange month = new HourRange(sunday, sunday.plus(30 * 24));
        Set<Integer> quiet = month.hours()
                .filter(hour -> PROJECT.events(hour) == 0)
                .map(Hour::ofDay)
                .collect(Collectors.toSet());

        assertThat(PROJECT.events(sunday)).isZero();
        assertThat(PROJECT.parts(sunday)).isEmpty();
        assertThat(PROJECT.events(sunday.plus(7 * 24))).isZero();
        assertThat(quiet).containsExactlyInAnyOrder(2, 3, 4);
    }

    @Test
    void there_are_no_events_outside_the_projects_hours() {
        SimulatedProject short_ = PROJECT.withHours(HourRange.of(FIRST.plus(10)));

        assertThat(short_.events(FIRST.plus(9))).isZero();
        assertThat(short_.events(FIRST.plus(10))).isPositive();
        assertThat(short_.events(FIRST.plus(11))).isZero();
    }

    @Test
    void every_event_was_uploaded_within_its_hour() {
        EVENTS.forEach((hour, events) -> events.forEach(event -> {
            String text = event.get("server_upload_time").asText();
            assertThat(text).startsWith(hour.date() + " " + hour.hourOfDay() + ":");
        }));
    }

    @Test
    void the_event_time_is_the_clients_corrected_by_how_wrong_its_clock_was() {
        for (JsonNode event : all()) {
            Duration wrong = Duration.between(time(event, "client_upload_time"), time(event, "server_received_time"));
            assertThat(time(event, "event_time"))
                    .isEqualTo(time(event, "client_event_time").plus(wrong));
        }
    }

    @Test
    void a_line_has_a_realistic_size() {
        double bytes = FILES.stream()
                .mapToLong(file -> file.getBytes(StandardCharsets.UTF_8).length)
                .sum();

        assertThat(bytes / all().size()).isBetween(1500.0, 2500.0);
    }

    @Test
    void all_fields_that_have_been_seen_occur_and_no_others() {
        Set<String> fields = new TreeSet<>();
        all().forEach(event -> event.fieldNames().forEachRemaining(fields::add));

        assertThat(fields)
                .containsExactlyInAnyOrder(("server_received_time app device_carrier city user_id uuid event_time"
                                + " platform os_version amplitude_id processed_time version_name ip_address paying dma"
                                + " group_properties user_properties client_upload_time $insert_id event_type library"
                                + " amplitude_attribution_ids device_type start_version location_lng"
                                + " server_upload_time event_id location_lat os_name groups event_properties data"
                                + " device_id language country region session_id device_family sample_rate"
                                + " client_event_time $schema device_manufacturer amplitude_event_type device_brand"
                                + " device_model is_attribution_event adid idfa user_creation_time $insert_key"
                                + " data_type global_user_properties partner_id plan source_id")
                        .split(" "));
        someAndSome(event -> event.has("plan"));
    }

    @Test
    void a_uuid_is_of_one_event_and_an_event_id_is_not() {
        Map<String, Set<JsonNode>> events = all().stream()
                .collect(Collectors.groupingBy(
                        event -> event.get("uuid").asText(),
                        Collectors.mapping(
                                event -> ((ObjectNode) event.deepCopy()).without(UPLOADED), Collectors.toSet())));

        assertThat(events.values()).allMatch(lines -> lines.size() == 1);
        assertThat(distinct("event_id").size()).isLessThan(all().size() / 2);
    }

    @Test
    void some_uuids_are_in_two_files_of_an_hour_and_some_in_two_hours() {
        Map<String, List<String>> hours = new HashMap<>();
        EVENTS.forEach((hour, events) ->
                events.forEach(event -> hours.computeIfAbsent(event.get("uuid").asText(), any -> new ArrayList<>())
                        .add(hour.toString())));

        assertThat(hours.values()).allMatch(of -> of.size() <= 3);
        assertThat(hours.values()).anyMatch(of -> of.size() == 2 && of.get(0).equals(of.get(1)));
        assertThat(hours.values()).anyMatch(of -> of.size() == 2 && !of.get(0).equals(of.get(1)));
        assertThat(FILES).allMatch(file -> uuids(file).size() == new HashSet<>(uuids(file)).size());
    }

    @Test
    void some_events_come_twice_with_one_insert_id_and_two_uuids() {
        Map<String, List<JsonNode>> twins = all().stream()
                .collect(Collectors.groupingBy(event -> event.get("device_id").asText()
                        + event.get("$insert_id").asText()));
        List<List<JsonNode>> several =
                twins.values().stream().filter(same -> same.size() > 1).toList();

        assertThat(several)
                .anyMatch(same -> !same.get(0).get("uuid").equals(same.get(1).get("uuid")));
    }

    @Test
    void some_events_are_in_no_session() {
        someAndSome(event -> event.get("session_id").asLong() == -1);
    }

    @Test
    void some_numbers_are_larger_than_a_double_holds() {
        someAndSome(event -> event.get("amplitude_id").asLong() > 1L << 53);
        assertThat(count(event -> !event.get("amplitude_id").canConvertToLong()))
                .isZero();
    }

    @Test
    void some_times_have_no_fraction() {
        someAndSome(event -> event.get("server_upload_time").asText().length() == "2026-11-04 10:00:00".length());
    }

    @Test
    void some_events_are_days_late_and_some_clients_have_no_idea_of_the_date() {
        someAndSome(event -> lateness(event).toDays() >= 1 && lateness(event).toDays() <= 30);
        someAndSome(event -> lateness(event).toDays() > 10_000);
        someAndSome(event -> lateness(event).toDays() < -1_000);
    }

    @Test
    void user_properties_hold_names_that_differ_in_case_only() {
        for (String name : List.of("city", "City", "country", "Country")) {
            assertThat(count(event -> event.get("user_properties").has(name))).isEqualTo(all().size());
        }
        someAndSome(event -> event.at("/user_properties/city").equals(event.at("/user_properties/City")));
    }

    @Test
    void some_fields_change_their_type() {
        for (String field : List.of("$schema", "sample_rate", "paying", "amplitude_attribution_ids")) {
            Set<String> types = all().stream()
                    .map(event -> event.get(field).getNodeType().toString())
                    .collect(Collectors.toSet());
            assertThat(types).as(field).hasSizeGreaterThanOrEqualTo(3);
        }
    }

    @Test
    void texts_are_of_all_scripts_and_escaped_in_some_files_only() {
        assertThat(distinct("city")).contains("München", "東京", "Łódź", "القاهرة");
        assertThat(files(file -> file.contains("東京") && file.contains("🚀"))).isPositive();
        assertThat(files(file -> file.contains("\\u6771\\u4EAC") && !file.contains("東京")))
                .isPositive();
    }

    @Test
    void events_of_pages_say_which_and_where_from() {
        someAndSome(event -> event.get("event_type").asText().equals("[Amplitude] Page Viewed")
                && event.at("/event_properties/[Amplitude] Page Path").isTextual()
                && event.at("/event_properties/[Amplitude] Page Title").isTextual()
                && event.at("/event_properties/utm_source").isTextual());
        someAndSome(event -> event.at("/event_properties/[Amplitude] Element Hierarchy/0/attrs/class")
                .isTextual());
        someAndSome(event -> event.get("event_type").asText().equals("Order Completed"));
    }

    @Test
    void some_people_are_of_a_company_and_some_were_merged() {
        someAndSome(event -> event.at("/groups/company/0").isTextual());
        someAndSome(event -> event.at("/data/merged_amplitude_id").isNumber());
        someAndSome(event -> event.get("user_id").isNull());
    }

    @Test
    void some_files_end_without_a_newline_and_some_have_blank_lines() {
        assertThat(files(file -> file.endsWith("}"))).isBetween(1L, FILES.size() - 1L);
        assertThat(files(file -> file.contains("\n\n"))).isBetween(1L, FILES.size() - 1L);
    }

    @Test
    void the_keys_are_never_shown() {
        assertThat(PROJECT.toString()).doesNotContain("demo-key").doesNotContain("demo-secret");
    }

    private static List<String> uuids(String file) {
        return Pattern.compile("\"uuid\":\"([^\"]+)\"")
                .matcher(file)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static void someAndSome(Predicate<JsonNode> trait) {
        assertThat(count(trait)).isBetween(1L, all().size() - 1L);
    }

    /** Counted, because a failure that prints a day of events helps nobody. */
    private static long count(Predicate<JsonNode> trait) {
        return all().stream().filter(trait).count();
    }

    private static long files(Predicate<String> trait) {
        return FILES.stream().filter(trait).count();
    }

    private static List<JsonNode> all() {
        return EVENTS.values().stream().flatMap(Collection::stream).toList();
    }

    private static Set<String> distinct(String field) {
        return all().stream().map(event -> event.get(field).asText()).collect(Collectors.toSet());
    }

    private static Duration lateness(JsonNode event) {
        return Duration.between(time(event, "event_time"), time(event, "server_upload_time"));
    }

    private static LocalDateTime time(JsonNode event, String field) {
        return LocalDateTime.parse(
                event.get(field).asText(), DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss[.SSSSSS]"));
    }

    private static byte[] bytes(SimulatedPart part) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        part.write(out);
        return out.toByteArray();
    }
}
