"""Google Cloud Storage as fake-gcs-server has it: 24 hours, with a process that is killed among its objects, and a second one.

usage: peer_gcs.py FAKE_GCS_SERVER WORK_DIR     the product built
Each event is there once, in objects that records list; the server is asked by Google's own library alone, and by urllib here.
"""
import gzip, hashlib, http.server, io, json, os, signal, socket, subprocess, sys, threading, time, urllib.error, urllib.parse, urllib.request, zipfile
from datetime import datetime, timedelta, timezone

SERVER, WORK = os.path.abspath(sys.argv[1]), os.path.join(os.path.abspath(sys.argv[2]), "gcs")
PROGRAM = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "caravan")
ID, HOURS = 300500, 24
FIRST = (datetime.now(timezone.utc) - timedelta(days=3)).replace(hour=0, minute=0, second=0, microsecond=0)
LARGE = 17 << 20  # more than goes in one request
made, asked = {}, []
os.makedirs(WORK)

for number in range(HOURS * 2):
    hour, part = FIRST + timedelta(hours=number // 2), number % 2
    if hour.hour == 4: continue  # a quiet hour
    event = lambda i: json.dumps({"uuid": "%d-%d" % (number, i), "event_type": "seen", "user_id": "München" if i % 2 else None,
                                  "server_upload_time": hour.strftime("%Y-%m-%d %H:%M:%S")}, ensure_ascii=i % 3 == 0)
    lines = [event(i) for i in range(50)]
    if number == 20: lines += [json.dumps({"uuid": "large-%d" % i, "server_upload_time": hour.strftime("%Y-%m-%d %H:%M:%S"), "filler": os.urandom(500).hex()})
                               for i in range(LARGE // 1000)]
    made[(hour, part)] = ("\n".join(lines) + "\n").encode()


class Export(http.server.BaseHTTPRequestHandler):
    def log_message(self, *_): pass

    def do_GET(self):
        query = urllib.parse.parse_qs(urllib.parse.urlparse(self.path).query)
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


def gcs(path, method="GET", body=None):
    request = urllib.request.Request(endpoint + path, method=method, data=body, headers={"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return answer.read()


def listed(prefix):
    keys, token = [], ""
    while token is not None:
        page = json.loads(gcs("/storage/v1/b/lake/o?prefix=%s&pageToken=%s" % (urllib.parse.quote(prefix), token)))
        keys += [item["name"] for item in page.get("items", [])]
        token = page.get("nextPageToken") or None
    return keys


def read(key): return gcs("/storage/v1/b/lake/o/%s?alt=media" % urllib.parse.quote(key, safe=""))


def caravan(*arguments, code=0, **more):
    result = subprocess.run([PROGRAM, *arguments], env={**env, **more}, cwd=WORK, timeout=300, capture_output=True, text=True)
    print(result.returncode, result.stdout, result.stderr)
    assert result.returncode == code, "exit code %d instead of %d" % (result.returncode, code)
    return result.stdout + result.stderr


def killed():
    """A sync that is killed, with all that it started, when some of its objects are there and its last record is not."""
    process = subprocess.Popen([PROGRAM, "sync", *spelled], env=env, cwd=WORK, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline and process.poll() is None and len(listed("_caravan/hours/")) < 3: time.sleep(0.01)
    finally:
        try: os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError: pass
    process.wait()
    records = len(listed("_caravan/hours/"))
    print("killed with %d records and %d objects" % (records, len(listed("events/"))))
    assert 0 < records < HOURS, "not killed in the middle"


export = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Export)
threading.Thread(target=export.serve_forever, daemon=True).start()
with socket.socket() as free:  # the server cannot take one itself and say which
    free.bind(("127.0.0.1", 0))
    port = free.getsockname()[1]
endpoint = "http://127.0.0.1:%d" % port
server = subprocess.Popen([SERVER, "-backend", "memory", "-scheme", "http", "-host", "127.0.0.1", "-port", str(port), "-log-level", "error"])
try:
    for _ in range(200):
        try: gcs("/storage/v1/b?project=test"); break
        except OSError: time.sleep(0.05)
    gcs("/storage/v1/b?project=test", "POST", b'{"name": "lake"}')
    # Credentials of Google's own kind are not looked at: this server is not Google's.
    credentials = os.path.join(WORK, "credentials.json")
    with open(os.open(credentials, os.O_CREAT | os.O_WRONLY, 0o600), "w") as file: json.dump({"type": "authorized_user", "client_id": "a", "client_secret": "b", "refresh_token": "c"}, file)
    env = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), "AMP_API_KEY": "key", "AMP_SECRET_KEY": "secret",
           "AMP_BASE_URL": "http://127.0.0.1:%d" % export.server_address[1], "CARAVAN_GCS_BUCKET": "lake",
           "STORAGE_EMULATOR_HOST": "127.0.0.1:%d" % port, "GOOGLE_APPLICATION_CREDENTIALS": credentials, "CARAVAN_UPLOADS": "2", "CARAVAN_WINDOW": "12", "CARAVAN_DOWNLOADS": "1"}
    spelled = ["--from", FIRST.strftime("%Y-%m-%d"), "--to", FIRST.strftime("%Y-%m-%d")]

    said = caravan("check")
    assert "gs://lake/" in said and "conditional writes are honoured" in said, "check does not look at the bucket"
    killed()
    caravan("sync", *spelled)
    before = len(asked)
    caravan("sync", *spelled)
    assert len(asked) == before, "asked again for what is done"
    caravan("verify", *spelled)

    records = [json.loads(read(key)) for key in listed("_caravan/hours/")]
    keys = [item["key"] for record in records for item in record["objects"]]
    digest = lambda bodies: sorted(hashlib.sha256(body).hexdigest() for body in bodies)
    assert sorted(record["state"] for record in records) == ["empty"] + ["landed"] * (HOURS - 1)
    assert digest(read(key) for key in keys) == digest(made.values()), "not what was made, each once"
    assert sorted(keys) == sorted(listed("events/")), "records do not list exactly what is there"
    assert "there is no such bucket" in caravan("sync", *spelled, code=77, CARAVAN_GCS_BUCKET="another")
    print("%d objects, %d records, %d requests" % (len(keys), len(records), len(asked)))
finally:
    server.terminate()
    server.wait(20)
    export.shutdown()
