"""The image that container.sh built, run by podman and runc: what the kernel says of it, and what mounts, signals and the probe do.

usage: container.py WORK_DIR     of container.sh, with podman and caravan in it; moto[server] in this Python
Each check is a function whose name says what is promised. Everything is on loopback; containers without a need have no network at all.
"""
import contextlib, http.server, json, logging, os, shutil, subprocess, sys, threading, time, uuid

from moto.server import ThreadedMotoServer
import boto3

WORK = os.path.abspath(sys.argv[1])
ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
PODMAN, CARAVAN = os.path.join(WORK, "podman"), os.path.join(WORK, "caravan")
BARE = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/")}
ALONE = dict(BARE, NETWORK="none")
asked = []


class Empty(http.server.BaseHTTPRequestHandler):
    """An Amplitude that has no events."""

    def log_message(self, *_): pass

    def do_GET(self):
        asked.append(self.path)
        self.send_response(404)
        self.end_headers()
        self.wfile.write(b"Raw data files were not found.")


amplitude = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Empty)
threading.Thread(target=amplitude.serve_forever, daemon=True).start()
logging.getLogger("werkzeug").setLevel(logging.ERROR)
moto = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
moto.start()
ENDPOINT = "http://%s:%d" % moto.get_host_and_port()
s3 = boto3.client("s3", endpoint_url=ENDPOINT, region_name="us-east-1", aws_access_key_id="a", aws_secret_access_key="b")
WIRED = dict(BARE, AMP_API_KEY="key", AMP_SECRET_KEY="secret", AMP_BASE_URL="http://127.0.0.1:%d" % amplitude.server_address[1],
             AWS_REGION="us-east-1", AWS_ENDPOINT_URL=ENDPOINT, AWS_ACCESS_KEY="a", AWS_SECRET_KEY="b", CARAVAN_HTTP_ADDRESS="127.0.0.1:0")


def run(command, env=BARE, **more):
    return subprocess.run(command, env=env, timeout=120, capture_output=True, text=True, **more)


def podman(*words):
    return run([PODMAN, *words])


def caravan(*words, env=ALONE, options=""):
    return run([CARAVAN, *words], env=dict(env, OPTIONS=options))


def wait(what, fact, seconds=60):
    """The one bounded wait of a process that nobody else tells of."""
    end = time.monotonic() + seconds
    while not fact():
        assert time.monotonic() < end, "not within %d s: %s" % (seconds, what)
        time.sleep(0.2)


@contextlib.contextmanager
def service(env, options="--tmpfs /caravan/data"):
    """`run` in a container; gives its name and the file of what it says. Gone afterwards, whatever became of it."""
    name, log = "caravan-" + uuid.uuid4().hex[:8], os.path.join(WORK, "service.log")
    with open(log, "w") as out:
        process = subprocess.Popen([CARAVAN, "run"], env=dict(env, OPTIONS="--name %s %s" % (name, options)), stdout=out, stderr=out)
    try:
        wait("the service runs", lambda: "caravan runs: " in open(log).read() or process.poll() is not None)
        yield name, log, process
    except AssertionError as e:
        raise AssertionError("%s\n%s" % (e, open(log).read()[-3000:]))
    finally:
        podman("rm", "--force", "--time", "0", name)
        process.wait(60)


def folder(name, *files):
    """A mount with some files of the checkout, readable by the image's user."""
    path = os.path.join(WORK, name)
    os.makedirs(path)
    for file in files:
        copy = shutil.copytree if os.path.isdir(os.path.join(ROOT, file)) else shutil.copy
        copy(os.path.join(ROOT, file), os.path.join(path, os.path.basename(file)))
    return path


def the_demo_carries_two_days_without_any_network():
    data = folder("demo-data")
    os.chown(data, 10001, 10001)
    ended = caravan("demo", options="-v %s:/caravan/data" % data)
    assert ended.returncode == 0 and "0 still due" in ended.stdout + ended.stderr, ended
    assert "goes on without a warehouse: the driver of duckdb is not here" in ended.stderr, ended
    assert "█" in ended.stdout, "not in UTF-8"
    files = [os.path.join(where, file) for where, _, files in os.walk(data) for file in files]
    assert sum("/_caravan/hours/demo/" in file for file in files) == 48, files
    assert {os.stat(file).st_uid for file in files} == {10001}
    ended = caravan("verify", "--demo", options="-v %s:/caravan/data" % data)
    assert ended.returncode == 0, ended


