package caravan.trigger;

import caravan.archive.Escaped;
import caravan.hour.Hour;
import caravan.hour.HourRange;
import caravan.status.Reopened;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hours that a caller wants to be due again. */
public final class Reopenings {
    private static final Logger LOG = LoggerFactory.getLogger(Reopenings.class);
    private static final List<String> FIELDS =
            Stream.concat(Wish.FIELDS.stream(), Stream.of("reason")).toList();
    private static final int LONGEST_REASON = 200;

    /** One write to the store each, while the caller waits. */
    private static final int MOST_HOURS = 1_000;

    private final Ledgers ledgers;

    /** Where the notes are written. */
    public interface Ledgers {
        /** @throws IllegalArgumentException where there is nothing to reopen, in words for the caller */
        Reopened reopen(String project, HourRange hours, String reason) throws IOException;
    }

    public Reopenings(Ledgers ledgers) {
        this.ledgers = ledgers;
    }

    ObjectNode of(byte[] body, List<String> projects, Clock clock) throws Refusal {
        Wish.Said said = Wish.read(body, FIELDS, projects, clock);
        HourRange asked =
                said.wish().range().orElseThrow(() -> new Refusal(400, "which hours? from and to, last, or yesterday"));
        Hour now = Hour.of(clock.instant());
        HourRange hours = new HourRange(asked.first(), asked.last().compareTo(now) > 0 ? now : asked.last());
        String project =
                said.wish().project().orElseThrow(() -> new Refusal(400, "of which project? There are " + projects));
        if (hours.count() > MOST_HOURS) {
            throw new Refusal(
                    400,
                    hours.count() + " hours are more than one call reopens; accepted are " + MOST_HOURS
                            + ". For more there is ./caravan reopen --project " + project + " --from " + hours.first()
                            + " --to "
                            + hours.last());
        }
        return reopened(project, hours, reason(said.fields()));
    }

    private ObjectNode reopened(String project, HourRange hours, String reason) throws Refusal {
        try {
            return json(project, hours, ledgers.reopen(project, hours, reason));
        } catch (IllegalArgumentException e) {
            throw new Refusal(400, e.getMessage());
        } catch (IOException e) {
            LOG.warn(
                    "project={} hours={} were not all reopened: {}; once more does no harm",
                    project,
                    hours,
                    e.toString());
            throw new Refusal(
                    503,
                    "the store did not take it; Caravan's log says why, and once more does no harm",
                    Map.of("Retry-After", "60"));
        }
    }

    private static String reason(ObjectNode fields) throws Refusal {
        String reason = Optional.ofNullable(Wish.text(fields, "reason")).orElse("reopened by hand");
        if (reason.isBlank() || reason.length() > LONGEST_REASON) {
            throw new Refusal(400, "reason takes 1 to " + LONGEST_REASON + " characters, not " + reason.length());
        }
        return Escaped.text(reason, LONGEST_REASON);
    }

    private static ObjectNode json(String project, HourRange hours, Reopened reopened) {
        return Json.MAPPER
                .createObjectNode()
                .put("project", project)
                .put("from", hours.first().toString())
                .put("to", hours.last().toString())
                .put("reopened", reopened.reopened())
                .put("called", reopened.called())
                .put("due", reopened.due())
                .put("beforeStart", reopened.beforeStart())
                .put("notClosed", reopened.notClosed())
                .put("text", reopened.text());
    }
}
