package caravan.report;

import java.nio.ByteBuffer;
import java.sql.Array;
import java.sql.Blob;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.duckdb.DuckDBStruct;
import org.duckdb.JsonNode;

/**
 * A value of DuckDB as one of few types: null, Boolean, Number, String, {@link Json}, List and Map of these. Times are text as DuckDB
 * writes it, in UTC.
 */
final class PlainValue {
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .toFormatter(Locale.ROOT);

    /** JSON as it lies in the warehouse. */
    record Json(String text) {
        @Override
        public String toString() {
            return text;
        }
    }

    private PlainValue() {}

    static Object of(ResultSet row, int column) throws SQLException {
        // A java.sql.Timestamp would be of this machine's time zone.
        if (row.getMetaData().getColumnTypeName(column).startsWith("TIMESTAMP")
                && row.getObject(column) instanceof Timestamp) {
            return TIME.format(row.getObject(column, LocalDateTime.class));
        }
        return of(row.getObject(column));
    }

    private static Object of(Object value) throws SQLException {
        if (value == null || value instanceof Boolean || value instanceof Number) {
            return value;
        }
        if (value instanceof JsonNode json) {
            return new Json(json.toString());
        }
        if (value instanceof OffsetDateTime time) {
            return TIME.format(time.withOffsetSameInstant(ZoneOffset.UTC)) + "+00";
        }
        if (value instanceof Timestamp time) {
            return TIME.format(time.toLocalDateTime());
        }
        if (value instanceof LocalDateTime time) {
            return TIME.format(time);
        }
        if (value instanceof Blob blob) {
            return HexFormat.of().formatHex(blob.getBytes(1, (int) blob.length()));
        }
        if (value instanceof ByteBuffer bytes) {
            byte[] copy = new byte[bytes.remaining()];
            bytes.duplicate().get(copy);
            return HexFormat.of().formatHex(copy);
        }
        return nested(value);
    }

    private static Object nested(Object value) throws SQLException {
        if (value instanceof Array array) {
            List<Object> list = new ArrayList<>();
            for (Object each : (Object[]) array.getArray()) {
                list.add(of(each));
            }
            return list;
        }
        if (value instanceof DuckDBStruct struct) {
            return map(struct.getMap());
        }
        return value instanceof Map<?, ?> map ? map(map) : value.toString();
    }

    private static Map<String, Object> map(Map<?, ?> of) throws SQLException {
        Map<String, Object> map = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : of.entrySet()) {
            map.put(String.valueOf(of(entry.getKey())), of(entry.getValue()));
        }
        return map;
    }
}
