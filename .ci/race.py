"""Processes that race: three at once, one that is stopped in the middle and wakes when another has done its work, and two services
of which one is killed.

usage: race.py WORK_DIR     with the product built; CARAVAN may be another command than ./caravan
One file store and one spool folder for all. No two exports have the same bytes or split, as Amplitude promises neither. After each
race every hour is landed once, each event is there once, and nothing lies in the store that no record lists.
"""
import gzip, http.server, io, json, os, random, shlex, shutil, signal, subprocess, sys, threading, time, zipfile
from datetime import datetime, timedelta, timezone
from urllib.parse import parse_qs, urlparse

WORK, ID, HOURS = os.path.abspath(sys.argv[1]), 300400, 8
COMMAND = shlex.split(os.environ.get("CARAVAN", os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "caravan")))
FIRST = (datetime.now(timezone.utc) - timedelta(days=3)).replace(hour=0, minute=0, second=0, microsecond=0)
LIMIT = 300
asked, hold = [], None


def lines(hour):
    return [json.dumps({"uuid": "%s-%d" % (hour.strftime("%H"), i), "server_upload_time": hour.strftime("%Y-%m-%d %H:%M:%S")})
            for i in range(40)]


class Export(http.server.BaseHTTPRequestHandler):
    def log_message(self, *_): pass

    def do_GET(self):
        query = parse_qs(urlparse(self.path).query)
        first, last = (datetime.strptime(query[name][0], "%Y%m%dT%H").replace(tzinfo=timezone.utc) for name in ("start", "end"))
        asked.append(self.path)
        number, body = len(asked), io.BytesIO()
        with zipfile.ZipFile(body, "w") as archive:
            hour = first
            while hour <= last:
                events = lines(hour)
                random.Random(number).shuffle(events)
                cut = 1 + number * 7 % 38
                for part, some in enumerate((events[:cut], events[cut:])):
                    archive.writestr("%d/%d_%s_%d#%d.json.gz" % (ID, ID, hour.strftime("%Y-%m-%d"), hour.hour, part),
                                     gzip.compress(("\n".join(some) + "\n").encode()))
                hour += timedelta(hours=1)
        data = body.getvalue()
        self.send_response(200)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data[:len(data) // 2])
        self.wfile.flush()
        if hold: hold(number)
        self.wfile.write(data[len(data) // 2:])


export = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Export)
threading.Thread(target=export.serve_forever, daemon=True).start()
env = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), "AMP_API_KEY": "key", "AMP_SECRET_KEY": "secret",
       "AMP_BASE_URL": "http://127.0.0.1:%d" % export.server_address[1], "CARAVAN_WINDOW": "2", "CARAVAN_REPLICAS": "3",
       "CARAVAN_UPLOADS": "1", "CARAVAN_DOWNLOADS": "1"}
if "JAVA_HOME" in os.environ: env["JAVA_HOME"] = os.environ["JAVA_HOME"]
spelled = ["--from", FIRST.strftime("%Y-%m-%dT00"), "--to", (FIRST + timedelta(hours=HOURS - 1)).strftime("%Y-%m-%dT%H")]
started = []


def start(command="sync"):
    log = open(os.path.join(WORK, "race-%d.log" % len(started)), "w+")
    told = [command] if command == "run" else [command, *spelled]
    started.append((subprocess.Popen([*COMMAND, *told], env=env, cwd=WORK, stdout=log, stderr=log), log))
    return started[-1][0]


def ended(process, *codes):
    code = process.wait(timeout=LIMIT)
    if code not in codes:
        for _, log in started:
            log.seek(0)
            print(log.name + "\n" + log.read()[-4000:])
        raise AssertionError("exit %d, not one of %s" % (code, codes))


def service():
    """Like any other, but with these hours alone closed: the others' turn comes in an hour."""
    since = datetime.now(timezone.utc) - FIRST - timedelta(hours=HOURS)
    env.update({"CARAVAN_START": spelled[1], "CARAVAN_GRACE": "PT%dS" % since.total_seconds(), "CARAVAN_HTTP_ADDRESS": "127.0.0.1:0"})
    return start("run")


