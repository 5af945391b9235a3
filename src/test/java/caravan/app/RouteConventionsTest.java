package caravan.app;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.cli.Engine;
import caravan.config.Key;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.spi.Registry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the routes are written, so that a reader finds the story where it is looked for. */
class RouteConventionsTest {
    private static final int MOST_STEPS = 8;
    private static final int MOST_LINES = 100;
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^{}]+)}}");
    private static final Pattern BEAN_IN_SIMPLE = Pattern.compile("\\$\\{bean:([A-Za-z-]+)");
    private static final Pattern CHAPTER = Pattern.compile("(\\d\\d)-.*");
    private static final Set<String> SCRIPTS = Set.of(
            "groovy",
            "js",
            "javascript",
            "joor",
            "java",
            "python",
            "mvel",
            "ognl",
            "spel",
            "csimple",
            "datasonnet",
            "script",
            "wasm",
            "language",
            "jexl");

    /** Called by Java or by a person, not by another route. */
    private static final Set<String> ENTRY_POINTS = Set.of();

    /** Where a store or a warehouse is one file of several, the first route has this name in each. */
    private static final Map<String, List<String>> SAME_ROUTES = Map.of(
            "stores",
            List.of("put-object"),
            "warehouses",
            List.of("load-hour", "load-missing-hours", "refresh-models"));

    @TempDir
    Path place;

    static List<RouteYaml> files() throws IOException {
        return RouteYaml.all();
    }

    @Test
    void numbered_files_come_first_and_in_the_order_of_their_numbers() throws IOException {
        List<Integer> numbers = files().stream()
                .map(file -> CHAPTER.matcher(file.name()))
                .filter(Matcher::matches)
                .map(matcher -> Integer.parseInt(matcher.group(1)))
                .toList();

        assertThat(numbers)
                .hasSizeGreaterThanOrEqualTo(8)
                .doesNotHaveDuplicates()
                .isSorted();
    }

    @ParameterizedTest
    @MethodSource("files")
    void every_route_has_an_id_and_says_what_one_exchange_is(RouteYaml file) {
        assertThat(file.routes()).isNotEmpty().allSatisfy(route -> {
            assertThat(route.path("id").asText()).matches("[a-z]+(-[a-z]+)*");
            assertThat(route.path("description").asText())
                    .contains("One exchange is ")
                    .endsWith(".");
        });
    }

    @ParameterizedTest
    @MethodSource("files")
    void the_first_routes_id_is_the_files_name_or_the_name_that_all_files_of_its_folder_share(RouteYaml file) {
        String folder = file.name().contains("/") ? file.name().replaceFirst("/.*", "") : "";
        if (SAME_ROUTES.containsKey(folder)) {
            assertThat(file.ids()).isEqualTo(SAME_ROUTES.get(folder));
        } else {
            assertThat(file.ids().get(0)).isEqualTo(file.stem());
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void three_lines_at_the_top_say_what_it_takes_and_gives_and_how_it_fails(RouteYaml file) {
        List<String> header =
                file.text().lines().takeWhile(line -> line.startsWith("#")).toList();

        assertThat(header).hasSize(3);
        assertThat(String.join("\n", header)).matches("(?s).*Takes: .*Gives: .*Fails as: .*");
    }

    @ParameterizedTest
    @MethodSource("files")
    void no_file_is_long(RouteYaml file) {
        assertThat(file.text().lines()).hasSizeLessThanOrEqualTo(MOST_LINES);
    }

    @ParameterizedTest
    @MethodSource("files")
    void no_route_has_many_steps(RouteYaml file) {
        assertThat(file.routes())
                .allSatisfy(route -> assertThat(route.path("from").path("steps").size())
                        .as("%s", route.path("id"))
                        .isLessThanOrEqualTo(MOST_STEPS));
    }

    @ParameterizedTest
    @MethodSource("files")
    void no_route_holds_program_text(RouteYaml file) {
        file.fields((name, value) -> {
            assertThat(SCRIPTS).as("%s", file).doesNotContain(name);
            if (name.equals("uri")) {
                assertThat(value.asText()).doesNotStartWith("language:").doesNotStartWith("script:");
            }
        });
    }

    @ParameterizedTest
    @MethodSource("files")
    void no_route_names_a_host_but_amplitudes_in_the_one_that_asks_it(RouteYaml file) {
        Set<String> addresses = new TreeSet<>();
        file.fields((name, value) -> {
            if (value.isTextual() && value.asText().contains("://")) {
                addresses.add(value.asText());
            }
        });

        assertThat(addresses)
                .isEqualTo(
                        file.stem().equals("fetch-export") ? Set.of("https://amplitude.com/api/2/export") : Set.of());
    }

    @Test
    void a_direct_endpoint_has_the_name_of_the_route_that_it_begins() throws IOException {
        for (RouteYaml file : files()) {
            for (JsonNode route : file.routes()) {
                String from = route.path("from").path("uri").asText();
                if (from.startsWith("direct:")) {
                    assertThat(from).isEqualTo("direct:" + route.path("id").asText());
                }
            }
        }
    }

    @Test
    void every_direct_endpoint_that_is_called_begins_a_route_and_every_route_has_a_caller() throws IOException {
        Set<String> begun = new TreeSet<>();
        Set<String> called = new TreeSet<>();
        for (RouteYaml file : files()) {
            for (JsonNode route : file.routes()) {
                direct(route.path("from").path("uri"), begun);
            }
            file.fields((name, value) -> {
                if (name.equals("to")) {
                    direct(value, called);
                }
            });
        }

        assertThat(called).isNotEmpty().isSubsetOf(begun);
        begun.removeAll(called);
        assertThat(begun).as("routes that nobody calls").isEqualTo(ENTRY_POINTS);
    }

    private static void direct(JsonNode uri, Set<String> names) {
        if (uri.asText().startsWith("direct:")) {
            names.add(uri.asText().substring("direct:".length()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "s3", "gcs"})
    void every_placeholder_is_a_property_that_has_a_value(String store) throws Exception {
        Set<String> known = new TreeSet<>(app(store).configuration().forCamel().keySet());
        known.add("caravan.store.prefix");

        for (RouteYaml file : files()) {
            if (!file.name().startsWith("stores/") || file.stem().equals(store)) {
                assertThat(found(PLACEHOLDER, file.text())).as("%s", file).isSubsetOf(known);
            }
        }
    }

    @Test
    void every_key_in_application_properties_is_known_and_its_value_is_the_default() throws IOException {
        Map<String, Key> known = Arrays.stream(Key.values()).collect(Collectors.toMap(Key::spelling, key -> key));
        Map<String, String> lines = new TreeMap<>();
        for (String line : Files.readAllLines(Path.of("application.properties"))) {
            Matcher matcher = Pattern.compile("#?(caravan\\.[a-z0-9.-]+)=(.*)").matcher(line);
            if (matcher.matches()) {
                assertThat(lines.put(matcher.group(1), matcher.group(2)))
                        .as("%s twice", line)
                        .isNull();
            }
        }

        assertThat(lines).isNotEmpty();
        assertThat(known.keySet()).containsAll(lines.keySet());
        lines.forEach((key, value) -> known.get(key)
                .fallback()
                .ifPresent(fallback -> assertThat(value).as(key).isEqualTo(fallback)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "s3", "gcs"})
    void every_bean_that_a_route_names_is_there(String store) throws Exception {
        try (App app = app(store)) {
            // A service, with callers: it has all that any life has.
            Engine engine = app.set("caravan.http.token-file", token())
                    .set("caravan.warehouse", "duckdb")
                    .bind(Engine.Life.SERVICE);
            engine.start();
            Registry registry = engine.camel().getCamelContext().getRegistry();

            for (RouteYaml file : files()) {
                if (!file.name().startsWith("stores/") || file.stem().equals(store)) {
                    assertThat(beans(file)).as("%s", file).allSatisfy(name -> assertThat(registry.lookupByName(name))
                            .as(name)
                            .isNotNull());
                }
            }
        }
    }

    private String token() throws IOException {
        return Files.writeString(place.resolve("token"), "a-token-of-a-test").toString();
    }

    private static Set<String> beans(RouteYaml file) {
        Set<String> names = found(BEAN_IN_SIMPLE, file.text());
        file.fields((name, value) -> {
            boolean reference = Set.of("ref", "executorService", "objectMapper", "onExceptionOccurredRef")
                    .contains(name);
            if (reference) {
                names.add(value.asText());
            }
            if (value.isTextual() && value.asText().startsWith("#")) {
                names.add(value.asText().substring(1));
            }
        });
        return names;
    }

    @Test
    void each_store_and_each_warehouse_offers_the_same_routes() throws IOException {
        for (Map.Entry<String, List<String>> folder : SAME_ROUTES.entrySet()) {
            List<RouteYaml> same = files().stream()
                    .filter(file -> file.name().startsWith(folder.getKey() + "/"))
                    .toList();
            assertThat(same).isNotEmpty().allSatisfy(file -> assertThat(file.ids())
                    .isEqualTo(folder.getValue()));
        }
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(result -> result.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Nobody is asked: neither Amplitude nor S3 is there. */
    private App app(String store) {
        App app = new App(place).asks("http://127.0.0.1:1").set("caravan.store", store);
        if (store.equals("s3")) {
            Stream.of("bucket", "access-key", "secret-key").forEach(key -> app.set("caravan.s3." + key, "nobody"));
            app.set("caravan.s3.endpoint", "http://127.0.0.1:1");
        }
        if (store.equals("gcs")) {
            app.set("caravan.gcs.bucket", "nobody").set("caravan.gcs.endpoint", "http://127.0.0.1:1");
        }
        return app;
    }
}
