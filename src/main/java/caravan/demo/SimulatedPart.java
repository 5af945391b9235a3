package caravan.demo;

import caravan.hour.Hour;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * One file of one hour, made while it is written; nothing of it is ever held.
 *
 * @param number within its hour, from 0
 * @param events how many it has; at least one
 */
public record SimulatedPart(SimulatedProject project, Hour hour, int number, long events) {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();
    private static final int ASCII = 127;

    /** {@code 100200300/100200300_2026-11-01_5#0.json.gz}: the hour without a zero in front, as Amplitude names it. */
    public String entry() {
        return project.amplitudeId() + "/" + project.amplitudeId() + "_" + hour.date() + "_" + hour.ofDay() + "#"
                + number + ".json.gz";
    }

    /** Writes its JSON, one event a line, and leaves the stream open. */
    public void write(OutputStream out) throws IOException {
        Dice dice = Dice.of(project.seed(), hour.number(), number, project.partsPerHour(), project.eventsPerHour());
        boolean blankLines = dice.oneIn(4);
        boolean endless = dice.oneIn(4);
        boolean escaped = dice.oneIn(3);
        EventStream stream = new EventStream(this);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.setRootValueSeparator(new SerializedString(""));
            json.setHighestNonEscapedChar(escaped ? ASCII : 0);
            EventLine line = new EventLine(project.amplitudeId(), json);
            for (long written = 1; written <= events; written++) {
                line.write(stream.next());
                if (written < events || !endless) {
                    json.writeRaw(blankLines && written % 50 == 1 ? "\n\n" : "\n");
                }
            }
        }
    }

    /** Generates the file to tell. */
    public Truth truth() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            Counting counting = new Counting();
            write(new DigestOutputStream(counting, digest));
            return new Truth(entry(), events, counting.bytes, HexFormat.of().formatHex(digest.digest()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static final class Counting extends OutputStream {
        private long bytes;

        @Override
        public void write(int b) {
            bytes++;
        }

        @Override
        public void write(byte[] buffer, int from, int length) {
            bytes += length;
        }
    }
}
