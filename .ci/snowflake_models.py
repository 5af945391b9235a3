"""The SQL of Snowflake's set-up on fakesnow, which reads that dialect and runs it on DuckDB: the tables of bronze, and each model, from nothing and by
an increment, beside what the embedded warehouse made of the same bronze.

usage: snowflake_models.py WORK_DIR     with fakesnow in this Python; the product built; dbt.py has run there and left the demo's warehouse
What fakesnow cannot do, and so is not run here: COPY with METADATA$ columns, pipes, streams, tasks, integrations, procedures (their statements are taken
out of them and run), functions in Python (what intermediate.components answers is worked out here).
"""
import os, re, shutil, subprocess, sys

import duckdb, fakesnow, snowflake.connector

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
WORK = os.path.join(os.path.abspath(sys.argv[1]), "snowflake")
DEMOS = os.path.join(os.path.abspath(sys.argv[1]), "dbt")
# When an identity was last reached: what was built at once says the last load of all. A list is spelt in two ways; gold.page_friction tells what is in it.
NOT_COMPARED = {"intermediate.int_identities": ["load_number"], "intermediate.int_page_weeks": ["seconds_to_first_action"]}
# fakesnow's array_agg keeps nulls, Snowflake's does not.
WITHOUT_NULLS = """update CARAVAN.INTERMEDIATE.INT_PAGE_WEEKS set SECONDS_TO_FIRST_ACTION =
    to_json(list_filter(from_json(SECONDS_TO_FIRST_ACTION, '["DOUBLE"]'), lambda x: x is not null))"""
# Made and not filled: fakesnow's flatten takes a key such as $revenue for a path. What reads it is empty, too.
NOT_FILLED = {"intermediate.int_hour_properties", "gold.event_catalog"}


def run(command, **more):
    result = subprocess.run(command, cwd=WORK, timeout=600, capture_output=True, text=True, env={**os.environ, "LC_ALL": "C.UTF-8", **more})
    if result.returncode: sys.exit("%s ended with %d\n%s%s" % (" ".join(command), result.returncode, result.stdout[-3000:], result.stderr[-3000:]))
    return result.stdout


def statements():
    """Of the printed set-up; those of a procedure stay together."""
    # Looked at only to name its public half.
    key = "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"
    text = run([os.path.join(ROOT, "caravan"), "snowflake", "setup"], CARAVAN_AMPLITUDE_API_KEY="a", CARAVAN_AMPLITUDE_SECRET_KEY="b", CARAVAN_S3_BUCKET="lake",
               CARAVAN_WAREHOUSE="snowflake", CARAVAN_SNOWFLAKE_ACCOUNT="myorg-acme", CARAVAN_SNOWFLAKE_PRIVATE_KEY=key)
    found, inside, one = [], False, []
    for line in text.splitlines():
        if not one and (line.startswith("--") or not line): continue
        if line.count("$$") % 2: inside = not inside
        one.append(line)
        if line.endswith(";") and not inside:
            found.append("\n".join(one)[:-1]); one = []
    return found


class Models:
    """By name: how each is made, made anew, and added to; in their order."""

    def __init__(self, all):
        self.views, self.tables, self.order = {}, {}, []
        for sql in all:
            view = re.match(r"create or replace view ((?:intermediate|silver|gold)\.\w+)", sql)
            table = re.match(r"create table if not exists ((?:intermediate|silver|gold)\.\w+) as", sql)
            body = re.match(r"(?s)create or replace procedure intermediate\.refresh_\w+\(.*?\$\$\nbegin\n(.*)return '([\w.]+)';\nend;\n\$\$", sql)
            if view: self.views[view[1]] = sql; self.order.append(view[1])
            elif table: self.order.append(table[1]); self.tables[table[1]] = [sql, None, None]
            elif body:
                two = re.match(r"(?s)if \(everything\) then\n(.*)\nelse\n(.*)\nend if;\n", body[1])
                anew, more = (two[1], two[2]) if two else (body[1], body[1])
                self.tables[body[2]][1:] = [part(anew), part(more)]


def part(text):
    return [one for one in re.split(r";\n|;$", text) if one.strip()]


