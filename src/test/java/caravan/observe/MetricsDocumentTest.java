package caravan.observe;

import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MetricsDocumentTest {
    private static final Path DOCUMENT = Path.of("docs/metrics.md");
    private static final String HEAD = "| name | type | labels | meaning |\n|---|---|---|---|\n";

    private static String table() {
        return HEAD
                + Arrays.stream(Metric.values()).map(MetricsDocumentTest::row).collect(Collectors.joining());
    }

    private static String row(Metric metric) {
        String labels = metric.labels().stream().map(label -> "`" + label + "`").collect(Collectors.joining(", "));
        String type = metric.type().name().toLowerCase(Locale.ROOT);
        return "| `" + metric + "` | " + type + " | " + labels + " | " + metric.meaning() + " |\n";
    }

    /** After a change of {@link Metric}: {@code mvn test -Dtest=MetricsDocumentTest -Dcaravan.write-docs=true}. */
    @Test
    void the_document_lists_every_metric_as_the_table_has_it() throws IOException {
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
    void names_end_with_their_unit_and_counters_with_total() {
        assertThat(Metric.values()).allSatisfy(metric -> {
            assertThat(metric.toString())
                    .matches("(caravan|jvm|process)(_[a-z]+)+")
                    .doesNotContain("_milli");
            assertThat(metric.toString().endsWith("_total")).isEqualTo(metric.type() == Metric.Type.COUNTER);
            assertThat(metric.meaning()).doesNotContain("|").doesNotEndWith(".");
        });
    }
}
