"""The models in the dialects of all warehouses: dbt compiles them for each; for BigQuery dbt also builds them, from nothing and by an increment, with its
own adapter on a stand-in that runs the translated statements on DuckDB, beside what the embedded runner made of the same bronze; and ZetaSQL,
BigQuery's own analyser, takes each statement that came.

usage: dbt_dialects.py WORK_DIR     with dbt-duckdb, dbt-snowflake, dbt-bigquery and fakesnow in this Python; dbt.py has run there
"""
import json, os, shutil, subprocess, sys

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
