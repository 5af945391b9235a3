package caravan.bigquery;

import caravan.config.BigQuerySettings;
import caravan.warehouse.WarehouseAway;
import caravan.warehouse.WarehouseRefused;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Jobs under names of our own. BigQuery takes a name once, and knows it for half a year: so a job is never done twice, whoever asks
 * and however often, and what became of it can be asked after a kill. What failed is tried again under the next number.
 */
final class Jobs {
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final int A_PAGE = 10_000;
    private static final String ANSWER_WITHIN = "30000";

    private final Rest rest;
    private final Repeats repeats;
    private final BigQuerySettings settings;
    private final Clock clock;

    /**
     * How far the attempts at something are.
     *
     * @param last the newest of them
     * @param next the name of the one after it
     */
    record Attempts(Optional<Job> last, String next) {}

    Jobs(Rest rest, Repeats repeats, BigQuerySettings settings, Clock clock) {
        this.rest = rest;
        this.repeats = repeats;
        this.settings = settings;
        this.clock = clock;
    }

    Optional<Job> get(String id) throws IOException {
        String doing = "look at job " + id;
        URI address = rest.address("/jobs/" + id + "?location=" + settings.location());
        Rest.Answer answer = repeats.of(doing, () -> rest.json(doing, "GET", address, null));
        return answer.isGood() ? Optional.of(job(id, answer)) : Optional.empty();
    }

    private static Job job(String id, Rest.Answer answer) throws WarehouseAway {
        if (!answer.body().path("status").path("state").isTextual()) {
            throw new WarehouseAway("BigQuery says of job " + id + " neither that it runs nor that it is done", null);
        }
        return new Job(id, answer.body());
    }

    /** Found with few questions, for they are numbered without a gap. */
    Attempts attempts(String name) throws IOException {
        int there = -1;
        int absent = 0;
        Optional<Job> last = Optional.empty();
        for (Optional<Job> job = get(name + absent); job.isPresent(); job = get(name + absent)) {
            last = job;
            there = absent;
            absent = absent == 0 ? 1 : 2 * absent;
        }
        while (absent - there > 1) {
            int middle = (there + absent) / 2;
            Optional<Job> job = get(name + middle);
            last = job.isPresent() ? job : last;
            there = job.isPresent() ? middle : there;
            absent = job.isPresent() ? absent : middle;
        }
        return new Attempts(last, name + absent);
    }

    /** A new job with its name. */
    ObjectNode named(String id) {
        ObjectNode job = Rest.JSON.createObjectNode();
        job.putObject("jobReference")
                .put("projectId", settings.project())
                .put("jobId", id)
                .put("location", settings.location());
        return job;
    }

    /** Starts it, or finds it started by somebody else, or by a request whose answer was lost. */
    Job start(String id, ObjectNode job) throws IOException {
        String doing = "start job " + id;
        Rest.Answer answer = repeats.of(doing, () -> rest.json(doing, "POST", rest.address("/jobs"), job));
        return started(id, doing, answer);
    }

    /** @param answer of whatever starts a job */
    Job started(String id, String doing, Rest.Answer answer) throws IOException {
        if (answer.isGood()) {
            return job(id, answer);
        }
        Optional<Job> there = get(id);
        if (there.isEmpty()) {
            throw refused(doing, answer);
        }
        return there.get();
    }

    /** Once it has come to its end, well or not. */
    Job ended(Job started) throws IOException {
        Instant until = clock.instant().plus(LONGEST);
        Job job = started;
        for (int number = 1; !job.isDone(); number++) {
            if (clock.instant().isAfter(until)) {
                throw new WarehouseAway(
                        "job " + job.id() + " has not ended in an hour; it is looked at again later", null);
            }
            repeats.waitToLook(number);
            Optional<Job> now = get(job.id());
            if (now.isEmpty()) {
                throw new WarehouseAway("job " + job.id() + " is not known any more", null);
            }
            job = now.get();
        }
        return job;
    }

    /** The rows of a query, or of none where it changes something. It can be asked again as it is. */
    List<JsonNode> query(String doing, String sql, Parameters parameters) throws IOException {
        ObjectNode query = Rest.JSON
                .createObjectNode()
                .put("query", sql)
                .put("useLegacySql", false)
                .put("location", settings.location())
                .put("timeoutMs", Integer.parseInt(ANSWER_WITHIN))
                .put("maxResults", A_PAGE)
                .put("parameterMode", "NAMED");
        query.set("queryParameters", parameters.json());
        return repeats.of(doing, () -> rows(doing, rest.json(doing, "POST", rest.address("/queries"), query)));
    }

    private List<JsonNode> rows(String doing, Rest.Answer first) throws IOException {
        List<JsonNode> rows = new ArrayList<>();
        Rest.Answer page = first;
        Instant until = clock.instant().plus(LONGEST);
        while (true) {
            if (!page.isGood()) {
                throw refused(doing, page);
            }
            page.body().path("rows").forEach(rows::add);
            String token = page.body().path("pageToken").asText();
            boolean complete = page.body().path("jobComplete").asBoolean();
            if (complete && token.isEmpty()) {
                return rows;
            }
            String job = page.body().path("jobReference").path("jobId").asText();
            if (job.isEmpty() || clock.instant().isAfter(until)) {
                throw new WarehouseAway("BigQuery has no answer yet to " + doing, null);
            }
            page = more(doing, job, complete ? token : "");
        }
    }

    private Rest.Answer more(String doing, String job, String token) throws IOException {
        URI address = rest.address("/queries/" + encoded(job) + "?location=" + settings.location() + "&timeoutMs="
                + ANSWER_WITHIN + "&maxResults=" + A_PAGE + (token.isEmpty() ? "" : "&pageToken=" + encoded(token)));
        return rest.json(doing, "GET", address, null);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Something that the request names is not there. */
    static IOException refused(String doing, Rest.Answer answer) {
        IOException refusal = Said.refusal(doing, answer);
        return refusal instanceof WarehouseRefused
                ? new WarehouseRefused(refusal.getMessage() + "; ./caravan bigquery setup says what belongs there")
                : refusal;
    }
}
