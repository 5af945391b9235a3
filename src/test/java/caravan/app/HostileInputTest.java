package caravan.app;

import static caravan.archive.Archives.entry;
import static caravan.archive.Archives.event;
import static org.assertj.core.api.Assertions.assertThat;

import caravan.archive.Archives;
import caravan.cli.Logs;
import caravan.config.LogSettings;
import caravan.failure.Failure;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever answers in Amplitude's place can say what he likes: it is refused, fills no memory, and stays data wherever it is told of. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class HostileInputTest {
    private static final String FORGED = "2026-01-01T00:00:00.000Z INFO  Forged [main] all is well";
    private static final Archives.Entry GOOD = entry("2024-11-05T09", 0, event("2024-11-05 09:30:00.000001", 2));
    private static final Pattern LOG_LINE = Pattern.compile(
            "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z (WARN |INFO |ERROR|DEBUG) \\w+ \\[.*| {4}.*|java\\..*|caravan\\..*");

    private static final List<String> NAMES = List.of(
            "a\n" + FORGED,
            "a\r\n" + FORGED,
            "a\r" + FORGED,
            "\u001b[2J\u001b[31m" + FORGED,
            "\u202e" + FORGED,
            "a\u2028" + FORGED,
            "a\0b",
            "../../100011471_2024-11-05_9#0.json.gz",
            "/etc/100011471_2024-11-05_9#0.json.gz",
            "100011471/..\\100011471_2024-11-05_9#0.json.gz",
            "${sys.java.version}",
            "${bean:syncs?method=stop}",
            "{{caravan.file.directory}}",
            "100011471_2024-11-05_\uff19#0.json.gz",
            "\u0661\u0662_2024-11-05_9#0.json.gz",
            "100011471_2024-11-05_24#0.json.gz",
            "100011471_2024-11-05_-1#0.json.gz",
            "100011471_2024-11-05_9#-1.json.gz",
            "x".repeat(0xffff));

    private static final List<String> WORDS = List.of(
            "no\r\n" + FORGED, "\u001b]0;title\u0007" + FORGED, "${sys.java.version} {{caravan.store}} %s %n {}");

    @TempDir
    Path place;

    private App app;

    @BeforeEach
    void start() {
        app = new App(place).since(App.LAST).set("caravan.redelivery.tries", "1");
    }

    @AfterEach
    void stop() throws IOException {
        app.close();
        Logs.configure(new LogSettings(LogSettings.Format.TEXT, Optional.empty()), false, Clock.systemUTC());
    }

    @ParameterizedTest
    @EnumSource(LogSettings.Format.class)
    void what_a_stranger_says_makes_no_line_name_or_record_of_its_own(LogSettings.Format format) throws Exception {
        log(format);
        List<byte[]> answers = new ArrayList<>();
        NAMES.forEach(name -> answers.add(RawAmplitude.archive(GOOD.named(name))));
        WORDS.forEach(words -> answers.add(RawAmplitude.text(500, words)));
        WORDS.forEach(words -> answers.add(RawAmplitude.text(404, words)));
        WORDS.forEach(words -> answers.add(RawAmplitude.whole(words.getBytes(StandardCharsets.UTF_8))));
        answers.add(RawAmplitude.text(400, WORDS.get(0)));
        List<String> told = new ArrayList<>();
        try (RawAmplitude amplitude = new RawAmplitude(answers::get)) {
            app.asks(amplitude.url());
            for (int i = 0; i < answers.size(); i++) {
                List<Failure> failures = app.sync().failures();
                assertThat(failures).as("answer %s", i).hasSize(1);
                told.add(failures.toString());
            }
        }
        assertThat(told)
                .allSatisfy(text -> assertThat(text).hasSizeLessThan(1000).matches("[ -~\u2026]*"));
        assertThat(told)
                .filteredOn(text -> text.contains("${sys.java.version}"))
                .hasSize(4);
        assertThat(lines()).hasSizeGreaterThan(answers.size()).allSatisfy(line -> plain(format, line));
        assertThat(stored()).allSatisfy(name -> assertThat(name).matches("[A-Za-z0-9_=./-]*"));
        assertThat(app.spooled()).isEmpty();
        String note = Files.readString(app.place()
                .resolve("lake")
                .resolve(stored().stream()
                        .filter(name -> name.contains("/notes/"))
                        .findFirst()
                        .orElseThrow()));
        assertThat(new ObjectMapper().readTree(note).path("reason").asText()).matches("[ -~\u2026]*");
    }

    private static void plain(LogSettings.Format format, String line) throws IOException {
        assertThat(line).matches("[ -~\u2026]*");
        if (format == LogSettings.Format.TEXT) {
            assertThat(line).matches(LOG_LINE).doesNotStartWith(FORGED);
        } else {
            JsonNode json = new ObjectMapper().readTree(line);
            // Camel has lines in a message of its own; nothing of a stranger's begins one.
            assertThat(json.path("message").asText() + json.path("exception").asText())
                    .matches("[ -~\\u2026\\n\\t]*")
                    .doesNotContain("\\n" + FORGED);
        }
    }

    @Test
    void bombs_and_swarms_land_nothing_and_pass_through_a_small_heap() throws Exception {
        Path out = place.resolve("said.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HostileDay.class.getName(),
                        place.toString())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        try {
            assertThat(process.waitFor(150, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        String said = Files.readString(out);
        assertThat(process.exitValue()).as(said).isZero();
        assertThat(said).contains(HostileDay.LAST_WORDS);
    }

    private void log(LogSettings.Format format) throws IOException {
        PrintStream stderr = System.err;
        System.setErr(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
        try {
            Logs.configure(new LogSettings(format, Optional.of(place.resolve("logs"))), true, Clock.systemUTC());
        } finally {
            System.setErr(stderr);
        }
    }

    private List<String> lines() throws IOException {
        try (Stream<Path> found = Files.list(place.resolve("logs"))) {
            return List.of(Files.readString(found.findFirst().orElseThrow()).split("\n"));
        }
    }

    private List<String> stored() throws IOException {
        Path lake = app.place().resolve("lake");
        try (Stream<Path> found = Files.walk(lake)) {
            return found.filter(Files::isRegularFile)
                    .map(file -> lake.relativize(file).toString())
                    .toList();
        }
    }
}
