"""The console in a real browser, against a service that runs: every page, what is live, who may act, what a hostile source says, what it looks like.

usage: console.py WORK_DIR     with the product built and Playwright in this Python; CARAVAN may be another command than ./caravan
An Amplitude of Python's own on loopback has twelve days: a dip, an empty hour, one too large, one whose archive has an entry with
a hostile name, one with lines that are no JSON. Screenshots of each page, light, dark and as wide as a phone, are left in
WORK_DIR/console. The browser is the system's Chromium.
"""
import gzip, http.server, io, json, os, re, shlex, shutil, subprocess, sys, threading, time, urllib.parse, urllib.request, zipfile
from datetime import datetime, timedelta, timezone

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
WORK = os.path.join(os.path.abspath(sys.argv[1]), "console")
COMMAND = shlex.split(os.environ.get("CARAVAN", os.path.join(ROOT, "caravan")))
TOKEN = "a-token-of-the-console's-test"
HOSTILE = "<img src=x onerror=\"window.hacked=1\"><script>window.hacked=2</script>"
ID, DAYS, PATIENCE = 300500, 12, 60
FIRST = (datetime.now(timezone.utc) - timedelta(days=DAYS)).replace(hour=0, minute=0, second=0, microsecond=0)
DIP = FIRST + timedelta(days=DAYS - 3)
EMPTY, LARGE, CORRUPT, BAD = (FIRST + timedelta(days=DAYS - n, hours=7) for n in (5, 2, 6, 4))
PAGES = ["calendar", "freshness", "volume", "running", "letters", "changes", "report", "lineage", "configuration"]
HOUR = lambda hour: hour.strftime("%Y-%m-%dT%H")


def skip(why):
    print("SKIPPED the console in a browser: " + why)
    sys.exit(0)


def chromium():
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    found = lambda: next((path for path in map(shutil.which, names) if path), None)
    if not found() and shutil.which("apt-get") and os.geteuid() == 0:
        subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"], capture_output=True, timeout=90)
    return found() or skip("there is no Chromium here, and apt-get cannot install one")


try:
    from playwright.sync_api import sync_playwright
except ImportError:
    skip("this Python has no Playwright")
try:
    from axe_core_python.sync_playwright import Axe
except ImportError:
    Axe = None


class Amplitude:
    """The Export API. `more`: events that an hour has got since; `held`: an archive stops in its middle until `let` is set."""

    def __init__(self):
        self.more, self.held, self.let = 0, False, threading.Event()
        source = self

        class Export(http.server.BaseHTTPRequestHandler):
            def log_message(self, *_): pass

            def do_GET(self):
                query = urllib.parse.parse_qs(urllib.parse.urlparse(self.path).query)
                first, last = (datetime.strptime(query[name][0], "%Y%m%dT%H").replace(tzinfo=timezone.utc) for name in ("start", "end"))
                status, body = source.answer(first, last)
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                middle = len(body) // 2
                self.wfile.write(body[:middle])
                self.wfile.flush()
                if source.held and status == 200: source.let.wait(PATIENCE)
                self.wfile.write(body[middle:])

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Export)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.url = "http://127.0.0.1:%d" % server.server_address[1]

    def answer(self, first, last):
        if first <= LARGE <= last: return 400, ("too large " + HOSTILE).encode()
        hours = [first + timedelta(hours=n) for n in range(int((last - first).total_seconds() // 3600) + 1)]
        body, any_there = io.BytesIO(), False
        with zipfile.ZipFile(body, "w") as archive:
            for hour in hours:
                if hour == EMPTY: continue
                any_there = True
                archive.writestr("%d/%d_%s_%d#0.json.gz" % (ID, ID, hour.strftime("%Y-%m-%d"), hour.hour), gzip.compress(self.lines(hour)))
                if hour == CORRUPT: archive.writestr("%s.json.gz" % HOSTILE.replace("/", "."), b"nothing")
        return (200, body.getvalue()) if any_there else (404, b"Raw data files were not found.")

    def lines(self, hour):
        count = (6 if DIP <= hour < DIP + timedelta(days=1) else 40) + self.more - abs(hour.hour - 13)
        events = [json.dumps({"uuid": "%s-%d" % (HOUR(hour), n), "event_type": "seen " + (HOSTILE if n % 5 == 0 else ""), "user_id": "user-%d" % (n % 9),
            "event_time": hour.strftime("%Y-%m-%d %H:%M:%S.000000"), "server_upload_time": hour.strftime("%Y-%m-%d %H:%M:%S.000000")}) for n in range(max(count, 2))]
        return ("\n".join(events + (["not JSON " + HOSTILE] if hour == BAD else [])) + "\n").encode()


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


def service(amplitude):
    token = os.path.join(WORK, "token")
    with open(os.open(token, os.O_WRONLY | os.O_CREAT, 0o600), "w") as file: file.write(TOKEN)
    env = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), "AMP_API_KEY": "key-of-the-test", "AMP_SECRET_KEY": "secret-of-the-test",
           "AMP_BASE_URL": amplitude.url, "CARAVAN_HTTP_ADDRESS": "127.0.0.1:0", "CARAVAN_WINDOW": "24", "CARAVAN_START": HOUR(FIRST),
           "CARAVAN_REDELIVERY_DELAY": "PT0.1S", "CARAVAN_PROJECT": "web", "CARAVAN_HTTP_TOKEN_FILE": token, "CARAVAN_WAREHOUSE": "duckdb",
           "CARAVAN_SCHEDULE_CRON": "0 0 0 1 1 ? 2099"}
    if "JAVA_HOME" in os.environ: env["JAVA_HOME"] = os.environ["JAVA_HOME"]
    log = open(os.path.join(WORK, "caravan.log"), "w+")
    process = subprocess.Popen([*COMMAND, "run"], stdout=log, stderr=log, cwd=WORK, env=env)
    found = until("the address that it listens at", lambda: re.search(r"listens at (http://\S+);", open(log.name).read()))
    return process, found.group(1) + "/"


if __name__ == "__main__" and "--serve" in sys.argv:
    os.makedirs(WORK, exist_ok=True)
    process, url = service(Amplitude())
    print(url, TOKEN, HOUR(LARGE), HOUR(CORRUPT), HOUR(BAD), flush=True)
    process.wait()
