package caravan.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/** One JSON array of objects, an object a line. An answer that breaks off leaves it open, so that nobody takes it for whole. */
public final class JsonRows implements RowSheet {
    private final Writer out;
    private final JsonGenerator json;
    private List<AnswerColumn> columns;
    private boolean first = true;

    public JsonRows(Writer out) throws IOException {
        this.out = out;
        this.json = new JsonFactory()
                .createGenerator(out)
                .disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM)
                .setPrettyPrinter(new MinimalPrettyPrinter(""));
    }

    @Override
    public void begin(List<AnswerColumn> answered) throws IOException {
        columns = answered;
        out.write('[');
    }

    @Override
    public boolean row(List<Object> values) throws IOException {
        out.write(first ? "\n" : ",\n");
        first = false;
        json.writeStartObject();
        for (int i = 0; i < columns.size(); i++) {
            json.writeFieldName(columns.get(i).name());
            write(values.get(i));
        }
        json.writeEndObject();
        json.flush();
        return true;
    }

    @Override
    public void end() throws IOException {
        out.write(first ? "]\n" : "\n]\n");
        out.flush();
    }

    private void write(Object value) throws IOException {
        write(json, value);
    }

    /** What JSON has no number for becomes text: {@code "NaN"}. */
    static void write(JsonGenerator json, Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            if (Double.isFinite(number)) {
                json.writeNumber(value.toString());
            } else {
                json.writeString(value.toString());
            }
        } else if (value instanceof BigDecimal number) {
            json.writeNumber(number.toPlainString());
        } else if (value instanceof BigInteger number) {
            json.writeNumber(number);
        } else if (value instanceof Number number) {
            json.writeNumber(number.longValue());
        } else if (value instanceof PlainValue.Json text) {
            json.writeRawValue(text.text());
        } else {
            nested(json, value);
        }
    }

    private static void nested(JsonGenerator json, Object value) throws IOException {
        if (value instanceof List<?> list) {
            json.writeStartArray();
            for (Object each : list) {
                write(json, each);
            }
            json.writeEndArray();
        } else if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                json.writeFieldName(String.valueOf(entry.getKey()));
                write(json, entry.getValue());
            }
            json.writeEndObject();
        } else {
            json.writeString(value.toString());
        }
    }
}
