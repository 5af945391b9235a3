package caravan.demo;

import caravan.hour.Hour;
import caravan.hour.HourRange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Counts the facts of some hours by generating them. Holds their sessions, so it is for hours by the dozen. */
final class Reckoning {
    private record Visitation(long amplitudeId, long sessionId) {}

    private record UserSession(String userKey, long sessionId) {}

    private final Map<String, Hour> uuids = new HashMap<>();
    private final Set<String> insertIds = new HashSet<>();
    private final Merges merges = new Merges();
    private final Map<Long, Employer> employers = new HashMap<>();
    private final Map<String, Set<Long>> devices = new HashMap<>();
    private final Map<Visitation, List<Moment>> sessions = new HashMap<>();
    private final SortedMap<PageWeek, PageTally> pages = new TreeMap<>();

    private long lines;
    private long copiesWithinHours;
    private long late;
    private long veryLate;
    private long wrongClocks;

    private Reckoning() {}

    static Facts of(SimulatedProject project, HourRange range) {
        Reckoning reckoning = new Reckoning();
        range.hours().forEach(hour -> project.parts(hour).forEach(reckoning::add));
        return reckoning.facts();
    }

    private void add(SimulatedPart part) {
        EventStream stream = new EventStream(part);
        for (long i = 0; i < part.events(); i++) {
            Event event = stream.next();
            lines++;
            Hour former = uuids.putIfAbsent(event.uuid(), part.hour());
            if (former == null) {
                add(event);
            } else if (former.equals(part.hour())) {
                copiesWithinHours++;
            }
        }
    }

    private void add(Event event) {
        Identity who = event.step().who();
        insertIds.add(who.deviceId() + " " + event.insertId());
        merges.add(event.step());
        if (who.isSignedIn()) {
            employers.put(who.amplitudeId(), event.visit().person().employer());
        }
        if (who.deviceId() != null) {
            devices.computeIfAbsent(who.deviceId(), any -> new HashSet<>()).add(who.amplitudeId());
        }
        Times times = event.times();
        if (!times.isPlausible()) {
            wrongClocks++;
            return;
        }
        late += times.late() > Times.DAY ? 1 : 0;
        veryLate += times.late() > 7 * Times.DAY ? 1 : 0;
        if (event.sessionId() != -1) {
            sessions.computeIfAbsent(new Visitation(who.amplitudeId(), event.sessionId()), any -> new ArrayList<>())
                    .add(Moment.of(event, lines));
        }
    }

    private Facts facts() {
        SortedMap<String, SortedSet<Long>> users = merges.users();
        Map<Long, String> keys = new HashMap<>();
        users.forEach((key, ids) -> ids.forEach(id -> keys.put(id, key)));
        SortedMap<String, Affiliation> companies = new TreeMap<>();
        SortedSet<String> contradictions = new TreeSet<>();
        employers.forEach((id, employer) -> {
            employer.affiliation().ifPresent(affiliation -> companies.put(keys.get(id), affiliation));
            if (employer.isContradictory()) {
                contradictions.add(keys.get(id));
            }
        });
        return new Facts(
                lines,
                uuids.size(),
                copiesWithinHours,
                lines - uuids.size() - copiesWithinHours,
                uuids.size() - insertIds.size(),
                late,
                veryLate,
                wrongClocks,
                sessions(keys),
                users,
                companies,
                contradictions,
                sharedDevices(keys),
                pages());
    }

    /** How many there are; counts their pages on the way. */
    private long sessions(Map<Long, String> keys) {
        Map<UserSession, List<Moment>> merged = new HashMap<>();
        sessions.forEach((one, moments) -> merged.computeIfAbsent(
                        new UserSession(keys.get(one.amplitudeId()), one.sessionId()), any -> new ArrayList<>())
                .addAll(moments));
        merged.forEach((session, moments) -> {
            moments.sort(Moment.ORDER);
            new SessionFacts(session.userKey(), moments, page -> pages.computeIfAbsent(page, any -> new PageTally()))
                    .count();
        });
        return merged.size();
    }

    private SortedSet<String> sharedDevices(Map<Long, String> keys) {
        return devices.entrySet().stream()
                .filter(device ->
                        device.getValue().stream().map(keys::get).distinct().count() > 1)
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private SortedMap<PageWeek, PageFacts> pages() {
        SortedMap<PageWeek, PageFacts> facts = new TreeMap<>();
        pages.forEach((page, tally) -> facts.put(page, tally.facts()));
        return facts;
    }
}
