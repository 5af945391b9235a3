package caravan.bigquery;

import caravan.bigquery.Tables.Refused;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A job that does what it is for when it was looked at often enough, once. */
final class StubJob {
    private final ObjectNode json;
    private final Runnable work;
    private int looks;

    StubJob(JsonNode job, int looks, Runnable work) {
        this.json = job.deepCopy();
        this.looks = looks;
        this.work = work;
    }

    /** As it is told. */
    JsonNode looked() {
        if (json.path("status").path("state").asText().equals("DONE")) {
            return json;
        }
        ObjectNode status = json.putObject("status").put("state", looks > 0 ? "RUNNING" : "DONE");
        if (looks-- <= 0) {
            try {
                work.run();
            } catch (Refused e) {
                ObjectNode error =
                        status.putObject("errorResult").put("reason", e.reason).put("message", e.getMessage());
                status.putArray("errors")
                        .add(error)
                        .addObject()
                        .put("reason", e.reason)
                        .put("location", "row 7, field raw")
                        .put("message", "the first of them");
            }
        }
        return json;
    }
}
