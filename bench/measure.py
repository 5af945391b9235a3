"""What the benchmarks stand on: a whole process measured, the two servers around it as processes of their own, and the product as its launcher starts it."""
import os, re, shutil, subprocess, sys, threading, time
from typing import NamedTuple

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "faults"))
from stage import HOME, Neighbour, class_path, sha256

LIMIT = 3600
TICKS = os.sysconf("SC_CLK_TCK")


class Cost(NamedTuple):
    """Of one process from its start to its end: seconds, CPU seconds of user and system, MB of VmHWM, CPU seconds that the store had meanwhile, and what it said itself."""
    wall: float
    cpu: float
    peak: float
    store: float
    own: float  # seconds: the product's until its first request, a floor's without the start of its JVM


def peak_of(pid):
    try:
        with open("/proc/%d/status" % pid) as status: return max([int(row.split()[1]) for row in status if row.startswith("VmHWM")], default=0) * 1024
    except (FileNotFoundError, ProcessLookupError): return 0


def cpu_of(pid):
    with open("/proc/%d/stat" % pid) as stat: fields = stat.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def emptied(folder):
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    # What was deleted is not written any more, and what is still to be written does not disturb the next.
    os.sync()
    return folder


class Archives:
    """A static server over the folder of an export."""

    def __init__(self, folder):
        self.process = subprocess.Popen([sys.executable, os.path.join(HERE, "archive_server.py"), folder], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.url = "http://127.0.0.1:" + self.process.stdout.readline().strip()

    def requests(self):
        """When each request came since this was asked last."""
        self.process.stdin.write("\n"); self.process.stdin.flush()
        return [float(word) for word in self.process.stdout.readline().split()]

    def close(self):
        self.process.stdin.close()
        try: self.process.wait(timeout=10)
        except subprocess.TimeoutExpired: self.process.kill(); self.process.wait()


class Surroundings:
    """The static server, and a real S3 server over a folder of its own."""

    def __init__(self, work, export):
        self.work, self.log, self.archives = work, open(os.path.join(work, "log"), "ab"), Archives(export)
        emptied(os.path.join(work, "store"))
        self.store = Neighbour(self.log, "caravan.bench.StoreProcess", os.path.join(work, "store"), jvm=("-Xmx1g", "-XX:+UseSerialGC"))
        port, self.bucket, self.access, self.secret = self.store.first.split()
        self.endpoint, self.lake = "http://127.0.0.1:" + port, os.path.join(work, "store", self.bucket)
        self.keys = {"AWS_ACCESS_KEY_ID": self.access, "AWS_SECRET_ACCESS_KEY": self.secret, "AWS_REGION": "us-east-1"}

    def cost(self, command, env, own=lambda out, requests: float("nan")):
        """Runs a process to its end. It must end well; what it said is in the log."""
        folder, said = emptied(os.path.join(self.work, "run")), os.path.join(self.work, "said")
        self.archives.requests()
        served, peak, done = cpu_of(self.store.process.pid), 0, threading.Event()
        with open(said, "wb") as out:
            began = time.monotonic()
            process = subprocess.Popen(command, env={"PATH": os.environ["PATH"], "HOME": folder, "LC_ALL": "C.UTF-8", **env}, cwd=folder, stdin=subprocess.DEVNULL, stdout=out, stderr=self.log)
            late = threading.Timer(LIMIT, process.kill)
            late.start()

            def watch():
                nonlocal peak
                while not done.wait(0.02): peak = max(peak, peak_of(process.pid))
            watcher = threading.Thread(target=watch)
            watcher.start()
            try:
                _, status, usage = os.wait4(process.pid, 0)
                wall = time.monotonic() - began
            except BaseException: process.kill(); raise
            finally: late.cancel(); done.set(); watcher.join()
        process.returncode = os.waitstatus_to_exitcode(status)
        with open(said) as out: text = out.read()
        if process.returncode != 0:
            with open(os.path.join(self.work, "log"), errors="replace") as log: last = [line for line in log if not line.startswith("\t")][-20:]
            raise SystemExit("%s ended with %d:\n%s%s" % (" ".join(command)[-300:], process.returncode, text[-2000:], "".join(last)))
        return Cost(wall, usage.ru_utime + usage.ru_stime, peak / 1e6, cpu_of(self.store.process.pid) - served, own(text, [when - began for when in self.archives.requests()]))

    def java(self, options, main, *arguments):
        return self.cost(["java", *options, "-cp", class_path(), main, *map(str, arguments)], self.keys, lambda text, _: float(text.split()[0]) if text else float("nan"))

    def close(self):
        self.archives.close()
        self.store.end()
        self.log.close()


class Caravan:
    """The packaged product as `./caravan` starts it, but for the heap."""

    def __init__(self, heap, options=None, settings=()):
        self.options, self.settings = options or launcher_options(heap), [word for one in settings for word in ("--set", one)]
        if not os.path.exists(os.path.join(HOME, "target", "test-classes", "caravan", "bench", "Floors.class")):
            raise SystemExit("the product and its tests are not built: mvn -q -B package -DskipTests")
        # Where the sources are newer, the launcher builds: now, and not while it is measured.
        subprocess.run([os.path.join(HOME, "caravan"), "--version"], check=True, stdout=subprocess.DEVNULL)

    def sync(self, around, first, last, format, prefix):
        return self.run(around, prefix, "sync", "--from", first, "--to", last, CARAVAN_FORMAT=format)

    def run(self, around, prefix, *words, **more):
        """`own` is when the first request to Amplitude came."""
        env = {"AMP_API_KEY": "key", "AMP_SECRET_KEY": "secret", "AMP_BASE_URL": around.archives.url, "CARAVAN_STORE_PREFIX": prefix, "CARAVAN_JAVA_OPTS": self.options,
               "CARAVAN_STORE": "s3", "CARAVAN_S3_BUCKET": around.bucket, "CARAVAN_S3_REGION": "us-east-1", "CARAVAN_S3_ENDPOINT": around.endpoint,
               "CARAVAN_S3_ACCESS_KEY": around.access, "CARAVAN_S3_SECRET_KEY": around.secret, **more}
        if "JAVA_HOME" in os.environ: env["JAVA_HOME"] = os.environ["JAVA_HOME"]
        return around.cost([os.path.join(HOME, "caravan"), *words, *self.settings], env, lambda _, requests: requests[0] if requests else float("nan"))


def launcher_options(heap):
    with open(os.path.join(HOME, "caravan")) as launcher: found = re.search(r"\$\{CARAVAN_JAVA_OPTS:-([^}]*)\}", launcher.read())
    if not found: raise SystemExit("the launcher has no default of CARAVAN_JAVA_OPTS any more: say --jvm")
    return re.sub(r"-Xmx\S+", "-Xmx" + heap, found[1])


def must_have_arrived(around, prefix, truth, format, hours, whole):
    """Each entry once, and each hour's record; `whole`: byte for byte, else by size."""
    size, digest = ("bytes", "sha256") if format == "json" else ("gzBytes", "gzSha256")
    paths = [os.path.join(directory, name) for directory, _, names in os.walk(os.path.join(around.lake, prefix, "events")) for name in names]
    arrived = sorted(sha256(path) if whole else os.path.getsize(path) for path in paths)
    records = sum(len(names) for _, _, names in os.walk(os.path.join(around.lake, prefix, "_caravan", "hours")))
    if arrived != sorted(item[digest if whole else size] for item in truth) or records != hours:
        raise SystemExit("what is in the store is not the export: %d objects of %d, %d records of %d, under %s" % (len(paths), len(truth), records, hours, prefix))
