package caravan.demo;

import caravan.hour.Hour;
import caravan.hour.HourRange;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * An Amplitude project that was never there. All of its events follow from these values: the same values give the same
 * JSON bytes for an hour, in any order of asking and on every machine.
 *
 * @param amplitudeId Amplitude's numeric id of the project
 * @param hours outside these there are no events
 * @param outage hours in which the site sent nothing
 * @param eventsPerHour of an average hour; nights have fewer or none, office hours about twice as many
 * @param partsPerHour files of an hour at most
 * @param limit estimated size of an export in bytes above which it is refused with 400
 */
public record SimulatedProject(
        long amplitudeId,
        String apiKey,
        String secretKey,
        long seed,
        HourRange hours,
        Optional<HourRange> outage,
        long eventsPerHour,
        int partsPerHour,
        long limit) {
    /** Every hour that the Export API has. */
    public static final HourRange ALWAYS = new HourRange(Hour.EARLIEST, Hour.parse("2999-12-31T23"));

    /** Amplitude's own limit of an export. */
    public static final long FOUR_GB = 4_000_000_000L;

    /** What a line of about 2 kB comes to in an archive; measured. */
    private static final int ARCHIVED_BYTES_PER_EVENT = 270;

    public SimulatedProject {
        if (amplitudeId < 1 || eventsPerHour < 0 || partsPerHour < 1 || limit < 0) {
            throw new IllegalArgumentException(
                    "amplitudeId and partsPerHour are 1 or more, eventsPerHour and limit 0 or more");
        }
    }

    /** A small site: 100 events an hour in two files, keys {@code demo-key} and {@code demo-secret}, no beginning and no end. */
    public static SimulatedProject small() {
        return new SimulatedProject(
                100_200_300, "demo-key", "demo-secret", 1, ALWAYS, Optional.empty(), 100, 2, FOUR_GB);
    }

    public SimulatedProject withSeed(long other) {
        return new SimulatedProject(
                amplitudeId, apiKey, secretKey, other, hours, outage, eventsPerHour, partsPerHour, limit);
    }

    public SimulatedProject withHours(HourRange other) {
        return new SimulatedProject(
                amplitudeId, apiKey, secretKey, seed, other, outage, eventsPerHour, partsPerHour, limit);
    }

    public SimulatedProject withOutage(HourRange other) {
        return new SimulatedProject(
                amplitudeId, apiKey, secretKey, seed, hours, Optional.of(other), eventsPerHour, partsPerHour, limit);
    }

    /** @param events of an average hour */
    public SimulatedProject withVolume(long events, int parts) {
        return new SimulatedProject(amplitudeId, apiKey, secretKey, seed, hours, outage, events, parts, limit);
    }

    public SimulatedProject withLimit(long bytes) {
        return new SimulatedProject(
                amplitudeId, apiKey, secretKey, seed, hours, outage, eventsPerHour, partsPerHour, bytes);
    }

    /** How many lines of this hour's files hold an event. */
    public long events(Hour hour) {
        boolean silent = !hours.contains(hour)
                || outage.filter(range -> range.contains(hour)).isPresent();
        return silent ? 0 : Rhythm.events(seed, hour, eventsPerHour);
    }

    /** The hour's files; none where it has no events. */
    public List<SimulatedPart> parts(Hour hour) {
        long events = events(hour);
        int parts = (int) Math.min(partsPerHour, events);
        return IntStream.range(0, parts)
                .mapToObj(part -> new SimulatedPart(this, hour, part, share(events, parts, part)))
                .toList();
    }

    private static long share(long events, int parts, int part) {
        return events * (part + 1) / parts - events * part / parts;
    }

    /** What must arrive of this hour, file by file. Generates the hour to tell. */
    public List<Truth> truth(Hour hour) {
        return parts(hour).stream().map(SimulatedPart::truth).toList();
    }

    /** What is true of the events of these hours. Generates them to tell, and holds their sessions meanwhile. */
    public Facts facts(HourRange range) {
        return Reckoning.of(this, range);
    }

    /** Size in bytes that an export of these hours would have. */
    long archiveEstimate(HourRange window) {
        return window.intersect(hours)
                .map(range -> range.hours().mapToLong(this::events).sum() * ARCHIVED_BYTES_PER_EVENT)
                .orElse(0L);
    }

    /** Never shows the keys. */
    @Override
    public String toString() {
        return "simulated project " + amplitudeId + ", seed " + seed + ", " + eventsPerHour + " events an hour";
    }
}
