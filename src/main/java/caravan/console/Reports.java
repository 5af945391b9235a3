package caravan.console;

import caravan.report.HtmlReport;
import caravan.report.Report;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the events say: for whoever has the token, and read once between two runs. */
public final class Reports {
    private static final Logger LOG = LoggerFactory.getLogger(Reports.class);
    private static final ObjectMapper MAPPER =
            Json.MAPPER.copy().registerModule(new SimpleModule().addSerializer(new Perhaps()));

    private final Optional<Reading> reading;
    private final AtomicLong runs = new AtomicLong();
    private Known known = new Known(-1, List.of());

    /** @param runs so many were over when they were read */
    private record Known(long runs, List<Report> reports) {}

    /** Where they are read. */
    public interface Reading {
        /** Empty where a run has the warehouse, or another process. */
        Optional<List<Report>> now() throws Exception;
    }

    /** @param reading empty where there is no warehouse to read here */
    public Reports(Optional<Reading> reading) {
        this.reading = reading;
    }

    /** A run is over: the warehouse may say something else. Waits for nobody, least of all for who reads between two runs. */
    public void forget() {
        runs.incrementAndGet();
    }

    private synchronized List<Report> all(Question question) throws Refused {
        if (reading.isEmpty()) {
            throw new Refused(404, "there is no report: it is of the embedded warehouse, caravan.warehouse=duckdb");
        }
        if (!question.events()) {
            throw new Refused(
                    401, "the report shows event data: it is for whoever has the token of caravan.http.token-file");
        }
        long over = runs.get();
        if (known.runs() != over) {
            known = new Known(over, read());
        }
        return known.reports();
    }

    private List<Report> read() throws Refused {
        try {
            return reading.get()
                    .now()
                    .orElseThrow(() -> Refused.later(15, "a sync has the warehouse; the report is there after it"));
        } catch (Refused e) {
            throw e;
        } catch (Exception e) {
            LOG.warn("there is no report: {}", e.getMessage());
            throw Refused.later(60, "the warehouse cannot be read now; Caravan's log says why");
        }
    }

    Reply json(Question question) throws Refused {
        question.takes("project");
        Optional<String> project = question.parameter("project");
        ObjectNode json = Json.object();
        ArrayNode all = json.putArray("reports");
        all(question).stream()
                .filter(report -> project.map(report.project()::equals).orElse(true))
                .forEach(report -> all.add(MAPPER.<ObjectNode>valueToTree(report)));
        return Reply.json(json);
    }

    Reply page(Question question) throws Refused {
        question.takes();
        String html = new HtmlReport().of(all(question));
        return Reply.of("text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8))
                .with("Content-Security-Policy", policy(html));
    }

    /** The page's own: it stands in it, with the hashes of its script and styles. */
    private static String policy(String html) {
        String mark = "<meta http-equiv=\"Content-Security-Policy\" content=\"";
        int from = html.indexOf(mark) + mark.length();
        return html.substring(from, html.indexOf('"', from)) + "; frame-ancestors 'none'";
    }

    private static final class Perhaps extends StdSerializer<Optional<?>> {
        private static final long serialVersionUID = 1;

        Perhaps() {
            super(Optional.class, false);
        }

        @Override
        public void serialize(Optional<?> value, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writePOJO(value.isPresent() ? value.get() : null);
        }
    }
}
