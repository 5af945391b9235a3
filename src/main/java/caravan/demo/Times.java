package caravan.demo;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** An event's times in microseconds since 1970 UTC. Those of the client are on the client's clock, and to the millisecond only. */
record Times(long clientEvent, long clientUpload, long serverReceived, long serverUpload, long processed) {
    static final long MILLISECOND = 1_000;
    static final long SECOND = 1_000 * MILLISECOND;
    static final long HOUR = 3_600 * SECOND;
    static final long DAY = 24 * HOUR;

    /** 2012-01-01: no event is older than Amplitude. */
    private static final long OLDEST = 1_325_376_000 * SECOND;

    private static final DateTimeFormatter WHOLE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    private static final DateTimeFormatter FRACTION = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS");

    /** As some libraries send them, and some servers write them: without a fraction. */
    Times whole() {
        return new Times(
                floor(clientEvent), floor(clientUpload), floor(serverReceived), floor(serverUpload), floor(processed));
    }

    Times exported(long otherUpload) {
        return new Times(
                clientEvent, clientUpload, serverReceived, otherUpload, otherUpload + (processed - serverUpload));
    }

    private static long floor(long time) {
        return Math.floorDiv(time, SECOND) * SECOND;
    }

    /** Amplitude's own estimate of when it happened: what the client says, corrected by how wrong its clock was. */
    long event() {
        return clientEvent + (serverReceived - clientUpload);
    }

    /** Microseconds from the event to its upload. */
    long late() {
        return serverUpload - event();
    }

    /** Not the time of a client that has no idea of the date: neither before 2012 nor more than a day after the upload. */
    boolean isPlausible() {
        return event() >= OLDEST && event() <= serverUpload + DAY;
    }

    boolean isWhole() {
        return Math.floorMod(serverReceived, SECOND) == 0;
    }

    /** Amplitude's spelling, without zone and, on a whole second, without fraction. */
    static String text(long micros) {
        long fraction = Math.floorMod(micros, SECOND);
        LocalDateTime time =
                LocalDateTime.ofEpochSecond(Math.floorDiv(micros, SECOND), (int) fraction * 1000, ZoneOffset.UTC);
        return (fraction == 0 ? WHOLE : FRACTION).format(time);
    }
}
