#!/usr/bin/env python3
"""Measures the packaged product as a whole process, and in the same run the parts of its job, each done alone, and a script of the usual kind.

usage: bench/run.py [--size 1GB] [--rounds 3] [--cache FOLDER]     a window of 24 hours in 96 entries
       bench/run.py --grow [--size 50MB]                           ten times the hours, the entries, the size of an entry: time and memory
       bench/run.py --years 5                                      a ledger of so many years: status, plan, and a sync that finds nothing to do

A plain static server hands out the export and S3Proxy over a folder takes the objects, each in a process of its own; all share this machine's cores.
Every round runs all of it once; the table shows medians, the ratios are medians of the rounds' own. What arrived is compared with what was made, in the first
round byte for byte. Floors: the archive downloaded to nothing; its entries inflated and hashed on all cores; the same objects put with the bare AWS SDK, by the
product's own client at the same parallelism, from files. Everything's start is in its time; `own` is a floor without the start of its JVM.
Linux, Python 3, JDK 17; the product and its tests built (mvn -q -B package -DskipTests). Needs some 4 times SIZE of disk in a folder of its own (--work says where),
which goes at the end; --cache keeps the export. Loopback only, but that it installs requests and boto3 there where this Python has none; else the script is in Java.
"""
import argparse, glob, gzip, importlib.util, os, shutil, signal, statistics, subprocess, sys, tempfile, zipfile
from datetime import timedelta

import export
from measure import HERE, Caravan, Surroundings, emptied, must_have_arrived

DAYS = ("2025-06-01T00", "2025-06-01T23")
FORMATS = ("json", "json.gz")
DOWNLOAD, INFLATE = "floor: download the archive to nothing", "floor: inflate and hash all entries"
SCRIPT, PUTTING = "a straight script", "the same with one put an object"
PRODUCT = {format: "**caravan, %s**" % format for format in FORMATS}
PUT = {format: "floor: put the %s with the bare SDK" % format for format in FORMATS}


def median(values): return statistics.median(values)


def python_with(packages, folder):
    """A Python that has them, or None."""
    if all(importlib.util.find_spec(name.split("==")[0]) for name in packages): return sys.executable
    python = os.path.join(folder, "venv", "bin", "python")
    if not os.path.exists(os.path.join(folder, "venv", "whole")):
        try:
            subprocess.run([sys.executable, "-m", "venv", "--clear", os.path.join(folder, "venv")], check=True, capture_output=True, timeout=120)
            subprocess.run([python, "-m", "pip", "install", "-q", *packages], check=True, capture_output=True, timeout=300)
        except (subprocess.SubprocessError, OSError): return None
        open(os.path.join(folder, "venv", "whole"), "w").close()
    return python


def unpack(archive, folder):
    """The objects as files, for the floor that only puts them."""
    for format in FORMATS: emptied(os.path.join(folder, format))
    with zipfile.ZipFile(archive) as opened:
        for name in opened.namelist():
            target = os.path.join(folder, "json.gz", os.path.basename(name))
            with opened.open(name) as source, open(target, "wb") as file: shutil.copyfileobj(source, file, 1 << 20)
            with gzip.open(target) as source, open(os.path.join(folder, "json", os.path.basename(name)[:-3]), "wb") as file: shutil.copyfileobj(source, file, 1 << 20)


