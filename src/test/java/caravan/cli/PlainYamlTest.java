package caravan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class PlainYamlTest {
    private static final String ROUTE =
            "- route:\n    id: %s\n    from:\n      uri: direct:a\n      steps:\n        - log: a\n";

    @TempDir
    Path folder;

    static Stream<Arguments> hostile() {
        return Stream.of(
                Arguments.of("- !!javax.script.ScriptEngineManager [a]\n", "the tag"),
                Arguments.of(ROUTE.formatted("!!java.io.FileOutputStream [\"made\"]"), "the tag"),
                Arguments.of(ROUTE.formatted("!local a"), "the tag"),
                Arguments.of(ROUTE.formatted("!<tag:yaml.org,2002:java.net.URL> a"), "the tag"),
                Arguments.of(ROUTE.formatted("a").replace("route:", "route: &a"), "the anchor &a"),
                Arguments.of(ROUTE.formatted("*a"), "the alias *a"),
                Arguments.of(laughs(), "the anchor &l0"),
                Arguments.of("- " + "[".repeat(100_000), "more than 60 levels"),
                Arguments.of("- " + "{a: ".repeat(100_000), "more than 60 levels"));
    }

    /** A billion of them, if it were expanded. */
    private static String laughs() {
        StringBuilder yaml = new StringBuilder("- l0: &l0 [lol]\n");
        for (int i = 1; i < 10; i++) {
            yaml.append("- l").append(i).append(": &l").append(i).append(" [");
            yaml.append(("*l" + (i - 1) + ",").repeat(9))
                    .append("*l")
                    .append(i - 1)
                    .append("]\n");
        }
        return yaml.toString();
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void a_route_file_that_is_more_than_plain_yaml_is_refused_at_start_and_found_by_check(String yaml, String words)
            throws Exception {
        Path file = Files.writeString(folder.resolve("hostile.camel.yaml"), yaml);

        assertThatThrownBy(() -> start(file))
                .isInstanceOf(RoutesRefused.class)
                .hasMessageContainingAll("nothing was started: hostile.camel.yaml: line", words, "plain YAML");
        assertThat(new RouteCheck(Map.of()).findings(List.of(file)))
                .singleElement()
                .asString()
                .contains("hostile.camel.yaml: line", words);
    }

    /** Camel's parser tells by the first bytes. */
    @Test
    void another_encoding_hides_nothing() throws IOException {
        Path file = folder.resolve("hostile.camel.yaml");
        Files.writeString(file, "\ufeff" + ROUTE.formatted("&a a"), StandardCharsets.UTF_16LE);

        assertThat(PlainYaml.problem(file)).get().asString().contains("the anchor &a");
    }

    @Test
    void no_class_that_a_tag_names_is_made() throws Exception {
        try (ServerSocket gadget = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            gadget.setSoTimeout(300);
            Path file = Files.writeString(
                    folder.resolve("hostile.camel.yaml"),
                    "- !!javax.script.ScriptEngineManager [!!java.net.URLClassLoader [[!!java.net.URL [\"http://127.0.0.1:"
                            + gadget.getLocalPort() + "/\"]]]]\n");

            assertThatThrownBy(() -> start(file)).isInstanceOf(RoutesRefused.class);
            new RouteCheck(Map.of()).findings(List.of(file));

            assertThatThrownBy(gadget::accept).as("nobody came").isInstanceOf(IOException.class);
        }
    }

    @Test
    void plain_yaml_is_taken_and_so_is_what_others_will_refuse() throws IOException {
        assertThat(PlainYaml.problem(Files.writeString(folder.resolve("a.yaml"), ROUTE.formatted("\"!!str &a *a\""))))
                .isEmpty();
        assertThat(PlainYaml.problem(Files.writeString(folder.resolve("b.yaml"), "a: [")))
                .isEmpty();
        assertThat(PlainYaml.problem(folder.resolve("none.yaml"))).isEmpty();
    }

    private static void start(Path file) throws Exception {
        Main camel = new Main();
        camel.configure().withRoutesIncludePattern("file:" + file).withBasePackageScanEnabled(false);
        camel.addMainListener(new PlainYaml(List.of(file)));
        try {
            camel.start();
        } finally {
            camel.stop();
        }
    }
}
