#!/usr/bin/env python3
"""Disks that are full, too small, read-only or somebody else's, under the real process: what it says, that nothing half-written counts, and that it recovers.

usage: faults/disks.py [--quick]
Each case must end with exit code 74 and a message that names the path, with every committed record exactly its hour's export; when the disk is
well again the same command completes, `verify` is clean, every byte is compared by Python, and the spool is empty. -Xmx96m throughout, also with
an hour of 200 MB (left out by --quick). Needs the product built, Linux and the right to mount (root); the mounts are in a namespace of their own.
"""
import base64, os, shutil, subprocess, sys, tempfile, time
from datetime import timedelta
from stage import DAY, Product, Source, lines, require_built, spelled, spooled

HOURS = [DAY + timedelta(hours=number) for number in range(6)]
NOBODY = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
BLOCK = base64.b64encode(os.urandom(3_000_000))  # Repeats at distances that gzip cannot see.
done = []


def noise(size, seed):
    """JSON lines that do not compress much: archives are as large as what they hold."""
    out, number = bytearray(), 0
    while len(out) < size:
        at = number * 4000 % (len(BLOCK) - 4000)
        out += b'{"uuid":"%s-%d","server_upload_time":"%s","padding":"%s"}\n' % (
            seed.encode(), number, seed.replace("T", " ").encode() + b":00:00.000000", BLOCK[at:at + 4000])
        number += 1
    return bytes(out)


class Case:
    def __init__(self, name, entries, **settings):
        self.name, self.hours = name, sorted(entries)
        self.folder = tempfile.mkdtemp(prefix="caravan-disk-")
        os.chmod(self.folder, 0o755)
        self.source = Source(entries)
        self.product = Product(self.folder, self.source.url, **settings)
        self.range = ["--from", spelled(self.hours[0]), "--to", spelled(self.hours[-1])]
        self.mounts = []

    def mount(self, path, size):
        os.makedirs(path, exist_ok=True)
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=%s" % size, "tmpfs", path], check=True)
        self.mounts.append(path)

    def remount(self, path, options): subprocess.run(["mount", "-o", "remount," + options, path], check=True)

    def fails(self, path, *words, before=(), code=74):
        """The sync ends with this code; what it says names the path and holds the words."""
        sync = self.product.run("sync", *self.range, before=before)
        said = sync.stdout + sync.stderr
        missing = [word for word in (path, *words) if word not in said]
        if sync.returncode != code or missing: self.failed("the sync ended with %d, not %d; not said: %s" % (sync.returncode, code, missing), said[-5000:])
        self.whole()
        summary = [line.strip() for line in sync.stderr.splitlines() if path in line]
        self.said = summary[-1][:230] if summary else ""
        return said

    def whole(self):
        problems = self.product.lake.problems(self.source.truth(self.hours), complete=False)
        if problems: self.failed(*problems)

    def completes(self, before=(), asked=None):
        sync = self.product.run("sync", *self.range, before=before)
        if sync.returncode != 0: self.failed("the sync after it ended with %d" % sync.returncode, sync.stderr[-3000:])
        problems = self.product.lake.problems(self.source.truth(self.hours), complete=True) + [path + " is still in the spool" for path in spooled(self.product.spool)
                                                                                              if "foreign" not in path]
        verify = self.product.run("verify", *self.range, before=before)
        if problems or verify.returncode != 0 or "no record lists" in verify.stdout: self.failed(*problems, verify.stdout, verify.stderr)
        if asked is not None and len(self.source.asked) != asked: self.failed("%d requests in all, not %d: %s" % (len(self.source.asked), asked, self.source.asked))
        done.append(self.name)
        print("ok  %s\n      %s" % (self.name, self.said), flush=True)
        return sync

    def failed(self, *words): raise SystemExit("FAILED: %s (%s)\n  %s" % (self.name, self.folder, "\n  ".join(words)))

    def __enter__(self): return self

    def __exit__(self, kind, *_):
        self.source.close()
        for path in reversed(self.mounts): subprocess.run(["umount", path], check=True)
        if kind is None: shutil.rmtree(self.folder)


def small(): return {hour: [lines(hour, 0, 20), lines(hour, 1, 5)] for hour in HOURS}


def large(size): return {hour: [noise(size, spelled(hour))] for hour in HOURS}


