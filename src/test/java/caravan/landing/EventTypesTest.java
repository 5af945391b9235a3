package caravan.landing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.archive.ArchiveRefused;
import caravan.archive.Limits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventTypesTest {
    private final EventTypes types = new EventTypes(Limits.DEFAULT);

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String event(String type) {
        return "{\"uuid\":\"1\",\"event_type\":\"" + type + "\",\"event_properties\":{\"event_type\":\"inner\"}}\n";
    }

    private String compared(String former, String present) throws IOException {
        types.former(bytes(former));
        types.present(bytes(present));
        return types.text();
    }

    @Test
    void it_tells_which_types_came_went_or_became_more_or_fewer_the_greatest_difference_first() throws IOException {
        String former = event("view").repeat(100) + event("purchase").repeat(3) + event("same");
        String present = event("view").repeat(98) + event("signup").repeat(12) + event("same");

        assertThat(compared(former, present)).isEqualTo("+signup 12, -purchase 3, view 100->98");
    }

    @Test
    void the_same_counts_are_told_as_such() throws IOException {
        assertThat(compared(event("a") + event("b"), event("b") + event("a")))
                .isEqualTo("as many events of each type as before");
    }

    @Test
    void no_more_than_twenty_types_are_named() throws IOException {
        String many = IntStream.range(0, 23)
                .mapToObj(number -> event("type" + number))
                .collect(Collectors.joining());

        assertThat(compared("", many)).endsWith(", and 3 more").satisfies(text -> assertThat(text.split(", "))
                .hasSize(21));
    }

    @Test
    void more_types_than_memory_is_set_aside_for_are_not_compared_and_not_read_on() throws IOException {
        String many = IntStream.rangeClosed(0, EventTypes.MOST)
                .mapToObj(number -> event("type" + number))
                .collect(Collectors.joining());
        InputStream failing = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("read on");
            }
        };

        assertThat(compared("", many)).isEqualTo("more than 10000 event types, not compared");
        types.present(failing);
    }

    @Test
    void a_name_is_cut_and_escaped() throws IOException {
        assertThat(compared("", event("é\\n" + "x".repeat(200)))).isEqualTo("+\\u00e9\\u000a" + "x".repeat(98) + " 1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "no JSON",
                "[1]",
                "\"text\"",
                "{\"a\":",
                "{\"a\":1,\"b\"",
                "\u0000\u0000\u0000{",
                "\u0000\u0000\ufeff{",
                "{\"a\":\"\ud800\"",
                "{\"event_type\":\"cut"
            })
    void a_line_that_is_no_event_is_passed_over(String line) throws IOException {
        assertThat(compared("", event("a") + line + "\n" + event("a"))).isEqualTo("+a 2");
    }

    @Test
    void an_event_without_a_type_is_counted_as_such() throws IOException {
        assertThat(compared("", "{\"uuid\":1}\n{\"event_type\":null}\n{}")).isEqualTo("+(no type) 3");
    }

    @Test
    void the_last_line_needs_no_end() throws IOException {
        assertThat(compared("", event("a") + event("a").stripTrailing())).isEqualTo("+a 2");
    }

    @Test
    void a_depth_of_a_hundred_thousand_is_passed_over() throws IOException {
        assertThat(compared("", "{\"a\":" + "[".repeat(100_000) + "\n" + event("a")))
                .isEqualTo("+a 1");
    }

    @Test
    void a_line_of_half_a_gigabyte_takes_no_memory_and_hides_no_other() throws IOException {
        InputStream endless = new InputStream() {
            private long left = 512L << 20;

            @Override
            public int read() {
                return left-- > 0 ? 'x' : -1;
            }

            @Override
            public int read(byte[] to, int offset, int length) {
                if (left <= 0) {
                    return -1;
                }
                java.util.Arrays.fill(to, offset, offset + length, (byte) 'x');
                left -= length;
                return length;
            }
        };
        InputStream long_ = new SequenceInputStream(
                new SequenceInputStream(bytes("{\"a\":\""), endless), bytes("\"}\n" + event("a")));

        types.present(long_);

        assertThat(types.text()).isEqualTo("+a 1");
    }

    @Test
    void a_line_is_read_no_further_than_its_limit() throws IOException {
        Limits limits = Limits.DEFAULT;
        String late = "{\"a\":\"" + "x".repeat(limits.line()) + "\",\"event_type\":\"late\"}\n";

        assertThat(compared("", late + event("a"))).isEqualTo("+a 1");
    }

    @Test
    void more_than_an_archive_may_hold_is_refused() {
        Limits d = Limits.DEFAULT;
        Limits small = new Limits(
                d.firstByte(),
                d.silence(),
                d.bytesPerSecond(),
                d.rateOver(),
                d.deadline(),
                d.archive(),
                d.entries(),
                100,
                d.ratio(),
                d.line());

        assertThatThrownBy(() -> new EventTypes(small).former(bytes("x\n".repeat(51))))
                .isInstanceOf(ArchiveRefused.class);
    }
}
