#!/usr/bin/env python3
"""Measures the console on a ledger of years: how soon the service knows it, and the time and size of its first answers.

usage: bench/console.py [--years 5]
Writes a record for each hour into a folder, starts the service on it twice (the second time with its local cache of records), and asks
as a browser does that comes for the first time: the page, the status, a year of hours, all of them. Wall is seen from outside, CPU is
what the service's process took meanwhile. Needs what `mvn package -DskipTests` builds, Python 3, Linux. Talks to loopback only; no hour is
asked for, since none is due but the newest.
"""
import argparse, gzip, hashlib, http.client, json, os, re, shutil, signal, sys, tempfile, time
from datetime import datetime, timedelta, timezone

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "faults"))
from stage import Product, require_built  # noqa: E402

KEY = "events/project=default/date={0}/hour={1:02}/100_{0}_{1}_0-r0-{2}.json"
TEMPLATE = "events/project={project}/date={date}/hour={hour}/{amplitudeId}_{date}_{hour}_{part}-r{revision}-{hash}.{extension}"


def record(hour, number):
    date, of_day, text = hour.strftime("%Y-%m-%d"), hour.hour, hour.strftime("%Y-%m-%dT%H")
    sha = hashlib.sha256(text.encode()).hexdigest()
    # By day and week as traffic is, and never the same: what compresses well would flatter the sizes.
    events = 900 + 700 * (8 <= of_day <= 20) * (1 if hour.weekday() < 5 else 0) + int(sha[:3], 16) % 300
    size = events * 1900 + int(sha[3:8], 16)
    at = (hour + timedelta(hours=3, minutes=20)).strftime("%Y-%m-%dT%H:%M:%SZ")
    return {"schema": 1, "project": "default", "hour": text, "state": "landed", "revision": 0, "format": "json",
            "objects": [{"key": KEY.format(date, of_day, sha[:16]), "entry": "100/100_%s_%d#0.json.gz" % (date, of_day),
                         "bytes": size, "sha256": sha, "events": events, "rejected": 0, "outside": 0}],
            "events": events, "bytes": size, "rejected": 0, "digest": sha[:32],
            "export": {"from": text, "to": text, "archiveSha256": sha, "archiveBytes": size // 8, "at": at}, "committedAt": at}


def build(lake, years):
    last = datetime.now(timezone.utc).replace(minute=0, second=0, microsecond=0)
    start = last - timedelta(hours=8760 * years)
    for number in range(8760 * years + 1):
        hour = start + timedelta(hours=number)
        path = os.path.join(lake, "_caravan/hours/default", hour.strftime("%Y-%m-%d"), hour.strftime("%H.json"))
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w") as out: json.dump(record(hour, number), out)
    os.makedirs(os.path.join(lake, "_caravan/projects"))
    with open(os.path.join(lake, "_caravan/projects/default.json"), "w") as out:
        json.dump({"schema": 1, "project": "default", "start": start.strftime("%Y-%m-%dT%H"), "host": "127.0.0.1", "amplitudeId": "100", "key": TEMPLATE}, out)
    return 8760 * years + 1, start


def cpu(pid):
    with open("/proc/%d/stat" % pid) as stat: fields = stat.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def ask(port, path):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, body


def plain(body):
    return json.loads(gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body)


def address(log, process):
    while process.poll() is None:
        with open(log) as text: found = re.search(r"listens at http://127\.0\.0\.1:(\d+)", text.read())
        if found: return int(found.group(1))
        time.sleep(0.02)
    raise SystemExit("the service ended:\n" + open(log).read()[-3000:])


def serve(product, name, log, first):
    began = time.monotonic()
    with open(log, "w") as out: process = product.start(out, "run")
    try:
        port = address(log, process)
        while True:
            status, body = ask(port, "/api/hours?last=1h")
            if status == 200: break
            time.sleep(0.05)
        print("%s: the service knows the ledger %.1f s after its start" % (name, time.monotonic() - began))
        # The first sync of the service, which finds nobody to ask, is not what is measured.
        while not all("finishedAt" in run for run in plain(ask(port, "/api/running")[1])["runs"]): time.sleep(0.2)
        time.sleep(5)
        print("%-40s%10s%12s%14s" % ("asked for", "wall ms", "CPU ms", "bytes, packed"))
        for path in ("/", "/api/status", "/api/hours?last=365d", "/api/hours", "/api/hours", "/api/volume", "/api/freshness?from=" + first):
            before, wall = cpu(process.pid), time.monotonic()
            status, body = ask(port, path)
            if status != 200: raise SystemExit("%s: %d" % (path, status))
            print("%-40s%10.0f%12.0f%14d" % (path, 1000 * (time.monotonic() - wall), 1000 * (cpu(process.pid) - before), len(body)))
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--years", type=int, default=5)
    args = args.parse_args()
    require_built()
    folder = tempfile.mkdtemp(prefix="caravan-console-")
    try:
        product = Product(folder, "http://127.0.0.1:1", restate="never", redelivery_tries="1")
        hours, start = build(product.lake.folder, args.years)
        print("a ledger of %d hours in a folder" % hours)
        for name in ("without a cache", "with the cache of the run before"):
            serve(product, name, os.path.join(folder, "log"), start.strftime("%Y-%m-%dT%H"))
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
