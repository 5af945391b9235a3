package caravan.archive;

import static caravan.archive.Archives.entry;
import static caravan.archive.Archives.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.archive.Archives.Entry;
import caravan.hour.Hour;
import caravan.hour.HourRange;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.dataformat.zipfile.ZipSplitter;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An export that is cut between two entries is a well-formed stream of entries: Camel's ZIP splitter lands three of five and
 * calls that a success. Only the directory at the file's end knows how many there are, so it is read first.
 */
class WhyNotSplitWithCamelZipTest {
    private static final byte[] CUT = cutAfterThreeOfFive();

    @Test
    void camels_splitter_gives_three_of_five_entries_and_success() throws Exception {
        List<String> landed = new CopyOnWriteArrayList<>();
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:export")
                            .split(new ZipSplitter())
                            .streaming()
                            .process(entry ->
                                    landed.add(entry.getMessage().getHeader(Exchange.FILE_NAME, String.class)));
                }
            });
            camel.start();
            Exchange export = camel.createProducerTemplate()
                    .send("direct:export", exchange -> exchange.getMessage().setBody(new ByteArrayInputStream(CUT)));

            assertThat(landed).hasSize(3);
            assertThat(export.getException()).isNull();
            assertThat(export.isFailed()).isFalse();
        }
    }

    @Test
    void ours_refuses_the_same_bytes(@TempDir Path folder) throws Exception {
        Path zip = Files.write(folder.resolve("export.zip"), CUT);

        assertThatThrownBy(() -> ArchiveVerifier.verify(zip, HourRange.of(Hour.parse("2026-11-01T05")), Limits.DEFAULT))
                .isInstanceOf(ArchiveRefused.class)
                .hasMessageContaining("no directory at its end: it was cut after " + CUT.length + " bytes");
    }

    private static byte[] cutAfterThreeOfFive() {
        byte[] whole = Archives.with(IntStream.range(0, 5)
                        .mapToObj(part -> entry("2026-11-01T05", part, event("2026-11-01 05:00:00", part)))
                        .toArray(Entry[]::new))
                .bytes();
        return ZipBytes.cut(whole, ZipBytes.find(whole, ZipBytes.LOCAL, 3));
    }
}
