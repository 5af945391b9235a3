"""The models in the dialects of all warehouses: dbt compiles them for each; for BigQuery dbt also builds them, from nothing and by an increment, with its
own adapter on a stand-in that runs the translated statements on DuckDB, beside what the embedded runner made of the same bronze; and ZetaSQL,
BigQuery's own analyser, takes each statement that came.

usage: dbt_dialects.py WORK_DIR     with dbt-duckdb, dbt-snowflake, dbt-bigquery and fakesnow in this Python; dbt.py has run there
"""
import contextlib, json, os, shutil, subprocess, sys

import duckdb
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

import bigquery, bigquery_stand_in

ROOT = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
WORK = os.path.join(os.path.abspath(sys.argv[1]), "dialects")
DEMOS = os.path.join(os.path.abspath(sys.argv[1]), "dbt")
PROJECT = "acme-lake"
# fakesnow stands in for Snowflake within dbt's own process; the folder of this file would hide dbt.
ON_FAKESNOW = """
import sys, fakesnow
from dbt.cli.main import dbtRunner
with fakesnow.patch(): sys.exit(0 if dbtRunner().invoke(sys.argv[1:]).success else 1)
"""


def environment(target, **more):
    return {**os.environ, "LC_ALL": "C.UTF-8", "DBT_SEND_ANONYMOUS_USAGE_STATS": "false", "CARAVAN_DUCKDB_FILE": os.path.join(WORK, "duckdb.duckdb"),
            "CARAVAN_SNOWFLAKE_ACCOUNT": "acme", "CARAVAN_SNOWFLAKE_DBT_USER": "dbt", "NO_PROXY": "127.0.0.1", **more}


def dbt(command, target, *words, python=None, **more):
    """What dbt itself says; it ends the check where it fails."""
    began = [sys.executable, "-c", python] if python else [os.path.join(os.path.dirname(sys.executable), "dbt")]
    done = subprocess.run([*began, command, "--target", target, *words, "--profiles-dir", ".", "--target-path", os.path.join(WORK, target), "--log-path", os.path.join(WORK, "logs-" + target)],
                          cwd=os.path.join(ROOT, "dbt"), timeout=600, capture_output=True, text=True, env=environment(target, **more))
    if done.returncode: sys.exit("dbt %s for %s ended with %d\n%s%s" % (command, target, done.returncode, done.stdout[-9000:], done.stderr[-3000:]))


def compiled(target):
    """How many models dbt compiled."""
    folder = os.path.join(WORK, target, "compiled", "caravan", "models")
    count = sum(file.endswith(".sql") for inner, _, files in os.walk(folder) for file in files if not inner.endswith(".yml"))
    if count < 30: sys.exit("%d models were compiled for %s" % (count, target))
    print("%d models compiled for %s" % (count, target))


def account(address):
    """The file of a service account whose tokens come from the stand-in."""
    key = rsa.generate_private_key(65537, 2048).private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    file = os.path.join(WORK, "account.json")
    with open(file, "w") as out:
        json.dump({"type": "service_account", "project_id": PROJECT, "private_key_id": "1", "private_key": key.decode(), "client_email": "dbt@acme-lake", "token_uri": address + "/token"}, out)
    return file


@contextlib.contextmanager
def demo(lake, hours):
    lake.ask("attach '%s' as demo (read_only)" % os.path.join(DEMOS, "after-%d-hours.duckdb" % hours))
    yield
    lake.ask("detach demo")


def take_bronze(lake):
    for table in ("events", "rejected", "loads", "replaced"):
        lake.ask("delete from bronze.%s" % table)
        lake.ask("insert into bronze.%s by name select * from demo.bronze.%s" % (table, table))


# Columns that are not compared as they are, and why.
DIFFERENT = {
    # When an identity was last reached: what was built at once says the last load of all.
    ("intermediate.int_identities", "load_number"): None,
    # BigQuery has no list that is null: it is empty.
    ("intermediate.int_page_weeks", "seconds_to_first_action"): "coalesce({}, [])",
}


def compare(lake, when):
    """Every table of the models with the embedded runner's, row by row, and the sets of their names."""
    names = [[one for one, in lake.ask("select table_schema || '.' || table_name from information_schema.tables where table_catalog %s and table_schema in ('intermediate', 'silver', 'gold') order by 1" % which)]
             for which in ("<> 'demo'", "= 'demo'")]
    names[0].remove("intermediate.component_members")
    if names[0] != names[1]: sys.exit("%s: the tables are not the same: %s" % (when, names))
    rows, different = 0, []
    for name in names[1]:
        columns = [one for one, in lake.ask("select column_name from (describe demo.%s)" % name)]
        chosen = ", ".join("%s as %s" % ((DIFFERENT.get((name, one), "{}")).format(one), one) for one in columns if DIFFERENT.get((name, one), "") is not None)
        ours, theirs = "select %s from %s" % (chosen, name), "select %s from demo.%s" % (chosen, name)
        for one, other, whose in ((ours, theirs, "BigQuery's models"), (theirs, ours, "the embedded runner")):
            only = lake.ask("select * from (%s except all %s) limit 2" % (one, other))
            if only: different.append("%s: rows that only %s has: %s" % (name, whose, str(only)[:900]))
        rows += lake.ask("select count(*) from %s" % name)[0][0]
    if different: sys.exit("%s:\n%s" % (when, "\n".join(different)))
    if rows < 1000: sys.exit("%s: %d rows are no comparison" % (when, rows))
    print("%s: %d rows in %d tables and views of BigQuery's models are the same" % (when, rows, len(names[1])))


def main():
    shutil.rmtree(WORK, ignore_errors=True)
    os.makedirs(WORK)
    dbt("compile", "duckdb")
    compiled("duckdb")
    # Of two threads fakesnow makes the database twice.
    dbt("compile", "snowflake", "--threads", "1", python=ON_FAKESNOW)
    compiled("snowflake")
    sql = bigquery.printed()
    lake = bigquery_stand_in.Warehouse(os.path.join(WORK, "bigquery.duckdb"), os.path.join(WORK, "statements"))
    address = bigquery_stand_in.listening(lake)
    google = {"CARAVAN_BIGQUERY_PROJECT": PROJECT, "CARAVAN_BIGQUERY_ENDPOINT": address, "CARAVAN_BIGQUERY_CREDENTIALS_FILE": account(address)}
    lake.ask("create schema bronze")
    with open(os.path.join(sql, "setup-plain.sql")) as setup: lake.statements(setup.read())
    dbt("compile", "bigquery", **google)
    compiled("bigquery")
    # Unit tests are of what all warehouses share; on the stand-in they would show nothing that DuckDB's do not.
    for hours, when, excluded in ((30, "built from nothing", ["test"]), (40, "after ten more hours", [])):
        with demo(lake, hours): take_bronze(lake)
        dbt("build", "bigquery", "--exclude-resource-type", "unit_test", *excluded, **google)
        with demo(lake, hours): compare(lake, when)
    path = bigquery.zetasql()
    if path: assert " statements analysed by ZetaSQL" in bigquery.run("java", "-cp", path, "BigQuerySql", sql, os.path.join(WORK, "statements"))


main()
