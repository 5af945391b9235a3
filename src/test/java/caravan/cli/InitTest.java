package caravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.config.Draft;
import caravan.config.Home;
import caravan.demo.SimulatedProject;
import caravan.demo.Simulator;
import caravan.setup.Dialogue;
import caravan.setup.Script;
import caravan.setup.Sheet;
import caravan.store.S3Server;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dialogue with servers behind it: two regions of Amplitude with one customer each, and a store. */
class InitTest {
    private static final SimulatedProject EUROPEAN = SimulatedProject.small();
    private static final SimulatedProject AMERICAN = new SimulatedProject(
            1,
            "an-american-key",
            "an-american-secret",
            1,
            SimulatedProject.ALWAYS,
            Optional.empty(),
            1,
            1,
            SimulatedProject.FOUR_GB);
    private static final String WRONG = "another-secret";

    @TempDir
    Path folder;

    @TempDir
    Path buckets;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private Simulator us;
    private Simulator eu;
    private S3Server s3;

    @BeforeEach
    void start() throws Exception {
        us = Simulator.start(AMERICAN);
        eu = Simulator.start(EUROPEAN);
        s3 = S3Server.over(buckets);
    }

    @AfterEach
    void stop() throws Exception {
        us.close();
        eu.close();
        s3.close();
    }

    private String hold(String... answers) throws Exception {
        Map<String, URI> regions = new LinkedHashMap<>();
        regions.put("us", us.url());
        regions.put("eu", eu.url());
        Sheet sheet = new Sheet(new PrintStream(said, true, StandardCharsets.UTF_8), false, false);
        Draft draft = Draft.of(Map.of(), Map.of(), new Home(folder, folder.resolve("launcher")), Clock.systemUTC());
        Script script = new Script(answers);
        new Dialogue(draft, script, sheet, regions, InitCommand::tried, InitCommand::looked, Clock.systemUTC()).hold();
        assertThat(script.isThrough()).isTrue();
        return said.toString(StandardCharsets.UTF_8);
    }

    @Test
    void wrong_keys_then_keys_of_the_other_region_then_a_bucket_that_is_not_there_then_a_wrong_one_and_the_right_one()
            throws Exception {
        String endpoint = s3.endpoint().toString();

        String said = hold(
                EUROPEAN.apiKey(),
                WRONG,
                "",
                EUROPEAN.apiKey(),
                EUROPEAN.secretKey(),
                "pond",
                endpoint,
                s3.accessKey(),
                s3.secretKey(),
                "",
                s3.bucket(),
                endpoint,
                s3.accessKey(),
                WRONG,
                "",
                s3.bucket(),
                endpoint,
                s3.accessKey(),
                s3.secretKey(),
                "");

        assertThat(said)
                .containsSubsequence(
                        "asking " + us.url() + " (region us)",
                        "asking " + eu.url() + " (region eu)",
                        "region us and region eu: the keys are refused with 403",
                        "the keys work at " + eu.url() + " (region eu)",
                        "there is no bucket 'pond' at " + endpoint,
                        "SignatureDoesNotMatch",
                        "bucket 'lake' is there")
                .doesNotContain(WRONG, EUROPEAN.secretKey(), s3.secretKey());
        assertThat(Files.readAllLines(folder.resolve(".env")))
                .contains(
                        "AMP_API_KEY=" + EUROPEAN.apiKey(),
                        "AMP_SECRET_KEY=" + EUROPEAN.secretKey(),
                        "AMP_REGION=eu",
                        "AWS_BUCKET_NAME=lake",
                        "AWS_SECRET_KEY=" + s3.secretKey());
    }
}
