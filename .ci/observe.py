"""A service that runs, watched by a real Prometheus: what it shows, what the alert rules make of it, what the dashboard asks for.

usage: observe.py WORK_DIR     with the product built; CARAVAN may be another command than ./caravan
An Amplitude of Python's own on loopback has six hours: four land, one is empty, one is too large; one is answered 500 once. Then
what is scraped is linted, compared with docs/metrics.md, and enough for every alert rule and every panel of the dashboard.
"""
import gzip, http.server, io, json, os, re, shlex, shutil, socket, subprocess, sys, threading, time, urllib.error, urllib.parse, urllib.request, zipfile
from datetime import datetime, timedelta, timezone

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
WORK = os.path.join(os.path.abspath(sys.argv[1]), "observe")
COMMAND = shlex.split(os.environ.get("CARAVAN", os.path.join(ROOT, "caravan")))
WATCH = os.path.join(ROOT, "deploy", "observability")
ID, HOURS, PATIENCE = 300400, 6, 60
FIRST = (datetime.now(timezone.utc) - timedelta(hours=30)).replace(minute=0, second=0, microsecond=0)
EMPTY, LARGE, ONCE = FIRST + timedelta(hours=1), FIRST + timedelta(hours=2), FIRST + timedelta(hours=4)
started, failed_once = [], []


class Export(http.server.BaseHTTPRequestHandler):
    def log_message(self, *_): pass

    def say(self, status, body):
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        query = urllib.parse.parse_qs(urllib.parse.urlparse(self.path).query)
        hour = datetime.strptime(query["start"][0], "%Y%m%dT%H").replace(tzinfo=timezone.utc)
        if hour == LARGE: return self.say(400, b"too large")
        if hour == EMPTY or hour >= FIRST + timedelta(hours=HOURS): return self.say(404, b"Raw data files were not found.")
        if hour == ONCE and not failed_once:
            failed_once.append(hour)
            return self.say(500, b"not now")
        body = io.BytesIO()
        with zipfile.ZipFile(body, "w") as archive:
            lines = [json.dumps({"uuid": "%s-%d" % (hour, i), "server_upload_time": hour.strftime("%Y-%m-%d %H:%M:%S")}) for i in range(50)]
            archive.writestr("%d/%d_%s_%d#0.json.gz" % (ID, ID, hour.strftime("%Y-%m-%d"), hour.hour), gzip.compress("\n".join(lines).encode()))
        self.say(200, body.getvalue())


def get(url):
    try:
        with urllib.request.urlopen(url, timeout=10) as answer: return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read().decode()


def until(what, look):
    """The first true answer of look, or an end with what never was."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            found = look()
            if found: return found
        except OSError:
            pass
        time.sleep(0.2)
    raise AssertionError("for %d s not seen: %s" % (PATIENCE, what))


def start(name, *command, **more):
    log = open(os.path.join(WORK, name + ".log"), "w+")
    started.append(subprocess.Popen(command, stdout=log, stderr=log, cwd=WORK, **more))
    return log.name


def tool(name):
    """Prometheus of the system; else Debian's package, unpacked here and not installed."""
    there = shutil.which(name) or os.path.join(WORK, "debian", "usr", "bin", name)
    if not os.path.exists(there) and shutil.which("apt-get") and shutil.which("dpkg"):
        if os.geteuid() == 0: subprocess.run(["apt-get", "update", "-qq"], capture_output=True, timeout=60)
        subprocess.run(["apt-get", "download", "-qq", "prometheus"], cwd=WORK, capture_output=True, timeout=60)
        for package in [f for f in os.listdir(WORK) if f.endswith(".deb")]:
            subprocess.run(["dpkg", "-x", package, "debian"], cwd=WORK, check=True, timeout=60)
    if not os.path.exists(there):
        print("SKIPPED alert rules and dashboard against a real run: there is no %s, and Debian's package cannot be had" % name)
        sys.exit(0)
    return there


def run(*command, **more):
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, **more)
    if done.returncode: raise AssertionError("%s: exit %d\n%s%s" % (" ".join(command), done.returncode, done.stdout, done.stderr))


def service():
    export = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Export)
    threading.Thread(target=export.serve_forever, daemon=True).start()
    env = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), "AMP_API_KEY": "key", "AMP_SECRET_KEY": "secret",
           "AMP_BASE_URL": "http://127.0.0.1:%d" % export.server_address[1], "CARAVAN_HTTP_ADDRESS": "127.0.0.1:0", "CARAVAN_WINDOW": "1",
           "CARAVAN_START": FIRST.strftime("%Y-%m-%dT%H"), "CARAVAN_REDELIVERY_DELAY": "PT0.1S", "CARAVAN_PROJECT": "web"}
    if "JAVA_HOME" in os.environ: env["JAVA_HOME"] = os.environ["JAVA_HOME"]
    log = start("caravan", *COMMAND, "run", env=env)
    found = until("the address that it listens at", lambda: re.search(r"listens at (http://[\d.]+:\d+)", open(log).read()))
    url = found.group(1) + "/observe/"
    until("the end of the first sync", lambda: "caravan_last_sync_end" in get(url + "metrics")[1])
    return url


def names(scrape): return {m.group(1) for m in re.finditer(r"(?m)^([a-z_]+)[ {]", scrape)}


