package caravan.demo;

import caravan.hour.Hour;
import caravan.hour.HourRange;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Counts over the JSON of an export, line by line and without any haste, what {@link Facts} says of it. */
final class Recount {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> FREE_MAIL = List.of("gmail.com", "outlook.com", "yahoo.com", "gmx.de");

    private final List<ReadEvent> lines = new ArrayList<>();
    private final List<ReadEvent> events;
    private final Map<String, String> keys = new HashMap<>();

    Recount(SimulatedProject project, HourRange range) throws IOException {
        for (Hour hour : range.hours().toList()) {
            for (SimulatedPart part : project.parts(hour)) {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                part.write(out);
                for (String line : ExportClient.lines(out.toByteArray())) {
                    if (!line.isEmpty()) {
                        lines.add(new ReadEvent(JSON.readTree(line), lines.size(), hour.toString()));
                    }
                }
            }
        }
        Set<String> seen = new HashSet<>();
        events = lines.stream().filter(line -> seen.add(line.text("uuid"))).toList();
    }

    List<ReadEvent> lines() {
        return lines;
    }

    List<ReadEvent> events() {
        return events;
    }

    Facts facts() {
        SortedMap<String, SortedSet<Long>> users = users();
        List<List<ReadEvent>> sessions = sessions();
        long insertIds = distinct(events, event -> event.text("device_id") + "/" + event.text("$insert_id"));
        long withinHours = lines.size() - distinct(lines, line -> line.text("uuid") + line.hour());
        return new Facts(
                lines.size(),
                events.size(),
                withinHours,
                lines.size() - events.size() - withinHours,
                events.size() - insertIds,
                count(event -> event.isLaterThan(Duration.ofDays(1))),
                count(event -> event.isLaterThan(Duration.ofDays(7))),
                count(event -> !event.isPlausible()),
                sessions.size(),
                users,
                companies(),
                contradictions(),
                sharedDevices(),
                new RecountedPages(sessions, this::key).facts());
    }

    String key(ReadEvent event) {
        return keys.get(event.amplitudeId());
    }

    /** Joined set by set, until no two sets have anything in common. */
    private SortedMap<String, SortedSet<Long>> users() {
        Map<String, Set<String>> together = new HashMap<>();
        for (ReadEvent event : events) {
            join(together, event.amplitudeId(), event.amplitudeId());
            if (event.json().path("data").has("merged_amplitude_id")) {
                join(
                        together,
                        event.amplitudeId(),
                        event.json().path("data").get("merged_amplitude_id").asText());
            }
        }
        events.stream()
                .filter(event -> event.text("user_id") != null)
                .collect(Collectors.groupingBy(event -> event.text("user_id")))
                .values()
                .forEach(
                        same -> same.forEach(event -> join(together, same.get(0).amplitudeId(), event.amplitudeId())));
        events.stream()
                .filter(event -> event.text("device_id") != null)
                .collect(Collectors.groupingBy(event -> event.text("device_id")))
                .values()
                .stream()
                .filter(same -> same.stream()
                                .map(event -> event.text("user_id"))
                                .filter(Objects::nonNull)
                                .distinct()
                                .count()
                        <= 1)
                .forEach(
                        same -> same.forEach(event -> join(together, same.get(0).amplitudeId(), event.amplitudeId())));
        SortedMap<String, SortedSet<Long>> users = new TreeMap<>();
        together.values().forEach(ids -> {
            String key = ids.stream().sorted().findFirst().orElseThrow();
            users.put(key, ids.stream().map(Long::valueOf).collect(Collectors.toCollection(TreeSet::new)));
            ids.forEach(id -> keys.put(id, key));
        });
        return users;
    }

    private static void join(Map<String, Set<String>> together, String one, String other) {
        Set<String> both = new HashSet<>(together.getOrDefault(one, Set.of(one)));
        both.addAll(together.getOrDefault(other, Set.of(other)));
        both.forEach(id -> together.put(id, both));
    }

    private List<List<ReadEvent>> sessions() {
        return events.stream()
                .filter(event -> event.isInSession() && event.isPlausible())
                .sorted(Comparator.comparing(ReadEvent::at).thenComparing(ReadEvent::line))
                .collect(Collectors.groupingBy(event -> key(event) + "/" + event.text("session_id")))
                .values()
                .stream()
                .toList();
    }

    private SortedMap<String, Affiliation> companies() {
        SortedMap<String, Affiliation> companies = new TreeMap<>();
        for (ReadEvent event : events) {
            String group = event.json().at("/groups/company/0").asText(null);
            String property = event.json().at("/user_properties/company").asText(null);
            String userId = String.valueOf(event.text("user_id"));
            String domain = userId.contains("@") ? userId.substring(userId.indexOf('@') + 1) : null;
            if (group != null) {
                companies.put(key(event), new Affiliation(group, "group"));
            } else if (property != null) {
                companies.put(key(event), new Affiliation(property, "user property"));
            } else if (domain != null && !FREE_MAIL.contains(domain)) {
                companies.put(key(event), new Affiliation(domain, "e-mail domain"));
            }
        }
        return companies;
    }

    private SortedSet<String> contradictions() {
        return events.stream()
                .filter(event -> event.json().at("/groups/company/0").isTextual()
                        && event.json().at("/user_properties/company").isTextual())
                .map(this::key)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private SortedSet<String> sharedDevices() {
        return events.stream()
                .filter(event -> event.text("device_id") != null)
                .collect(Collectors.groupingBy(
                        event -> event.text("device_id"), Collectors.mapping(this::key, Collectors.toSet())))
                .entrySet()
                .stream()
                .filter(device -> device.getValue().size() > 1)
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private long count(Predicate<ReadEvent> trait) {
        return events.stream().filter(trait).count();
    }

    private static long distinct(List<ReadEvent> events, Function<ReadEvent, String> key) {
        return events.stream().map(key).distinct().count();
    }
}