class Rounds:
    def __init__(self, given, work, cache):
        self.given, self.work, self.costs, self.number = given, work, {}, 0
        folder = os.path.join(cache, "%d-24-4" % given.size)
        self.truth = export.make(folder, given.size)
        self.archive, = glob.glob(folder + "/*.zip")
        self.caravan, self.around = Caravan(given.heap, given.jvm, given.set), Surroundings(work, folder)
        self.jvm, self.python = self.caravan.options.split(), None if given.product_only else python_with(("requests==2.34.2", "boto3==1.44.5"), cache)
        self.request = self.around.archives.url + "/api/2/export?start=20250601T00&end=20250601T23"

    def all(self):
        if not self.given.product_only: unpack(self.archive, os.path.join(self.work, "objects"))
        # The store's own code is compiled before anything counts: for whole objects, and for parts.
        self.product("json")
        if not self.given.product_only: self.script()
        for self.number in range(1, self.given.rounds + 1):
            steps = [lambda format=format: (PRODUCT[format], self.product(format)) for format in FORMATS]
            if not self.given.product_only: steps += [self.download, self.inflate, lambda: self.put("json"), lambda: self.put("json.gz"), self.script]
            if self.python: steps.append(lambda: self.script("put"))
            for step in steps:
                name, cost = step()
                self.costs.setdefault(name, []).append(cost)
                print("round %d: %s: %.2f s, %.2f s of CPU" % (self.number, name, cost.wall, cost.cpu), file=sys.stderr, flush=True)

    def product(self, format):
        cost = self.caravan.sync(self.around, *DAYS, format, "product/")
        must_have_arrived(self.around, "product", self.truth, format, 24, whole=self.number < 2)
        self.swept("product")
        return cost

    def download(self): return DOWNLOAD, self.around.java(self.jvm, "caravan.bench.Floors", "download", self.request)

    def inflate(self): return INFLATE, self.around.java(self.jvm, "caravan.bench.Floors", "inflate", self.archive)

    def put(self, format):
        cost = self.around.java(self.jvm, "caravan.bench.Floors", "put", os.path.join(self.work, "objects", format), self.around.endpoint, self.around.bucket, "floor/", self.given.parallel)
        self.swept("floor")
        return PUT[format], cost

    def script(self, *way):
        folder = emptied(os.path.join(self.work, "script"))
        arguments = (self.request, folder, self.around.endpoint, self.around.bucket, "script/")
        if self.python: cost = self.around.cost([self.python, os.path.join(HERE, "straight_script.py"), *arguments, *way], self.around.keys)
        else: cost = self.around.java(self.jvm, "caravan.bench.StraightScript", *arguments)
        self.swept("script")
        emptied(folder)
        return PUTTING if way else SCRIPT, cost

    def swept(self, prefix): shutil.rmtree(os.path.join(self.around.lake, prefix))

    def table(self):
        total, packed, events = (sum(item[key] for item in self.truth) for key in ("bytes", "gzBytes", "events"))
        print("%d hours, %d entries, %.2f GB JSON in %s events, %.0f MB gzip (%.1f to 1); %d round(s); heap `%s`; parallel puts %d; the script is %s\n" % (
            24, len(self.truth), total / 1e9, format(events, ","), packed / 1e6, total / packed, self.given.rounds, self.caravan.options, self.given.parallel, "Python" if self.python else "Java"))
        print("| | wall s | of rounds | own s | CPU s | the store's CPU s | peak MB | MB/s of JSON | events/s |\n|---|---|---|---|---|---|---|---|---|")
        for name, costs in self.costs.items():
            wall = median(cost.wall for cost in costs)
            own = median(cost.own for cost in costs)
            print("| %s | %.2f | %.2f to %.2f | %s | %.2f | %.2f | %.0f | %.0f | %s |" % (
                name, wall, min(cost.wall for cost in costs), max(cost.wall for cost in costs), "first request after %.2f" % own if "caravan" in name else "" if own != own else "%.2f" % own,
                median(cost.cpu for cost in costs), median(cost.store for cost in costs), max(cost.peak for cost in costs), total / 1e6 / wall, format(round(events / wall), ",")))
        if not self.given.product_only: self.ratios()

    def ratio(self, one, *others, of="wall"):
        return median(getattr(self.costs[one][number], of) / sum(getattr(self.costs[other][number], of) for other in others) for number in range(self.given.rounds))

    def ratios(self):
        print("\n| ratio | json | json.gz |\n|---|---|---|")
        rows = {"caravan ÷ download": lambda it: self.ratio(PRODUCT[it], DOWNLOAD), "caravan ÷ inflate and hash": lambda it: self.ratio(PRODUCT[it], INFLATE),
                "**caravan ÷ puts with the bare SDK**": lambda it: self.ratio(PRODUCT[it], PUT[it]),
                "caravan ÷ all three floors, one after the other": lambda it: self.ratio(PRODUCT[it], DOWNLOAD, INFLATE, PUT[it]),
                "the same of CPU seconds": lambda it: self.ratio(PRODUCT[it], DOWNLOAD, INFLATE, PUT[it], of="cpu"),
                "**script ÷ caravan**": lambda it: self.ratio(SCRIPT, PRODUCT[it])}
        if self.python: rows["the same with one put an object"] = lambda it: self.ratio(PUTTING, PRODUCT[it])
        for name, of in rows.items(): print("| %s | %.2f | %.2f |" % (name, of("json"), of("json.gz")))


def grow(given, work, cache):
    """Each dimension times ten on its own, from a small base."""
    sizes = {"base": (given.size, 24, 4), "hours × 10": (given.size * 10, 240, 4), "entries × 10": (given.size * 10, 24, 40), "size of an entry × 10": (given.size * 10, 24, 4)}
    caravan, rows = Caravan(given.heap, given.jvm, given.set), {}
    for name, (size, hours, entries) in sizes.items():
        folder = os.path.join(cache, "%d-%d-%d" % (size, hours, entries))
        truth, around = export.make(folder, size, hours, entries), Surroundings(work, folder)
        sync = lambda: caravan.sync(around, truth[0]["hour"], truth[-1]["hour"], "json", "product/")
        try:
            costs, again = [], []
            # Once more than counted: the store's own code is compiled first.
            for number in range(given.rounds + 1):
                costs.append(sync())
                must_have_arrived(around, "product", truth, "json", hours, whole=number == 0)
                if name == "base": again.append(sync())
                shutil.rmtree(os.path.join(around.lake, "product"))
                print("%s: %.2f s" % (name, costs[-1].wall), file=sys.stderr, flush=True)
            if again: rows["start: nothing is due"] = 24, 0, 0, again[1:]
            rows[name] = hours, len(truth), sum(item["bytes"] for item in truth), costs[1:]
        finally: around.close()
    grown(caravan, given.rounds, rows)


