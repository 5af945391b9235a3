package caravan.landing;

import static caravan.archive.Archives.event;
import static caravan.archive.Archives.gzip;
import static org.assertj.core.api.Assertions.assertThat;

import caravan.archive.ArchiveEntry;
import caravan.archive.ArchiveRefused;
import caravan.archive.EntryName;
import caravan.archive.Limits;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StrictGzipTest {
    private static final String NAME = "1/1_2026-11-01_5#0.json.gz";

    @TempDir
    Path folder;

    private final DefaultCamelContext camel = new DefaultCamelContext();

    @BeforeEach
    void start() throws Exception {
        GzipUnpack unpack = new GzipUnpack(Limits.DEFAULT, new InflatedBudget(1 << 20), false);
        StrictGzip strictGzip = new StrictGzip((exchange, gzip) ->
                unpack.unpack(exchange.getVariable("entry", ArchiveEntry.class), gzip, folder.resolve("o")));
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:entry").unmarshal(strictGzip);
            }
        });
        camel.start();
    }

    @AfterEach
    void stop() throws Exception {
        camel.close();
    }

    @Test
    void unmarshal_turns_the_gzip_of_an_entry_into_what_was_unpacked() {
        Exchange exchange = send(gzip(event("2026-11-01 05:00:00", 1)));

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody(Unpacked.class).events()).isEqualTo(1);
    }

    @Test
    void a_refusal_is_the_exchanges_exception() {
        assertThat(send(new byte[0]).getException()).isInstanceOf(ArchiveRefused.class);
    }

    private Exchange send(byte[] gz) {
        return camel.createProducerTemplate().send("direct:entry", exchange -> {
            exchange.setVariable("entry", new ArchiveEntry(EntryName.parse(NAME), NAME, 0, 0, 0, 0, true));
            exchange.getMessage().setBody(new ByteArrayInputStream(gz));
        });
    }
}
