package caravan.snowflake;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What Snowpipe says of a file that it was told of.
 *
 * @param path below the stage
 * @param status as Snowflake spells it
 * @param error empty where there is none
 */
record PipedFile(String path, String status, String error) {
    static PipedFile of(JsonNode json) {
        return new PipedFile(
                json.path("path").asText(),
                json.path("status").asText(),
                json.path("firstError").asText("")
                        + (json.path("systemError").isTextual()
                                ? json.path("systemError").asText()
                                : ""));
    }

    boolean isIn() {
        return status.equals("LOADED");
    }

    boolean hasFailed() {
        return status.equals("LOAD_FAILED") || status.equals("PARTIALLY_LOADED");
    }
}
