"""A second opinion on both wires: an export made and served with Python's zipfile and http.server, landed in moto's S3 server.

usage: peer_s3.py WORK_DIR [PROGRAM]     with moto[server] in this Python; the product built. PROGRAM instead of the launcher
Configured through the environment names that people already have. Compares every object with what was made, byte for byte.
"""
import gzip, hashlib, http.server, io, json, os, subprocess, sys, threading, zipfile
from datetime import datetime, timedelta, timezone
from urllib.parse import parse_qs, urlparse

from moto.server import ThreadedMotoServer
import boto3

WORK, ID, HOURS = sys.argv[1], 300400, 24
PROGRAM = sys.argv[2] if len(sys.argv) > 2 else os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "caravan")
FIRST = (datetime.now(timezone.utc) - timedelta(days=3)).replace(hour=0, minute=0, second=0, microsecond=0)
made, asked = {}, []

for number in range(HOURS * 2):
    hour, part = FIRST + timedelta(hours=number // 2), number % 2
    if hour.hour == 4: continue  # a quiet hour
    lines = [json.dumps({"uuid": "%d-%d" % (number, i), "event_type": "seen", "user_id": "München" if i % 2 else None,
                         "server_upload_time": hour.strftime("%Y-%m-%d %H:%M:%S")}, ensure_ascii=i % 3 == 0) for i in range(50)]
    made[(hour, part)] = ("\n".join(lines) + ("" if number % 5 == 0 else "\n")).encode()


class Export(http.server.BaseHTTPRequestHandler):
    def log_message(self, *_): pass

    def do_GET(self):
        query = parse_qs(urlparse(self.path).query)
        asked.append(self.path)
        first, last = (datetime.strptime(query[name][0], "%Y%m%dT%H").replace(tzinfo=timezone.utc) for name in ("start", "end"))
        body = io.BytesIO()
        with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as archive:
            for (hour, part), text in made.items():
                if first <= hour <= last:
                    archive.writestr("%d/%d_%s_%d#%d.json.gz" % (ID, ID, hour.strftime("%Y-%m-%d"), hour.hour, part), gzip.compress(text))
            empty = not archive.namelist()
        data = b"Raw data files were not found." if empty else body.getvalue()
        self.send_response(404 if empty else 200)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


def caravan(*arguments):
    result = subprocess.run([PROGRAM, *arguments], env=env, cwd=WORK, timeout=300, capture_output=True, text=True)
    print(result.stdout, result.stderr)
    return result


export = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Export)
threading.Thread(target=export.serve_forever, daemon=True).start()
moto = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
moto.start()
endpoint = "http://%s:%d" % moto.get_host_and_port()
env = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), "AMP_API_KEY": "key", "AMP_SECRET_KEY": "secret",
       "AMP_BASE_URL": "http://127.0.0.1:%d" % export.server_address[1], "AWS_BUCKET_NAME": "lake", "AWS_REGION": "us-east-1",
       "AWS_ENDPOINT_URL": endpoint, "AWS_ACCESS_KEY": "a", "AWS_ACCESS_SECRET_KEY": "b"}
s3 = boto3.client("s3", endpoint_url=endpoint, region_name="us-east-1", aws_access_key_id="a", aws_secret_access_key="b")
s3.create_bucket(Bucket="lake")
spelled = ["--from", FIRST.strftime("%Y-%m-%d"), "--to", FIRST.strftime("%Y-%m-%d")]

assert caravan("sync", *spelled).returncode == 0
pages = s3.get_paginator("list_objects_v2").paginate(Bucket="lake")
there = {item["Key"]: s3.get_object(Bucket="lake", Key=item["Key"])["Body"].read() for page in pages for item in page["Contents"]}
events = {key: body for key, body in there.items() if key.startswith("events/")}
records = [json.loads(body) for key, body in there.items() if key.startswith("_caravan/hours/")]
listed = [item["key"] for record in records for item in record["objects"]]
digest = lambda bodies: sorted(hashlib.sha256(body).hexdigest() for body in bodies)
assert digest(events.values()) == digest(made.values()), "not what was made"
assert sorted(listed) == sorted(events), "records do not list exactly what is there"
assert sorted(record["state"] for record in records) == ["empty"] + ["landed"] * (HOURS - 1)
before = len(asked)
assert caravan("sync", *spelled).returncode == 0 and len(asked) == before, "asked again for what is done"
assert caravan("verify", *spelled).returncode == 0
print("%d objects, %d records, %d requests" % (len(events), len(records), before))
moto.stop()
export.shutdown()