def with_the_folder_of_its_driver_the_same_image_has_a_warehouse_but_not_in_half_a_gigabyte():
    driver = "-v %s:/caravan/lib/duckdb:ro --tmpfs /caravan/data " % os.path.join(os.path.realpath(ROOT), "target", "lib", "duckdb")
    ended = caravan("demo", "--hours", "2", "--events", "100", options=driver + "--memory 1g")
    assert ended.returncode == 0 and "warehouse.duckdb: bronze, silver and gold" in ended.stdout, ended
    # The kernel would end it there.
    ended = caravan("demo", "--hours", "2", "--events", "100", options=driver)
    assert ended.returncode == 0 and "goes on without a warehouse: DuckDB needs 1 GB of memory" in ended.stderr, ended


def what_is_kept_of_the_classes_only_makes_it_faster():
    ended = caravan("demo", "--hours", "2", options="--tmpfs /caravan/data --env JDK_JAVA_OPTIONS=-Xshare:off")
    assert ended.returncode == 0 and "0 still due" in ended.stdout + ended.stderr, ended


def there_is_no_shell():
    ended = caravan(options="--entrypoint /bin/sh")
    assert ended.returncode == 127 and "/bin/sh" in ended.stderr, ended


def without_a_place_for_its_data_it_says_so():
    ended = caravan("demo")
    assert ended.returncode == 74 and "/caravan/data/demo" in ended.stderr and "Read-only file system" in ended.stderr, ended


def the_heap_is_a_share_of_the_limit_and_classes_come_from_the_archive():
    options = json.loads(podman("image", "inspect", "localhost/caravan").stdout)[0]["Config"]["Entrypoint"][1:]
    more = options[:options.index("-jar")] + ["-XshowSettings:vm", "-Xlog:class+load:stdout"] + options[options.index("-jar"):]
    ended = caravan(*more, "--version", options="--entrypoint java")
    assert "Max. Heap Size (Estimated): 297" in ended.stderr, ended.stderr
    assert "caravan.cli.CommandLines source: shared objects file (top)" in ended.stdout, ended.stdout[:3000]


def the_process_is_nobody_special_and_can_write_nothing_but_its_data():
    with service(WIRED) as (name, _, _):
        pid = podman("inspect", "--format", "{{.State.Pid}}", name).stdout.strip()
        status = dict(line.split(":\t", 1) for line in open("/proc/%s/status" % pid).read().splitlines() if ":\t" in line)
        assert status["Uid"].split() == ["10001"] * 4 and status["Gid"].split() == ["10001"] * 4, status
        assert not any(int(status[cap], 16) for cap in ("CapPrm", "CapEff", "CapBnd", "CapInh", "CapAmb")), status
        assert status["NoNewPrivs"] == "1" and status["NSpid"].split()[-1] == "1", status
        mounts = [line.split()[1:4] for line in open("/proc/%s/mounts" % pid)]
        writable = {where for where, kind, how in mounts if how.startswith("rw") and kind not in ("proc", "sysfs", "cgroup", "cgroup2", "mqueue", "devpts")}
        assert [how for where, _, how in mounts if where == "/"][0].startswith("ro"), mounts
        assert {"/tmp", "/caravan/data"} <= writable, writable
        print("can be written:", " ".join(sorted(writable)))


