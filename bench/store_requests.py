#!/usr/bin/env python3
"""Counts what Caravan asks of an S3 store: for a backfill, for a tick with one hour due, and for one with nothing due.

usage: bench/store_requests.py [--days 30] [--entries 1]
A counting proxy stands before a real S3 server (S3Proxy); each row is one `sync` of its own, so a service asks a little less
(it tries conditional writes once, at its start). Needs what `mvn package -DskipTests` builds, Python 3, Linux. Talks to
loopback only and ends by itself. Requests do not depend on how large the objects are, up to 100 MiB each.
"""
import argparse, collections, http.client, http.server, os, shutil, sys, tempfile, threading
from datetime import timedelta
from urllib.parse import parse_qs, urlparse

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "faults"))
from stage import DAY, Neighbour, Product, Source, lines, require_built, spelled  # noqa: E402

# As S3 prices them: LIST costs what PUT costs, DELETE nothing.
COLUMNS = ("PUT", "LIST", "GET", "HEAD", "DELETE")


class Counting(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    port, counts = 0, collections.Counter()

    def log_message(self, *_): pass

    def forward(self):
        query = parse_qs(urlparse(self.path).query, keep_blank_values=True)
        self.counts["LIST" if self.command == "GET" and "list-type" in query else self.command] += 1
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        peer = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        peer.putrequest(self.command, self.path, skip_host=True, skip_accept_encoding=True)
        for name, value in self.headers.items(): peer.putheader(name, value)
        peer.endheaders(body)
        answer = peer.getresponse()
        data = answer.read()
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in ("transfer-encoding", "connection", "server", "date"): self.send_header(name, value)
        if "Content-Length" not in answer.headers: self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)
        peer.close()

    do_GET = do_PUT = do_HEAD = do_DELETE = do_POST = forward


class Proxy(http.server.ThreadingHTTPServer):
    def handle_error(self, request, client_address):
        # A connection that the product has left at its end.
        if not isinstance(sys.exc_info()[1], ConnectionError): super().handle_error(request, client_address)


def must(product, *arguments):
    result = product.run(*arguments, timeout=900)
    if result.returncode != 0: raise SystemExit("%s ended with %d:\n%s" % (arguments[0], result.returncode, result.stderr[-3000:]))


def row(name, product, *arguments):
    Counting.counts.clear()
    must(product, "sync", *arguments)
    print("%-34s" % name + "".join("%8d" % Counting.counts[column] for column in COLUMNS), flush=True)


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--days", type=int, default=30); args.add_argument("--entries", type=int, default=1)
    args = args.parse_args()
    require_built()
    folder = tempfile.mkdtemp(prefix="caravan-requests-")
    first = DAY - timedelta(days=args.days - 1)
    hours = [first + timedelta(hours=number) for number in range(24 * args.days)]
    source = Source({hour: [lines(hour, part, 20) for part in range(args.entries)] for hour in hours})
    with open(os.path.join(folder, "log"), "w") as log:
        os.mkdir(os.path.join(folder, "store"))
        store = Neighbour(log, "caravan.bench.StoreProcess", os.path.join(folder, "store"))
        port, bucket, access, secret = store.first.split()
        Counting.port = int(port)
        proxy = Proxy(("127.0.0.1", 0), Counting)
        threading.Thread(target=proxy.serve_forever, daemon=True).start()
        try:
            product = Product(folder, source.url, store="s3", s3_bucket=bucket, s3_region="us-east-1", s3_access_key=access, s3_secret_key=secret,
                              s3_endpoint="http://127.0.0.1:%d" % proxy.server_address[1])
            del product.env["CARAVAN_FILE_DIRECTORY"]
            print("%d days of one project, %d object%s an hour" % (args.days, args.entries, "" if args.entries == 1 else "s"))
            print(" " * 34 + "".join("%8s" % column for column in COLUMNS))
            row("backfill of %d hours" % len(hours), product, "--from", spelled(first), "--to", spelled(hours[-1]))
            # The hours since then, all of them empty.
            must(product, "sync")
            row("a tick, nothing due", product)
            must(product, "reopen", "--from", spelled(hours[-1]), "--to", spelled(hours[-1]))
            row("a tick, one hour due", product)
        finally:
            proxy.shutdown(); proxy.server_close(); source.close(); store.end()
    shutil.rmtree(folder)


main()
