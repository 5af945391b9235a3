"""Caravan as a pod that Airflow starts each hour.

Needs Airflow 3, apache-airflow-providers-cncf-kubernetes and -http, the Secret `caravan` and the service account `caravan` in the
namespace `caravan` (deploy/kubernetes), and the connection `alerts`: a webhook that takes {"text": …}, such as Slack's.
With caravan.warehouse=duckdb a sync loads the warehouse and refreshes its models by itself; the pod needs a volume at /caravan/data then, one that outlives it.
"""
from datetime import datetime, timedelta, timezone

from airflow.providers.cncf.kubernetes.operators.pod import KubernetesPodOperator
from airflow.providers.http.hooks.http import HttpHook
from airflow.sdk import DAG
from airflow.sdk.exceptions import AirflowException, AirflowFailException
from kubernetes.client import models as k8s

IMAGE = "registry.example.com/caravan:0.1.0"
SETTINGS = {
    "CARAVAN_S3_BUCKET": "your-bucket",
    "CARAVAN_AMPLITUDE_API_KEY_FILE": "/caravan/secrets/amplitude-api-key",
    "CARAVAN_AMPLITUDE_SECRET_KEY_FILE": "/caravan/secrets/amplitude-secret-key",
    # Only where the pod has no role of its own:
    # "CARAVAN_S3_ACCESS_KEY_FILE": "/caravan/secrets/s3-access-key",
    # "CARAVAN_S3_SECRET_KEY_FILE": "/caravan/secrets/s3-secret-key",
    "CARAVAN_UPLOADS": "8",
    "CARAVAN_SPOOL_QUOTA": "10GiB",
    "CARAVAN_LOG_FORMAT": "json",
}
# Asking again within the hour helps none of these. 75 (later helps), 74 (disk) and a lost node are tried again.
NO_USE_REPEATING = {64: "command line", 65: "a person is needed for some hours", 70: "a fault of Caravan", 77: "refused", 78: "configuration"}


class Caravan(KubernetesPodOperator):
    """A pod whose exit code decides whether it is tried again."""

    def cleanup(self, pod, remote_pod, *args, **kwargs):
        try:
            super().cleanup(pod, remote_pod, *args, **kwargs)
        except AirflowException as failed:
            of_it = [one for one in remote_pod.status.container_statuses or [] if one.name == self.base_container_name]
            code = of_it[0].state.terminated.exit_code if of_it and of_it[0].state.terminated else None
            if code in NO_USE_REPEATING:
                raise AirflowFailException(f"exit code {code}, {NO_USE_REPEATING[code]}: not tried again") from failed
            raise


def alert(context):
    text = f"Caravan's sync failed: {context['ti'].dag_id}, {context['exception']}. Its log says which hours, and what to do."
    HttpHook(http_conn_id="alerts").run(json={"text": text})


with DAG(
    dag_id="caravan_pod",
    description="Every due hour of Amplitude events, once an hour, in a pod of its own.",
    schedule="20 * * * *",
    start_date=datetime(2026, 11, 1, tzinfo=timezone.utc),
    # The work list is what the ledger lacks, not Airflow's intervals: one sync takes all of it.
    catchup=False,
    max_active_runs=1,
    default_args={"retries": 3, "retry_delay": timedelta(minutes=10), "on_failure_callback": alert},
):
    Caravan(
        task_id="sync",
        execution_timeout=timedelta(hours=12),
        name="caravan-sync",
        namespace="caravan",
        image=IMAGE,
        arguments=["sync"],
        env_vars=SETTINGS,
        labels={"app.kubernetes.io/name": "caravan", "app.kubernetes.io/component": "sync"},
        service_account_name="caravan",
        automount_service_account_token=False,
        termination_grace_period=45,
        security_context=k8s.V1PodSecurityContext(
            run_as_non_root=True,
            run_as_user=10001,
            run_as_group=10001,
            fs_group=10001,
            seccomp_profile=k8s.V1SeccompProfile(type="RuntimeDefault"),
        ),
        container_security_context=k8s.V1SecurityContext(
            allow_privilege_escalation=False,
            read_only_root_filesystem=True,
            capabilities=k8s.V1Capabilities(drop=["ALL"]),
        ),
        container_resources=k8s.V1ResourceRequirements(
            requests={"cpu": "250m", "memory": "512Mi", "ephemeral-storage": "5Gi"},
            limits={"cpu": "2", "memory": "512Mi", "ephemeral-storage": "21Gi"},
        ),
        volumes=[
            k8s.V1Volume(name="secrets", secret=k8s.V1SecretVolumeSource(secret_name="caravan", default_mode=0o400)),
            k8s.V1Volume(name="data", empty_dir=k8s.V1EmptyDirVolumeSource(size_limit="20Gi")),
            k8s.V1Volume(name="tmp", empty_dir=k8s.V1EmptyDirVolumeSource(size_limit="256Mi")),
        ],
        volume_mounts=[
            k8s.V1VolumeMount(name="secrets", mount_path="/caravan/secrets", read_only=True),
            k8s.V1VolumeMount(name="data", mount_path="/caravan/data"),
            k8s.V1VolumeMount(name="tmp", mount_path="/tmp"),
        ],
    )
