#!/usr/bin/env python3
"""Runs the packaged product on an export too large for any test: shows that its memory and its disk stay small.

usage: bench/large_export.py [--heap 128m] [--format json] [--keep] hour|window
  hour    one hour of 1 GB JSON in one entry, compressible as events are
  window  24 hours in an archive of 4 GB, two entries an hour, with padding that does not compress
Needs ./caravan built, Python 3, Linux; some 12 GB of disk for `window`. Talks to loopback only and ends by itself.
Prints wall time, the process's peak memory, the most the spool held beside the archive, and whether every byte arrived.
"""
import argparse, base64, gzip, hashlib, json, os, shutil, subprocess, sys, tempfile, threading, time, zipfile
from datetime import datetime, timedelta, timezone

from measure import HERE, Archives, peak_of

PROJECT = 424242
MB = 1_000_000


def line(hour, number, padding):
    event = {"app": PROJECT, "event_type": "page viewed", "event_id": number, "uuid": "%032x" % number,
             "server_upload_time": hour.strftime("%Y-%m-%d %H:30:00.000000"), "event_properties": {"padding": padding}}
    return (json.dumps(event, separators=(",", ":")) + "\n").encode()


def padded(hour, size, incompressible):
    """About `size` bytes of lines; the padding repeats at distances that gzip cannot see, or is plain text."""
    block = base64.b64encode(os.urandom(3 * MB)).decode() if incompressible else "the quick brown fox jumps over the lazy dog " * 40
    out, number = bytearray(), 0
    while len(out) < size:
        at = number * 4000 % (len(block) - 4000) if incompressible else 0
        out += line(hour, number, block[at:at + 4000] if incompressible else block[number % 40:])
        number += 1
    return bytes(out)


def make(path, kind, first):
    """Writes the archive and tells the SHA-256 of each entry's JSON. Entries share one large gzip member: quick to make, large to carry."""
    window = kind == "window"
    large = padded(first, 114 * MB if window else 1000 * MB, window)
    member = gzip.compress(large, 1 if window else 6, mtime=0)
    truth = []
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED, allowZip64=True) as archive:
        for number in range(48 if window else 1):
            hour = first + timedelta(hours=number // 2)
            own = line(hour, number, "first")
            truth.append(hashlib.sha256(own + large).hexdigest())
            name = "%d/%d_%s_%d#%d.json.gz" % (PROJECT, PROJECT, hour.strftime("%Y-%m-%d"), hour.hour, number % 2)
            archive.writestr(name, gzip.compress(own, mtime=0) + member)
    return sorted(truth), len(large)


def watch(spool, process, peak, stop):
    while not stop.wait(0.1):
        peak[1] = max(peak[1], peak_of(process.pid))
        entries = 0
        for directory, _, files in os.walk(spool):
            for name in files:
                if name.startswith("entry-"):
                    try: entries += os.path.getsize(os.path.join(directory, name))
                    except FileNotFoundError: pass
        peak[0] = max(peak[0], entries)


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--heap", default="128m"); args.add_argument("--format", default="json"); args.add_argument("--keep", action="store_true")
    args.add_argument("kind", choices=["hour", "window"])
    args = args.parse_args()
    folder = tempfile.mkdtemp(prefix="caravan-large-")
    first = (datetime.now(timezone.utc) - timedelta(days=2)).replace(hour=0, minute=0, second=0, microsecond=0)
    last = first if args.kind == "hour" else first + timedelta(hours=23)
    archive = os.path.join(folder, "%s_%s.zip" % tuple(hour.strftime("%Y%m%dT%H") for hour in (first, last)))
    print("making the archive …", flush=True)
    truth, json_bytes = make(archive, args.kind, first)
    size, server = os.path.getsize(archive), Archives(folder)
    spool, lake = os.path.join(folder, "spool"), os.path.join(folder, "lake")
    env = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), "AMP_API_KEY": "key", "AMP_SECRET_KEY": "secret",
           "AMP_BASE_URL": server.url, "CARAVAN_FORMAT": args.format,
           "CARAVAN_FILE_DIRECTORY": lake, "CARAVAN_SPOOL_DIRECTORY": spool, "CARAVAN_JAVA_OPTS": "-Xmx%s -XX:+UseSerialGC" % args.heap}
    spelled = lambda hour: hour.strftime("%Y-%m-%dT%H")
    peak, stop = [0, 0], threading.Event()
    began = time.monotonic()
    process = subprocess.Popen([os.path.join(HERE, "..", "caravan"), "sync", "--from", spelled(first), "--to", spelled(last)], env=env, cwd=folder)
    threading.Thread(target=watch, args=(spool, process, peak, stop), daemon=True).start()
    code = process.wait(timeout=1800)
    took = time.monotonic() - began
    stop.set(); asked = server.requests(); server.close()
    arrived = []
    for directory, _, files in os.walk(os.path.join(lake, "events")):
        for name in files:
            digest = hashlib.sha256()
            with (gzip.open if name.endswith(".gz") else open)(os.path.join(directory, name), "rb") as object_:
                while chunk := object_.read(1 << 20): digest.update(chunk)
            arrived.append(digest.hexdigest())
    whole = sorted(arrived) == truth
    print("archive %.2f GB, JSON %.2f GB, %d entries, heap %s, format %s" % (size / 1e9, json_bytes * len(truth) / 1e9, len(truth), args.heap, args.format))
    print("exit code %d, %d request(s), every byte arrived once: %s" % (code, len(asked), whole))
    print("wall %.1f s, %.0f MB/s of JSON, peak resident %.0f MB" % (took, json_bytes * len(truth) / 1e6 / took, peak[1] / 1e6))
    print("most bytes of unpacked entries in the spool at a time: %.0f MB" % (peak[0] / 1e6))
    if args.keep: print("kept:", folder)
    else: shutil.rmtree(folder)
    sys.exit(0 if whole and code == 0 else 1)


main()
