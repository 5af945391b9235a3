#!/usr/bin/env python3
"""Random faults from a seed against the real service for some minutes; then they end, it completes, and every event must be there once.

usage: faults/soak.py [--minutes 10] [--seed N]
The service (`caravan run`, a tick every three seconds, -Xmx96m) asks the simulated Amplitude and stores in S3Proxy, each through the faulty TCP
proxy of the tests. Meanwhile it is killed, stopped and continued, ended and restarted, at times with a second replica on the same spool; the store
goes away and comes back; Amplitude answers with errors; hours are reopened and verified. The truth is the simulator's; what arrived is read
from S3Proxy's folder by Python. Exits 0 only where records list exactly one export of each hour, each event once, and nothing else is under
events/ once the sweep of a later day has been. Needs the product and its tests compiled (mvn package -DskipTests), Maven for the class path.
"""
import argparse, collections, json, os, random, signal, shutil, subprocess, sys, tempfile, threading, time
from datetime import datetime, timedelta, timezone
from stage import Neighbour, Lake, Product, require_built, spelled, spooled

WEIGHTS = {"source": "pass=50,rate=4,drip=1,cut=8,reset=8,half_close=3,black_hole=3,swallow=8,flip=5",
           "store": "pass=70,rate=2,drip=1,cut=4,reset=5,half_close=1,black_hole=1,swallow=8,flip=3"}


