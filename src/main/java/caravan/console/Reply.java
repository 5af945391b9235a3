package caravan.console;

import caravan.archive.Sha256;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * What whoever asked gets.
 *
 * @param headers beside the usual ones; may be added to
 * @param body bytes, or a {@link LiveStream}; null where only {@code packed} is kept
 * @param packed the same as gzip; null where that is not worth it
 * @param tag by which a browser asks whether it is still so; empty: it never does
 */
record Reply(int status, String type, Map<String, String> headers, Object body, byte[] packed, String tag) {
    private static final int WORTH_IT = 1_000;

    /** With a tag, and packed where that is worth it. */
    static Reply of(String type, byte[] body) {
        String tag = HexFormat.of().formatHex(Sha256.begin().digest(body), 0, 12);
        byte[] packed = body.length < WORTH_IT || type.startsWith("image/png") ? null : packed(body);
        // Weak: packed or not, it is the same answer.
        return new Reply(200, type, new LinkedHashMap<>(), body, packed, "W/\"" + tag + "\"");
    }

    static Reply json(JsonNode json) {
        return of("application/json", Json.bytes(json));
    }

    static Reply live(LiveStream stream) {
        return new Reply(200, "text/event-stream", new LinkedHashMap<>(), stream, null, "");
    }

    private static byte[] packed(byte[] body) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream(body.length / 4);
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    /** For keeping: whoever does not take it packed has it unpacked for himself. */
    Reply packedOnly() {
        return packed == null ? this : new Reply(status, type, headers, null, packed, tag);
    }

    /** As it is without packing. */
    Object whole() {
        if (body != null) {
            return body;
        }
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return gzip.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Bytes that it takes in memory. */
    long size() {
        return (packed == null ? 0 : packed.length) + (body instanceof byte[] bytes ? bytes.length : 0);
    }

    Reply status(int other) {
        return new Reply(other, type, headers, body, packed, tag);
    }

    /** Nobody is to keep it. */
    Reply once() {
        return new Reply(status, type, headers, body, packed, "");
    }

    /** The same, to which headers can be added for one caller. */
    Reply own() {
        return new Reply(status, type, new LinkedHashMap<>(headers), body, packed, tag);
    }

    Reply with(String name, String value) {
        headers.put(name, value);
        return this;
    }
}
