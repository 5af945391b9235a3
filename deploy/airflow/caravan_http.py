"""Caravan runs as a service somewhere; Airflow tells it when, and waits for the end.

Needs Airflow 3, apache-airflow-providers-http, `caravan.http.token-file` at the service, and two connections of type http:
`caravan` (the service's address; extra {"Authorization": "Bearer …"}) and `alerts` (a webhook that takes {"text": …}).
Where Airflow alone decides when, give the service a cron that never comes: 0 0 0 1 1 ? 2099
With caravan.warehouse=duckdb a sync loads the warehouse and refreshes its models by itself; the service needs a volume for the file then.
"""
import time
from datetime import datetime, timedelta, timezone

from airflow.providers.http.hooks.http import HttpHook
from airflow.sdk import DAG, task
from airflow.sdk.exceptions import AirflowException, AirflowFailException

# Asking again within the hour helps none of these. 75 (later helps) and 74 (disk) are tried again: as a new run.
NO_USE_REPEATING = {64: "command line", 65: "a person is needed for some hours", 70: "a fault of Caravan", 77: "refused", 78: "configuration"}
BETWEEN_LOOKS = 20


def alert(context):
    text = f"Caravan's sync failed: {context['ti'].dag_id}, {context['exception']}. `caravan status` says which hours."
    HttpHook(http_conn_id="alerts").run(json={"text": text})


with DAG(
    dag_id="caravan_http",
    description="Every due hour of Amplitude events, once an hour, by a Caravan that is there already.",
    schedule="20 * * * *",
    start_date=datetime(2026, 11, 1, tzinfo=timezone.utc),
    # The work list is what the ledger lacks, not Airflow's intervals: one run takes all of it.
    catchup=False,
    max_active_runs=1,
    default_args={"retries": 3, "retry_delay": timedelta(minutes=10), "on_failure_callback": alert},
):

    # One task and not an operator with a sensor behind it: what is tried again is the run, not the look at it.
    @task(execution_timeout=timedelta(hours=12))
    def sync():
        run = HttpHook("POST", http_conn_id="caravan").run("api/runs", json={}).json()
        looks = HttpHook("GET", http_conn_id="caravan")
        while run["state"] not in ("succeeded", "failed"):
            time.sleep(BETWEEN_LOOKS)
            run = looks.run(f"api/runs/{run['id']}").json()
        if run["state"] == "succeeded":
            return run
        code = run.get("exitCode")
        if code in NO_USE_REPEATING:
            raise AirflowFailException(f"run {run['id']} ended with {code}, {NO_USE_REPEATING[code]}: not tried again")
        raise AirflowException(f"run {run['id']} ended with {code}: tried again")

    sync()
