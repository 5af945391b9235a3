package caravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.config.Project;
import caravan.config.Secret;
import caravan.demo.SimulatedProject;
import caravan.demo.Simulator;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OtherRegionTest {
    private static final URI US = URI.create("https://amplitude.com");
    private static final SimulatedProject EUROPEAN = SimulatedProject.small();

    private Simulator eu;

    @BeforeEach
    void start() throws Exception {
        eu = Simulator.start(EUROPEAN);
    }

    @AfterEach
    void stop() {
        eu.close();
    }

    private OtherRegion regions() {
        return new OtherRegion(Map.of("us", US, "eu", eu.url()), Duration.ofSeconds(30));
    }

    private static Project project(String secret, URI url) {
        return new Project("web", new Secret(EUROPEAN.apiKey()), new Secret(secret), url);
    }

    @Test
    void keys_that_work_in_the_other_region_are_told_with_the_setting_that_mends_it() {
        assertThat(regions().words(project(EUROPEAN.secretKey(), US))).hasValueSatisfying(words -> assertThat(words)
                .contains("work in region eu", "caravan.amplitude.region=eu", "caravan.projects.web.region"));
    }

    @Test
    void keys_that_no_region_takes_are_told_so_and_not_shown() {
        assertThat(regions().words(project("another-secret", US)))
                .hasValueSatisfying(words ->
                        assertThat(words).contains("do not work either", "403").doesNotContain("another-secret"));
    }

    @Test
    void a_host_that_is_of_no_region_says_nothing_and_nobody_else_is_sent_its_keys() {
        assertThat(regions().words(project(EUROPEAN.secretKey(), URI.create("https://amplitude.example"))))
                .isEmpty();
        assertThat(eu.requests()).isEmpty();
    }
}
