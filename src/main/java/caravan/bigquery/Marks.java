package caravan.bigquery;

import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.warehouse.Mark;
import caravan.warehouse.WarehouseAway;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.TreeMap;

/** What BigQuery has of hours: rows of {@code loads}. */
record Marks(Jobs jobs, Script script) {
    /** Of a project's loaded hours in the range. */
    TreeMap<Hour, Mark> of(String project, HourRange range) throws IOException {
        TreeMap<Hour, Mark> marks = new TreeMap<>();
        String doing = "read the marks of " + range;
        for (JsonNode row : jobs.query(doing, script.marks(), range(project, range))) {
            try {
                marks.put(Hour.of(time(row, 0)), mark(row));
            } catch (NumberFormatException | DateTimeException e) {
                throw new WarehouseAway("BigQuery answered what is no mark to " + doing, e);
            }
        }
        return marks;
    }

    Optional<Mark> of(String project, Hour hour) throws IOException {
        return Optional.ofNullable(of(project, HourRange.of(hour)).get(hour));
    }

    /** The record was looked at, and holds no newer revision. */
    void looked(String project, Hour hour, Mark mark, String recordVersion) throws IOException {
        Parameters parameters = new Parameters()
                .text("project", project)
                .time("hour", hour)
                .number("load_number", mark.loadNumber())
                .text("record_version", recordVersion);
        jobs.query("note the record of " + hour, script.looked(), parameters);
    }

    /** No record is what these marks hold, and no version of it was looked at. */
    void doubt(String project, HourRange range) throws IOException {
        jobs.query("doubt the marks of " + range, script.doubt(), range(project, range));
    }

    private static Parameters range(String project, HourRange range) {
        return new Parameters()
                .text("project", project)
                .time("first", range.first())
                .time("last", range.last());
    }

    private static Mark mark(JsonNode row) {
        return new Mark(
                (int) number(row, 1),
                number(row, 2),
                number(row, 3),
                number(row, 4),
                value(row, 5),
                time(row, 6),
                time(row, 7));
    }

    private static String value(JsonNode row, int column) {
        return row.path("f").path(column).path("v").asText();
    }

    private static long number(JsonNode row, int column) {
        return Long.parseLong(value(row, column));
    }

    private static Instant time(JsonNode row, int column) {
        return LocalDateTime.parse(value(row, column)).toInstant(ZoneOffset.UTC);
    }
}
