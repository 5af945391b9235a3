#!/usr/bin/env python3
"""Kills the real process at each of its steps on disk, and shows that nothing is lost, nothing doubled and nothing half written counts.

usage: faults/kill_at_every_step.py [--quick] [--seed N]
A step is a call that changes the spool or the store's folder: mkdir, write, truncate, link, rename, unlink, rmdir. strace holds the process for
a moment after each, and after the N-th it gets SIGKILL. (strace's own signal=SIGKILL:when=N counts each thread for itself, so that it would
never reach the steps of the threads that take fewer.)
  fresh    N = 1, 2, 3 … each on an empty folder, until a process ends by itself (--quick: every eleventh N)
  chained  one folder; process after process is killed at a step drawn from the seed, until one ends by itself
After each kill every record is compared with the truth by Python, and `verify` finds no damage; then a plain `sync` completes, and `verify`,
the comparison of every byte, an empty spool and no object that no record lists. -Xmx96m throughout. Needs the product built, Linux and strace.
"""
import argparse, collections, os, random, re, shutil, subprocess, sys, tempfile, time
from datetime import timedelta
from stage import DAY, Product, Source, lines, require_built, spelled, spooled

CALLS = "mkdir,mkdirat,write,pwrite64,ftruncate,link,linkat,rename,renameat,renameat2,unlink,unlinkat,rmdir"
LINE = re.compile(r"^\d+ +(\w+)\((.*)")
HOURS = [DAY + timedelta(hours=number) for number in range(4)]


def strace(fd):
    return ["strace", "-f", "-q", "-y", "-s", "0", "--seccomp-bpf", "-e", "signal=none", "-e", "trace=" + CALLS,
            "-e", "inject=%s:delay_exit=50000" % CALLS, "-o", "/dev/fd/%d" % fd]


def java_of(tracer):
    with open("/proc/%d/task/%d/children" % (tracer, tracer)) as children:
        return int(children.read().split()[0])


def killed_after(product, step):
    """Runs a sync up to its step-th call that changes something below the product's folder. Tells the call, or None where it ended before."""
    read, write = os.pipe()
    with open(os.path.join(product.folder, "log"), "ab") as log:
        process = product.start(log, *SYNC, before=strace(write), pass_fds=[write])
        os.close(write)
        count, hit, late = 0, None, []
        with os.fdopen(read, errors="replace") as trace:
            for text in trace:
                call = LINE.match(text)
                if call and product.folder + "/" in call.group(2) and "/log>" not in text:
                    count += 1
                    late.append(count) if count > step else None
                    if count == step:
                        os.kill(java_of(process.pid), 9)
                        hit = call.group(1) + " " + where(call.group(2))
        process.wait(timeout=60)
    if late: print("the kill after step %d came a little late, after step %d" % (step, late[-1]), flush=True)
    if hit is None and process.returncode != 0: raise SystemExit("a sync that nobody killed ended with %d:\n%s" % (process.returncode, open(log.name).read()[-3000:]))
    return hit


def where(arguments):
    for mark, words in ((".part", "of a download"), (".zip", "of an archive"), ("/entry-", "of an unpacked entry"), ("/lock", "of a spool lock"), ("/.lock", "of the store lock"),
                        ("_caravan/hours", "of a record"), ("_caravan/notes", "of a note"), ("_caravan/projects", "of the project object"), ("/events/", "of an object")):
        if mark in arguments: return words
    return "of a folder"


def check(product, truth, what):
    """Right after the kill: what is committed is whole. Then a plain sync: all is there, once, and nothing else."""
    fail_if(product.lake.problems(truth, complete=False), what)
    verify = product.run("verify", *RANGE)
    if verify.returncode != 0: fail_if([verify.stdout + verify.stderr], what + ", verify right after")
    recover(product, truth, what)


def recover(product, truth, what):
    sync = product.run(*SYNC)
    if sync.returncode != 0: fail_if(["the sync after it ended with %d" % sync.returncode, sync.stderr[-3000:]], what)
    fail_if(product.lake.problems(truth, complete=True), what)
    verify = product.run("verify", *RANGE)
    if verify.returncode != 0 or "no record lists" in verify.stdout: fail_if([verify.stdout + verify.stderr], what + ", verify at the end")
    fail_if([path + " is still in the spool" for path in spooled(product.spool)], what)
    fail_if([path + " is left in the spool" for path in folders(product.spool)], what)


def folders(spool): return [os.path.join(spool, name) for name in os.listdir(spool)]


def fail_if(problems, what):
    if problems:
        print("FAILED: %s\n  %s" % (what, "\n  ".join(problems)))
        sys.exit(1)


def fresh(source, truth, steps, hits):
    for step in steps:
        folder = tempfile.mkdtemp(prefix="caravan-kill-")
        product = Product(folder, source.url, **SETTINGS)
        hit = killed_after(product, step)
        check(product, truth, "%s: killed after step %d, %s" % (folder, step, hit))
        shutil.rmtree(folder)
        if hit is None: return step - 1
        hits[hit] += 1
        print("step %d, %s: well" % (step, hit), flush=True)
    return None


def chained(source, truth, seed, hits):
    folder, dice, kills = tempfile.mkdtemp(prefix="caravan-kill-"), random.Random(seed), 0
    product = Product(folder, source.url, **SETTINGS)
    while hit := killed_after(product, dice.randint(1, 12 + kills)):
        kills += 1
        hits[hit] += 1
        fail_if(product.lake.problems(truth, complete=False), "%s: seed %d, kill %d, %s" % (folder, seed, kills, hit))
    recover(product, truth, "%s: seed %d after %d kills" % (folder, seed, kills))
    shutil.rmtree(folder)
    return kills


SETTINGS = {"window": "2", "downloads": "1", "uploads": "1"}
RANGE = ["--from", spelled(HOURS[0]), "--to", spelled(HOURS[-1])]
SYNC = ["sync", *RANGE]


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--quick", action="store_true"); arguments.add_argument("--seed", type=int, default=1)
    arguments = arguments.parse_args()
    require_built()
    if not shutil.which("strace"): print("SKIPPED: there is no strace"); return
    if subprocess.run(["strace", "-o", os.devnull, "-e", "inject=close:delay_exit=1", "--seccomp-bpf", "-f", "true"], capture_output=True).returncode != 0:
        print("SKIPPED: strace may not trace here, or is older than 5.3"); return
    source = Source({HOURS[0]: [lines(HOURS[0], 0, 40), lines(HOURS[0], 1, 7)], HOURS[1]: [lines(HOURS[1], 0, 3)], HOURS[3]: [lines(HOURS[3], 0, 20)]})
    truth, hits, began = source.truth(HOURS), collections.Counter(), time.monotonic()
    stride = 11 if arguments.quick else 1
    total = fresh(source, truth, range(1 + arguments.seed % stride if stride > 1 else 1, 1000, stride), hits)
    kills = [chained(source, truth, arguments.seed + number, hits) for number in range(1 if arguments.quick else 3)]
    for hit, count in sorted(hits.items()): print("%4d × %s" % (count, hit))
    print("%d kills: fresh up to step %d, chained %s; every time all was there, once, and nothing else; %.0f s" % (
        sum(hits.values()), total, " and ".join(map(str, kills)), time.monotonic() - began))
    source.close()


main()
