package caravan.ledger;

import caravan.hour.Hour;
import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What is fixed of a project at its first run, in {@code _caravan/projects/{name}.json}.
 *
 * @param start first hour of the ledger; moves only back
 * @param host of the Export API
 * @param amplitudeId Amplitude's numeric id; null until the first archive told it
 * @param key the template of the objects' keys
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProjectObject(int schema, String project, Hour start, String host, String amplitudeId, String key) {
    public ProjectObject startingAt(Hour earlier) {
        return new ProjectObject(schema, project, earlier, host, amplitudeId, key);
    }

    public ProjectObject withAmplitudeId(String id) {
        return new ProjectObject(schema, project, start, host, id, key);
    }
}
