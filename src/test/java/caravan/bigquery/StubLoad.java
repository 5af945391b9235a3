package caravan.bigquery;

import caravan.bigquery.Tables.Refused;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPInputStream;

/** What a load job does: rows of an uploaded file of JSON lines, or the lines of an object as one column. */
record StubLoad(JsonNode load) {
    void into(Tables tables, byte[] media, UnaryOperator<String> bucket) {
        JsonNode table = load.path("destinationTable");
        require("CREATE_NEVER".equals(load.path("createDisposition").asText()));
        require("WRITE_EMPTY".equals(load.path("writeDisposition").asText()));
        require(load.path("schema").path("fields").size() > 0);
        List<Map<String, String>> to = tables.rows(
                table.path("datasetId").asText() + "." + table.path("tableId").asText());
        require(to.isEmpty());
        to.addAll(media == null ? lines(bucket) : uploaded(media));
    }

    private static void require(boolean right) {
        if (!right) {
            throw new Refused("invalid", "not as a load is configured");
        }
    }

    private List<Map<String, String>> uploaded(byte[] media) {
        require(load.path("sourceFormat").asText().equals("NEWLINE_DELIMITED_JSON"));
        List<Map<String, String>> rows = new ArrayList<>();
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(media))) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                Map<String, String> row = new LinkedHashMap<>();
                BigQueryServer.JSON
                        .readTree(line)
                        .properties()
                        .forEach(field ->
                                row.put(field.getKey(), field.getValue().asText()));
                rows.add(row);
            }
        } catch (IOException e) {
            throw new Refused("invalid", "Error while reading data: " + e.getMessage());
        }
        return rows;
    }

    private List<Map<String, String>> lines(UnaryOperator<String> bucket) {
        require(load.path("sourceFormat").asText().equals("CSV"));
        require(load.path("quote").isTextual() && load.path("quote").asText().isEmpty());
        require(load.path("fieldDelimiter").asText().equals("\u0001"));
        String uri = load.path("sourceUris").path(0).asText();
        String text = bucket.apply(uri);
        if (text == null) {
            throw new Refused("notFound", "Not found: URI " + uri);
        }
        List<Map<String, String>> rows = new ArrayList<>();
        for (String line : text.split("\n")) {
            Map<String, String> row = new LinkedHashMap<>();
            row.put("raw", line.replaceFirst("\u0001.*", ""));
            row.put("line", Integer.toString(-1 - rows.size()));
            rows.add(row);
        }
        return rows;
    }
}
