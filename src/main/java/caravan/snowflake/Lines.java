package caravan.snowflake;

import caravan.hour.Hour;
import caravan.ledger.HourRecord;
import caravan.ledger.LandedObject;
import caravan.warehouse.Field;
import caravan.warehouse.ObjectMismatch;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Lines of objects as Snowflake reads them: the text of each, and its place. What is an event among them, and its columns, is cut from
 * the text here, for a COPY takes no condition, and a format of JSON neither keeps a line that is none nor says which one it was.
 *
 * @param prefix of the bucket that the objects' names begin with, and the record's do not
 */
record Lines(Statements statements, String prefix) {
    static final String FORMAT = "LINES_OF_TEXT";
    /** What JSON calls white space. */
    static final String BLANK = " \t\r\n";
    /** The last of a key that a line has twice counts, as in most readers of JSON. */
    static final String PARSED = "try_parse_json(text, 'd')";

    static final String NO_EVENT = "no JSON object";
    private static final int MOST_FILES = 1_000;

    private static final String EVENTS = """
            insert into events (project, hour, revision, object, line, raw, %s)
            select ?, to_timestamp_ntz(?), ?, substr(object, ?), line, event, %s
            from (select object, line, %s as event from arrived) as parsed
            where is_object(event)
            """.formatted(Field.columns(), values(), PARSED);
    private static final String REJECTED = """
            insert into rejected (project, hour, revision, object, line, reason, beginning)
            select ?, to_timestamp_ntz(?), ?, substr(object, ?), line, ?, left(text, 200)
            from arrived
            where not coalesce(is_object(%s), false) and trim(text, ?) <> ''
            """.formatted(PARSED);

    /** The columns of an event, from a variant of that name. */
    static String values() {
        return Field.ALL.stream()
                .map(field -> field.json()
                        ? "get(event, '" + field.key() + "')"
                        : "to_varchar(get(event, '" + field.key() + "'))")
                .collect(Collectors.joining(", "));
    }

    /** A table of this session alone, for one load; made before a transaction begins, since what makes tables ends it. */
    void makeRoom() throws SQLException {
        statements.run("create or replace temporary table arrived (object varchar, line bigint, text varchar)");
    }

    /** Each named file, whatever Snowflake remembers of having read it. */
    void copy(HourRecord record, String stage) throws SQLException {
        List<String> keys = record.objects().stream().map(LandedObject::key).toList();
        for (int from = 0; from < keys.size(); from += MOST_FILES) {
            List<String> some = keys.subList(from, Math.min(keys.size(), from + MOST_FILES));
            statements.run("copy into arrived (object, line, text)\n"
                    + "from (select metadata$filename, metadata$file_row_number, $1 from @" + stage + ")\n"
                    + "files = (" + some.stream().map(Statements::quoted).collect(Collectors.joining(", ")) + ")\n"
                    + "file_format = (format_name = '" + FORMAT + "')\n"
                    + "force = true\non_error = abort_statement");
        }
    }

    /** @throws ObjectMismatch where an object has another number of lines than its record says */
    void check(HourRecord record) throws SQLException, ObjectMismatch {
        Map<String, Long> found = new HashMap<>();
        statements.rows(
                "select substr(object, ?), count(*) from arrived where trim(text, ?) <> '' group by 1",
                row -> found.put(row.getString(1), row.getLong(2)),
                prefix.length() + 1,
                BLANK);
        check(record.hour(), record.objects(), found);
    }

    /** @param found lines of each object that are not blank */
    static void check(Hour hour, List<LandedObject> objects, Map<String, Long> found) throws ObjectMismatch {
        for (LandedObject object : objects) {
            long lines = found.getOrDefault(object.key(), 0L);
            if (lines != object.events() + object.rejected()) {
                throw new ObjectMismatch(
                        hour,
                        object.key(),
                        "has " + lines + " lines as Snowflake reads it, and landed with "
                                + (object.events() + object.rejected()));
            }
        }
    }

    long events(HourRecord record) throws SQLException {
        return statements.update(
                EVENTS, record.project(), SnowflakeBronze.time(record.hour()), record.revision(), prefix.length() + 1);
    }

    long rejected(HourRecord record) throws SQLException {
        return statements.update(
                REJECTED,
                record.project(),
                SnowflakeBronze.time(record.hour()),
                record.revision(),
                prefix.length() + 1,
                NO_EVENT,
                BLANK);
    }
}
