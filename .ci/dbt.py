"""The models by real dbt, on the bronze of a demo, beside what the embedded runner made of it: every table the same, row by row; and every test of dbt's green.

usage: dbt.py WORK_DIR     with dbt-duckdb in this Python; the product built
First all of it from scratch, then the increments: the demo goes on to more hours, and what dbt adds to its own tables is what the runner adds to its.
The demo's warehouse stays beside it as it was after each, for the checks of other dialects.
"""
import os, shutil, subprocess, sys

import duckdb

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
WORK = os.path.join(os.path.abspath(sys.argv[1]), "dbt")
DEMO, OURS = os.path.join(WORK, "data", "demo", "warehouse.duckdb"), os.path.join(WORK, "dbt.duckdb")
LAYERS = ("intermediate", "silver", "gold")
BRONZE = ("events", "rejected", "loads", "replaced")
# When an identity was last reached: what was built at once says the last load of all.
BOOKKEEPING = {"intermediate.int_identities": ["load_number"]}

shutil.rmtree(WORK, ignore_errors=True)
os.makedirs(WORK)


def run(command, folder, **more):
    result = subprocess.run(command, cwd=folder, timeout=600, capture_output=True, text=True, env={**os.environ, "LC_ALL": "C.UTF-8", **more})
    print(result.stdout[-6000:], result.stderr[-3000:])
    if result.returncode: sys.exit("%s ended with %d" % (" ".join(command), result.returncode))


def demo(hours):
    run([os.path.join(ROOT, "caravan"), "demo", "--hours", str(hours), "--events", "400"], WORK)
    shutil.copy(DEMO, os.path.join(WORK, "after-%d-hours.duckdb" % hours))


def dbt(*words):
    run([os.path.join(os.path.dirname(sys.executable), "dbt"), *words, "--profiles-dir", ".", "--target-path", os.path.join(WORK, "target"), "--log-path", os.path.join(WORK, "logs")],
        os.path.join(ROOT, "dbt"), CARAVAN_DUCKDB_FILE=OURS, DBT_SEND_ANONYMOUS_USAGE_STATS="false")


def take_bronze():
    """The loader's tables as they are now, in the warehouse of dbt; what dbt itself has refreshed stays its own."""
    with duckdb.connect(OURS) as ours:
        ours.execute("attach '%s' as demo (read_only)" % DEMO)
        ours.execute("create schema if not exists bronze")
        ours.execute("create table if not exists bronze.refreshes as from demo.bronze.refreshes limit 0")
        for table in BRONZE: ours.execute("create or replace table bronze.%s as from demo.bronze.%s" % (table, table))


def tables(connection, catalog):
    return connection.execute("select table_schema || '.' || table_name from information_schema.tables where table_catalog = ? and table_schema in ('%s') order by 1"
                              % "', '".join(LAYERS), [catalog]).fetchall()


def compare(when):
    with duckdb.connect(OURS) as both:
        both.execute("attach '%s' as demo (read_only)" % DEMO)
        names = tables(both, "dbt")
        if names != tables(both, "demo"): sys.exit("%s: the tables are not the same: %s, %s" % (when, names, tables(both, "demo")))
        rows = 0
        for name, in names:
            without = " exclude (%s)" % ", ".join(BOOKKEEPING[name]) if name in BOOKKEEPING else ""
            ours, theirs = ("select *%s from %s.%s" % (without, catalog, name) for catalog in ("dbt", "demo"))
            for one, other, whose in ((ours, theirs, "dbt"), (theirs, ours, "the runner")):
                only = both.execute("select * from (%s except all %s) limit 3" % (one, other)).fetchall()
                if only: sys.exit("%s: rows of %s that only %s has: %s" % (when, name, whose, only))
            rows += both.execute("select count(*) from dbt.%s" % name).fetchone()[0]
        if rows == 0 or len(names) < 15: sys.exit("%s: %d rows in %d tables are no comparison" % (when, rows, len(names)))
        print("%s: %d rows in %d tables are the same" % (when, rows, len(names)))


demo(30)
take_bronze()
dbt("build")
compare("built from nothing")
demo(40)
take_bronze()
dbt("build")
compare("after ten more hours")
dbt("source", "freshness")
