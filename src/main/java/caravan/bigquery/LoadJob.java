package caravan.bigquery;

import caravan.config.BigQuerySettings;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;

/** How the rows of one object come into a staging table of their own, as BigQuery takes it. */
record LoadJob(BigQuerySettings settings) {
    /** Longer than any load waits, shorter than anybody wants to pay for it. */
    private static final Duration STAYS = Duration.ofDays(1);

    /**
     * What separates columns where there is one only: JSON has it nowhere but in an escape. A line that is no JSON is cut there.
     */
    private static final String NOWHERE = "\u0001";

    boolean isDirect() {
        return settings.objects().isPresent();
    }

    /** The table, with the time at which it goes by itself. */
    ObjectNode table(String id, Instant now) {
        ObjectNode table = Rest.JSON.createObjectNode();
        table.set("tableReference", reference(id));
        table.putObject("schema").set("fields", fields());
        return table.put("expirationTime", Long.toString(now.plus(STAYS).toEpochMilli()));
    }

    /** @param job of this name; the table is called the same */
    ObjectNode from(String id, ObjectNode job, String key) {
        ObjectNode load = job.putObject("configuration").putObject("load");
        load.set("destinationTable", reference(id));
        load.put("createDisposition", "CREATE_NEVER")
                .put("writeDisposition", "WRITE_EMPTY")
                .put("maxBadRecords", 0)
                .put("encoding", "UTF-8");
        load.putObject("schema").set("fields", fields());
        if (isDirect()) {
            lines(load).putArray("sourceUris").add(settings.objects().orElseThrow() + key);
        } else {
            load.put("sourceFormat", "NEWLINE_DELIMITED_JSON");
        }
        return job;
    }

    /** Whatever a line holds is one text: no quotes, no columns, no headline. */
    private static ObjectNode lines(ObjectNode load) {
        return load.put("sourceFormat", "CSV")
                .put("fieldDelimiter", NOWHERE)
                .put("quote", "")
                .put("skipLeadingRows", 0)
                .put("allowQuotedNewlines", false)
                .put("ignoreUnknownValues", true)
                .put("preserveAsciiControlCharacters", true);
    }

    private ArrayNode fields() {
        ArrayNode fields = Rest.JSON.createArrayNode();
        if (!isDirect()) {
            fields.addObject().put("name", "line").put("type", "INTEGER");
        }
        fields.addObject().put("name", "raw").put("type", "STRING");
        if (!isDirect()) {
            fields.addObject().put("name", "reason").put("type", "STRING");
            fields.addObject().put("name", "beginning").put("type", "STRING");
        }
        return fields;
    }

    private ObjectNode reference(String id) {
        return Rest.JSON
                .createObjectNode()
                .put("projectId", settings.project())
                .put("datasetId", settings.staging())
                .put("tableId", id);
    }
}
