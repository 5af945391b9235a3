#!/usr/bin/env python3
"""Makes exports to measure with: events as an export spells them, varied, about eleven to one under gzip as real ones are; a ZIP a day.

usage: bench/export.py FOLDER SIZE [--hours 24] [--entries 4]      SIZE: JSON in all, such as 100MB or 4GB; --entries: of an hour
FOLDER/{first}_{last}.zip answers a request for these hours; FOLDER/truth.json says what is in them. Quick to make: a few thousand events
are made up and put together anew for each entry, with its hour in all of their times; every entry is compressed by itself.
"""
import argparse, gzip, hashlib, json, math, multiprocessing, os, random, re, shutil, signal, uuid, zipfile
from datetime import datetime, timedelta, timezone

PROJECT = 100200300
FIRST = datetime(2025, 6, 1, tzinfo=timezone.utc)
SIZES = {"KB": 1_000, "MB": 1_000_000, "GB": 1_000_000_000}
BLOCKS, BLOCK = 16, 400
# Stands in the blocks for the hour of an entry.
SOME_HOUR = "1999-12-31 23:"

TYPES = ["[Amplitude] Page Viewed", "[Amplitude] Element Clicked", "session_start", "session_end", "Video Played", "Cart Opened", "Order Placed", "Search Performed"]
PAGES = ["/", "/pricing", "/blog/why-we-measure", "/docs/getting-started", "/courses/data-engineering", "/checkout", "/account/settings", "/search"]
PLACES = [("London", "England", "United Kingdom"), ("München", "Bavaria", "Germany"), ("São Paulo", "São Paulo", "Brazil"), ("東京", "Tokyo", "Japan"), ("Austin", "Texas", "United States")]
DEVICES = [("iOS", "18.1", "Apple iPhone", "Apple", "iPhone 15"), ("Android", "15", "Android", "samsung", "SM-S921B"), ("Chrome", "131", "Windows", None, None), ("Safari", "18", "Mac", "Apple", None)]


def size(text):
    match = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([KMG]B)", text)
    if not match: raise argparse.ArgumentTypeError("'%s' is no size; accepted is a number with KB, MB or GB, such as 100MB" % text)
    return int(float(match[1]) * SIZES[match[2]])