def components(cursor, sql):
    """The function in Python, done here: its answer is a table that the statement reads instead."""
    called = re.search(r"(?s)select l\.project, c\.member, c\.least_member\s+from (\S+) as l, table\(\S+?\(l\.a, l\.b\) over \(partition by l\.project\)\) as c", sql)
    if not called: return sql
    least = {}

    def of(member):
        while least.setdefault(member, member) != member: member = least[member]
        return member
    for project, a, b in cursor.execute("select project, a, b from %s" % called[1]).fetchall():
        one, other = sorted((of((project, a)), of((project, b))))
        least[other] = one
    cursor.execute("create or replace table intermediate.answered (project varchar, member varchar, least_member varchar)")
    rows = [(key[0], key[1], of(key)[1]) for key in least]
    if rows: cursor.executemany("insert into intermediate.answered values (%s, %s, %s)", rows)
    return sql.replace(called[0], "select project, member, least_member from intermediate.answered")


def ran(cursor, name, sql):
    try:
        cursor.execute(components(cursor, sql).replace("typeof(", "type_of_json("))
    except Exception as e:
        sys.exit("%s is not taken by fakesnow: %s\n%s" % (name, str(e)[:1500], sql[:3000]))


def take_bronze(connection, hours):
    own = connection._duck_conn
    own.execute("attach '%s' as demo (read_only)" % os.path.join(DEMOS, "after-%d-hours.duckdb" % hours))
    for table in ("events", "rejected", "loads", "replaced"):
        own.execute("delete from CARAVAN.BRONZE.%s" % table.upper())
        own.execute("insert into CARAVAN.BRONZE.%s by name select * from demo.bronze.%s" % (table.upper(), table))


def refresh(connection, models, more):
    cursor = connection.cursor()
    for name in models.order:
        if name in models.tables and name not in NOT_FILLED:
            for sql in models.tables[name][2 if more else 1]: ran(cursor, name, sql)
            if name == "intermediate.int_page_weeks": connection._duck_conn.execute(WITHOUT_NULLS)


def compare(connection, models, when):
    own, rows, different = connection._duck_conn, 0, []
    for name in models.order:
        if name in NOT_FILLED: continue
        schema, table = name.upper().split(".")
        columns = [one[0] for one in own.execute("select column_name from (describe demo.%s)" % name).fetchall() if one[0] not in NOT_COMPARED.get(name, [])]
        chosen = ", ".join("cast(%s as varchar) as %s" % (column, column) for column in columns)
        ours, theirs = "select %s from CARAVAN.%s.%s" % (chosen, schema, table), "select %s from demo.%s" % (chosen, name)
        for one, other, whose in ((ours, theirs, "Snowflake's models"), (theirs, ours, "the embedded warehouse")):
            only = own.execute("select * from (%s except all %s) limit 2" % (one, other)).fetchall()
            if only: different.append("%s: rows that only %s has: %s" % (name, whose, str(only)[:600]))
        rows += own.execute("select count(*) from CARAVAN.%s.%s" % (schema, table)).fetchone()[0]
    own.execute("detach demo")
    if different: sys.exit("%s:\n%s" % (when, "\n".join(different)))
    if rows < 1000: sys.exit("%s: %d rows are no comparison" % (when, rows))
    print("%s: %d rows in %d tables and views are the same" % (when, rows, len(models.order) - len(NOT_FILLED)))


def main():
    shutil.rmtree(WORK, ignore_errors=True)
    os.makedirs(WORK)
    all = statements()
    models = Models(all)
    with fakesnow.patch():
        connection = snowflake.connector.connect(database="CARAVAN", schema="BRONZE")
        cursor = connection.cursor()
        for schema in ("intermediate", "silver", "gold"): cursor.execute("create schema if not exists CARAVAN.%s" % schema)
        cursor.execute("use schema CARAVAN.BRONZE")
        # fakesnow's typeof is DuckDB's.
        connection._duck_conn.execute("create macro type_of_json(j) as case json_type(j) when 'NULL' then 'NULL_VALUE' when 'UBIGINT' then 'INTEGER' when 'BIGINT' then 'INTEGER' else json_type(j) end")
        bronze = [sql for sql in all if re.match(r"(?s)(--[^\n]*\n)*(create table if not exists|insert into) \w+ ?\(", sql)]
        if len(bronze) < 6: sys.exit("%d statements for bronze" % len(bronze))
        for sql in bronze: ran(cursor, "bronze", sql)
        for sql in bronze: ran(cursor, "bronze, once more", sql)
        if cursor.execute("select count(*), max(load_number) from gate").fetchone() != (1, -1): sys.exit("the gate is not one row")
        take_bronze(connection, 30)
        for name in models.order: ran(cursor, name, models.views.get(name) or models.tables[name][0])
        refresh(connection, models, False)
        compare(connection, models, "built from nothing")
        take_bronze(connection, 40)
        refresh(connection, models, True)
        compare(connection, models, "after ten more hours")


main()
