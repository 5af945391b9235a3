"""What the fault scripts stand on: a source with its own truth, the product as a process, and a reading of what it stored that shares no line with it."""
import glob, gzip, hashlib, http.server, io, json, os, subprocess, threading, zipfile
from datetime import datetime, timedelta, timezone
from urllib.parse import parse_qs, urlparse

HOME = os.path.realpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
PROJECT = 515151
HEAP = "-Xmx96m"
DAY = (datetime.now(timezone.utc) - timedelta(days=3)).replace(hour=0, minute=0, second=0, microsecond=0)


def spelled(hour): return hour.strftime("%Y-%m-%dT%H")


def sha256(path_or_bytes):
    digest = hashlib.sha256()
    if isinstance(path_or_bytes, bytes):
        digest.update(path_or_bytes)
    else:
        with open(path_or_bytes, "rb") as file:
            while chunk := file.read(1 << 20): digest.update(chunk)
    return digest.hexdigest()


def lines(hour, part, count, padding=0):
    """Events of one entry; every uuid is there once in all."""
    events = ({"app": PROJECT, "event_type": "seen", "uuid": "%s-%d-%d" % (spelled(hour), part, number), "user_id": "Zoë" if number % 3 else None,
               "server_upload_time": hour.strftime("%Y-%m-%d %H:%M:%S.000000"), "padding": "x" * padding} for number in range(count))
    return ("\n".join(json.dumps(event, ensure_ascii=False) for event in events) + "\n").encode()


class Source:
    """The Export API on loopback over entries made here. `entries`: hour → the JSON of each of its entries; an hour that is not there is empty."""

    def __init__(self, entries):
        self.entries, self.asked = entries, []
        source = self

        class Export(http.server.BaseHTTPRequestHandler):
            def log_message(self, *_): pass

            def do_GET(self):
                query = parse_qs(urlparse(self.path).query)
                bounds = [datetime.strptime(query[name][0], "%Y%m%dT%H").replace(tzinfo=timezone.utc) for name in ("start", "end")]
                source.asked.append(tuple(spelled(bound) for bound in bounds))
                body = source.archive(*bounds)
                self.send_response(200 if body else 404)
                body = body or b"Raw data files were not found."
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                try: self.wfile.write(body)
                except OSError: pass  # The product was killed, as was wished.

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Export)
        self.url = "http://127.0.0.1:%d" % self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def archive(self, first, last):
        body, some = io.BytesIO(), False
        with zipfile.ZipFile(body, "w", zipfile.ZIP_STORED) as archive:
            for hour, parts in self.entries.items():
                for part, text in enumerate(parts if first <= hour <= last else []):
                    name = "%d/%d_%s_%d#%d.json.gz" % (PROJECT, PROJECT, hour.strftime("%Y-%m-%d"), hour.hour, part)
                    archive.writestr(name, gzip.compress(text, 6 if len(text) < 1 << 20 else 1, mtime=0))
                    some = True
        return body.getvalue() if some else None

    def truth(self, hours):
        """Hour → the SHA-256 of each of its entries' JSON, sorted."""
        return {spelled(hour): sorted(sha256(text) for text in self.entries.get(hour, [])) for hour in hours}

    def close(self): self.server.shutdown(); self.server.server_close()


class Lake:
    """What lies in a store's folder, read from the disk: records, the objects that they list, and what no record lists."""

    def __init__(self, folder): self.folder = folder

    def records(self):
        """Hour → its record. A record that is no JSON ends the script: none may ever be half written."""
        found = {}
        for path in glob.glob(os.path.join(self.folder, "_caravan", "hours", "*", "*", "*.json")):
            with open(path, "rb") as file: record = json.load(file)
            found[record["hour"]] = record
        return found

    def objects(self):
        """Keys of all that readers would list under events/."""
        keys = set()
        for directory, _, names in os.walk(os.path.join(self.folder, "events")):
            keys |= {os.path.relpath(os.path.join(directory, name), self.folder) for name in names if not name.startswith(".")}
        return keys

    def problems(self, truth, complete):
        """What contradicts the promise: a record that is not exactly its hour's export; at the end also hours without one, and objects that no record lists."""
        found, records = [], self.records()
        for hour, record in sorted(records.items()):
            hashes = []
            for item in record["objects"]:
                path = os.path.join(self.folder, item["key"])
                if not os.path.exists(path): found.append("%s: %s is lost" % (hour, item["key"])); continue
                hashes.append(sha256(path))
                if (hashes[-1], os.path.getsize(path)) != (item["sha256"], item["bytes"]): found.append("%s: %s is not what its record says" % (hour, item["key"]))
            if sorted(hashes) != truth.get(hour): found.append("%s: its record lists not exactly one export of it" % hour)
            if (record["state"] == "empty") != (not record["objects"]): found.append("%s: is %s with %d objects" % (hour, record["state"], len(record["objects"])))
        if complete:
            listed = [item["key"] for record in records.values() for item in record["objects"]]
            found += ["%s: has no record" % hour for hour in sorted(truth.keys() - records.keys())]
            found += ["%s: listed by no record" % key for key in sorted(self.objects() - set(listed))]
            found += ["%s: listed twice" % key for key in sorted({key for key in listed if listed.count(key) > 1})]
        return found


