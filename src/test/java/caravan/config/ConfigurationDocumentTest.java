package caravan.config;

import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationDocumentTest {
    private static final Path DOCUMENT = Path.of("docs/configuration.md");
    private static final String HEAD = "| key | other names | default | meaning |\n|---|---|---|---|\n";

    @TempDir
    Path directory;

    private static String table() {
        return HEAD
                + Arrays.stream(Key.values())
                        .map(ConfigurationDocumentTest::row)
                        .collect(Collectors.joining());
    }

    private static String row(Key key) {
        String others = key.otherNames().stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
        String words = key.defaultWords();
        String shown = key.fallback().isPresent() ? "`" + words + "`" : words.replaceAll("^\\((.*)\\)$", "$1");
        return "| `" + key.spelling() + "` | " + others + " | " + shown + " | " + key.meaning() + " |\n";
    }

    /** After a change of {@link Key}: {@code mvn test -Dtest=ConfigurationDocumentTest -Dcaravan.write-docs=true}. */
    @Test
    void the_document_lists_every_key_as_the_table_has_it() throws IOException {
        String document = Files.readString(DOCUMENT);
        if (Boolean.getBoolean("caravan.write-docs")) {
            int begin = document.indexOf(HEAD);
            String words = begin < 0 ? document : document.substring(0, begin);
            document = words + table();
            Files.writeString(DOCUMENT, document, TRUNCATE_EXISTING);
        }
        assertThat(document).endsWith("\n\n" + table());
    }

    @Test
    void the_shipped_properties_name_only_keys_that_exist_each_below_a_comment() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("application.properties"));
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).matches("#?caravan\\..*")) {
                String key = lines.get(i).replaceFirst("^#", "").replaceFirst("=.*", "");
                assertThat(KeyNames.known(key)).as(key).isPresent();
                assertThat(lines.get(i - 1)).as("above " + key).matches("# .*|#?caravan\\..*");
            }
        }
    }

    @Test
    void the_shipped_properties_say_what_counts_without_them() throws Exception {
        String shipped = Files.readString(Path.of("application.properties"));
        Map<String, String> without = new Given(directory).load().forCamel();
        assertThat(new Given(directory).properties(shipped).load().forCamel()).isEqualTo(without);
        assertThat(shipped).contains("\ncaravan.schedule.cron=", "\ncaravan.redelivery.tries=", "\ncaravan.window=");
    }

    @Test
    void the_shipped_example_of_dot_env_names_only_what_is_known_and_sets_nothing() throws Exception {
        String example = Files.readString(Path.of(".env.example"));
        assertThat(new Given(directory).dotEnv(example).load().effective())
                .noneMatch(one -> one.origin().startsWith(".env"));
        List<String> names = Pattern.compile("(?m)^#([A-Z_]+)=")
                .matcher(example)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
        assertThat(names)
                .contains("AMP_API_KEY", "AMP_SECRET_KEY", "AWS_BUCKET_NAME")
                .allMatch(name -> Stream.concat(
                                KeyNames.otherNames(), KeyNames.fromEnvironment(name).map(key -> name).stream())
                        .anyMatch(name::equals));
    }

    @Test
    void no_meaning_is_longer_than_a_line() {
        assertThat(Key.values()).allSatisfy(key -> assertThat(key.meaning())
                .hasSizeLessThan(100)
                .doesNotContain("|")
                .doesNotEndWith("."));
    }
}
