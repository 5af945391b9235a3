package caravan.demo;

import java.util.ArrayList;
import java.util.List;

/**
 * How what a visit did reaches Amplitude: in batches, whose events share the times of the upload. The way takes equally long
 * for each, so that Amplitude's correction of the clock keeps the gaps between events.
 *
 * @param latency microseconds from the client to Amplitude's server
 * @param skew microseconds by which the client's clock is ahead when it sends
 * @param shift microseconds by which its events are earlier still: it had no network, or no idea of the date
 * @param wholeSeconds times have no fraction
 */
record Sending(long latency, long skew, long shift, boolean wholeSeconds) {
    /** What a visit needs at most between its last step and Amplitude's having it, in microseconds. */
    static final long LAST = 4 * Times.SECOND;

    private static final long BATCH = 15 * Times.SECOND;

    /** @param start microseconds since 1970 */
    static Sending draw(Dice dice, Person person, long start) {
        return new Sending(dice.between(30_000, 300_000), person.clockSkew(), shift(dice, start), dice.oneIn(40));
    }

    /** Most visits are sent as they go; some wait for a network for hours, days or weeks, and a few devices have no idea of the date. */
    private static long shift(Dice dice, long start) {
        int kind = dice.below(1000);
        if (kind < 7) {
            return whole(start - dice.below(Times.DAY));
        }
        if (kind < 14) {
            return -dice.between(3_000, 9_000) * Times.DAY;
        }
        if (kind < 22) {
            return whole(dice.between(8 * Times.DAY, 30 * Times.DAY));
        }
        if (kind < 34) {
            return whole(dice.between(Times.DAY, 7 * Times.DAY));
        }
        return kind < 60 ? whole(dice.between(Times.SECOND, Times.DAY / 2)) : 0;
    }

    /** No batch leaves before the visit has ended. */
    boolean isLate() {
        return shift != 0;
    }

    /** All of the visit, in the order of its steps; a few are sent twice. */
    List<Event> events(Dice dice, Visit visit, long start) {
        List<Step> steps = visit.steps();
        long[] at = moments(steps, start);
        long sessionId = visit.inSession() ? sessionId(dice, start) : -1;
        long number = dice.below(200);
        List<Event> events = new ArrayList<>();
        int end = 0;
        Times batch = null;
        for (int i = 0; i < steps.size(); i++) {
            if (i == end) {
                end = end(at, i);
                batch = batch(dice, at[end - 1]);
            }
            Event event = new Event(
                    visit,
                    steps.get(i),
                    sessionId,
                    times(at[i], batch),
                    number + i,
                    dice.uuid(),
                    dice.uuid(),
                    dice.next());
            events.add(event);
            // Amplitude drops a repeated $insert_id for seven days only, so exports hold some.
            if (dice.oneIn(120)) {
                events.add(event.again(dice.uuid()));
            }
        }
        return events;
    }

    private static long[] moments(List<Step> steps, long start) {
        long[] at = new long[steps.size()];
        long now = start;
        for (int i = 0; i < at.length; i++) {
            now += steps.get(i).pause();
            at[i] = now;
        }
        return at;
    }

    /** Some libraries round it, so that people who have nothing to do with each other share a session's number. */
    private long sessionId(Dice dice, long start) {
        long began = (start + skew - shift) / Times.MILLISECOND;
        return dice.oneIn(20) ? began - Math.floorMod(began, 3_600_000L) : began;
    }

    /** The first step that is no longer of the batch that begins here. */
    private int end(long[] at, int first) {
        int end = first + 1;
        while (end < at.length && (isLate() || at[end] - at[first] <= BATCH)) {
            end++;
        }
        return end;
    }

    private Times batch(Dice dice, long last) {
        long sent = last + dice.between(100, 2_000) * Times.MILLISECOND;
        long received = sent + latency;
        long uploaded = received + dice.between(5_000, 400_000);
        return new Times(0, sent + skew, received, uploaded, uploaded + dice.between(Times.SECOND, 30 * Times.SECOND));
    }

    private Times times(long at, Times batch) {
        Times times = new Times(
                at + skew - shift,
                batch.clientUpload(),
                batch.serverReceived(),
                batch.serverUpload(),
                batch.processed());
        return wholeSeconds ? times.whole() : times;
    }

    private static long whole(long time) {
        return time - Math.floorMod(time, Times.MILLISECOND);
    }
}
