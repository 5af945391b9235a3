package caravan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.config.Project;
import caravan.config.Secret;
import caravan.demo.SimulatedProject;
import caravan.demo.Simulator;
import caravan.demo.Trouble;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@code check} makes of an answer of the Export API. */
class ReachTest {
    private static final SimulatedProject PROJECT = SimulatedProject.small();

    private static final Reach.Finding GOOD = new Reach.Finding(true, false, "the keys work", "", Optional.empty());

    private Simulator amplitude;

    @BeforeEach
    void start() throws IOException {
        amplitude = Simulator.start(PROJECT);
    }

    @AfterEach
    void stop() {
        amplitude.close();
    }

    private Reach.Finding finding(String secret) {
        Project project = new Project("web", new Secret(PROJECT.apiKey()), new Secret(secret), amplitude.url());
        return Reach.of(project, Duration.ofSeconds(30));
    }

    @Test
    void amplitudes_own_word_that_there_is_no_data_means_that_the_keys_work() {
        amplitude.answer(window -> Optional.of(new Trouble(404, null, "Raw data files were not found.")));

        assertThat(finding(PROJECT.secretKey()).at(Optional.empty())).isEqualTo(GOOD);
    }

    @Test
    void the_beginning_of_an_archive_means_that_the_keys_work() {
        amplitude.answer(window -> Optional.of(new Trouble(200, null, "PK\u0003\u0004 and what comes then")));

        assertThat(finding(PROJECT.secretKey()).at(Optional.empty())).isEqualTo(GOOD);
    }

    @Test
    void keys_that_are_refused_are_told_and_not_shown() {
        Reach.Finding finding = finding("another-secret");

        assertThat(finding.good()).isFalse();
        assertThat(finding.keys()).isTrue();
        assertThat(finding.words()).contains("403").doesNotContain("another-secret");
    }

    @Test
    void a_web_page_with_status_200_proves_nothing() {
        amplitude.answer(window -> Optional.of(Trouble.webPage()));

        assertThat(finding(PROJECT.secretKey()).good()).isFalse();
        assertThat(finding(PROJECT.secretKey()).words()).contains("200", "no archive", "check the URL");
    }
}
