#!/usr/bin/env bash
# Caravan on Google Cloud: PROJECT_ID=… REGION=… ./deploy.sh job|service KEYS
# KEYS is a folder with one file a secret: amplitude-api-key, amplitude-secret-key, s3-access-key, s3-secret-key; for the service
# http-token too. What is there already is left as it is, but for the job or service itself, which is replaced.
set -euo pipefail
cd "$(dirname "$0")"
: "${PROJECT_ID:?the id of the Google Cloud project}" "${REGION:?where to, such as europe-west1}"
what=${1:-} keys=${2:-}
case $what in
    job) secrets="amplitude-api-key amplitude-secret-key s3-access-key s3-secret-key" ;;
    service) secrets="amplitude-api-key amplitude-secret-key s3-access-key s3-secret-key http-token" ;;
    *) echo "usage: PROJECT_ID=… REGION=… $0 job|service KEYS" >&2; exit 64 ;;
esac
runs=caravan@$PROJECT_ID.iam.gserviceaccount.com
calls=caravan-caller@$PROJECT_ID.iam.gserviceaccount.com
filled=$(mktemp)
trap 'rm -f "$filled"' EXIT
sed "s/PROJECT_ID/$PROJECT_ID/" "$what.yaml" >"$filled"

gcloud config set project "$PROJECT_ID"
gcloud services enable run.googleapis.com secretmanager.googleapis.com cloudscheduler.googleapis.com pubsub.googleapis.com

account() { gcloud iam service-accounts describe "$1@$PROJECT_ID.iam.gserviceaccount.com" >/dev/null 2>&1 || gcloud iam service-accounts create "$1"; }
account caravan
account caravan-caller

for name in $secrets; do
    if ! gcloud secrets describe "$name" >/dev/null 2>&1; then
        gcloud secrets create "$name" --replication-policy=automatic --data-file="${keys:?the folder with the file $name}/$name"
    fi
    gcloud secrets add-iam-policy-binding "$name" --member="serviceAccount:$runs" --role=roles/secretmanager.secretAccessor
done

if [ "$what" = job ]; then
    gcloud run jobs replace "$filled" --region="$REGION"
    gcloud run jobs add-iam-policy-binding caravan --region="$REGION" --member="serviceAccount:$calls" --role=roles/run.invoker
    gcloud scheduler jobs describe caravan --location="$REGION" >/dev/null 2>&1 ||
        gcloud scheduler jobs create http caravan --location="$REGION" --schedule="0 3 * * *" --time-zone=Etc/UTC --http-method=POST --uri="https://run.googleapis.com/v2/projects/$PROJECT_ID/locations/$REGION/jobs/caravan:run" --oauth-service-account-email="$calls"
    exit
fi

gcloud run services replace "$filled" --region="$REGION"
url=$(gcloud run services describe caravan --region="$REGION" --format="value(status.url)")
gcloud pubsub topics describe caravan >/dev/null 2>&1 ||
    gcloud pubsub topics create caravan
# Ten minutes of tries: what is not delivered by then the next message makes up for.
gcloud pubsub subscriptions describe caravan >/dev/null 2>&1 ||
    gcloud pubsub subscriptions create caravan --topic=caravan --push-endpoint="$url/api/runs" --push-auth-service-account="$calls" --push-auth-token-audience=caravan --ack-deadline=30 --message-retention-duration=10m --min-retry-delay=10s --max-retry-delay=120s --expiration-period=never
gcloud scheduler jobs describe caravan --location="$REGION" >/dev/null 2>&1 ||
    gcloud scheduler jobs create pubsub caravan --location="$REGION" --schedule="0 3 * * *" --time-zone=Etc/UTC --topic=caravan --message-body="{}"
