package caravan.snowflake;

import caravan.config.SnowflakeSettings;
import caravan.warehouse.Field;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What the loader's schema is made of, statement by statement. With {@code copy} events are a table; with {@code snowpipe} a view of what the pipe brought. */
final class BronzeTables {
    private static final String PLACE = """
            project varchar not null,
                hour timestamp_ntz not null,
                revision integer not null,
                object varchar not null,
                line bigint not null,
            """;
    private static final String SHOWN = """
            from (select file, line, text, %s as event from piped) as p
            inner join objects as o on o.file = p.file
            """.formatted(Lines.PARSED);

    private BronzeTables() {}

    static List<String> statements(SnowflakeSettings.Load load, String prefix) {
        List<String> all = new ArrayList<>(script("bronze.sql"));
        if (load == SnowflakeSettings.Load.COPY) {
            all.add(events());
            all.addAll(script("rejected.sql"));
        } else {
            all.addAll(script("piped.sql"));
            all.add(shownEvents());
            all.add(shownRejected());
        }
        return all;
    }

    /** Of the resources here: each with the comment before it. */
    static List<String> script(String name) {
        try (InputStream in = BronzeTables.class.getResourceAsStream(name)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Arrays.stream(text.split(";\\s*(\\n|$)"))
                    .map(String::strip)
                    .filter(statement -> !statement.isEmpty())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String events() {
        return "-- One row a line that holds an event. Key: project, hour, revision, object, line.\n"
                + "create table if not exists events (\n    " + PLACE.strip() + "\n"
                + Field.ALL.stream()
                        .map(field -> "    " + field.column() + (field.json() ? " variant" : " varchar") + ",\n")
                        .collect(Collectors.joining())
                + "    raw variant not null\n)";
    }

    /** Columns are cut from the line while it is read: what the pipe brings is kept as it came. */
    private static String shownEvents() {
        return "-- The events of each hour's current revision, and of no other that lies beside it in piped.\n"
                + "create or replace view events as\n"
                + "select o.project, o.hour, o.revision, o.object, p.line, " + values()
                + ", event as raw\n" + SHOWN + "where is_object(event)";
    }

    private static String values() {
        return Field.ALL.stream()
                .map(field -> (field.json()
                                ? "get(event, '" + field.key() + "')"
                                : "to_varchar(get(event, '" + field.key() + "'))")
                        + " as " + field.column())
                .collect(Collectors.joining(", "));
    }

    private static String shownRejected() {
        return "-- Their other lines, blank ones left out.\n"
                + "create or replace view rejected as\n"
                + "select o.project, o.hour, o.revision, o.object, p.line, '" + Lines.NO_EVENT
                + "' as reason, left(p.text, 200) as beginning\n" + SHOWN
                + "where not coalesce(is_object(event), false) and trim(p.text, ' ' || chr(9) || chr(10) || chr(13)) <> ''";
    }
}
