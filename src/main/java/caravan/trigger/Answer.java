package caravan.trigger;

import caravan.sync.Run;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;

/**
 * What a caller is told.
 *
 * @param begins the run that is to be queued because of it
 */
public record Answer(int status, Map<String, String> headers, ObjectNode body, Optional<Run> begins) {
    static Answer of(int status, ObjectNode body, Map<String, String> headers) {
        return new Answer(status, headers, body, Optional.empty());
    }

    static Answer of(int status, ObjectNode body) {
        return of(status, body, Map.of());
    }

    public boolean isBegin() {
        return begins.isPresent();
    }

    public Run run() {
        return begins.orElseThrow();
    }
}
