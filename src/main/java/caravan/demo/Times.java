package caravan.demo;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** An event's times in microseconds since 1970 UTC. Those of the client are on the client's clock, and to the millisecond only. */
record Times(long clientEvent, long clientUpload, long serverReceived, long serverUpload, long processed) {
    static final long MILLISECOND = 1_000;
    static final long SECOND = 1_000 * MILLISECOND;
    static final long DAY = 86_400 * SECOND;

    private static final DateTimeFormatter WHOLE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    private static final DateTimeFormatter FRACTION = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS");

    static Times draw(Dice dice, Person person, long serverUpload) {
        long received = serverUpload - dice.between(5_000, 400_000);
        long clientUpload = floor(received - dice.between(30_000, 300_000) + person.clockSkew(), MILLISECOND);
        Times times = new Times(
                clientEvent(dice, clientUpload),
                clientUpload,
                received,
                serverUpload,
                serverUpload + dice.between(SECOND, 30 * SECOND));
        return dice.oneIn(40) ? times.whole() : times;
    }

    /** Most events are sent at once; some wait for a network for minutes or for days, and a few devices have no idea of the date. */
    private static long clientEvent(Dice dice, long clientUpload) {
        int kind = dice.below(1000);
        if (kind == 0) {
            return dice.below(86_400_000) * MILLISECOND;
        }
        if (kind == 1) {
            return clientUpload + dice.between(3_000, 9_000) * DAY;
        }
        long longest = kind < 12 ? 30 * DAY : kind < 32 ? DAY / 2 : 10 * SECOND;
        return clientUpload - dice.below(longest / MILLISECOND) * MILLISECOND;
    }

    /** Some libraries send, and some servers write, no fraction. */
    private Times whole() {
        return new Times(
                floor(clientEvent, SECOND),
                floor(clientUpload, SECOND),
                floor(serverReceived, SECOND),
                floor(serverUpload, SECOND),
                floor(processed, SECOND));
    }

    private static long floor(long time, long unit) {
        return Math.floorDiv(time, unit) * unit;
    }

    /** Amplitude's own estimate of when it happened: what the client says, corrected by how wrong its clock was. */
    long event() {
        return clientEvent + (serverReceived - clientUpload);
    }

    /** Amplitude's spelling, without zone and, on a whole second, without fraction. */
    static String text(long micros) {
        long fraction = Math.floorMod(micros, SECOND);
        LocalDateTime time =
                LocalDateTime.ofEpochSecond(Math.floorDiv(micros, SECOND), (int) fraction * 1000, ZoneOffset.UTC);
        return (fraction == 0 ? WHOLE : FRACTION).format(time);
    }
}
