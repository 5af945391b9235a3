package caravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.config.S3Keys;
import caravan.failure.ExitCode;
import caravan.setup.Remark;
import caravan.store.UnfinishedUploads;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The single remarks of {@code check}. */
class ChecksTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private static Remark on(UnfinishedUploads found, URI endpoint) {
        S3Keys s3 = new S3Keys(
                "lake",
                Optional.empty(),
                Optional.ofNullable(endpoint),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                1);
        return new UploadsRemark(s3, "raw/").on(found);
    }

    @Test
    void a_clock_that_is_some_seconds_off_is_good() {
        assertThat(AmplitudeCheck.clocks(NOON, NOON.plusSeconds(90)).kind()).isEqualTo(Remark.Kind.GOOD);
        assertThat(AmplitudeCheck.clocks(NOON, NOON.minusSeconds(90)).kind()).isEqualTo(Remark.Kind.GOOD);
    }

    @Test
    void a_clock_that_is_minutes_off_is_told_in_which_direction_and_changes_no_exit_code() {
        assertThat(AmplitudeCheck.clocks(NOON, NOON.plusSeconds(180)).words()).contains("3 min 0 s ahead", "early");
        Remark behind = AmplitudeCheck.clocks(NOON, NOON.minusSeconds(180));
        assertThat(behind.words()).contains("3 min 0 s behind", "late");
        assertThat(behind.remedy().orElseThrow()).contains("timedatectl");
        assertThat(behind.code()).isEqualTo(ExitCode.OK);
    }

    @Test
    void a_spool_with_little_room_is_advice() {
        Path spool = Path.of("/spool");
        assertThat(MachineCheck.room(spool, 20L << 30, 40L << 30).kind()).isEqualTo(Remark.Kind.GOOD);
        assertThat(MachineCheck.room(spool, 20L << 30, 100 << 20).remedy().orElseThrow())
                .contains("caravan.spool.directory");
        assertThat(MachineCheck.room(spool, 100 << 20, 40L << 30).words()).contains("104.9 MB for archives");
    }

    @Test
    void a_rule_for_unfinished_uploads_is_good() {
        assertThat(on(new UnfinishedUploads.Deleted(7), null))
                .isEqualTo(Remark.good("parts of unfinished uploads are deleted after 7 days"));
    }

    @Test
    void without_any_rule_the_command_to_add_one_is_whole_and_for_this_prefix_and_server() throws Exception {
        Remark remark = on(new UnfinishedUploads.Kept(0), URI.create("http://127.0.0.1:9000"));

        assertThat(remark.code()).isEqualTo(ExitCode.OK);
        String command = remark.remedy().orElseThrow();
        assertThat(command)
                .contains("--bucket lake \\\n", "--endpoint-url http://127.0.0.1:9000 \\\n")
                .matches(text -> text.lines().allMatch(line -> line.length() < 78));
        JsonNode rule = new JsonMapper()
                .readTree(command.substring(command.indexOf('\'') + 1, command.lastIndexOf('\'')))
                .path("Rules")
                .path(0);
        assertThat(rule.path("Status").asText()).isEqualTo("Enabled");
        assertThat(rule.path("Filter").path("Prefix").asText()).isEqualTo("raw/");
        assertThat(rule.path("AbortIncompleteMultipartUpload")
                        .path("DaysAfterInitiation")
                        .asInt())
                .isEqualTo(7);
    }

    @Test
    void beside_other_rules_no_command_is_given_that_would_drop_them() {
        String remedy = on(new UnfinishedUploads.Kept(2), null).remedy().orElseThrow();

        assertThat(remedy).contains("2 rules", "drops what it is not given", "\"Prefix\": \"raw/\"");
        assertThat(remedy).doesNotContain("aws s3api");
    }

    @Test
    void rules_that_could_not_be_looked_at_change_no_exit_code() {
        Remark remark = on(new UnfinishedUploads.Unseen("the right is missing"), null);

        assertThat(remark.kind()).isEqualTo(Remark.Kind.UNSEEN);
        assertThat(remark.words()).contains("the right is missing");
        assertThat(remark.code()).isEqualTo(ExitCode.OK);
    }
}
