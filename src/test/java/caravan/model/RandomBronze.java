package caravan.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Hours of a few people who do everything that makes models wrong: the same uuid in several hours, people merged and, by a later
 * revision, not merged any more, or with somebody of whom nothing else is known; devices that are shared, ids that are none, sessions over midnight, events that are late or of the
 * future. Loaded as the loader does: what an older revision had goes into {@code bronze.replaced}.
 */
final class RandomBronze {
    private static final DateTimeFormatter SPELLING = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS");
    private static final LocalDateTime FIRST = LocalDateTime.parse("2026-10-30T20:00");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> TYPES = List.of(
            "[Amplitude] Page Viewed",
            "[Amplitude] Page Viewed",
            "[Amplitude] Element Clicked",
            "[Amplitude] Element Clicked",
            "[Amplitude] Form Started",
            "[Amplitude] Form Submitted",
            "Error Shown",
            "Search Performed",
            "session_end");
    private static final List<String> PAGES = List.of("/", "/pricing", "/help");

    private final Connection connection;
    private final Random dice;
    private final int[] revisions;

    RandomBronze(Connection connection, long seed, int hours) throws SQLException, IOException {
        this.connection = connection;
        this.dice = new Random(seed);
        this.revisions = new int[hours];
        Arrays.fill(revisions, -1);
        try (InputStream ddl = RandomBronze.class.getResourceAsStream("/caravan/warehouse/bronze.sql")) {
            run(new String(ddl.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    Random dice() {
        return dice;
    }

    /** One more revision of any of the hours, the first one too. */
    void load() throws SQLException, IOException {
        int number = dice.nextInt(revisions.length);
        int revision = ++revisions[number];
        LocalDateTime hour = FIRST.plusHours(number * 7L);
        String where = " where project = 'p' and hour = timestamp '" + Timestamp.valueOf(hour) + "'";
        run("begin");
        run(
                "create or replace temp table next_load as select greatest((select coalesce(max(load_number), -1) from bronze.loads),"
                        + " (select coalesce(max(load_number), -1) from bronze.replaced)) + 1 as n");
        run("insert into bronze.replaced select project, hour, n, uuid, object, line, amplitude_id, user_id, device_id"
                + " from bronze.events, next_load" + where);
        run("delete from bronze.events" + where);
        run("delete from bronze.loads" + where);
        int events = dice.nextInt(5) == 0 ? 0 : dice.nextInt(8);
        for (int line = 1; line <= events; line++) {
            insert(hour, revision, line, event(hour));
        }
        run("insert into bronze.loads select 'p', timestamp '" + Timestamp.valueOf(hour) + "', " + revision + ", n, "
                + events + ", 0, 'v', timestamp '2026-11-01', timestamp '2026-11-01' from next_load");
        run("commit");
    }

    private Map<String, String> event(LocalDateTime hour) throws IOException {
        int person = dice.nextInt(6);
        LocalDateTime uploaded = hour.plusSeconds(dice.nextInt(3600));
        Map<String, String> event = new LinkedHashMap<>();
        event.put("uuid", dice.nextInt(30) == 0 ? null : "u" + dice.nextInt(60));
        event.put("amplitude_id", dice.nextInt(25) == 0 ? null : Integer.toString(100 + person));
        event.put("user_id", pick(null, null, "unknown", "ann@acme.example", "bob@gmail.com", "cem@fjell.example"));
        event.put("device_id", pick(null, "d" + person, "d" + person, "d" + dice.nextInt(3)));
        event.put("session_id", pick("-1", "1", "2", "2", "3"));
        event.put("event_type", TYPES.get(dice.nextInt(TYPES.size())));
        event.put("event_time", SPELLING.format(happened(uploaded)));
        event.put("server_upload_time", SPELLING.format(uploaded));
        event.put("country", pick(null, "Norway", "Japan"));
        event.put("city", pick(null, "Bergen", "Tokyo"));
        event.put("platform", pick("Web", "iOS"));
        event.put("data", dice.nextInt(8) == 0 ? "{\"merged_amplitude_id\": " + (98 + dice.nextInt(10)) + "}" : "{}");
        event.put("event_groups", dice.nextInt(6) == 0 ? "{\"company\": [\"Acme\"]}" : "{}");
        event.put("event_properties", JSON.writeValueAsString(properties()));
        event.put("user_properties", pick(null, "{}", "{\"city\": 1}", "{\"City\": \"x\", \"company\": \"Fjell AS\"}"));
        return event;
    }

    private Map<String, Object> properties() {
        Map<String, Object> properties = new LinkedHashMap<>();
        if (dice.nextInt(6) > 0) {
            properties.put("[Amplitude] Page Path", PAGES.get(dice.nextInt(PAGES.size())));
        }
        properties.put("[Amplitude] Element Text", pick("Go", "Stop"));
        properties.put(pick("Size", "size"), dice.nextBoolean() ? 1 : "one");
        return properties;
    }

    private LocalDateTime happened(LocalDateTime uploaded) {
        return switch (dice.nextInt(12)) {
            case 0 -> uploaded.minusDays(dice.nextInt(25));
            case 1 -> uploaded.plusYears(9);
            case 2 -> LocalDateTime.parse("1970-01-03T00:00");
            default -> uploaded.minusSeconds(dice.nextInt(5)).withNano(0);
        };
    }

    private String pick(String... of) {
        return of[dice.nextInt(of.length)];
    }

    private void insert(LocalDateTime hour, int revision, int line, Map<String, String> event) throws SQLException {
        String names = String.join(", ", event.keySet());
        String sql = "insert into bronze.events (project, hour, revision, object, line, raw, " + names
                + ") values ('p', ?, ?, ?, ?, '{}'" + ", ?".repeat(event.size()) + ")";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setTimestamp(1, Timestamp.valueOf(hour));
            statement.setInt(2, revision);
            statement.setString(3, "o" + hour + "-r" + revision);
            statement.setLong(4, line);
            int at = 5;
            for (String value : event.values()) {
                statement.setString(at++, value);
            }
            statement.execute();
        }
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
