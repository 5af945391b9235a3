package caravan.bigquery;

import caravan.warehouse.Arrivals;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;

/** Lines on their way to a staging table, each with its place: a JSON object a line, packed. */
final class ArrivedLines implements Arrivals<IOException> {
    private final GZIPOutputStream gzip;
    private final JsonGenerator json;

    ArrivedLines(OutputStream to) throws IOException {
        gzip = new GZIPOutputStream(to, 64 << 10);
        json = Rest.JSON.getFactory().createGenerator(gzip);
        json.setRootValueSeparator(null);
    }

    @Override
    public void event(String object, long line, String raw) throws IOException {
        json.writeStartObject();
        json.writeNumberField("line", line);
        json.writeStringField("raw", raw);
        end();
    }

    @Override
    public void rejected(String object, long line, String reason, String beginning) throws IOException {
        json.writeStartObject();
        json.writeNumberField("line", line);
        json.writeStringField("reason", reason);
        json.writeStringField("beginning", beginning);
        end();
    }

    private void end() throws IOException {
        json.writeEndObject();
        json.writeRaw('\n');
    }

    /** No more comes; what it wrote to is left open. */
    void finish() throws IOException {
        json.flush();
        gzip.finish();
    }
}