def spooled(folder):
    """Files in a spool but for the locks of living processes."""
    return [os.path.join(directory, name) for directory, _, names in os.walk(folder) for name in names if name != "lock"]


class Product:
    """The packaged product with settings of its own, in a folder of its own; a heap of 96 MB always."""

    def __init__(self, folder, source_url, **settings):
        self.folder, self.lake, self.spool = folder, Lake(os.path.join(folder, "lake")), os.path.join(folder, "spool")
        os.makedirs(folder, exist_ok=True)
        self.env = {"PATH": os.environ["PATH"], "HOME": folder, "LC_ALL": "C.UTF-8", "AMP_API_KEY": "key", "AMP_SECRET_KEY": "secret", "AMP_BASE_URL": source_url,
                    "CARAVAN_FILE_DIRECTORY": self.lake.folder, "CARAVAN_SPOOL_DIRECTORY": self.spool,
                    "CARAVAN_HTTP_ADDRESS": "127.0.0.1:0", "CARAVAN_REDELIVERY_DELAY": "PT0.05S", "CARAVAN_REDELIVERY_MAX_DELAY": "PT0.2S"}
        self.env.update({"CARAVAN_" + name.upper(): value for name, value in settings.items()})

    @staticmethod
    def command(*arguments):
        # The launcher does the same, but looks whether it must build; the jar alone is what is under fault here.
        return ["java", HEAP, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-Dcaravan.home=" + HOME,
                "-jar", os.path.join(HOME, "target", "caravan.jar"), *arguments]

    def run(self, *arguments, before=(), timeout=240):
        result = subprocess.run([*before, *self.command(*arguments)], env=self.env, cwd=self.folder, timeout=timeout, capture_output=True, text=True, errors="replace")
        if "OutOfMemoryError" in result.stdout + result.stderr: raise SystemExit("out of memory in %s:\n%s" % (arguments, result.stderr[-3000:]))
        return result

    def start(self, log, *arguments, before=(), **more):
        return subprocess.Popen([*before, *self.command(*arguments)], env=self.env, cwd=self.folder, stdout=log, stderr=log, **more)


def class_path():
    """The tests' own, as Maven tells it; once for each build."""
    path = os.path.join(HOME, "target", "test-class-path")
    if not os.path.exists(path) or os.path.getmtime(path) < os.path.getmtime(os.path.join(HOME, "pom.xml")):
        told = subprocess.run(["mvn", "-q", "-B", "dependency:build-classpath", "-Dmdep.outputFile=" + path, "-Dmdep.includeScope=test"], cwd=HOME, capture_output=True, text=True)
        if told.returncode != 0: raise SystemExit("Maven does not tell the class path of the tests: " + told.stdout[-2000:])
    with open(path) as text: return os.pathsep.join([HOME + "/target/test-classes", HOME + "/target/classes", text.read().strip()])


class Neighbour:
    """A Java process of the tests that answers each line with one line."""

    JVM = ("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")

    def __init__(self, log, main, *arguments, jvm=JVM):
        self.name = main
        self.process = subprocess.Popen(["java", *jvm, "-cp", class_path(), main, *map(str, arguments)],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True)
        self.first = self.line()

    def line(self):
        # Libraries may say something on standard output too; answers begin with none of their words.
        late = threading.Timer(90, self.process.kill)
        late.start()
        try:
            while True:
                line = self.process.stdout.readline()
                if not line: raise SystemExit("%s has ended; see the log" % self.name)
                if " DEBUG " not in line[:60] and not line.startswith("SLF4J"): return line.strip()
        finally: late.cancel()

    def ask(self, *words):
        self.process.stdin.write(" ".join(map(str, words)) + "\n"); self.process.stdin.flush()
        return self.line()

    def end(self):
        self.process.stdin.close()
        try: self.process.wait(timeout=10)
        except subprocess.TimeoutExpired: self.process.kill()


def require_built():
    if not os.path.exists(os.path.join(HOME, "target", "caravan.jar")): raise SystemExit("target/caravan.jar is not there: build the product first, mvn package")