class Soak:
    def __init__(self, minutes, seed):
        self.dice, self.seed, self.minutes = random.Random(seed), seed, minutes
        self.folder = tempfile.mkdtemp(prefix="caravan-soak-")
        self.log = open(os.path.join(self.folder, "log"), "ab")
        self.did, self.replicas, self.stopped, self.beside, self.peak, self.wild = collections.Counter(), [], [], [], 0, True
        # So that the next hour closes in fifty minutes, and none during the soak.
        now = datetime.now(timezone.utc)
        grace = timedelta(hours=2, minutes=(now.minute + 50) % 60)
        last = (now - grace).replace(minute=0, second=0, microsecond=0) - timedelta(hours=1)
        count = max(24, int(24 * minutes))
        self.hours = [last - timedelta(hours=number) for number in range(count)][::-1]
        os.mkdir(self.folder + "/s3")
        self.around = Neighbour(self.log, "caravan.wire.Surroundings", self.folder + "/s3", seed, 60)
        self.source_port, self.store_port, bucket, access, secret = self.around.first.split()
        self.proxies = {"source": Neighbour(self.log, "caravan.wire.ProxyProcess", self.source_port, seed, WEIGHTS["source"]),
                        "store": Neighbour(self.log, "caravan.wire.ProxyProcess", self.store_port, seed + 1, WEIGHTS["store"])}
        settings = {"start": spelled(self.hours[0]), "schedule_cron": "0/3 * * * * ?", "window": "2", "store": "s3", "s3_bucket": bucket, "s3_region": "us-east-1",
                    "s3_access_key": access, "s3_secret_key": secret, "redelivery_tries": "3", "redelivery_delay": "PT0.1S", "redelivery_max_delay": "PT1S",
                    "limits_first_byte": "PT5S", "limits_silence": "PT3S", "limits_rate_over": "PT4S", "limits_bytes_per_second": "1KiB", "limits_deadline": "PT30S",
                    "grace": "PT%dM" % (grace.total_seconds() // 60)}
        port = lambda proxy: proxy.first.split()[0]
        self.product = Product(self.folder, "http://127.0.0.1:" + port(self.proxies["source"]), s3_endpoint="http://127.0.0.1:" + port(self.proxies["store"]), **settings)
        self.direct = Product(self.folder, "http://127.0.0.1:" + port(self.proxies["source"]), s3_endpoint="http://127.0.0.1:" + self.store_port, **settings)
        for product in (self.product, self.direct): product.env.update(AMP_API_KEY="demo-key", AMP_SECRET_KEY="demo-secret"); del product.env["CARAVAN_FILE_DIRECTORY"]
        self.truth = self.around.ask("truth", spelled(self.hours[0]), spelled(self.hours[-1]))
        self.range = ["--from", spelled(self.hours[0]), "--to", spelled(self.hours[-1])]
        self.lake = Lake(os.path.join(self.folder, "s3", bucket))

    # What can happen.

    def start(self): self.replicas.append(self.product.start(self.log, "run"))

    def kill(self):
        if self.replicas: self.end(self.replicas.pop(self.dice.randrange(len(self.replicas))), signal.SIGKILL, -9); return True

    def terminate(self):
        if self.replicas: self.end(self.replicas.pop(self.dice.randrange(len(self.replicas))), signal.SIGTERM, 143, 0); return True

    def end(self, process, how, *codes):
        process.send_signal(signal.SIGCONT)
        self.measure(process)
        process.send_signal(how)
        try: code = process.wait(timeout=60)
        except subprocess.TimeoutExpired: process.kill(); process.wait(); code = "not at all within 60 s"
        if code not in codes: self.fail("after %s the service ended with %s" % (how.name, code))

    def suspend(self):
        for process in self.replicas[:1]: process.send_signal(signal.SIGSTOP); self.stopped.append((process, time.monotonic() + self.dice.uniform(1, 9))); return True

    def second_replica(self):
        if len(self.replicas) == 1: self.start(); return True

    def store_away(self):
        self.around.ask("away"); self.pause(self.dice.uniform(1, 8)); self.around.ask("back")
        return True

    def troubles(self): self.around.ask("troubles", self.dice.choice([0, 10, 30, 70])); return True

    def some_hours(self):
        first = self.dice.randrange(len(self.hours)); last = min(first + self.dice.randrange(4), len(self.hours) - 1)
        return ["--from", spelled(self.hours[first]), "--to", spelled(self.hours[last])]

    def reopen(self): return self.direct.run("reopen", *self.some_hours()).returncode == 0

    def verify(self):
        verify = self.direct.run("verify", *self.range)
        if verify.returncode != 0: self.fail("verify under way ended with %d" % verify.returncode, verify.stdout[-2000:], verify.stderr[-2000:])
        return True

    def sync_beside(self):
        if not self.beside: self.beside.append(self.product.start(self.log, "sync", *self.some_hours())); return True

    def collect(self):
        for process in [each for each in self.beside if each.poll() is not None]:
            self.beside.remove(process)
            if process.returncode not in (0, 65, 75, 77): self.fail("a sync beside the service ended with %d" % process.returncode)

    CHANCES = {"kill": 8, "terminate": 3, "suspend": 4, "second_replica": 4, "store_away": 3, "troubles": 4, "reopen": 5, "verify": 1, "sync_beside": 2}

    # The soak.

    def hang_up(self):
        """Again and again; else a connection that got through once would be used for good, and no fault would ever come by."""
        dice = random.Random(self.seed + 2)
        while self.wild:
            time.sleep(dice.uniform(0.3, 2))
            for proxy in self.proxies.values(): proxy.ask("hang-up")

    def pause(self, seconds):
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            time.sleep(0.1)
            for process, when in [each for each in self.stopped if each[1] <= time.monotonic()]:
                process.send_signal(signal.SIGCONT); self.stopped.remove((process, when))
            self.collect()
            for process in [each for each in self.replicas if each.poll() is not None]: self.fail("the service ended by itself with %d" % process.returncode)

    def measure(self, process):
        with open("/proc/%d/status" % process.pid) as status:
            self.peak = max([self.peak] + [int(row.split()[1]) for row in status if row.startswith("VmHWM")])

    def faults(self):
        ends = time.monotonic() + self.minutes * 60
        self.hanging_up = threading.Thread(target=self.hang_up, daemon=True)
        self.hanging_up.start()
        while time.monotonic() < ends:
            if not self.replicas: self.start()
            self.pause(self.dice.uniform(1, 7))
            what = self.dice.choices(list(self.CHANCES), self.CHANCES.values())[0]
            if getattr(self, what)(): self.did[what] += 1
            print("%4.0f s left, %s" % (ends - time.monotonic(), what.replace("_", " ")), flush=True)

    def recovery(self):
        """The faults end; the service alone brings it to its end."""
        began, self.wild = time.monotonic(), False
        self.hanging_up.join()
        self.wrong_answers = int(self.around.ask("troubles", 0))
        self.counts = {name: proxy.ask("pass") for name, proxy in self.proxies.items()}
        for process, _ in self.stopped: process.send_signal(signal.SIGCONT)
        self.stopped = []
        # Whoever starts a process wants to know at once: what Amplitude refused is asked for again.
        while self.replicas: self.terminate()
        self.start()
        while self.due():
            if time.monotonic() > began + 240: self.fail("four minutes after the last fault hours are still due", self.direct.run("status", *self.range).stdout[-3000:])
            self.pause(3)
        self.recovered = time.monotonic() - began
        while self.replicas: self.terminate()
        for process in self.beside: process.wait(timeout=120)
        self.collect()

    def due(self):
        """Hours without a record, and those that a note reopened."""
        status = self.direct.run("status", *self.range, "--json")
        if status.returncode != 0: self.fail("status ended with %d" % status.returncode, status.stderr[-2000:])
        project = json.loads(status.stdout)["projects"][0]
        for hour in project["hours"]:
            # Put off until a person acts, because the same damage was found again and again.
            if hour["state"] == "due" and hour.get("kind") in ("corrupt", "oversize") and self.direct.run("reopen", "--from", hour["hour"], "--to", hour["hour"]).returncode == 0:
                self.did["reopen what a note for a person put off"] += 1
        return project["counts"]["due"]

    def judge(self):
        sync = self.direct.run("sync", *self.range)
        if sync.returncode != 0: self.fail("the last sync ended with %d" % sync.returncode, sync.stderr[-3000:])
        self.verify()
        events, truth = 0, {}
        for word in self.truth.split():
            hour, *file = word.split(":")
            truth.setdefault(hour, [])
            if file: events += int(file[0]); truth[hour] = sorted(truth[hour] + [file[1]])
        before = len(self.lake.objects())
        swept = int(self.around.ask("sweep", spelled(self.hours[0]), spelled(self.hours[-1])))
        problems = self.lake.problems(truth, complete=True)
        uuids = collections.Counter()
        for record in self.lake.records().values():
            for item in record["objects"]:
                with open(os.path.join(self.lake.folder, item["key"]), "rb") as file: uuids.update(json.loads(line)["uuid"] for line in file if line.strip())
        recorded = sum(record["events"] for record in self.lake.records().values())
        # Amplitude itself has some events twice: each copy of these must be there, too, and no more.
        copies = int(self.around.ask("copies", spelled(self.hours[0]), spelled(self.hours[-1])))
        lost, doubled = events - copies - len(uuids), sum(uuids.values()) - copies - len(uuids)
        if problems or lost or doubled or recorded != events or before - swept != len(self.lake.objects()): self.fail("lost %d, doubled %d, recorded %d of %d" % (lost, doubled, recorded, events), *problems)
        left = [path for path in spooled(self.product.spool)]
        if left: self.fail("still in the spool", *left)
        revisions = sum(record["revision"] for record in self.lake.records().values())
        print("seed %d, %.0f minutes of faults: %s" % (self.seed, self.minutes, ", ".join("%s %d" % (name.replace("_", " "), count) for name, count in sorted(self.did.items()))))
        for name, counts in self.counts.items(): print("between the service and its %s: %s" % (name, counts))
        print("wrong answers of Amplitude %d, of %s requests that came through; complete %.0f s after the last fault; peak resident %.0f MB" % (
            self.wrong_answers, self.around.ask("requests"), self.recovered, self.peak / 1024))
        print("%d hours, %d events, %d later revisions, %d objects swept; verify clean; lost %d, doubled %d" % (len(truth), events, revisions, swept, lost, doubled))

    def fail(self, *words):
        print("FAILED, seed %d, after %s; all is in %s\n  %s" % (self.seed, dict(self.did), self.folder, "\n  ".join(words)))
        sys.exit(1)

    def close(self, well):
        for process in self.replicas + self.beside: process.kill()
        for helper in (*self.proxies.values(), self.around): helper.end()
        self.log.close()
        if well: shutil.rmtree(self.folder)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--minutes", type=float, default=10); arguments.add_argument("--seed", type=int, default=int(time.time()) % 100000)
    arguments = arguments.parse_args()
    require_built()
    if arguments.minutes > 40: raise SystemExit("40 minutes at most: by then another hour closes")
    soak, well = Soak(arguments.minutes, arguments.seed), False
    try:
        soak.faults(); soak.recovery(); soak.judge()
        well = True
    finally: soak.close(well)


if __name__ == "__main__": main()
