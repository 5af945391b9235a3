#!/usr/bin/env python3
"""Spreads one backfill over 1, 2 and 4 processes with `sync --shard I/N`, and lets one of four die: shows what that gains, and what it costs.

usage: bench/shards.py [--days 40] [--delay 15] [--processes 1,2,4]
The source answers each request after a fixed delay, as Amplitude takes minutes to build an export: what is waited for, and not
this machine's processor, is the limit. One request at a time in each process. All processes share one store and one spool.
Needs what `mvn package -DskipTests` builds, Python 3, Linux. Talks to loopback only and ends by itself.
Prints wall time, speed-up, requests, hours that were asked for twice, and whether the store holds each event once and nothing else.
"""
import argparse, collections, json, os, shutil, signal, sys, tempfile, time
from datetime import datetime, timedelta, timezone

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "faults"))
from stage import DAY, Product, Source, lines, require_built, spelled  # noqa: E402

EVENTS = 20
LONGEST = 1800


class Slow(Source):
    def __init__(self, entries, delay):
        self.delay = delay
        super().__init__(entries)

    def archive(self, first, last):
        time.sleep(self.delay)
        return super().archive(first, last)

    def hours_asked_twice(self):
        asked = collections.Counter()
        for first, last in list(self.asked):
            first, last = (datetime.strptime(text, "%Y-%m-%dT%H").replace(tzinfo=timezone.utc) for text in (first, last))
            asked.update(first + timedelta(hours=n) for n in range(int((last - first).total_seconds()) // 3600 + 1))
        return sum(1 for times in asked.values() if times > 1)


def events(lake):
    """How many events readers by record see, and how many of them more than once."""
    seen = collections.Counter()
    for record in lake.records().values():
        for item in record["objects"]:
            with open(os.path.join(lake.folder, item["key"])) as object_: seen.update(json.loads(line)["uuid"] for line in object_)
    return sum(seen.values()), sum(1 for times in seen.values() if times > 1)


class Backfill:
    """One empty store, and a source that holds these hours."""

    def __init__(self, hours, delay):
        self.hours, self.folder = hours, tempfile.mkdtemp(prefix="caravan-shards-")
        self.source = Slow({hour: [lines(hour, 0, EVENTS)] for hour in hours}, delay)
        self.product = Product(self.folder, self.source.url, downloads="1")
        self.range = ["--from", spelled(hours[0]), "--to", spelled(hours[-1])]

    def shards(self, count):
        """As an Indexed Job would start them: all with the same command, and an index each."""
        running = []
        for index in range(count):
            with open(os.path.join(self.folder, "log-%d" % index), "w") as log:
                running.append(self.product.start(log, "sync", *self.range, *self.shard(index, count)))
        return running

    @staticmethod
    def shard(index, count): return ["--shard", "%d/%d" % (index, count)] if count > 1 else []

    def end(self, name, wall, codes, one):
        """Prints the row. True where nothing is missing, doubled or left over."""
        found, problems = events(self.product.lake), self.product.lake.problems(self.source.truth(self.hours), True)
        print("%-34s %7.1f s   %5s   %8d   %17d   %6d   %11d" % (
            name, wall, "%.2f" % (one / wall) if one else "", len(self.source.asked), self.source.hours_asked_twice(), *found), flush=True)
        for problem in problems[:10]: print("  " + problem)
        self.source.close()
        good = not problems and set(codes) == {0} and found == (EVENTS * len(self.hours), 0)
        if good: shutil.rmtree(self.folder)
        else: print("  exit codes %s; kept: %s" % (codes, self.folder))
        return good


def row(hours, delay, count, one):
    backfill, began = Backfill(hours, delay), time.monotonic()
    codes = [process.wait(timeout=LONGEST) for process in backfill.shards(count)]
    wall = time.monotonic() - began
    twice = backfill.source.hours_asked_twice()
    return wall, backfill.end("%d process%s" % (count, "es" if count > 1 else ""), wall, codes, one) and twice == 0


def row_of_a_death(hours, delay, count, one):
    """One is killed halfway; the others come to their end, then a plain sync takes what is left."""
    backfill, began = Backfill(hours, delay), time.monotonic()
    running = backfill.shards(count)
    while len(backfill.product.lake.records()) < len(hours) // 2:
        if time.monotonic() - began > LONGEST: raise SystemExit("not half of the hours came in %d s; see %s" % (LONGEST, backfill.folder))
        time.sleep(0.2)
    running[0].send_signal(signal.SIGKILL)
    codes = [process.wait(timeout=LONGEST) for process in running][1:]
    codes.append(backfill.product.run("sync", *backfill.range, timeout=LONGEST).returncode)
    wall = time.monotonic() - began
    # The window that was under way when it died is asked for again, and no other.
    twice = backfill.source.hours_asked_twice()
    return backfill.end("%d, one killed, then a plain sync" % count, wall, codes, one) and twice <= 24


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--days", type=int, default=40); args.add_argument("--delay", type=float, default=15.0); args.add_argument("--processes", default="1,2,4")
    args = args.parse_args()
    require_built()
    first = DAY - timedelta(days=args.days - 1)
    hours = [first + timedelta(hours=number) for number in range(24 * args.days)]
    print("%d hours in windows of 24, %d events each; every answer takes %.1f s; %d cores" % (len(hours), EVENTS, args.delay, os.cpu_count()))
    print("%-34s %9s   %s   %s   %s   %s   %s" % ("", "wall", "speed", "requests", "hours asked twice", "events", "events twice"))
    counts, good, one = [int(count) for count in args.processes.split(",")], True, None
    for count in counts:
        wall, right = row(hours, args.delay, count, one)
        good &= right
        one = one or wall * count
    if max(counts) > 1: good &= row_of_a_death(hours, args.delay, max(counts), one)
    sys.exit(0 if good else 1)


main()
