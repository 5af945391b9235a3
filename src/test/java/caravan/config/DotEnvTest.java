package caravan.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DotEnvTest {
    private static Map<String, String> parse(String text) throws ConfigurationRefused {
        Problems problems = new Problems();
        Layer layer = DotEnv.parse(text, ".env", problems);
        problems.refuseIfAny();
        return layer.entries().stream().collect(Collectors.toMap(Layer.Entry::name, Layer.Entry::value));
    }

    @Test
    void values_may_be_bare_or_in_quotes_and_lines_may_be_exports() throws Exception {
        assertThat(parse("""
                # a comment
                A=1
                export B = two words\s\s
                C="quoted \\"and\\" \\\\ # no comment" # a comment
                D='single "quoted" # $HOME \\n'

                  E=
                F=hash#inside # a comment
                G=$ecret=x"y'z
                H= # nothing
                I=""
                """))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "A",
                        "1",
                        "B",
                        "two words",
                        "C",
                        "quoted \"and\" \\ # no comment",
                        "D",
                        "single \"quoted\" # $HOME \\n",
                        "E",
                        "",
                        "F",
                        "hash#inside",
                        "G",
                        "$ecret=x\"y'z",
                        "H",
                        "",
                        "I",
                        ""));
    }

    @Test
    void a_line_that_is_neither_is_named_by_its_number_and_never_shown() {
        for (String line :
                List.of("canary", "CANARY canary", "1A=canary", "A=\"canary", "A='canary' canary", "=canary")) {
            assertThatThrownBy(() -> parse("OK=1\r\n\r\n" + line))
                    .isInstanceOfSatisfying(ConfigurationRefused.class, e -> assertThat(e.problems())
                            .singleElement()
                            .asString()
                            .startsWith(".env line 3: ")
                            .doesNotContainIgnoringCase("canary"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "",
                "a/b+c=d",
                "two words",
                "#no comment",
                "x #y",
                "it's",
                "\"quoted\"",
                "'single'",
                "both ' and \"",
                "back\\slash",
                "\\'",
                "ends in \\",
                "'\\\"#",
                "$HOME `id` $(id) !x",
                "export A=b",
                "ä€\u202e",
            })
    void a_line_that_is_written_is_read_back_as_it_was(String value) throws Exception {
        assertThat(parse(DotEnv.line("A", value))).containsExactly(Map.entry("A", value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"two\nlines", "two\rlines", " canary", "canary "})
    void a_value_that_no_line_can_hold_is_refused_and_not_named(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DotEnv.line("A", value))
                .withMessageContaining("the value of A")
                .withMessageNotContaining("canary");
    }
}
