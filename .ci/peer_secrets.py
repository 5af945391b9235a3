"""Secrets from moto's AWS Secrets Manager and from files, and a webhook of Python's http.server.

usage: peer_secrets.py WORK_DIR     with moto[server] in this Python; the product built
"""
import base64, http.server, io, json, os, subprocess, sys, threading
from datetime import datetime, timedelta, timezone

from moto.server import ThreadedMotoServer
import boto3

WORK = os.path.join(sys.argv[1], "secrets")
ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
HOUR = (datetime.now(timezone.utc) - timedelta(days=3)).strftime("%Y-%m-%dT%H")
WORDS = {"api": "cAnary-api", "secret": "cAnary-secret", "hook": "/cAnary-hook"}
accepted, told, asked = ["cAnary-api:cAnary-secret"], [], []
os.makedirs(WORK)


class Amplitude(http.server.BaseHTTPRequestHandler):
    """No hour has data; keys other than the accepted ones are refused."""
    def log_message(self, *_): pass

    def do_GET(self):
        asked.append(base64.b64decode(self.headers["Authorization"].split()[1]).decode())
        good = asked[-1] in accepted
        body = b"Raw data files were not found." if good else b"<!channel> who are you?"
        self.send_response(404 if good else 403)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class Hook(http.server.BaseHTTPRequestHandler):
    def log_message(self, *_): pass

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        told.append((self.path, body["text"]))
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()


def serve(handler):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return "http://127.0.0.1:%d" % server.server_address[1]


def caravan(*arguments, **more):
    result = subprocess.run([os.path.join(ROOT, "caravan"), *arguments], env={**env, **more}, cwd=WORK, timeout=300, capture_output=True, text=True)
    print(result.returncode, result.stdout, result.stderr)
    assert not any(word in result.stdout + result.stderr for word in WORDS.values()), "a secret was printed"
    return result


moto = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
moto.start()
endpoint = "http://%s:%d" % moto.get_host_and_port()
vault = boto3.client("secretsmanager", endpoint_url=endpoint, region_name="eu-west-1", aws_access_key_id="a", aws_secret_access_key="b")
vault.create_secret(Name="prod/amplitude", SecretString=json.dumps({"api-key": WORDS["api"], "secret-key": WORDS["secret"]}))
hook = os.path.join(WORK, "hook")
with open(os.open(hook, os.O_CREAT | os.O_WRONLY, 0o600), "w") as file: file.write(serve(Hook) + WORDS["hook"] + "\n")
with open(os.path.join(WORK, "application.properties"), "w") as file:
    file.write("camel.vault.aws.region=eu-west-1\ncamel.vault.aws.uri-endpoint-override=%s\n" % endpoint)
env = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), "AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b",
       "CARAVAN_AMPLITUDE_API_KEY": "{{aws:prod/amplitude#api-key}}", "CARAVAN_AMPLITUDE_SECRET_KEY": "{{aws:prod/amplitude#secret-key}}",
       "AMP_BASE_URL": serve(Amplitude), "CARAVAN_NOTIFY_WEBHOOK_FILE": hook}
hour = ["--from", HOUR, "--to", HOUR]

assert caravan("sync", *hour).returncode == 0, "the keys of the vault are not taken"
assert told == [] and asked == accepted, "told on a good day, or asked otherwise"
assert caravan("reopen", *hour).returncode == 0
accepted.append(accepted.pop().replace("secret", "next"))
for _ in range(2): assert caravan("sync", *hour).returncode == 77, "refused keys are not refused"
assert len(told) == 1 and told[0][0] == WORDS["hook"], "not told once: %s" % told
assert "needs a person: project default, refused" in told[0][1] and "&lt;!channel&gt;" in told[0][1] and "<" not in told[0][1], told
vault.put_secret_value(SecretId="prod/amplitude", SecretString=json.dumps({"api-key": WORDS["api"], "secret-key": "cAnary-next"}))
assert caravan("sync", *hour).returncode == 0, "the new keys are not taken"
assert len(told) == 2 and "recovered: project default, refused" in told[1][1], told
missing = caravan("sync", *hour, CARAVAN_AMPLITUDE_SECRET_KEY="{{aws:prod/nobody#secret-key}}")
assert missing.returncode == 78 and "prod/nobody#secret-key" in missing.stderr and "ResourceNotFoundException" in missing.stderr
print("%d requests, %d messages" % (len(asked), len(told)))
moto.stop()
