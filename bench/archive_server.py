"""A plain static server for exports that were made: hands out FOLDER/{start}_{end}.zip, straight from the page cache, and nothing else.

usage: archive_server.py FOLDER     prints its port; each line on its standard input is answered with the times of the requests since the last one (clock of `time.monotonic`), and it ends where the input ends
"""
import http.server, os, re, sys, threading, time
from urllib.parse import urlparse

folder, asked = sys.argv[1], []


class Export(http.server.BaseHTTPRequestHandler):
    def log_message(self, *_): pass

    def do_GET(self):
        asked.append(time.monotonic())
        bounds = re.search(r"start=(\d{8}T\d\d)&end=(\d{8}T\d\d)", urlparse(self.path).query)
        path = os.path.join(folder, "%s_%s.zip" % bounds.groups()) if bounds else ""
        found = os.path.exists(path)
        text = b"Raw data files were not found."
        self.send_response(200 if found else 404)
        self.send_header("Content-Length", str(os.path.getsize(path) if found else len(text)))
        self.end_headers()
        if not found: return self.wfile.write(text)
        with open(path, "rb") as file: self.connection.sendfile(file)


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Export)
threading.Thread(target=server.serve_forever, daemon=True).start()
print(server.server_address[1], flush=True)
for _ in sys.stdin:
    print(*asked, flush=True)
    asked.clear()
