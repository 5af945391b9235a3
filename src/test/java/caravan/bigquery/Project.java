package caravan.bigquery;

import caravan.bigquery.BigQueryServer.Call;
import caravan.bigquery.BigQueryServer.Reply;
import caravan.bigquery.Tables.Refused;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * A project of BigQuery, in location EU, as far as a load and its set-up meet it: datasets, tables, jobs and upload sessions. Each
 * request is checked; what is not asked for rightly is refused.
 */
final class Project {
    private static final String ID = "acme-lake";
    private static final String ROOT = "/bigquery/v2/projects/" + ID;

    private final URI address;
    private final Tables tables = new Tables();
    private final Map<String, StubJob> jobs = new LinkedHashMap<>();
    private final Uploads uploads;
    /** Ids of scripts that were begun, in their order. */
    final List<String> scripts = new ArrayList<>();

    private UnaryOperator<String> bucket = uri -> null;
    private Predicate<String> failing = id -> false;
    private Refused failure = new Refused("backendError", "Retrying may solve the problem");
    private int looks;

    Project(URI address) {
        this.address = address;
        this.uploads = new Uploads(address, this::insert);
    }

    Uploads uploads() {
        return uploads;
    }

    URI address() {
        return address;
    }

    Tables tables() {
        return tables;
    }

    Map<String, StubJob> jobs() {
        return jobs;
    }

    /** @param text of an object in Google Cloud Storage, by its address; null where there is none */
    void holds(UnaryOperator<String> text) {
        bucket = text;
    }

    /** @param number of looks at a job before it is done */
    void takes(int number) {
        looks = number;
    }

    /** Jobs of these ids fail. */
    void fails(Predicate<String> ids, String reason, String message) {
        failing = ids;
        failure = new Refused(reason, message);
    }

    synchronized Reply answer(Call call) throws IOException {
        try {
            return route(call);
        } catch (Refused e) {
            return Reply.refused(e.reason.equals("notFound") ? 404 : 400, e.reason, e.getMessage());
        }
    }

    private Reply route(Call call) throws IOException {
        String path = call.path().replaceFirst("\\?.*", "");
        String what = call.method() + " " + path.replaceFirst("^" + ROOT, "");
        if (path.startsWith("/upload" + ROOT + "/jobs")) {
            return call.method().equals("POST") ? uploads.begin(call) : uploads.chunk(call);
        }
        if (what.startsWith("GET /jobs/")) {
            require(call.path().endsWith("?location=EU"), "no location");
            return job(what.substring(10));
        }
        if (what.startsWith("GET /datasets/")) {
            return dataset(what.substring(14));
        }
        if (what.startsWith("DELETE /datasets/")) {
            tables.drop(what.substring(17).replace("/tables/", "."));
            return new Reply(204, null, null, null);
        }
        return switch (what) {
            case "POST /jobs" -> insert(call.json(), null);
            case "POST /queries" -> query(call.json());
            case "POST /datasets/staging/tables" -> table(call.json());
            default -> Reply.refused(404, "notFound", "the stand-in does not know " + call);
        };
    }

    static void require(boolean right, String otherwise) {
        if (!right) {
            throw new Refused("invalid", otherwise);
        }
    }

    private Reply job(String id) {
        return jobs.containsKey(id)
                ? Reply.of(jobs.get(id).looked())
                : Reply.refused(404, "notFound", "Not found: Job " + ID + ":EU." + id);
    }

    private Reply dataset(String path) {
        String[] names = path.split("/tables/");
        boolean there = names.length == 1 ? tables.datasets.contains(names[0]) : tables.has(names[0] + "." + names[1]);
        ObjectNode body = BigQueryServer.JSON.createObjectNode().put("location", "EU");
        return there ? Reply.of(body) : Reply.refused(404, "notFound", "Not found: " + path);
    }

    private Reply table(JsonNode table) {
        String name = "staging." + table.path("tableReference").path("tableId").asText();
        require(table.path("expirationTime").isTextual(), "a staging table without an expiration");
        require(table.path("schema").path("fields").size() > 0, "a table without fields");
        if (!tables.datasets.contains("staging")) {
            return Reply.refused(404, "notFound", "Not found: Dataset acme-lake:staging");
        }
        if (tables.has(name)) {
            return Reply.refused(409, "duplicate", "Already Exists: Table " + name);
        }
        tables.make(name);
        return Reply.of(table);
    }

    private Reply insert(JsonNode job, byte[] media) {
        if (job.path("configuration").path("dryRun").asBoolean()) {
            return Reply.of(job);
        }
        JsonNode reference = job.path("jobReference");
        require(reference.path("location").asText().equals("EU"), "no location");
        String id = reference.path("jobId").asText();
        require(id.matches("[a-zA-Z0-9_-]{1,1024}"), "no id");
        if (jobs.containsKey(id)) {
            return Reply.refused(409, "duplicate", "Already Exists: Job " + ID + ":EU." + id);
        }
        jobs.put(id, new StubJob(job, looks, () -> run(id, job.path("configuration"), media)));
        return Reply.of(jobs.get(id).looked());
    }

    private void run(String id, JsonNode configuration, byte[] media) {
        if (failing.test(id)) {
            throw failure;
        }
        if (configuration.has("load")) {
            new StubLoad(configuration.path("load")).into(tables, media, bucket);
            return;
        }
        scripts.add(id);
        JsonNode query = configuration.path("query");
        require(
                query.path("useLegacySql").isBoolean()
                        && !query.path("useLegacySql").asBoolean(),
                "legacy SQL");
        Tables snapshot = tables.copy();
        new Transaction(snapshot, parameters(query)).run(query.path("query").asText());
        tables.become(snapshot);
    }

    static Map<String, JsonNode> parameters(JsonNode query) {
        Map<String, JsonNode> parameters = new HashMap<>();
        query.path("queryParameters")
                .forEach(one -> parameters.put(one.path("name").asText(), one.path("parameterValue")));
        return parameters;
    }

    private Reply query(JsonNode query) {
        require(query.path("location").asText().equals("EU"), "no location");
        ObjectNode body = BigQueryServer.JSON.createObjectNode().put("jobComplete", true);
        new Query(tables, parameters(query)).run(query.path("query").asText(), body);
        return Reply.of(body);
    }
}
