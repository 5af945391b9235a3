#!/usr/bin/env python3
"""Measures the embedded warehouse with the packaged product: load, rebuild, and one more hour.

usage: bench/warehouse.py [--events 10000000] [--hours 720] [--memory 2GiB] [--work FOLDER] [--keep]
Simulated hours are landed in a folder without the way through an export; then ./caravan load brings them into DuckDB, refresh --full builds every model,
and one more hour is landed, loaded and refreshed. At the end the models are built once more, from scratch, from the same bronze: what the increments
left must be the same, table by table; views follow them. The product and its tests must be built (mvn -q -B package -DskipTests). Linux, Python 3, JDK 17; some 6 kB of disk an
event in a folder of its own, which goes at the end. Each command is a process of its own, with the launcher's heap, on two cores; peak is its VmHWM.
"""
import argparse, json, os, re, shutil, subprocess, sys, tempfile, threading, time
from datetime import datetime, timedelta, timezone

from measure import HOME, class_path, peak_of

FIRST = datetime(2026, 10, 1, tzinfo=timezone.utc)


def spelled(hour): return hour.strftime("%Y-%m-%dT%H")


class Warehouse:
    def __init__(self, given, work):
        self.given, self.work = given, work
        self.lake, self.file = os.path.join(work, "lake"), os.path.join(work, "warehouse.duckdb")

    def land(self, first, last):
        command = ["java", "-Xmx256m", "-cp", class_path(), "caravan.bench.SimulatedLake", self.lake, spelled(first), spelled(last), str(self.given.events // self.given.hours)]
        return int(subprocess.run(command, check=True, capture_output=True, text=True, stdin=subprocess.DEVNULL).stdout.split()[-1])

    def run(self, *words):
        """Wall seconds, peak in MB, and what it said."""
        settings = {"caravan.project": "demo", "caravan.store": "file", "caravan.file.directory": self.lake, "caravan.warehouse": "duckdb", "caravan.duckdb.file": self.file,
                    "caravan.duckdb.memory": self.given.memory, "caravan.duckdb.threads": "2", "caravan.amplitude.api-key": "none", "caravan.amplitude.secret-key": "none"}
        cores = sorted(os.sched_getaffinity(0))[:2]
        command = [os.path.join(HOME, "caravan"), *words, *(word for key, value in settings.items() for word in ("--set", "%s=%s" % (key, value)))]
        began, peak, done = time.monotonic(), 0, threading.Event()
        with open(os.path.join(self.work, "said"), "w+") as said:
            process = subprocess.Popen(command, cwd=self.work, stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT, env={**os.environ, "LC_ALL": "C.UTF-8"},
                                       preexec_fn=lambda: os.sched_setaffinity(0, cores))

            def watch():
                nonlocal peak
                while not done.wait(0.05): peak = max(peak, peak_of(process.pid))
            watcher = threading.Thread(target=watch)
            watcher.start()
            try: code = process.wait(timeout=7200)
            finally: process.kill(); done.set(); watcher.join()
            seconds = time.monotonic() - began
            said.seek(0)
            text = said.read()
        print("%s: %.1f s, peak %.0f MB" % (" ".join(words)[:60], seconds, peak / 1e6), file=sys.stderr, flush=True)
        if code != 0: raise SystemExit("%s ended with %d:\n%s" % (" ".join(words), code, text[-3000:]))
        return seconds, peak / 1e6, text

    def counts(self):
        """Rows and a sum of hashes over all rows of each table of silver and gold, whatever their order."""
        names = [row["name"] for row in json.loads(self.run("query", "--json", "select table_schema || '.' || table_name as name from information_schema.tables"
                                                            " where table_schema in ('silver', 'gold') and table_type = 'BASE TABLE' order by 1")[2])]
        sums = " union all ".join("select '%s' as name, count(*) as n, cast(sum(hash(t)) as varchar) as h from %s as t" % (name, name) for name in names)
        return {row["name"]: (row["n"], row["h"]) for row in json.loads(self.run("query", "--json", sums)[2])}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=10_000_000)
    parser.add_argument("--hours", type=int, default=720)
    parser.add_argument("--memory", default="2GiB")
    parser.add_argument("--work")
    parser.add_argument("--keep", action="store_true")
    given = parser.parse_args()
    if given.events < given.hours or given.hours < 2: parser.error("--events takes at least one an hour, --hours at least 2")
    work = tempfile.mkdtemp(prefix="caravan-warehouse-", dir=given.work)
    try: measure(Warehouse(given, work))
    finally:
        if given.keep: print("kept in", work)
        else: shutil.rmtree(work, ignore_errors=True)


def measure(warehouse):
    given = warehouse.given
    last = FIRST + timedelta(hours=given.hours - 1)
    more = last + timedelta(hours=1)
    # The hour that comes later is one of an office day: nights would make it too easy.
    while more.hour not in range(8, 20) or more.weekday() > 4: last, more = more, more + timedelta(hours=1)
    events = warehouse.land(FIRST, last)
    load = warehouse.run("load")
    rebuild = warehouse.run("refresh", "--full")
    size = os.path.getsize(warehouse.file)
    one = warehouse.land(more, more)
    load_one, refresh_one = warehouse.run("load"), warehouse.run("refresh")
    left = warehouse.counts()
    again = warehouse.run("refresh", "--full")
    built = warehouse.counts()
    if built != left:
        raise SystemExit("the increment and the rebuild differ: %s" % [(name, left.get(name), built.get(name)) for name in sorted({*left, *built}) if left.get(name) != built.get(name)])
    print("%d hours, %s events, memory limit %s; warehouse %.1f GB\n" % ((last - FIRST) / timedelta(hours=1) + 1, format(events, ","), given.memory, size / 1e9))
    print("| | wall s | peak MB | events/s |\n|---|---|---|---|")
    for name, (seconds, peak, _), count in (("load of all hours", load, events), ("rebuild of all models", rebuild, events), ("the same once more, with the hour", again, events + one),
                                            ("load of one more hour", load_one, one), ("refresh after it", refresh_one, one)):
        print("| %s | %.1f | %.0f | %s |" % (name, seconds, peak, format(round(count / seconds), ",")))
    print("\nthe hour has %s events; refresh after one more hour ÷ rebuild: %.1f %%; increment and rebuild are the same in %d tables" % (
        format(one, ","), 100 * refresh_one[0] / again[0], len(left)))


if __name__ == "__main__": main()
