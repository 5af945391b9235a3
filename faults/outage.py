#!/usr/bin/env python3
"""The store goes away for many ticks of the real service and comes back; nobody acts.

usage: faults/outage.py [--quick]
  refused     nobody listens at its address
  503         it says SlowDown to everything
  black hole  it takes connections and never answers (left out by --quick)
  full        it answers and takes nothing, because its own disk is full (needs the right to mount)
Each time the store goes away while Amplitude makes the first answers, so that archives arrive which cannot be landed. Meanwhile: no range of hours is
asked for twice, the spool keeps within its quota, memory stays flat. Then the store is back: the service completes by itself, still without asking
for anything twice; `verify` is clean and every byte is compared by Python. A tick every two seconds, -Xmx96m. Needs what soak.py needs.
"""
import collections, http.server, os, shutil, socket, subprocess, sys, tempfile, threading, time
from datetime import datetime, timedelta, timezone
from stage import Neighbour
from stage import DAY, Lake, Product, Source, lines, require_built, spelled, spooled

HOURS = [DAY + timedelta(hours=number) for number in range(24)]
QUOTA = 1 << 20
QUICK = "--quick" in sys.argv


def grace():
    """So long that the last of these hours closed half an hour ago, and the next does in another half."""
    return "PT%dM" % ((datetime.now(timezone.utc) - HOURS[-1] - timedelta(minutes=90)).total_seconds() // 60)


class SlowDown(http.server.BaseHTTPRequestHandler):
    def log_message(self, *_): pass

    def answer(self):
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        body = b"<?xml version=\"1.0\"?><Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>"
        self.send_response(503); self.send_header("Content-Length", str(len(body))); self.end_headers()
        if self.command != "HEAD": self.wfile.write(body)
        self.close_connection = True

    do_GET = do_PUT = do_HEAD = do_POST = do_DELETE = answer


class Outage:
    """One kind of it, over a store and a source of its own."""

    def __init__(self, kind):
        self.kind, self.gone, self.stand_in = kind, threading.Event(), None
        self.folder = tempfile.mkdtemp(prefix="caravan-outage-")
        self.log = open(os.path.join(self.folder, "log"), "ab")
        os.mkdir(self.folder + "/s3")
        if kind == "full": subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", self.folder + "/s3"], check=True)
        self.around = Neighbour(self.log, "caravan.wire.Surroundings", self.folder + "/s3", 1, 1)
        _, self.port, self.bucket, access, secret = self.around.first.split()
        self.source = Source({hour: [lines(hour, part, 40) for part in range(2)] for hour in HOURS})
        archive = self.source.archive
        self.source.archive = lambda *bounds: self.leave_once() or archive(*bounds)
        self.product = Product(self.folder, self.source.url, start=spelled(HOURS[0]), grace=grace(), schedule_cron="0/2 * * * * ?", window="1", store="s3",
                               s3_endpoint="http://127.0.0.1:" + self.port, s3_bucket=self.bucket, s3_region="us-east-1", s3_access_key=access, s3_secret_key=secret,
                               spool_quota=str(QUOTA), redelivery_tries="2")
        del self.product.env["CARAVAN_FILE_DIRECTORY"]
        self.range = ["--from", spelled(HOURS[0]), "--to", spelled(HOURS[-1])]

    def leave_once(self):
        """With the third request; what has landed before stays."""
        if len(self.source.asked) >= 3 and not self.gone.is_set():
            self.gone.set()
            self.leave()

    def leave(self):
        if self.kind == "full": fill(self.folder + "/s3/filler"); return
        self.around.ask("away")
        if self.kind == "503":
            self.stand_in = http.server.ThreadingHTTPServer(("127.0.0.1", int(self.port)), SlowDown)
            threading.Thread(target=self.stand_in.serve_forever, daemon=True).start()
        if self.kind == "black hole":
            self.stand_in = socket.create_server(("127.0.0.1", int(self.port)), backlog=128)

    def come_back(self):
        if self.kind == "full": os.remove(self.folder + "/s3/filler"); return
        if self.kind == "503": self.stand_in.shutdown(); self.stand_in.server_close()
        if self.kind == "black hole": self.stand_in.close()
        self.around.ask("back")

    def spool_bytes(self):
        total = 0
        for path in spooled(self.product.spool):
            try: total += os.path.getsize(path)
            except FileNotFoundError: pass
        return total

    def resident(self):
        with open("/proc/%d/status" % self.service.pid) as status:
            return next(int(row.split()[1]) for row in status if row.startswith("VmRSS")) // 1024

    def asked_twice(self): return [hours for hours, count in collections.Counter(self.source.asked).items() if count > 1]

    def run(self, seconds):
        self.service = self.product.start(self.log, "run")
        if not self.gone.wait(90): self.fail("the service did not ask three times within 90 s")
        at_first, most, memory = len(self.source.asked), 0, []
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            time.sleep(0.5)
            if self.service.poll() is not None: self.fail("the service ended by itself with %d" % self.service.returncode)
            most = max(most, self.spool_bytes()); memory.append(self.resident())
        third = len(memory) // 3
        if self.asked_twice(): self.fail("asked twice while the store was away: %s" % self.asked_twice())
        if most > QUOTA: self.fail("the spool held %d bytes" % most)
        if max(memory[2 * third:]) > max(memory[:third]) + 40: self.fail("memory grew: %s MB" % memory)
        kept, asked = len(spooled(self.product.spool)), len(self.source.asked)
        self.come_back()
        began = time.monotonic()
        lake, truth = Lake(os.path.join(self.folder, "s3", self.bucket)), self.source.truth(HOURS)
        while len(lake.records()) < len(HOURS):
            if time.monotonic() > began + 180: self.fail("three minutes after the store was back %d hours had a record" % len(lake.records()))
            time.sleep(0.5)
        took = time.monotonic() - began
        self.service.terminate(); self.service.wait(timeout=60)
        sync, verify = self.product.run("sync", *self.range), self.product.run("verify", *self.range)
        problems = lake.problems(truth, complete=True) + spooled(self.product.spool)
        if sync.returncode or verify.returncode or "no record lists" in verify.stdout: problems += [sync.stderr[-1000:], verify.stdout]
        if self.asked_twice(): problems.append("asked twice: %s" % self.asked_twice())
        if problems: self.fail(*problems)
        print("%s for %d s: %d requests before and while it was away, %d archives kept, at most %d bytes in the spool (quota %d), memory %d to %d MB; back: all %d hours"
              " %.0f s later, %d requests in all, none twice" % (self.kind, seconds, asked, kept, most, QUOTA, min(memory), max(memory), len(HOURS), took, len(self.source.asked)), flush=True)

    def fail(self, *words):
        print("FAILED, %s; all is in %s\n  %s" % (self.kind, self.folder, "\n  ".join(map(str, words))))
        sys.exit(1)

    def close(self, well):
        if self.service.poll() is None: self.service.kill()
        self.source.close(); self.around.end(); self.log.close()
        if self.kind == "full": subprocess.run(["umount", "-l", self.folder + "/s3"], check=True)
        if well: shutil.rmtree(self.folder)


def fill(path):
    with open(path, "wb", buffering=0) as file:
        try:
            while True: file.write(bytes(4096))
        except OSError: pass


def main():
    require_built()
    kinds = ["refused", "503"] if QUICK else ["refused", "503", "black hole"]
    may_mount = "--inside" in sys.argv
    if not may_mount and subprocess.run(["unshare", "-m", "true"], capture_output=True).returncode == 0:
        os.execvp("unshare", ["unshare", "-m", sys.executable, *sys.argv, "--inside"])
    if may_mount: kinds.append("full")
    else: print("SKIPPED a store that is full: this user may not mount")
    for kind in kinds:
        outage, well = Outage(kind), False
        try:
            outage.run(20 if QUICK else 60)
            well = True
        finally: outage.close(well)


main()
