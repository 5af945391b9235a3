package caravan.bigquery;

import com.fasterxml.jackson.databind.JsonNode;

/** A job as BigQuery tells of it. */
record Job(String id, JsonNode json) {
    boolean isDone() {
        return json.path("status").path("state").asText().equals("DONE");
    }

    boolean isFailed() {
        return json.path("status").has("errorResult");
    }

    JsonNode errorResult() {
        return json.path("status").path("errorResult");
    }

    /** What went wrong, with line and field as far as it says them. */
    String words() {
        return "job " + id + " failed: " + Said.words(json.path("status"));
    }
}
