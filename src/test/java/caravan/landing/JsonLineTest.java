package caravan.landing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CodingErrorAction;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonLineTest {
    private static final String EVENT = "{\"a\": [1, -0.5e+3, true, null, {}], \"k\\u00e9\": \"Zürich 😀 \\n\", "
            + "\"server_upload_time\": \"2026-11-01 05:00:00.000001\", \"o\": {\"server_upload_time\": false}}";

    /** As Amplitude writes it: string upon string, with nothing between. */
    private static final String COMPACT =
            "{\"n\":null,\"i\":120,\"d\":0,\"u\":\"\",\"l\":[\"a\",\"b\",\"\"],\"k\":\"v\",\"server_upload_time\":"
                    + "\"2026-11-01 05:00:00.000001\",\"o\":{\"p\":\"q\",\"server_upload_time\":\"x\"},\"z\":[\"c\"]}";

    private static final ObjectMapper JACKSON = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(JsonLine.DEEPEST)
                            .maxNumberLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final JsonLine line = new JsonLine();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                " \t{ } \r",
                "{\"a\":-0}",
                "{\"a\":1E9,\"a\":2}",
                "{\"a\":[[],[{}]]}",
                "{\"\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\uD83d\"}",
                "{\"a\":\"\u007f\"}"
            })
    void an_object_is_an_event(String text) {
        assertThat(isEvent(text.getBytes(UTF_8))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "1",
                "\"a\"",
                "null",
                "{}{}",
                "{},",
                "{",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{,}",
                "{a:1}",
                "{'a':1}",
                "{\"a\":01}",
                "{\"a\":1.}",
                "{\"a\":.5}",
                "{\"a\":+1}",
                "{\"a\":1e}",
                "{\"a\":-}",
                "{\"a\":NaN}",
                "{\"a\":True}",
                "{\"a\":nul}",
                "{\"a\":[1 2]}",
                "{\"a\":[1,]}",
                "{\"a\":[}]",
                "{\"a\":{]}}",
                "{\"a\":\"\t\"}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u12g4\"}",
                "{\"a\":\"b}",
                "{}//",
                "{\"a\":\"\0\"}",
                "\ufeff{}"
            })
    void anything_else_is_not(String text) {
        assertThat(isEvent(text.getBytes(UTF_8))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0080",
                "\u00c0\u0080",
                "\u00c1\u00bf",
                "\u00c3",
                "\u00c3(",
                "\u00e0\u009f\u00bf",
                "\u00ed\u00a0\u0080",
                "\u00e2\u0082",
                "\u00f0\u008f\u00bf\u00bf",
                "\u00f4\u0090\u0080\u0080",
                "\u00f5\u0080\u0080\u0080",
                "\u00ff"
            })
    void bytes_that_are_no_utf_8_are_refused(String bytes) {
        assertThat(isEvent(("{\"a\":\"" + bytes + "\"}").getBytes(ISO_8859_1))).isFalse();
    }

    @Test
    void nesting_ends_at_a_thousand_levels() {
        assertThat(isEvent(nested(JsonLine.DEEPEST))).isTrue();
        assertThat(isEvent(nested(JsonLine.DEEPEST + 1))).isFalse();
    }

    @Test
    void what_was_seen_of_one_line_is_forgotten_on_the_next() {
        assertThat(isEvent("{\"a\":[[".getBytes(UTF_8))).isFalse();
        assertThat(isEvent(EVENT.getBytes(UTF_8))).isTrue();
        assertThat(isEvent("{}".getBytes(UTF_8))).isTrue();
        assertThat(line.uploadMicros()).isEqualTo(UploadTime.UNREADABLE);
    }

    @Test
    void the_upload_time_is_that_of_the_top_level() {
        assertThat(uploadTime(EVENT)).isEqualTo("2026-11-01T05:00:00.000001Z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"server_upload_time\": null}",
                "{\"server_upload_time\": [\"2026-11-01 05:00:00\"]}",
                "{\"server_upload_time\": {\"a\": \"2026-11-01 05:00:00\"}}",
                "{\"o\": {\"server_upload_time\": \"2026-11-01 05:00:00\"}}",
                "{\"a\": \"server_upload_time\", \"b\": \"2026-11-01 05:00:00\"}",
                "{\"server_upload_time\": 1, \"b\": \"2026-11-01 05:00:00\"}",
                "{\"server_upload_time\": 1, \"2026-11-01 05:00:00\": 2}",
                "{\"server_upload_time\": \"2026-11-01 05:00:00\", \"server_upload_time\": 1}",
                "{\"server_upload_time_\": \"2026-11-01 05:00:00\"}",
                "{\"server_upload_time\": \"2026-11-01 05:00:00.0000001\"}"
            })
    void an_upload_time_elsewhere_is_none(String text) {
        assertThat(isEvent(text.getBytes(UTF_8))).isTrue();
        assertThat(line.uploadMicros()).isEqualTo(UploadTime.UNREADABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {EVENT, COMPACT})
    void slices_of_any_size_give_the_same(String event) {
        byte[] bytes = event.getBytes(UTF_8);
        for (int size = 1; size <= bytes.length; size++) {
            line.reset();
            for (int from = 0; from < bytes.length; from += size) {
                byte[] slice = Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + size));
                line.scan(slice, 0, slice.length);
            }
            assertThat(line.isEvent()).isTrue();
            assertThat(UploadTime.instant(line.uploadMicros())).hasToString("2026-11-01T05:00:00.000001Z");
        }
    }

    /**
     * Jackson is given text that was decoded strictly: its own decoder takes surrogates and overlong forms for characters.
     * Neither minds half a surrogate pair written as an escape, or a key that is there twice.
     */
    @ParameterizedTest
    @ValueSource(strings = {EVENT, COMPACT})
    void the_verdict_is_jacksons_over_mutated_events(String event) {
        Random random = new Random(20261101);
        int events = 0;
        for (int i = 0; i < 100_000; i++) {
            byte[] mutated = mutated(event, random);
            boolean verdict = isEvent(mutated);

            assertThat(verdict).as("%s", new String(mutated, ISO_8859_1)).isEqualTo(jacksonTakes(mutated));
            events += verdict ? 1 : 0;
        }
        assertThat(events).isBetween(10_000, 90_000);
    }

    private static byte[] mutated(String event, Random random) {
        byte[] bytes = event.getBytes(UTF_8);
        String likely = "{}[]\",:\\ u0123456789eE+-.tfn\t\r\u0080\u00bf\u00c3\u00ed\u00f0\u00a0\u0000";
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            int at = random.nextInt(bytes.length);
            byte other = (byte)
                    (random.nextInt(4) == 0 ? random.nextInt(256) : likely.charAt(random.nextInt(likely.length())));
            bytes = switch (random.nextInt(3)) {
                case 0 -> spliced(bytes, at, at + 1);
                case 1 -> spliced(bytes, at, at + 1, other);
                default -> spliced(bytes, at, at, other);
            };
        }
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = bytes[i] == '\n' ? (byte) ' ' : bytes[i];
        }
        return bytes;
    }

    private static byte[] spliced(byte[] bytes, int from, int to, byte... between) {
        return ByteBuffer.allocate(bytes.length - (to - from) + between.length)
                .put(bytes, 0, from)
                .put(between)
                .put(bytes, to, bytes.length - to)
                .array();
    }

    private static boolean jacksonTakes(byte[] bytes) {
        try {
            String text = UTF_8.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            JsonNode node = JACKSON.readTree(text);
            return node.isObject();
        } catch (IOException e) {
            return false;
        }
    }

    private static byte[] nested(int levels) {
        return ("{\"a\":" + "[".repeat(levels - 1) + "]".repeat(levels - 1) + "}")
                .replace(":}", ":0}")
                .getBytes(UTF_8);
    }

    private String uploadTime(String text) {
        assertThat(isEvent(text.getBytes(UTF_8))).isTrue();
        Instant time = UploadTime.instant(line.uploadMicros());
        return time.toString();
    }

    private boolean isEvent(byte[] text) {
        line.reset();
        assertThat(line.scan(text, 0, text.length)).isEqualTo(text.length);
        return line.isEvent();
    }
}