class Visit:
    """One person's events in a row, as they stand in an export."""

    def __init__(self, dice):
        self.dice, self.user = dice, dice.randrange(50_000)
        self.place, self.device = PLACES[self.user % len(PLACES)], DEVICES[dice.randrange(len(DEVICES))]
        self.minute, self.number = dice.randrange(50), dice.randrange(100_000)
        self.device_id, self.address = str(uuid.UUID(int=random.Random(self.user).getrandbits(128))), "203.0.%d.%d" % (self.user // 256 % 256, self.user % 256)

    def time(self, after): return "%s%02d:%02d.%06d" % (SOME_HOUR, self.minute, min(after, 59), self.dice.randrange(1_000_000))

    def event(self):
        dice, user, (city, region, country), (system, version, device, brand, model) = self.dice, self.user, self.place, self.device
        self.number += 1
        self.minute = min(59, self.minute + (dice.random() < 0.2))
        second, page = dice.randrange(56), dice.choice(PAGES)
        occurred, uploaded = self.time(second), self.time(second + 2)
        return {"$insert_id": str(uuid.UUID(int=dice.getrandbits(128))), "$insert_key": None, "$schema": None, "adid": None, "amplitude_attribution_ids": None,
                "amplitude_event_type": None, "amplitude_id": 700_000_000_000 + user * 7919 % 1_000_003, "app": PROJECT, "city": city, "client_event_time": occurred,
                "client_upload_time": uploaded, "country": country, "data": {"path": "/2/httpapi", "group_first_event": {}, "group_ids": {}}, "data_type": "event",
                "device_brand": brand, "device_carrier": None, "device_family": system, "device_id": self.device_id, "device_manufacturer": brand, "device_model": model,
                "device_type": device, "dma": None, "event_id": self.number,
                "event_properties": {"[Amplitude] Page Path": page, "[Amplitude] Page Title": "The Shop – “better” data \u2014 " + page,
                                     "[Amplitude] Page URL": "https://www.example.test" + page + "?utm_source=%C3%BC&x=\"q\"", "[Amplitude] Page Counter": dice.randrange(40),
                                     "referrer": dice.choice([None, "https://www.google.com/", "https://www.example.org/a/b"]), "value": round(dice.random() * 500, 2),
                                     "items": [{"sku": "SKU-%04d" % dice.randrange(10_000), "quantity": dice.randrange(1, 4), "tags": ["a", None, True]} for _ in range(dice.randrange(3))]},
                "event_time": occurred, "event_type": dice.choice(TYPES), "global_user_properties": None, "group_properties": {},
                "groups": {} if user % 3 else {"company": ["Company %d" % (user % 50)]}, "idfa": None, "ip_address": self.address, "is_attribution_event": None,
                "language": "English", "library": "amplitude-ts/2.11.2", "location_lat": None, "location_lng": None, "os_name": system, "os_version": version,
                "partner_id": None, "paying": None, "plan": {}, "platform": "Web" if model is None else system, "processed_time": self.time(second + 4), "region": region, "sample_rate": None,
                "server_received_time": self.time(second + 3), "server_upload_time": self.time(second + 3), "session_id": 1_748_736_000_000 + user * 1000, "source_id": None, "start_version": None,
                "user_creation_time": "2024-%02d-%02d 10:11:12.345000" % (user % 12 + 1, user % 28 + 1), "user_id": None if user % 4 else "user%d@company%d.example" % (user, user % 50),
                "user_properties": {"initial_utm_source": ["EMPTY", "google", "newsletter"][user % 3], "initial_referrer": "EMPTY", "plan": ["free", "pro"][user % 2], "beta": user % 7 == 0},
                "uuid": str(uuid.UUID(int=dice.getrandbits(128))), "version_name": None if model is None else "4.2.1"}


def block(seed):
    dice, lines = random.Random(seed), []
    while len(lines) < BLOCK:
        visit = Visit(dice)
        lines += [json.dumps(visit.event(), ensure_ascii=False, separators=(",", ":")) for _ in range(dice.randrange(1, 5))]
    return ("\n".join(lines) + "\n").encode()


def entry(blocks, hour, part, length):
    """Whole lines, about `length` bytes; the blocks are far longer than gzip looks back, so that it finds no second one."""
    text, number = bytearray(), hour.timetuple().tm_yday * 24 + hour.hour + part
    spelled = hour.strftime("%Y-%m-%d %H:").encode()
    while len(text) < length:
        text += blocks[number % len(blocks)].replace(SOME_HOUR.encode(), spelled)
        number += 1 + part % 3
    return bytes(text[:text.rindex(b"\n", 0, max(length, 4000)) + 1])


def write(job):
    """One entry as a file of gzip; tells what is in it."""
    hour, part, length, path = job
    text = entry(blocks, hour, part, length)
    packed = gzip.compress(text, 6, mtime=0)
    with open(path, "wb") as file: file.write(packed)
    return {"name": "%d/%d_%s_%d#%d.json.gz" % (PROJECT, PROJECT, hour.strftime("%Y-%m-%d"), hour.hour, part), "path": path, "hour": hour.strftime("%Y-%m-%dT%H"),
            "events": text.count(b"\n"), "bytes": len(text), "sha256": hashlib.sha256(text).hexdigest(), "gzBytes": len(packed), "gzSha256": hashlib.sha256(packed).hexdigest()}


def worker(made=()):
    """A worker that is told to end ends at once, whatever the process that forked it does on such a signal. What all share goes to each once."""
    global blocks
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    blocks = made


def make(folder, json_bytes, hours=24, entries=4):
    """Where it is there already, it is taken as it is. Hours are not alike: the busiest has three times as much as the quietest."""
    truth_path = os.path.join(folder, "truth.json")
    if not os.path.exists(truth_path):
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(os.path.join(folder, "entries"))
        with multiprocessing.Pool(initializer=worker) as pool: blocks = pool.map(block, range(BLOCKS))
        with multiprocessing.Pool(initializer=worker, initargs=(blocks,)) as pool:
            weights = [1 - math.cos(number % 24 * math.pi / 12) / 2 for number in range(hours)]
            jobs = [(FIRST + timedelta(hours=number), part, int(json_bytes * weight / sum(weights) / entries), os.path.join(folder, "entries", "%d-%d" % (number, part)))
                    for number, weight in enumerate(weights) for part in range(entries)]
            made = list(pool.imap(write, jobs))
        for day in sorted({item["hour"][:10] for item in made}): zip_day(folder, [item for item in made if item["hour"].startswith(day)])
        shutil.rmtree(os.path.join(folder, "entries"))
        with open(truth_path + ".part", "w") as file: json.dump(made, file, indent=1)
        os.replace(truth_path + ".part", truth_path)
    with open(truth_path) as file: return json.load(file)


def zip_day(folder, items):
    spelled = lambda hour: hour.replace("-", "")
    name = "%s_%s.zip" % (spelled(items[0]["hour"]), spelled(items[-1]["hour"]))
    with zipfile.ZipFile(os.path.join(folder, name), "w", zipfile.ZIP_STORED, allowZip64=True) as archive:
        for item in items: archive.write(item.pop("path"), item["name"])


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder"); arguments.add_argument("size", type=size)
    arguments.add_argument("--hours", type=int, default=24); arguments.add_argument("--entries", type=int, default=4)
    given = arguments.parse_args()
    made = make(given.folder, given.size, given.hours, given.entries)
    total, packed = sum(item["bytes"] for item in made), sum(item["gzBytes"] for item in made)
    print("%d entries, %d events, %.0f MB JSON, %.1f MB gzip, %.1f to 1" % (len(made), sum(item["events"] for item in made), total / 1e6, packed / 1e6, total / packed))