def grown(caravan, rounds, rows):
    print("heap `%s`, %d round(s), json; × base: without the start\n" % (caravan.options, rounds))
    print("| | hours | entries | MB JSON | wall s | × base | CPU s | × base | peak MB |\n|---|---|---|---|---|---|---|---|---|")
    middle = {name: [median(getattr(cost, of) for cost in costs) for of in ("wall", "cpu")] for name, (_, _, _, costs) in rows.items()}
    (start_wall, start_cpu), (base_wall, base_cpu) = middle["start: nothing is due"], middle["base"]
    for name, (hours, entries, size, costs) in rows.items():
        wall, cpu = middle[name]
        print("| %s | %d | %d | %.0f | %.2f | %.1f | %.2f | %.1f | %.0f |" % (name, hours, entries, size / 1e6, wall, (wall - start_wall) / (base_wall - start_wall),
                                                                           cpu, (cpu - start_cpu) / (base_cpu - start_cpu), max(cost.peak for cost in costs)))


def years(given, work):
    """Only the ledger is there; what it lists is asked for by none of these."""
    first, last = export.FIRST.replace(year=export.FIRST.year - given.years), export.FIRST - timedelta(hours=1)
    bounds = [hour.strftime("%Y-%m-%dT%H") for hour in (first, last)]
    caravan, around = Caravan(given.heap, given.jvm, given.set), Surroundings(work, work)
    try:
        around.java(("-Xmx512m",), "caravan.bench.YearsOfLedger", *bounds, around.endpoint, around.bucket, "years/")
        asked = ["--from", bounds[0], "--to", bounds[1]]
        print("%d hours of ledger, heap `%s`, %d round(s)\n\n| | wall s | CPU s | the store's CPU s | peak MB |\n|---|---|---|---|---|" % ((last - first).total_seconds() / 3600 + 1, caravan.options, given.rounds))
        for name, words, warm in (("status, no cache", ["status"], False), ("status, warm cache", ["status"], True), ("plan", ["plan"], True), ("sync, nothing is due", ["sync"], True)):
            costs = []
            for _ in range(given.rounds):
                if not warm: emptied(os.path.join(work, "local"))
                costs.append(caravan.run(around, "years/", *words, *asked, CARAVAN_SPOOL_DIRECTORY=os.path.join(work, "local", "spool")))
            print("| %s | %.2f | %.2f | %.2f | %.0f |" % (name, *(median(getattr(cost, of) for cost in costs) for of in ("wall", "cpu", "store")), max(cost.peak for cost in costs)), flush=True)
    finally: around.close()


def arguments():
    known = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    known.add_argument("--size", type=export.size, help="JSON of the export, or of the base of --grow")
    known.add_argument("--rounds", type=int, default=3)
    known.add_argument("--grow", action="store_true")
    known.add_argument("--years", type=int)
    known.add_argument("--cache", help="a folder where exports are kept, and taken from; the Python of the script too")
    known.add_argument("--work", help="where the work folder is made; the system's temporary folder by default")
    known.add_argument("--heap", default="128m")
    known.add_argument("--jvm", help="options of the JVM instead of the launcher's own")
    known.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", help="a setting of the product, to try it")
    known.add_argument("--parallel", type=int, default=max(8, 2 * (os.cpu_count() or 1)), help="puts at a time of the floor; by default as the product's caravan.uploads")
    known.add_argument("--product-only", action="store_true", help="neither floors nor script")
    given = known.parse_args()
    if given.size is None: given.size = export.size("50MB" if given.grow else "1GB")
    for name, value in (("--size", given.size), ("--years", given.years), ("--parallel", given.parallel)):
        if value is not None and value < 1: known.error("%s %d: accepted is 1 or more" % (name, value))
    if given.rounds < 1: known.error("--rounds %d: accepted is 1 or more" % given.rounds)
    return given


def main():
    given = arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    work = tempfile.mkdtemp(prefix="caravan-bench-", dir=given.work and os.path.abspath(given.work))
    cache = os.path.abspath(given.cache or os.path.join(work, "cache"))
    try:
        print("load of %d cores before: %.1f" % (os.cpu_count(), os.getloadavg()[0]))
        if given.grow: grow(given, work, cache)
        elif given.years: years(given, work)
        else:
            rounds = Rounds(given, work, cache)
            try: rounds.all()
            finally: rounds.around.close()
            rounds.table()
    finally: shutil.rmtree(work)


if __name__ == "__main__": main()
