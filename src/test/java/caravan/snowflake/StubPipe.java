package caravan.snowflake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The pipe of a {@link SnowflakeServer}: a file comes in some looks after it was told of, and once. */
final class StubPipe {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Names of calls, and of files with how often each was told of. */
    final List<String> calls = new ArrayList<>();

    final Map<String, Integer> told = new LinkedHashMap<>();
    private final StubDatabase database;
    private final Map<String, Integer> looks = new LinkedHashMap<>();
    private final Map<String, String> states = new LinkedHashMap<>();
    private final List<String> reported = new ArrayList<>();
    private int slowness;
    private int refusal;
    private String damaged = "";

    record Answer(int status, JsonNode body) {}

    StubPipe(StubDatabase database) {
        this.database = database;
    }

    /** So many looks it takes from now on until a file is in. */
    void takes(int looks) {
        slowness = looks;
    }

    /** Of a file whose name has this part it says that it failed. */
    void failsOn(String part) {
        damaged = part;
    }

    /** Each call is answered so; 0: none. */
    void answers(int status) {
        refusal = status;
    }

    /** Ten minutes pass: only the history knows of files until now. */
    void forgetReports() {
        reported.clear();
    }

    synchronized Answer answer(String path, JsonNode body, String query) {
        String call = path.substring(path.lastIndexOf('/') + 1);
        calls.add(call);
        if (refusal != 0) {
            return new Answer(refusal, JSON.createObjectNode().put("message", "as the test has it"));
        }
        if (!path.equals("/v1/data/pipes/CARAVAN.BRONZE.LINES/" + call)) {
            return new Answer(404, JSON.createObjectNode().put("message", "Specified object does not exist"));
        }
        if (call.equals("insertFiles")) {
            body.path("files").forEach(file -> tell(file.path("path").asText()));
            return new Answer(200, JSON.createObjectNode().put("status", "SUCCESS"));
        }
        states.keySet().forEach(this::look);
        ObjectNode answer = JSON.createObjectNode().put("completeResult", true);
        List<String> known = call.equals("insertReport") ? reported : List.copyOf(states.keySet());
        known.forEach(file -> answer.withArray("files")
                .addObject()
                .put("path", file)
                .put("stageLocation", "s3://lake/")
                .put("status", states.get(file))
                .put("complete", states.get(file).equals("LOADED"))
                .put("firstError", states.get(file).equals("LOAD_FAILED") ? "as the test has it" : null));
        return new Answer(200, answer);
    }

    private void tell(String file) {
        told.merge(file, 1, Integer::sum);
        if (states.putIfAbsent(file, "LOAD_IN_PROGRESS") == null) {
            looks.put(file, slowness);
            reported.add(file);
        }
        look(file);
    }

    private void look(String file) {
        if (states.get(file).equals("LOAD_IN_PROGRESS") && looks.merge(file, -1, Integer::sum) < 0) {
            states.put(file, !damaged.isEmpty() && file.contains(damaged) ? "LOAD_FAILED" : bring(file));
        }
    }

    private String bring(String key) {
        try (Connection connection = database.another();
                PreparedStatement insert =
                        connection.prepareStatement("insert into piped (file, line, text) values (?, ?, ?)")) {
            Optional<List<String>> lines = database.lines(key);
            if (lines.isEmpty()) {
                return "LOAD_FAILED";
            }
            for (int i = 0; i < lines.get().size(); i++) {
                insert.setString(1, database.file(key));
                insert.setLong(2, i + 1L);
                insert.setString(3, lines.get().get(i));
                insert.addBatch();
            }
            insert.executeBatch();
            return "LOADED";
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
