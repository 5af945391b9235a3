package caravan.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The configuration has four layers; Camel does not look for its own values beside them. */
class OutsideValuesTest {
    @TempDir
    Path place;

    @AfterEach
    void clear() {
        System.clearProperty("caravan.redelivery.delay");
        System.clearProperty("camel.main.name");
    }

    @Test
    void a_placeholder_is_what_the_configuration_says_and_nothing_of_the_jvm_or_the_environment() throws Exception {
        System.setProperty("caravan.redelivery.delay", "PT1S");
        System.setProperty("camel.main.name", "of-the-jvm");
        String variable = System.getenv().keySet().stream()
                .filter(name -> name.matches("[A-Z]+"))
                .findFirst()
                .orElseThrow();
        try (App app = new App(place).asks("http://127.0.0.1:1").start()) {
            CamelContext camel = app.camel().getCamelContext();

            assertThat(camel.resolvePropertyPlaceholders("{{caravan.redelivery.delay}}"))
                    .isEqualTo("10");
            assertThatThrownBy(() -> camel.resolvePropertyPlaceholders("{{" + variable + "}}"))
                    .hasMessageContaining(variable);
            assertThat(camel.getName()).isEqualTo("caravan");
        }
    }
}
