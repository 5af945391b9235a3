package caravan.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PropertiesFileTest {
    private static List<Layer.Entry> parse(String text) {
        return PropertiesFile.parse(text, "application.properties", new Problems())
                .entries();
    }

    @Test
    void keys_are_read_as_java_reads_them_and_know_their_line() {
        assertThat(parse("# comment \\\na=1\n\nb : two\\\n   more\n! no\nc=\\u00e9 \\\\\nd"))
                .containsExactly(
                        new Layer.Entry("a", "1", "application.properties line 2"),
                        new Layer.Entry("b", "twomore", "application.properties line 4"),
                        new Layer.Entry("c", "é \\", "application.properties line 7"),
                        new Layer.Entry("d", "", "application.properties line 8"));
    }

    @Test
    void a_line_that_java_cannot_read_is_named_by_its_number() {
        Problems problems = new Problems();
        PropertiesFile.parse("a=1\nb=\\u00zz", "application.properties", problems);
        assertThat(org.assertj.core.api.Assertions.catchThrowable(problems::refuseIfAny))
                .hasMessageContaining("application.properties line 2");
    }
}
