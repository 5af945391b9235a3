package caravan.bigquery;

import caravan.archive.Escaped;
import caravan.warehouse.WarehouseAway;
import caravan.warehouse.WarehouseRefused;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Set;

/** What BigQuery says of a failure, in one line, and who acts on it. Reasons are those of its own table of error messages. */
final class Said {
    private static final int SHOWN = 600;
    private static final int MOST_ERRORS = 3;
    private static final Set<String> PASSING = Set.of(
            "backendError",
            "internalError",
            "jobBackendError",
            "jobInternalError",
            "jobRateLimitExceeded",
            "quotaExceeded",
            "rateLimitExceeded",
            "resourceInUse",
            "stopped",
            "tableUnavailable",
            "timeout");
    private static final Set<String> OF_RIGHTS =
            Set.of("accessDenied", "billingNotEnabled", "billingTierLimitExceeded", "blocked", "notFound");

    private Said() {}

    /** Of an answer that is none. */
    static IOException refusal(String doing, Rest.Answer answer) {
        JsonNode error = answer.body().path("error");
        String reason = error.path("errors").path(0).path("reason").asText();
        String words = "BigQuery answered " + answer.status() + " to " + doing
                + (reason.isEmpty() ? "" : " (" + shown(reason) + ")") + ": "
                + shown(error.path("message").asText("nothing that is JSON"));
        boolean passes =
                answer.status() >= 500 || answer.status() == 408 || answer.status() == 429 || PASSING.contains(reason);
        return passes ? new WarehouseAway(words, null) : new WarehouseRefused(words);
    }

    /** Whether the same job later may well succeed. */
    static boolean mayPass(JsonNode errorResult) {
        String message = errorResult.path("message").asText();
        return PASSING.contains(errorResult.path("reason").asText())
                // What it says to the loser of two transactions, whatever the reason.
                || message.contains("concurrent update")
                || message.contains(Script.MOVED);
    }

    /** Whether every job would fail so: a right, a dataset or a table is missing. */
    static boolean isOfRights(JsonNode errorResult) {
        return OF_RIGHTS.contains(errorResult.path("reason").asText());
    }

    /** Whether it misses a staging table, which goes by itself when it is a day old: the next load makes another. */
    static boolean isOfStaging(JsonNode errorResult, String dataset) {
        return isOfRights(errorResult) && errorResult.path("message").asText().contains(dataset + ".caravan_");
    }

    /** A job's error, and the first of its others with line and field, as far as it says them. */
    static String words(JsonNode status) {
        StringBuilder words = new StringBuilder(error(status.path("errorResult")));
        int told = 0;
        for (JsonNode error : status.path("errors")) {
            if (!error.equals(status.path("errorResult")) && told++ < MOST_ERRORS) {
                words.append("; ").append(error(error));
            }
        }
        return words.toString();
    }

    private static String error(JsonNode error) {
        String location = error.path("location").asText();
        return shown(error.path("reason").asText()) + (location.isEmpty() ? "" : " at " + shown(location)) + ": "
                + shown(error.path("message").asText());
    }

    static String words(IOException e) {
        return e.getClass().getSimpleName() + (e.getMessage() == null ? "" : ": " + shown(e.getMessage()));
    }

    /** BigQuery quotes what is in tables and objects. */
    private static String shown(String text) {
        return Escaped.text(text, SHOWN);
    }
}