def used(text):
    """Names of metrics in expressions: what is not a label, a function or a word within quotes or braces."""
    bare = re.sub(r'\{[^}]*\}|"[^"]*"|\bby \([^)]*\)|\bon \([^)]*\)', "", text)
    return set(re.findall(r"\b(?:caravan|jvm|process)_[a-z_]+\b", bare))


def expressions():
    board = json.load(open(os.path.join(WATCH, "dashboard.json")))
    return [(panel["title"], target["expr"]) for panel in board["panels"] for target in panel.get("targets", [])]


def prometheus(server, target):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = "127.0.0.1:%d" % probe.getsockname()[1]
    # The same rules, without their patience.
    rules = re.sub(r"(?m)^( +for: )\S+$", r"\g<1>0s", open(os.path.join(WATCH, "alerts.yaml")).read())
    open(os.path.join(WORK, "alerts.yaml"), "w").write(rules)
    config = open(os.path.join(WATCH, "prometheus.yaml")).read().replace("30s", "1s").replace("127.0.0.1:8080", target)
    open(os.path.join(WORK, "prometheus.yaml"), "w").write(config)
    start("prometheus", server, "--config.file=prometheus.yaml", "--storage.tsdb.path=tsdb", "--web.listen-address=" + address)
    api = "http://%s/api/v1/" % address
    query = lambda text: json.loads(get(api + "query?query=" + urllib.parse.quote(text))[1])
    until("five scrapes", lambda: [s for s in query('count_over_time(up{job="caravan"}[1m])')["data"]["result"] if float(s["value"][1]) >= 5])
    return api, query


def main():
    shutil.rmtree(WORK, ignore_errors=True)
    os.makedirs(WORK)
    promtool, server = tool("promtool"), tool("prometheus")
    run(promtool, "check", "rules", os.path.join(WATCH, "alerts.yaml"))
    run(promtool, "test", "rules", os.path.join(WATCH, "alerts_test.yaml"))
    run(promtool, "check", "config", os.path.join(WATCH, "prometheus.yaml"))

    url = service()
    for path in ("health", "health/live", "health/ready"):
        status, body = get(url + path)
        assert status == 200 and json.loads(body)["status"] == "UP", (path, status, body)
    scrape = get(url + "metrics")[1]
    lint = subprocess.run([promtool, "check", "metrics"], input=scrape, capture_output=True, text=True, timeout=60)
    # An hour here is a thing that is counted, and no unit of time.
    findings = [line for line in (lint.stdout + lint.stderr).splitlines() if line.strip() and line != 'caravan_hours use base unit "seconds" instead of "hours"']
    assert not findings, findings

    shown = names(scrape)
    families = set(re.findall(r"(?m)^# TYPE (\S+) ", scrape))
    documented = set(re.findall(r"(?m)^\| `((?:caravan|jvm|process)_[a-z_]+)` \|", open(os.path.join(ROOT, "docs", "metrics.md")).read()))
    maxima = {name + "_max" for name in documented if name + "_max" in families}
    # No sync has left nothing due yet, and there is no warehouse to load.
    absent = {"caravan_last_sync_success_timestamp_seconds", "caravan_hours_not_loaded"}
    assert documented - families <= absent, documented - families
    assert families - documented == maxima, families - documented - maxima

    rules = "\n".join(re.sub(r"(?m)^ *#.*$", "", part) for part in re.findall(r"(?s)expr: (.*?)\n        (?:for|labels):", open(os.path.join(WATCH, "alerts.yaml")).read()))
    asked = used(rules) | used("\n".join(text for _, text in expressions()))
    assert len(asked) > 15, asked
    assert asked - shown <= absent, "nobody shows %s" % (asked - shown)

    api, query = prometheus(server, urllib.parse.urlparse(url).netloc)
    wanted = {"CaravanNeedsPerson", "CaravanDeadLetters"}
    fires = lambda: {a["labels"]["alertname"] for a in json.loads(get(api + "alerts")[1])["data"]["alerts"] if a["state"] == "firing"}
    until("the alerts of one hour for a person", lambda: fires() >= wanted)
    assert fires() == wanted, "these fire: %s" % fires()
    every = [rule for group in json.loads(get(api + "rules")[1])["data"]["groups"] for rule in group["rules"]]
    assert every and all(rule["health"] == "ok" for rule in every), [(r["name"], r["health"], r.get("lastError")) for r in every]
    for rule in every:
        assert {"summary", "description", "command"} <= set(rule["annotations"]), rule["name"]
    for title, text in expressions():
        answer = query(text.replace("$project", ".*"))
        empty = answer["status"] != "success" or not answer["data"]["result"]
        assert not empty or "last_sync_success" in text, "panel '%s' shows nothing: %s: %s" % (title, text, answer)
    print("%d metrics, %d rules, %d panels' questions; firing: %s" % (len(families), len(every), len(expressions()), ", ".join(sorted(wanted))))


try:
    main()
except AssertionError:
    for name in ("caravan.log", "prometheus.log"):
        if os.path.exists(os.path.join(WORK, name)): print(name + "\n" + open(os.path.join(WORK, name)).read()[-3000:])
    raise
finally:
    for process in started:
        process.terminate()
    for process in started:
        try:
            process.wait(timeout=40)
        except subprocess.TimeoutExpired:
            process.kill()
