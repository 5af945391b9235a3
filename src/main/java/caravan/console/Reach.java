package caravan.console;

import caravan.hour.DueHours;
import caravan.hour.Hour;
import caravan.hour.HourRange;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How far a project's data reach at one instant. */
record Reach(Picture.View view, DueHours dueHours) {
    void put(ObjectNode json) {
        Optional<Hour> start = view.start();
        Optional<Hour> through = view.completeThrough();
        Json.putOrNull(json, "start", start);
        Json.putOrNull(json, "completeThrough", through);
        Json.putOrNull(json, "exportable", start.flatMap(dueHours::closed).map(HourRange::last));
        Json.putOrNull(json, "oldestDue", view.columns().oldestDue());
        Optional<Instant> reached = through.map(Hour::end).or(() -> start.map(Hour::start));
        if (reached.isPresent()) {
            json.put(
                    "lagSeconds",
                    Math.max(0, Duration.between(reached.get(), dueHours.now()).toSeconds()));
        } else {
            json.putNull("lagSeconds");
        }
    }
}
