package caravan.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;

/** A line of an export as somebody reads it who knows nothing of how it was made. */
record ReadEvent(JsonNode json, int line, String hour) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss[.SSSSSS]");

    String text(String field) {
        return json.path(field).asText(null);
    }

    /** Null where the property is missing. */
    String property(String name) {
        return json.path("event_properties").path(name).asText(null);
    }

    String type() {
        return text("event_type");
    }

    String page() {
        return property("[Amplitude] Page Path");
    }

    String amplitudeId() {
        return text("amplitude_id");
    }

    LocalDateTime time(String field) {
        return LocalDateTime.parse(text(field), TIME);
    }

    LocalDateTime at() {
        return time("event_time");
    }

    boolean isPlausible() {
        return at().getYear() >= 2012
                && !at().isAfter(time("server_upload_time").plusDays(1));
    }

    boolean isInSession() {
        return json.path("session_id").asLong() != -1;
    }

    boolean isLaterThan(Duration limit) {
        return isPlausible()
                && Duration.between(at(), time("server_upload_time")).compareTo(limit) > 0;
    }

    Duration since(ReadEvent former) {
        return Duration.between(former.at(), at());
    }
}