def full_disks():
    with Case("the spool is too small for the archive", large(200_000)) as case:
        case.mount(case.product.spool, "500k")
        case.fails(case.product.spool, "No space left on device", "caravan.spool.directory")
        case.remount(case.product.spool, "size=64m")
        case.completes()
    with Case("the spool holds the archive, but not one entry unpacked", {HOURS[0]: [lines(HOURS[0], 0, 4000, padding=2000)]}) as case:
        case.mount(case.product.spool, "2m")
        case.fails(case.product.spool, "No space left on device")
        case.remount(case.product.spool, "size=64m")
        case.completes(asked=1)
    with Case("the folder of the store is full", small()) as case:
        case.mount(case.product.lake.folder, "64k")
        fill(os.path.join(case.product.lake.folder, "somebody-elses"))
        case.fails(case.product.lake.folder, "full")
        os.remove(os.path.join(case.product.lake.folder, "somebody-elses"))
        case.remount(case.product.lake.folder, "size=64m")
        case.completes()
    with Case("the folder of the store fills up in the middle", large(400_000), uploads="1") as case:
        case.mount(case.product.lake.folder, "1200k")
        case.fails(case.product.lake.folder, "full")
        landed, asked = len(case.product.lake.records()), len(case.source.asked)
        if not 0 < landed < len(HOURS): case.failed("%d hours had landed before it was full: not the middle" % landed)
        case.remount(case.product.lake.folder, "size=64m")
        case.completes(asked=asked)
    with Case("spool and store share a disk that fills up in the middle", large(400_000), uploads="1") as case:
        case.mount(case.folder + "/disk", "3500k")
        for name in ("spool", "lake"):
            os.mkdir(case.folder + "/disk/" + name)
            os.symlink(case.folder + "/disk/" + name, case.folder + "/" + name)
        case.fails(case.folder)
        case.remount(case.folder + "/disk", "size=64m")
        case.completes(asked=1)


def fill(path):
    with open(path, "wb", buffering=0) as file:
        try:
            while True: file.write(bytes(4096))
        except OSError: pass


def read_only_disks():
    with Case("the spool is read-only", small()) as case:
        case.mount(case.product.spool, "8m")
        case.remount(case.product.spool, "ro")
        case.fails(case.product.spool, "caravan.spool.directory", "Read-only")
        if case.source.asked: case.failed("Amplitude was asked although there is no place for its answer")
        case.remount(case.product.spool, "rw")
        case.completes()
    with Case("the folder of the store is read-only", small()) as case:
        case.mount(case.product.lake.folder, "8m")
        case.remount(case.product.lake.folder, "ro")
        case.fails(case.product.lake.folder, "read-only")
        case.remount(case.product.lake.folder, "rw")
        case.completes()


def wrong_owners():
    if not shutil.which("setpriv"): print("SKIPPED wrong owners: there is no setpriv"); return
    with Case("the spool is somebody else's", small()) as case:
        give(case.product.lake.folder)
        os.mkdir(case.product.spool)
        case.fails(case.product.spool, "caravan.spool.directory", "AccessDenied", before=NOBODY)
        give(case.product.spool)
        case.completes(before=NOBODY)
    with Case("the folder of the store is somebody else's", small()) as case:
        give(case.product.spool)
        os.mkdir(case.product.lake.folder)
        case.fails(case.product.lake.folder, "no permission", before=NOBODY)
        give(case.product.lake.folder)
        case.completes(before=NOBODY)
    with Case("one day of the store is somebody else's", small()) as case:
        give(case.product.spool); give(case.product.lake.folder)
        theirs = os.path.join(case.product.lake.folder, "events", "project=default", "date=" + DAY.strftime("%Y-%m-%d"))
        for path in (os.path.join(case.product.lake.folder, "events"), os.path.dirname(theirs)): give(path)
        os.mkdir(theirs)
        case.fails(theirs, "no permission", before=NOBODY)
        give(theirs)
        case.completes(before=NOBODY)
    with Case("a process of another user has left its folder in the spool", small()) as case:
        give(case.product.spool); give(case.product.lake.folder)
        foreign = os.path.join(case.product.spool, "foreign")
        os.mkdir(foreign, 0o700)
        for name in ("lock", "1.part"): open(os.path.join(foreign, name), "wb").close()
        case.said = ""
        case.completes(before=NOBODY)
    with Case("a process of another user has left an archive in the spool that may be read, not moved", small()) as case:
        give(case.product.spool); give(case.product.lake.folder)
        foreign = os.path.join(case.product.spool, "foreign")
        os.mkdir(foreign, 0o755)
        for name in ("lock", "default-0123456789abcdef_2026-11-01T00_2026-11-01T01_%064d.zip" % 0): open(os.path.join(foreign, name), "wb").close()
        case.said = ""
        sync = case.completes(before=NOBODY)
        if foreign not in sync.stderr: case.failed("nothing was said of " + foreign, sync.stderr[-3000:])


def give(path):
    os.makedirs(path, exist_ok=True)
    os.chown(path, 65534, 65534)


def large_hour():
    with Case("an hour of 200 MB, the spool too small for it unpacked", {HOURS[0]: [noise(200_000_000, spelled(HOURS[0]))]}) as case:
        case.mount(case.product.spool, "180m")
        case.fails(case.product.spool, "No space left on device")
        case.remount(case.product.spool, "size=600m")
        case.completes(asked=1)


def main():
    require_built()
    if "--inside" not in sys.argv:
        if subprocess.run(["unshare", "-m", "sh", "-c", "mount -t tmpfs -o size=64k tmpfs /mnt"], capture_output=True).returncode != 0:
            print("SKIPPED: this user may not mount"); return
        os.execvp("unshare", ["unshare", "-m", sys.executable, *sys.argv, "--inside"])
    began = time.monotonic()
    full_disks(); read_only_disks(); wrong_owners()
    if "--quick" not in sys.argv: large_hour()
    print("%d disks at fault: each time said so, nothing half-written counted, and it completed when the disk was well; %.0f s" % (len(done), time.monotonic() - began))


main()