def until(so, process):
    """Waits for it while the process lives."""
    limit = time.time() + LIMIT
    while not so():
        assert process.poll() is None, "ended with %s before it was so" % process.poll()
        assert time.time() < limit, "not so within %d s" % LIMIT
        time.sleep(0.005)


def fresh():
    global hold
    hold = None
    asked.clear()
    shutil.rmtree(os.path.join(WORK, "data"), ignore_errors=True)


def objects():
    found = []
    for folder, _, names in os.walk(os.path.join(WORK, "data", "lake", "events")):
        # What a kill left half copied has a name with a dot, which no reader takes.
        found += [os.path.relpath(os.path.join(folder, name), os.path.join(WORK, "data", "lake")) for name in names if not name.startswith(".")]
    return found


def records():
    return sum(len(names) for _, _, names in os.walk(os.path.join(WORK, "data", "lake", "_caravan", "hours")))


def settled(name):
    ended(start(), 0)
    ended(start("verify"), 0)
    listed, events = [], []
    for number in range(HOURS):
        hour = FIRST + timedelta(hours=number)
        with open(os.path.join(WORK, "data/lake/_caravan/hours/default", hour.strftime("%Y-%m-%d/%H.json"))) as file:
            record = json.load(file)
        assert record["state"] == "landed" and record["revision"] == 0, record
        of_hour = []
        for item in record["objects"]:
            listed.append(item["key"])
            with open(os.path.join(WORK, "data/lake", item["key"])) as file:
                of_hour += file.read().splitlines()
        assert sorted(of_hour) == sorted(lines(hour)), "%s does not hold each event once" % hour
    assert sorted(listed) == sorted(objects()), "no record lists %s" % (set(objects()) - set(listed))
    print("%s: %d hours, %d objects, %d requests, each event once, no orphan" % (name, HOURS, len(listed), len(asked)))


def at_once():
    fresh()
    for process in [start() for _ in range(3)]:
        ended(process, 0, 75)
    settled("three at once")


def stopped_in_its_download():
    global hold
    fresh()
    one, woken = start(), threading.Event()

    def stop(number):
        if number == 1:
            os.kill(one.pid, signal.SIGSTOP)
            assert woken.wait(LIMIT)

    hold = stop
    while not asked: time.sleep(0.05)
    ended(start(), 0)
    os.kill(one.pid, signal.SIGCONT)
    woken.set()
    ended(one, 0, 75)
    settled("stopped in its download")


def stopped_between_its_objects_and_its_record():
    fresh()
    one, limit = start(), time.time() + LIMIT
    while not objects() and one.poll() is None and time.time() < limit: time.sleep(0.001)
    os.kill(one.pid, signal.SIGSTOP)
    before = len(objects())
    ended(start(), 0)
    os.kill(one.pid, signal.SIGCONT)
    ended(one, 0, 75)
    settled("stopped with %d objects put" % before)


def two_services(killed, moment):
    """The first one's first download is held up until one of the two was killed at its moment; the one that is left has all hours."""
    global hold
    fresh()
    dead = threading.Event()
    hold = lambda number: number == 1 and dead.wait(LIMIT)
    first = service()
    until(lambda: asked, first)
    one, other = first, service()
    if killed == "among its objects": one, other = other, one
    until(moment, one)
    one.send_signal(signal.SIGKILL)
    one.wait(timeout=LIMIT)
    before = records()
    assert before < HOURS, "all was done before it was killed"
    dead.set()
    until(lambda: records() == HOURS, other)
    other.send_signal(signal.SIGTERM)
    ended(other, 143)
    settled("one of two services killed %s, %d hours done" % (killed, before))


try:
    at_once()
    stopped_in_its_download()
    stopped_between_its_objects_and_its_record()
    two_services("in its download", lambda: len(asked) > 1)
    two_services("among its objects", objects)
finally:
    for process, _ in started:
        if process.poll() is None: process.kill()
    export.shutdown()
