-- Brings one hour in, in one transaction. Where a statement fails, BigQuery undoes all of it.
DECLARE next_load INT64;
DECLARE changed INT64;
DECLARE came INT64 DEFAULT 0;
DECLARE turned_away INT64 DEFAULT 0;

CREATE TEMP FUNCTION text_of(value JSON) AS (COALESCE(JSON_VALUE(value), NULLIF(TO_JSON_STRING(value), 'null')));
CREATE TEMP FUNCTION json_of(value JSON) AS (IF(JSON_TYPE(value) = 'null', NULL, value));
CREATE TEMP FUNCTION event_of(raw STRING) AS (SAFE.PARSE_JSON(raw, wide_number_mode => 'round'));
-- JSON_KEYS writes a key with a dot or a quote in it as a JSON string.
CREATE TEMP FUNCTION key_of(written STRING) AS (
    IF(STARTS_WITH(written, '"'), COALESCE(SAFE.STRING(SAFE.PARSE_JSON(written)), written), written)
);

BEGIN TRANSACTION;

-- Of two transactions that change this row at once BigQuery cancels one. So load numbers are of the order in which loads are committed.
UPDATE {load_numbers}
SET load_number = 1 + GREATEST(
    load_number,
    (SELECT COALESCE(MAX(l.load_number), -1) FROM {loads} AS l),
    (SELECT COALESCE(MAX(r.load_number), -1) FROM {replaced} AS r),
    (SELECT COALESCE(MAX(f.load_number), -1) FROM {refreshes} AS f)
)
WHERE TRUE;
SET changed = @@row_count;
ASSERT changed = 1 AS 'load_numbers has not one row: ./caravan bigquery setup says what belongs there';
SET next_load = (SELECT load_number FROM {load_numbers});

ASSERT NOT EXISTS (
    SELECT 1 FROM {loads} WHERE project = @project AND hour = @hour AND load_number != @former
) AS '{moved}';

IF EXISTS (SELECT 1 FROM {events} WHERE project = @project AND hour = @hour) THEN
    INSERT INTO {replaced} (project, hour, load_number, uuid, object, line, amplitude_id, user_id, device_id)
    SELECT project, hour, next_load, uuid, object, line, amplitude_id, user_id, device_id
    FROM {events} WHERE project = @project AND hour = @hour;
    DELETE FROM {events} WHERE project = @project AND hour = @hour;
-- [properties]
    DELETE FROM {properties} WHERE project = @project AND hour = @hour;
END IF;
DELETE FROM {rejected} WHERE project = @project AND hour = @hour;
DELETE FROM {loads} WHERE project = @project AND hour = @hour;

-- [arrived]
INSERT INTO {events} (project, hour, revision, object, line, {columns}, raw)
SELECT @project, @hour, @revision, object, line, {values}, raw
FROM (SELECT object, line, raw, event_of(raw) AS event FROM ({arrived}))
WHERE JSON_TYPE(event) = 'object';
SET came = came + @@row_count;
-- [end]

IF came < @lines THEN
-- [arrived]
    INSERT INTO {rejected} (project, hour, revision, object, line, reason, beginning)
    SELECT @project, @hour, @revision, object, line,
        COALESCE(reason, 'no JSON object, or JSON that BigQuery does not take'), COALESCE(beginning, SUBSTR(raw, 1, 200))
    FROM ({arrived})
    WHERE COALESCE(JSON_TYPE(event_of(raw)) != 'object', TRUE);
    SET turned_away = turned_away + @@row_count;
-- [end]
END IF;
ASSERT came + turned_away = @lines AS '{other_lines}';

-- [properties]
INSERT INTO {properties} (
    project, hour, revision, object, line, uuid, event_type, event_time, amplitude_id, user_id, device_id, property, value
)
SELECT
    project, hour, revision, object, line, uuid, event_type, event_time, amplitude_id, user_id, device_id,
    key_of(written), text_of(event_properties[key_of(written)])
FROM {events}, UNNEST(JSON_KEYS(event_properties, 1)) AS written
WHERE project = @project AND hour = @hour;

INSERT INTO {loads} (project, hour, revision, load_number, events, rejected, record_version, committed_at, loaded_at)
VALUES (@project, @hour, @revision, next_load, came, turned_away, @record_version, @committed_at, @loaded_at);

COMMIT TRANSACTION;
