package caravan.app;

import static caravan.archive.Archives.entry;
import static caravan.archive.Archives.event;
import static org.assertj.core.api.Assertions.assertThat;

import caravan.archive.Archives;
import caravan.sync.Run;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever calls sync-hours says which hours by the body; no header of his has any effect. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class CallerTest {
    private static final Archives.Entry GOOD = entry("2024-11-05T09", 0, event("2024-11-05 09:30:00.000001", 2));

    @TempDir
    Path place;

    private RawAmplitude amplitude;
    private RawAmplitude elsewhere;
    private App app;

    @BeforeEach
    void start() throws Exception {
        amplitude = new RawAmplitude(
                number -> number == 0 ? RawAmplitude.text(500, "once more") : RawAmplitude.archive(GOOD));
        elsewhere = new RawAmplitude(number -> RawAmplitude.archive(GOOD));
        app = new App(place).since(App.LAST).asks(amplitude.url()).start();
    }

    @AfterEach
    void stop() throws Exception {
        app.close();
        amplitude.close();
        elsewhere.close();
    }

    @Test
    void headers_of_a_caller_in_any_case_change_no_request_key_or_place() throws Exception {
        Map<String, Object> headers = new HashMap<>();
        Map.ofEntries(
                        Map.entry("CamelHttpUri", elsewhere.url() + "/x"),
                        Map.entry("CamelHttpQuery", "start=20200101T00&end=20300101T00"),
                        Map.entry("CamelHttpPath", "/../../x"),
                        Map.entry("CamelHttpRawQuery", "q=1"),
                        Map.entry("CamelHttpMethod", "DELETE"),
                        Map.entry("CamelRestHttpUri", elsewhere.url()),
                        Map.entry("CamelHttpHost", "elsewhere.example"),
                        Map.entry("CamelFileName", "../../theirs"),
                        Map.entry("CamelOverruleFileName", "../../theirs"),
                        Map.entry("CamelAwsS3Key", "theirs"),
                        Map.entry("CamelAwsS3BucketName", "theirs"),
                        Map.entry("CamelAwsS3BucketDestinationName", "theirs"),
                        Map.entry("CamelAwsS3OverrideBucketName", "theirs"),
                        Map.entry("CamelAwsS3Operation", "deleteBucket"),
                        Map.entry("CamelBeanMethodName", "stop"),
                        Map.entry("CamelRedeliveryCounter", 99),
                        Map.entry("CamelRedelivered", true),
                        Map.entry("CamelRedeliveryMaxCounter", 1),
                        Map.entry("Caravan-Project", "another"),
                        Map.entry("Authorization", "Basic theirs"),
                        Map.entry("Host", "elsewhere.example"),
                        Map.entry("X-Theirs", "${bean:syncs?method=stop} {{caravan.store}}"))
                .forEach((name, value) -> Stream.of(name, name.toLowerCase(Locale.ROOT), name.toUpperCase(Locale.ROOT))
                        .forEach(spelt -> headers.put(spelt, value)));

        Exchange answered = called(Run.ofEverything(), headers);

        assertThat(answered.getException()).isNull();
        assertThat(answered.getMessage().getBody(Run.class).landedHours()).isEqualTo(1);
        assertThat(elsewhere.requests()).isEmpty();
        assertThat(amplitude.requests())
                .as("the 500 was tried again as ever")
                .hasSize(2)
                .allSatisfy(head -> assertThat(head)
                        .startsWith("GET /api/2/export?start=20241105T09&end=20241105T09 HTTP/1.1\r\n")
                        .contains("Host: 127.0.0.1:")
                        .doesNotContainIgnoringCase("theirs")
                        .doesNotContainIgnoringCase("camel")
                        .doesNotContain("elsewhere"));
        assertThat(Arrivals.keys(app.store()))
                .hasSize(3)
                .allMatch(key -> key.startsWith("_caravan/")
                        || key.startsWith("events/project=default/date=2024-11-05/hour=09/100011471_"));
    }

    static List<Object> bodies() {
        return List.of(
                "",
                "${bean:syncs?method=stop}",
                "{{caravan.store}}",
                "'); DROP TABLE hours; --",
                new byte[] {0, 1, 2},
                new ByteArrayInputStream("x".getBytes(StandardCharsets.UTF_8)),
                Map.of("from", "2024-11-05T09"),
                List.of(Run.ofEverything()),
                42);
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void a_body_that_is_no_run_asks_for_every_due_hour_and_is_not_evaluated(Object body) throws Exception {
        Exchange answered = called(body, Map.of());

        assertThat(answered.getException()).isNull();
        assertThat(answered.getMessage().getBody(Run.class).landedHours()).isEqualTo(1);
        assertThat(amplitude.requests()).hasSize(2);
    }

    private Exchange called(Object body, Map<String, Object> headers) throws Exception {
        try (ProducerTemplate template = app.camel().getCamelContext().createProducerTemplate()) {
            return template.request("direct:sync-hours", exchange -> {
                exchange.getIn().setBody(body);
                headers.forEach(exchange.getIn()::setHeader);
            });
        }
    }
}
