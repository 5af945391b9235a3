"""The DAGs of deploy/airflow in Airflow itself: imported without an error, and tried against a stand-in for what they call.

usage: airflow_dags.py, by the Python of an environment with Airflow, AIRFLOW_HOME being an empty folder
"""
import http.server, json, os, sys, threading
from datetime import timedelta
from types import SimpleNamespace
from unittest import mock

from airflow.dag_processing.dagbag import DagBag
from airflow.providers.cncf.kubernetes.operators.pod import KubernetesPodOperator
from airflow.sdk.exceptions import AirflowException, AirflowFailException

DAGS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "deploy", "airflow")
TOKEN, ID = "a-token", "756b436b"


class Caravan(http.server.BaseHTTPRequestHandler):
    """Says queued, running, and then how it ended."""
    seen, end = [], {}

    def log_message(self, *_): pass

    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        Caravan.seen.append((self.command, self.path, self.headers.get("Authorization")))
        looks = sum(one[0] == "GET" for one in Caravan.seen)
        said = {"id": ID, "state": "queued"} if self.command == "POST" else {"id": ID, "state": "running"} if looks < 2 else {"id": ID, **Caravan.end}
        body = json.dumps(said).encode()
        self.send_response(202 if self.command == "POST" else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST


def outcome(call):
    """None, or the type of what it raised: AirflowFailException is the one that Airflow does not try again."""
    try: call()
    except AirflowException as raised: return type(raised)


def ended(operator, code):
    container = SimpleNamespace(name="base", state=SimpleNamespace(terminated=SimpleNamespace(exit_code=code, message=None)))
    pod = SimpleNamespace(metadata=SimpleNamespace(name="caravan-sync"), spec=SimpleNamespace(containers=[]),
                          status=SimpleNamespace(phase="Failed" if code else "Succeeded", container_statuses=[container]))
    with mock.patch.multiple(KubernetesPodOperator, process_pod_deletion=mock.DEFAULT, patch_already_checked=mock.DEFAULT, is_istio_enabled=mock.Mock(return_value=False)):
        return outcome(lambda: operator.cleanup(pod, pod))


bag = DagBag(DAGS)
assert not bag.import_errors, bag.import_errors
assert sorted(bag.dags) == ["caravan_http", "caravan_pod"], bag.dags
for dag in bag.dags.values():
    assert (dag.schedule, dag.catchup, dag.max_active_runs) == ("20 * * * *", False, 1), dag
    for task in dag.tasks:
        assert (task.retries, task.retry_delay) == (3, timedelta(minutes=10)), task
        assert task.on_failure_callback and task.execution_timeout, task
EXPECTED = {0: None, 64: AirflowFailException, 65: AirflowFailException, 70: AirflowFailException, 77: AirflowFailException, 78: AirflowFailException,
            74: AirflowException, 75: AirflowException, 143: AirflowException}

pod = bag.dags["caravan_pod"].get_task("sync")
assert pod.arguments == ["sync"] and pod.container_security_context.read_only_root_filesystem and pod.security_context.run_as_non_root
for code, expected in EXPECTED.items():
    assert ended(pod, code) == expected, "pod, exit code %d: %s" % (code, ended(pod, code))

server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Caravan)
threading.Thread(target=server.serve_forever, daemon=True).start()
os.environ["AIRFLOW_CONN_CARAVAN"] = json.dumps({"conn_type": "http", "host": "http://127.0.0.1", "port": server.server_address[1],
                                                 "extra": {"Authorization": "Bearer " + TOKEN}})
sync = bag.dags["caravan_http"].get_task("sync").python_callable
sync.__globals__["BETWEEN_LOOKS"] = 0
for code, expected in EXPECTED.items():
    Caravan.seen.clear()
    Caravan.end = {"state": "failed" if code else "succeeded", "exitCode": code}
    assert outcome(sync) == expected, "HTTP, exit code %d" % code
    assert Caravan.seen == [("POST", "/api/runs", "Bearer " + TOKEN)] + [("GET", "/api/runs/" + ID, "Bearer " + TOKEN)] * 2, Caravan.seen
server.shutdown()
print("airflow: %d DAGs, %d exit codes each" % (len(bag.dags), len(EXPECTED)))