def mounts_change_the_bucket_the_cron_and_the_steps_of_the_same_image():
    options = {}
    for bucket, cron in (("first", "0 0 0 1 1 ? 2099"), ("second", "* * * * * ?")):
        s3.create_bucket(Bucket=bucket)
        mount = folder("mount-" + bucket, "application.properties", "routes")
        properties, schedule = mount + "/application.properties", mount + "/routes/20-sync-hours.camel.yaml"
        lines = [line for line in open(properties) if not line.startswith("caravan.schedule.cron=")]
        open(properties, "w").writelines(lines + ["caravan.schedule.cron=%s\n" % cron, "caravan.s3.bucket=%s\n" % bucket])
        options[bucket] = "-v {0}/application.properties:/caravan/application.properties:ro --tmpfs /caravan/data".format(mount)
    text = open(schedule).read()
    step = "      uri: direct:sync-hours\n      steps:\n"
    assert step in text
    open(schedule, "w").write(text.replace(step, step + "        - log: a step of the mount\n"))
    options["second"] += " -v %s/routes:/caravan/routes:ro" % mount
    hours = lambda bucket: [item["Key"] for item in s3.list_objects_v2(Bucket=bucket).get("Contents", []) if "/hours/" in item["Key"]]
    with service(WIRED, options["first"]) as (_, log, _):
        wait("records in the bucket of the first mount", lambda: len(hours("first")) > 160)
        assert "schedule '0 0 0 1 1 ? 2099' UTC, store s3://first" in open(log).read(), "another schedule or bucket"
    assert not hours("second")
    with service(WIRED, options["second"]) as (_, log, _):
        wait("records in the bucket of the second mount", lambda: len(hours("second")) > 160)
        wait("a tick each second, with the step of the mount", lambda: open(log).read().count("a step of the mount") > 3)
        assert "schedule '* * * * * ?' UTC, store s3://second" in open(log).read(), "another schedule or bucket"


def a_service_that_is_told_to_stop_ends_with_143():
    with service(WIRED) as (name, _, process):
        began = time.monotonic()
        podman("stop", "--time", "60", name)
        assert process.wait(60) == 143, process.returncode
        print("stopped in %.1f s" % (time.monotonic() - began))


def check_finds_nothing_wrong():
    s3.create_bucket(Bucket="checked")
    ended = caravan("check", env=dict(WIRED, AWS_BUCKET_NAME="checked"), options="--tmpfs /caravan/data")
    assert ended.returncode == 0, ended


def probe():
    test = json.loads(podman("image", "inspect", "localhost/caravan").stdout)[0]["Healthcheck"]["Test"]
    assert test[0] == "CMD", test
    return test


def the_probe_says_0_of_who_answers_and_1_of_who_does_not():
    ask = lambda port: caravan(*probe()[2:], env=dict(BARE, CARAVAN_HTTP_ADDRESS="0.0.0.0:%d" % port), options="--entrypoint " + probe()[1])

    class Alive(http.server.BaseHTTPRequestHandler):
        def log_message(self, *_): pass

        def do_GET(self):
            self.send_response(200 if self.path == "/observe/health/live" else 404)
            self.end_headers()
    alive = http.server.HTTPServer(("127.0.0.1", 0), Alive)
    threading.Thread(target=alive.serve_forever, daemon=True).start()
    began, up = time.monotonic(), ask(alive.server_address[1])
    print("asked in %.1f s" % (time.monotonic() - began))
    alive.shutdown()
    alive.server_close()
    down = ask(alive.server_address[1])
    assert up.returncode == 0 and down.returncode == 1 and "does not answer" in down.stdout, (up, down)


def the_engine_finds_the_service_healthy_at_the_image_s_own_address():
    own = {name: value for name, value in WIRED.items() if name != "CARAVAN_HTTP_ADDRESS"}
    with service(dict(own, NETWORK="none", HEALTH="--health-interval=disable")) as (name, log, _):
        wait("healthy", lambda: podman("healthcheck", "run", name).returncode == 0)
        assert "listens at http://0.0.0.0:8080" in open(log).read()
        other = podman("exec", "--env", "CARAVAN_HTTP_ADDRESS=127.0.0.1:1", name, *probe()[1:])
        assert other.returncode == 1 and "127.0.0.1:1 does not answer" in other.stdout, other



try:
    for promise in [value for name, value in list(globals().items()) if callable(value) and "_" in name and value.__module__ == "__main__"]:
        began = time.monotonic()
        promise()
        print("%s (%.0f s)" % (promise.__name__.replace("_", " "), time.monotonic() - began), flush=True)
finally:
    moto.stop()
    amplitude.shutdown()
