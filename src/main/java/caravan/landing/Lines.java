package caravan.landing;

import caravan.archive.ArchiveEntry;
import caravan.archive.ArchiveRefused;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Counts an entry's lines as their bytes go by; holds no line. */
final class Lines {
    /** Rejected lines of which the place is remembered. */
    static final int KEPT = 100;

    private final ArchiveEntry entry;
    private final int longest;
    private final long hourBegins;
    private final long hourEnds;

    private final JsonLine json = new JsonLine();
    private final LineHash hash = new LineHash();
    private final List<RejectedLine> rejectedLines = new ArrayList<>();
    private long line = 1;
    private long lineBegins;
    private long lineBytes;
    private long jsonBytes;
    private long events;
    private long rejected;
    private long outside;
    private long min = Long.MAX_VALUE;
    private long max = Long.MIN_VALUE;

    Lines(ArchiveEntry entry, int longest) {
        this.entry = entry;
        this.longest = longest;
        this.hourBegins = micros(entry.hour().start());
        this.hourEnds = micros(entry.hour().end());
    }

    void add(byte[] bytes, int length) throws ArchiveRefused {
        jsonBytes += length;
        int from = 0;
        while (from < length) {
            int to = json.scan(bytes, from, length);
            hash.add(bytes, from, to);
            lineBytes += to - from;
            if (lineBytes > longest) {
                throw new ArchiveRefused("line " + line + " of " + entry + " is longer than " + longest + " bytes");
            }
            if (to < length) {
                endLine();
            }
            from = to + 1;
        }
    }

    /** The last line may be without its end. */
    Unpacked unpacked(HashedFile file) {
        endLine();
        return new Unpacked(
                file.path(),
                file.sha256(),
                file.crc32(),
                file.bytes(),
                jsonBytes,
                events,
                rejected,
                outside,
                time(min, Long.MAX_VALUE),
                time(max, Long.MIN_VALUE),
                hash.sum(),
                rejectedLines);
    }

    private void endLine() {
        if (json.isBlank()) {
            hash.forgetLine();
        } else {
            hash.endLine();
            count();
        }
        json.reset();
        line++;
        lineBegins += lineBytes + 1;
        lineBytes = 0;
    }

    private void count() {
        if (json.isEvent()) {
            events++;
            see(json.uploadMicros());
        } else {
            rejected++;
            if (rejectedLines.size() < KEPT) {
                rejectedLines.add(new RejectedLine(line, lineBegins));
            }
        }
    }

    private void see(long micros) {
        // What is unreadable is before any hour.
        if (micros < hourBegins || micros >= hourEnds) {
            outside++;
        }
        if (micros != UploadTime.UNREADABLE) {
            min = Math.min(min, micros);
            max = Math.max(max, micros);
        }
    }

    private static Optional<Instant> time(long micros, long none) {
        return micros == none ? Optional.empty() : Optional.of(UploadTime.instant(micros));
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }
}
