package caravan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.config.LogSettings;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

class LogsTest {
    private static final Instant NOW = Instant.parse("2026-11-01T05:20:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final Logger LOG = LoggerFactory.getLogger("caravan.sync.Syncs");

    @TempDir
    Path directory;

    private final PrintStream stderr = System.err;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @BeforeEach
    void catchStderr() {
        System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restore() throws IOException {
        System.setErr(stderr);
        MDC.clear();
        Logs.configure(new LogSettings(LogSettings.Format.TEXT, Optional.empty()), false, CLOCK);
    }

    private void configure(LogSettings.Format format, boolean verbose) throws IOException {
        Logs.configure(new LogSettings(format, Optional.empty()), verbose, CLOCK);
    }

    private List<String> lines() {
        return written.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void one_event_is_one_line_whatever_is_in_it() throws IOException {
        configure(LogSettings.Format.TEXT, false);
        MDC.put("hour", "x\ny");
        LOG.info("a{}b", "\r\n2026-11-01T05:20:00.000Z ERROR forged\u2028\u001b[31m\u202e\u0085\t");
        assertThat(lines())
                .singleElement()
                .asString()
                .matches("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z INFO  Syncs \\[.*] a.*")
                .endsWith(
                        "a\\r\\n2026-11-01T05:20:00.000Z ERROR forged\\u2028\\u001b[31m\\u202e\\u0085\\tb hour=x\\ny");
    }

    @Test
    void a_caller_who_hangs_up_in_the_middle_of_his_body_fills_no_log() throws IOException {
        configure(LogSettings.Format.TEXT, false);
        LoggerFactory.getLogger("io.vertx.ext.web.RoutingContext").error("Unhandled exception in router");
        assertThat(lines()).isEmpty();
    }

    @Test
    void a_stack_trace_is_indented_and_its_messages_are_one_line() throws IOException {
        configure(LogSettings.Format.TEXT, false);
        IOException thrown = new IOException("outer", new IllegalStateException("in\nner"));
        thrown.addSuppressed(new IOException("other"));
        LOG.warn("failed", thrown);
        assertThat(lines().subList(1, 3)).first().isEqualTo("java.io.IOException: outer");
        assertThat(lines()).anyMatch(line -> line.equals("    Caused by: java.lang.IllegalStateException: in\\nner"));
        assertThat(lines()).anyMatch(line -> line.equals("    Suppressed: java.io.IOException: other"));
        assertThat(lines().stream().skip(2)).allMatch(line -> line.startsWith("    "));
    }

    @Test
    void json_lines_hold_the_event_its_context_and_its_exception() throws IOException {
        configure(LogSettings.Format.JSON, false);
        MDC.put("project", "default");
        MDC.put("message", "not ours");
        LOG.error("a\nb\u2028", new IOException("no\nway"));
        assertThat(lines()).hasSize(1);
        JsonNode line = new ObjectMapper().readTree(lines().get(0));
        assertThat(line.fieldNames())
                .toIterable()
                .containsExactly("time", "level", "logger", "thread", "message", "project", "exception");
        assertThat(Instant.parse(line.get("time").asText())).isNotNull();
        assertThat(line.get("level").asText()).isEqualTo("ERROR");
        assertThat(line.get("logger").asText()).isEqualTo("caravan.sync.Syncs");
        assertThat(line.get("message").asText()).isEqualTo("a\nb\u2028");
        assertThat(line.get("project").asText()).isEqualTo("default");
        assertThat(line.get("exception").asText()).startsWith("java.io.IOException: no\\nway\n    at ");
    }

    @Test
    void other_libraries_speak_up_only_to_warn_and_verbose_tells_more_of_us() throws IOException {
        List<String> others = List.of(
                "org.apache.camel.x",
                "software.amazon.awssdk.x",
                "org.apache.hc.x",
                "org.apache.http.x",
                "org.quartz.x",
                "io.vertx.x",
                "io.netty.x");
        configure(LogSettings.Format.TEXT, false);
        assertThat(LOG.isInfoEnabled()).isTrue();
        assertThat(LOG.isDebugEnabled()).isFalse();
        assertThat(others)
                .allMatch(name -> LoggerFactory.getLogger(name).isWarnEnabled())
                .noneMatch(name -> LoggerFactory.getLogger(name).isInfoEnabled());
        configure(LogSettings.Format.TEXT, true);
        assertThat(LOG.isDebugEnabled()).isTrue();
        assertThat(LoggerFactory.getLogger("org.apache.camel.x").isInfoEnabled())
                .isTrue();
        assertThat(LoggerFactory.getLogger("org.apache.camel.x").isDebugEnabled())
                .isFalse();
    }

    @Test
    void what_would_log_credentials_never_does_even_where_the_library_is_told_to_talk() throws IOException {
        configure(LogSettings.Format.TEXT, true);
        Stream.of(
                        "org.apache.hc",
                        "org.apache.http",
                        "software.amazon.awssdk",
                        "org.apache.hc.client5.http.headers",
                        "software.amazon.awssdk.request")
                .forEach(name -> ((ch.qos.logback.classic.Logger) LoggerFactory.getLogger(name))
                        .setLevel(ch.qos.logback.classic.Level.TRACE));
        assertThat(Stream.of(
                        "org.apache.hc.client5.http.wire",
                        "org.apache.hc.client5.http.headers",
                        "org.apache.http.wire",
                        "org.apache.http.headers",
                        "software.amazon.awssdk.request",
                        "software.amazon.awssdk.auth.signer",
                        "software.amazon.awssdk.http.auth.aws.internal.signer.V4Signer"))
                .allMatch(name -> LoggerFactory.getLogger(name).isWarnEnabled())
                .noneMatch(name -> LoggerFactory.getLogger(name).isInfoEnabled());
    }

    @Test
    void a_line_of_text_does_not_say_twice_what_its_message_says() throws IOException {
        configure(LogSettings.Format.TEXT, false);
        MDC.put("project", "web");
        MDC.put("hour", "2026-11-01T05");
        MDC.put("run", "756b436b");
        LOG.info("hour project=web hour=2026-11-01T05 from=due run=756b436b");
        LOG.info("project=web2 hours=2026-11-01T05..2026-11-01T06 run=756b436b");
        assertThat(lines().get(0)).endsWith("] hour project=web hour=2026-11-01T05 from=due run=756b436b");
        assertThat(lines().get(1)).endsWith("run=756b436b hour=2026-11-01T05 project=web");
    }

    @Test
    void a_run_has_a_file_of_its_own_that_only_its_owner_reads() throws IOException {
        Path logs = directory.resolve("a/logs");
        Logs.configure(new LogSettings(LogSettings.Format.TEXT, Optional.of(logs)), false, CLOCK);
        LOG.info("written down");
        Path file = logs.resolve("caravan_2026-11-01_05-20-00.log");
        assertThat(Files.readString(file)).endsWith("written down\n");
        assertThat(lines()).singleElement().asString().endsWith("written down");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        Logs.configure(new LogSettings(LogSettings.Format.TEXT, Optional.of(logs)), false, CLOCK);
        LOG.info("and again");
        assertThat(Files.readString(file).lines()).hasSize(2);
    }

    @Test
    void files_of_runs_older_than_thirty_days_go_and_nothing_else_does() throws IOException {
        Instant old = NOW.minus(Duration.ofDays(30)).minusSeconds(1);
        Path gone = touch("caravan_2026-09-01_00-00-00.log", old);
        Path written = touch("caravan_2026-08-01_00-00-00.log", NOW.minus(Duration.ofDays(30)));
        List<Path> others = List.of(
                touch("caravan.log", old),
                touch("caravan_2026-09-01_00-00-00.log.gz", old),
                touch("x_caravan_2026-09-01_00-00-00.log", old));
        Path folder = Files.createDirectory(directory.resolve("caravan_2026-09-02_00-00-00.log"));
        Files.setLastModifiedTime(folder, FileTime.from(old));
        LogFiles.create(directory, NOW);
        assertThat(gone).doesNotExist();
        assertThat(written).exists();
        assertThat(folder).exists();
        assertThat(others).allMatch(Files::exists);
    }

    private Path touch(String name, Instant modified) throws IOException {
        return Files.setLastModifiedTime(Files.createFile(directory.resolve(name)), FileTime.from(modified));
    }

    @Test
    void a_directory_that_cannot_be_is_an_error_and_the_log_stays_as_it_was() throws IOException {
        configure(LogSettings.Format.TEXT, false);
        Path file = Files.createFile(directory.resolve("file"));
        assertThatThrownBy(
                        () -> Logs.configure(new LogSettings(LogSettings.Format.TEXT, Optional.of(file)), false, CLOCK))
                .isInstanceOf(IOException.class);
        LOG.info("still here");
        assertThat(lines()).singleElement().asString().endsWith("still here");
    }
}
