package caravan.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.hour.Hour;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HourRecordTest {
    private static final Instant AT = Instant.parse("2026-11-01T08:30:00.5Z");
    private static final String LANDED =
            """
            {"schema":1,"project":"demo","hour":"2026-11-01T05","state":"landed","revision":0,"format":"json",\
            "objects":[{"key":"%s","entry":"100011471/100011471_2026-11-01_5#0.json.gz","bytes":10,"sha256":"%s",\
            "events":2,"rejected":1,"outside":0,"minServerUploadTime":"2026-11-01T05:00:01Z",\
            "maxServerUploadTime":"2026-11-01T05:59:59.999Z"}],\
            "events":2,"bytes":10,"rejected":1,"digest":"%s",\
            "export":{"from":"2026-11-01T05","to":"2026-11-01T05","archiveSha256":"%s","archiveBytes":99,\
            "at":"2026-11-01T08:20:00Z"},"committedAt":"2026-11-01T08:30:00.500Z"}""".formatted(Records.key(0, 'a'), "3f".repeat(32), "cd".repeat(32), "ab".repeat(32));

    @Test
    void a_landed_record_is_spelled_as_the_contract_says() {
        assertThat(json(Records.landed(0, AT, Records.key(0, 'a')))).isEqualTo(LANDED);
    }

    @Test
    void an_empty_record_is_spelled_without_what_it_has_not() {
        assertThat(json(Records.empty(3, AT))).isEqualTo("""
                        {"schema":1,"project":"demo","hour":"2026-11-01T05","state":"empty","revision":3,"objects":[],\
                        "events":0,"bytes":0,"rejected":0,\
                        "export":{"from":"2026-11-01T05","to":"2026-11-01T05","at":"2026-11-01T08:30:00.500Z"},\
                        "committedAt":"2026-11-01T08:30:00.500Z"}""");
    }

    @Test
    void a_record_reads_back_as_it_was() throws IOException {
        HourRecord record = Records.landed(0, AT, Records.key(0, 'a'), Records.key(0, 'b'));

        assertThat(LedgerJson.read("k", LedgerJson.write(record), HourRecord.class))
                .isEqualTo(record);
    }

    @Test
    void fields_of_a_newer_version_are_skipped() throws IOException {
        String newer = LANDED.replace("\"schema\":1,", "\"schema\":2,\"colour\":{\"is\":\"blue\"},");

        assertThat(read(newer).objects()).hasSize(1);
    }

    @Test
    void a_floor_is_spelled_last_and_is_the_next_revision() throws IOException {
        HourRecord raised = Records.landed(0, AT, Records.key(0, 'a')).withFloor(7);

        assertThat(json(raised)).isEqualTo(LANDED.replaceFirst("}$", ",\"floor\":7}"));
        assertThat(read(json(raised))).isEqualTo(raised);
        assertThat(raised.next()).isEqualTo(7);
        assertThat(Records.empty(3, AT).next()).isEqualTo(4);
    }

    @Test
    void a_floor_is_above_the_revision() {
        assertThatThrownBy(() -> Records.empty(3, AT).withFloor(3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("of revision 3 with the floor 3");
    }

    @Test
    void a_landed_record_has_objects() {
        assertThatThrownBy(() -> Records.landed(0, AT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2026-11-01T05");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"state\":\"landed\" -> \"state\":\"empty\"",
                "\"state\":\"landed\" -> \"state\":\"moved\"",
                "\"state\":\"landed\", -> ",
                "\"project\":\"demo\", -> ",
                "\"hour\":\"2026-11-01T05\", -> ",
                "\"hour\":\"2026-11-01T05\" -> \"hour\":\"2026-11-01T5\"",
                "\"revision\":0 -> \"revision\":-1",
                "\"revision\":0, -> ",
                "],\"events\":2 -> ],\"events\":3",
                "],\"events\":2,\"bytes\":10 -> ],\"events\":2,\"bytes\":11",
                "\"bytes\":10,\"rejected\":1,\"digest\" -> \"bytes\":10,\"rejected\":2,\"digest\"",
                ",\"committedAt\":\"2026-11-01T08:30:00.500Z\" -> ",
                "{\"key\": -> {\"other\":",
                "500Z\"} -> 500Z\"}{}",
                "500Z\"} -> 500Z\""
            })
    void what_caravan_cannot_have_written_is_unreadable(String damage) {
        String[] parts = damage.split(" -> ", -1);
        assertThat(LANDED).contains(parts[0]);

        assertThatThrownBy(() -> read(LANDED.replace(parts[0], parts[1])))
                .isInstanceOf(LedgerUnreadable.class)
                .hasMessageContaining("'_caravan/k'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "\"landed\"", "{}"})
    void what_is_no_record_at_all_is_unreadable(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(LedgerUnreadable.class)
                .hasMessageContaining("'_caravan/k'");
    }

    @Test
    void the_objects_of_a_record_cannot_be_changed_afterwards() {
        List<LandedObject> objects = Records.landed(0, AT, Records.key(0, 'a')).objects();

        assertThatThrownBy(objects::clear).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void a_record_lists_its_own_keys_and_no_other() {
        HourRecord record = Records.landed(0, AT, Records.key(0, 'a'));

        assertThat(record.lists(Records.key(0, 'a'))).isTrue();
        assertThat(record.lists(Records.key(0, 'b'))).isFalse();
    }

    @Test
    void sums_are_those_of_all_objects() {
        HourRecord record = Records.landed(0, AT, Records.key(0, 'a'), Records.key(0, 'b'));

        assertThat(record.events()).isEqualTo(4);
        assertThat(record.bytes()).isEqualTo(20);
        assertThat(record.rejected()).isEqualTo(2);
        assertThat(record.hour()).isEqualTo(Hour.parse("2026-11-01T05"));
    }

    private static HourRecord read(String json) throws IOException {
        return LedgerJson.read("_caravan/k", json.getBytes(StandardCharsets.UTF_8), HourRecord.class);
    }

    private static String json(HourRecord record) {
        return new String(LedgerJson.write(record), StandardCharsets.UTF_8);
    }
}
