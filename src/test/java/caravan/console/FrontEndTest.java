package caravan.console;

import static org.assertj.core.api.Assertions.assertThat;

import caravan.failure.Failure;
import caravan.ledger.Note;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** What a browser gets of the console: its files as they are on the class path. */
class FrontEndTest {
    private static final Path SOURCES = Path.of("src/main/resources/caravan/console");
    private static final Pattern NAMED = Pattern.compile("(?:src|href)=\"/console/([^\"]+)\"|from \"\\./([^\"]+)\"");
    private static final Pattern EXPORTED = Pattern.compile("export (?:const|class|let|function) (\\w+)");
    private static final Pattern RUNS_TEXT =
            Pattern.compile("innerHTML|outerHTML|insertAdjacentHTML|document\\.write|DOMParser"
                    + "|createContextualFragment|srcdoc|\\beval\\(|new Function|setAttribute\\(\"(?:style|on)");

    private final Map<String, String> files = read();

    private static Map<String, String> read() {
        return lines("files.txt")
                .collect(Collectors.toMap(name -> name, FrontEndTest::text, (a, b) -> a, TreeMap::new));
    }

    private static Stream<String> lines(String name) {
        return text(name).lines().filter(line -> !line.isBlank());
    }

    private static String text(String name) {
        try (InputStream in = FrontEndTest.class.getResourceAsStream("/caravan/console/" + name)) {
            assertThat(in).as("%s on the class path", name).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int compressed(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.size();
    }

    private Map<String, String> own() {
        Map<String, String> own = new TreeMap<>(files);
        own.keySet().removeAll(List.of("uplot.js", "uplot.css"));
        return own;
    }

    @Test
    void every_file_is_listed_and_nothing_else_is() throws Exception {
        try (Stream<Path> there = Files.list(SOURCES)) {
            assertThat(there.map(file -> file.getFileName().toString()))
                    .as("its own files, those that are no page aside")
                    .containsExactlyInAnyOrderElementsOf(
                            Stream.concat(own().keySet().stream(), Stream.of("files.txt", "openapi.yaml"))
                                    .toList());
        }
    }

    @Test
    void what_the_page_and_its_scripts_name_is_listed_and_all_that_is_listed_is_named() {
        TreeSet<String> named = files.values().stream()
                .flatMap(text -> NAMED.matcher(text).results())
                .map(FrontEndTest::name)
                .collect(Collectors.toCollection(TreeSet::new));
        named.add("index.html");
        assertThat(named).isEqualTo(new TreeSet<>(files.keySet()));
    }

    private static String name(MatchResult found) {
        return found.group(1) == null ? found.group(2) : found.group(1);
    }

    @Test
    void what_a_script_hands_out_another_one_takes() {
        String all = String.join("\n", own().values());
        own().forEach((name, text) -> EXPORTED.matcher(text)
                .results()
                .map(found -> found.group(1))
                .forEach(exported -> assertThat(
                                Pattern.compile("import \\{[^}]*\\b" + exported + "\\b[^}]*} from \"\\./" + name)
                                        .matcher(all)
                                        .find())
                        .as("%s of %s is taken by another script", exported, name)
                        .isTrue()));
    }

    @Test
    void each_kind_of_failure_and_of_note_has_words() {
        String words = files.get("words.js");
        Stream.concat(Stream.of(Failure.Kind.values()), Stream.of(Note.Kind.values()))
                .map(kind -> kind.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .forEach(kind -> assertThat(words)
                        .as("words of %s, that are not its own name", kind)
                        .containsPattern("\n  (" + kind + "|\"" + kind + "\"): \"(?!" + kind + "\").+\","));
    }

    @Test
    void all_of_it_is_less_than_300_kB_compressed() {
        assertThat(files.values().stream().mapToInt(FrontEndTest::compressed).sum())
                .isBetween(10_000, 300_000);
    }

    @Test
    void nothing_is_loaded_from_elsewhere() {
        own().forEach((name, text) -> assertThat(text.replace("\"http://www.w3.org/2000/svg\"", ""))
                .as(name)
                .doesNotContain("http://", "https://", "ws://", "wss://", "@import", "url(", "\"//", "'//"));
    }

    @Test
    void the_page_has_no_script_and_no_style_of_its_own() {
        assertThat(text("index.html"))
                .doesNotContainPattern("<style|\\sstyle=|\\son[a-z]+=|javascript:")
                .doesNotContainPattern("<script(?![^>]*\\ssrc=)");
    }

    @Test
    void no_script_reads_text_as_markup_or_as_a_program() {
        own().forEach((name, text) -> assertThat(text).as(name).doesNotContainPattern(RUNS_TEXT));
    }

    @Test
    void what_a_browser_refuses_under_the_policy_is_not_there_in_pictures_either() {
        assertThat(text("icon.svg")).doesNotContain("<style", "<script", "style=");
    }
}
