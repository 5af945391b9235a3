"""The console in a real browser, against a service that runs: every page, what is live, who may act, what a hostile source says, what it looks like.

usage: console.py WORK_DIR     with the product built and Playwright in this Python; CARAVAN may be another command than ./caravan
An Amplitude of Python's own on loopback has twelve days: a dip, an empty hour, one too large, one whose archive has an entry with
a hostile name, one with lines that are no JSON. Screenshots of each page, light, dark and as wide as a phone, are left in
WORK_DIR/console. The browser is the system's Chromium.
"""
import gzip, http.server, io, json, os, re, shlex, shutil, subprocess, sys, threading, time, urllib.parse, urllib.request, zipfile
from datetime import datetime, timedelta, timezone

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
WORK = os.path.join(os.path.abspath(sys.argv[1]), "console")
COMMAND = shlex.split(os.environ.get("CARAVAN", os.path.join(ROOT, "caravan")))
TOKEN = "a-token-of-the-console's-test"
HOSTILE = "<img src=x onerror=\"window.hacked=1\"><script>window.hacked=2</script>"
ID, DAYS, PATIENCE = 300500, 12, 60
FIRST = (datetime.now(timezone.utc) - timedelta(days=DAYS)).replace(hour=0, minute=0, second=0, microsecond=0)
DIP = FIRST + timedelta(days=DAYS - 3)
EMPTY, LARGE, BAD = (FIRST + timedelta(days=DAYS - n, hours=7) for n in (5, 2, 4))
CORRUPT = FIRST + timedelta(hours=7)
PAGES = ["calendar", "freshness", "volume", "running", "letters", "changes", "report", "lineage", "configuration"]
HOUR = lambda hour: hour.strftime("%Y-%m-%dT%H")


def skip(why):
    print("SKIPPED the console in a browser: " + why)
    sys.exit(0)


def chromium():
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    found = lambda: next((path for path in map(shutil.which, names) if path), None)
    if not found() and shutil.which("apt-get") and os.geteuid() == 0:
        subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"], capture_output=True, timeout=90)
    return found() or skip("there is no Chromium here, and apt-get cannot install one")


try:
    from playwright.sync_api import Error as PlaywrightError, sync_playwright
except ImportError:
    skip("this Python has no Playwright")
try:
    from axe_core_python.sync_playwright import Axe
except ImportError:
    Axe = None


class Amplitude:
    """The Export API. `more`: events that an hour has got since; `held`: an archive stops in its middle until `let` is set."""

    def __init__(self):
        self.more, self.held, self.let = 0, False, threading.Event()
        source = self

        class Export(http.server.BaseHTTPRequestHandler):
            def log_message(self, *_): pass

            def do_GET(self):
                query = urllib.parse.parse_qs(urllib.parse.urlparse(self.path).query)
                first, last = (datetime.strptime(query[name][0], "%Y%m%dT%H").replace(tzinfo=timezone.utc) for name in ("start", "end"))
                status, body = source.answer(first, last)
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                middle = len(body) // 2
                self.wfile.write(body[:middle])
                self.wfile.flush()
                if source.held and status == 200: source.let.wait(PATIENCE)
                self.wfile.write(body[middle:])

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Export)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.url = "http://127.0.0.1:%d" % server.server_address[1]

    def answer(self, first, last):
        if first <= LARGE <= last: return 400, ("too large " + HOSTILE).encode()
        hours = [first + timedelta(hours=n) for n in range(int((last - first).total_seconds() // 3600) + 1)]
        body, any_there = io.BytesIO(), False
        with zipfile.ZipFile(body, "w") as archive:
            for hour in hours:
                if hour == EMPTY: continue
                any_there = True
                archive.writestr("%d/%d_%s_%d#0.json.gz" % (ID, ID, hour.strftime("%Y-%m-%d"), hour.hour), gzip.compress(self.lines(hour)))
                if hour == CORRUPT: archive.writestr("%s.json.gz" % HOSTILE.replace("/", "."), b"nothing")
        return (200, body.getvalue()) if any_there else (404, b"Raw data files were not found.")

    def lines(self, hour):
        count = (6 if DIP <= hour < DIP + timedelta(days=1) else 40) + self.more - abs(hour.hour - 13)
        events = [json.dumps({"uuid": "%s-%d" % (HOUR(hour), n), "event_type": "seen " + (HOSTILE if n % 5 == 0 else ""), "user_id": "user-%d" % (n % 9),
            "event_time": hour.strftime("%Y-%m-%d %H:%M:%S.000000"), "server_upload_time": hour.strftime("%Y-%m-%d %H:%M:%S.000000")}) for n in range(max(count, 2))]
        return ("\n".join(events + (["not JSON " + HOSTILE] if hour == BAD else [])) + "\n").encode()


def until(what, look):
    """The first true answer of look, or an end with what never was."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            found = look()
            if found: return found
        except OSError:
            pass
        time.sleep(0.2)
    raise AssertionError("for %d s not seen: %s" % (PATIENCE, what))


def service(amplitude):
    token = os.path.join(WORK, "token")
    with open(os.open(token, os.O_WRONLY | os.O_CREAT, 0o600), "w") as file: file.write(TOKEN)
    env = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), "AMP_API_KEY": "key-of-the-test", "AMP_SECRET_KEY": "secret-of-the-test",
           "AMP_BASE_URL": amplitude.url, "CARAVAN_HTTP_ADDRESS": "127.0.0.1:0", "CARAVAN_WINDOW": "24", "CARAVAN_START": HOUR(FIRST),
           "CARAVAN_REDELIVERY_DELAY": "PT0.1S", "CARAVAN_PROJECT": "web", "CARAVAN_HTTP_TOKEN_FILE": token, "CARAVAN_WAREHOUSE": "duckdb",
           "CARAVAN_SCHEDULE_CRON": "0 0 0 1 1 ? 2099"}
    if "JAVA_HOME" in os.environ: env["JAVA_HOME"] = os.environ["JAVA_HOME"]
    log = open(os.path.join(WORK, "caravan.log"), "w+")
    process = subprocess.Popen([*COMMAND, "run"], stdout=log, stderr=log, cwd=WORK, env=env)
    try:
        found = until("the address that it listens at", lambda: re.search(r"listens at (http://[\d.]+:\d+)", open(log.name).read()))
    except AssertionError:
        process.kill()
        raise
    return process, found.group(1) + "/"


class Browser:
    """One browser; what a page's console says that is wrong is kept until it is taken."""

    def __init__(self, chromium_path, playwright):
        self.browser = playwright.chromium.launch(executable_path=chromium_path, args=["--no-sandbox"])
        self.wrong, self.contexts = [], []

    def page(self, width=1360, height=900, scheme="light", state=None):
        context = self.browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme, storage_state=state)
        context.set_default_timeout(1000 * PATIENCE)
        self.contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: self.wrong.append("%s %s" % (said.type, said.text)) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: self.wrong.append("error %s" % error))
        page.on("dialog", lambda dialog: (self.wrong.append("dialog " + dialog.message), dialog.dismiss()))
        page.on("request", lambda request: None if request.url.startswith((URL, "blob:")) else self.wrong.append("elsewhere " + request.url))
        return page

    def taken(self):
        wrong, self.wrong[:] = list(self.wrong), []
        return wrong

    def well(self, where):
        assert not self.wrong, "%s: %s" % (where, self.taken())


def seen(page, expression, argument=None):
    """Playwright's own waiting runs text as a program in the page, which the page's policy forbids."""
    until("%s %s at %s" % (expression, argument or "", page.url), lambda: page.evaluate(expression, argument))


def go(page, route):
    page.goto(URL + "#/" + route)
    page.wait_for_selector("main[aria-busy=false] h1")


def inert(page, where):
    """Nothing of the hostile source runs, and nothing of it became an element."""
    assert page.evaluate("window.hacked") is None, where
    assert page.evaluate("document.querySelectorAll('main script, main style, [onerror], img[src=x]').length") == 0, where


def accessible(page, where):
    if Axe is None: return
    found = Axe().run(page, options={"resultTypes": ["violations"], "runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "best-practice"]})["violations"]
    assert not found, (where, [(v["id"], v["help"], [n["html"][:200] for n in v["nodes"]][:3]) for v in found])


def read_only(browser, page):
    go(page, "calendar")
    page.wait_for_selector("#trouble")
    assert page.get_by_role("button", name="Sync now").count() == 0, "a button to act without the token"
    assert page.get_by_text("Read-only").count() > 0
    for route in ("letters", "hour/web/" + HOUR(LARGE), "report"):
        go(page, route)
        page.wait_for_selector("text=/held back|with the token alone/")
        assert HOSTILE not in page.inner_text("body"), "%s shows without the token what may quote events" % route
    browser.well("read-only")
    for path, body in (("runs", {}), ("reopenings", {"project": "web", "from": HOUR(BAD), "to": HOUR(BAD)}), ("loads", {})):
        refused = page.request.post(URL + "api/" + path, data=body)
        assert refused.status == 401, (path, refused.status, refused.text())


def sign_in(browser, page):
    go(page, "calendar")
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_label("Token of").fill("another-token-than-the-file-has")
    page.keyboard.press("Enter")
    seen(page, "document.querySelector('dialog .refused').textContent.length > 5")
    assert all("401" in said for said in browser.taken())
    page.get_by_label("Token of").fill(TOKEN)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Sign out").wait_for()
    page.get_by_role("button", name="Sync now").wait_for()
    browser.well("signing in")
    assert TOKEN not in page.content() and page.evaluate("document.cookie") == "", "a script could read the token or the session"


def forged(page):
    """The cookie alone is no permission: another site's form has it too."""
    for path, body in (("runs", {}), ("reopenings", {"project": "web", "from": HOUR(BAD), "to": HOUR(BAD)})):
        for headers in ({}, {"X-Caravan-CSRF": "0" * 32}):
            refused = page.request.post(URL + "api/" + path, data=body, headers=headers)
            assert refused.status == 403, (path, headers, refused.status, refused.text())


def hostile(browser, page):
    for route, words in (("letters", "too large"), ("hour/web/" + HOUR(LARGE), "too large"), ("hour/web/" + HOUR(CORRUPT), "entry name"),
                         ("report", "seen <img"), ("calendar", "needs a person"), ("hour/web/" + urllib.parse.quote(HOSTILE.replace("/", "."), safe=""), ""),
                         ("volume/" + urllib.parse.quote(HOSTILE, safe=""), "project")):
        go(page, route)
        seen(page, "words => document.querySelector('main').textContent.includes(words)", words)
        inert(page, route)
        # What is no hour and no project is refused, and the browser's console says so.
        assert all("404" in said or "400" in said for said in browser.taken()), route


def keyboard(browser, page):
    go(page, "calendar/web/" + HOUR(FIRST + timedelta(days=5, hours=12)))
    spoken = lambda: page.text_content("#hour-told")
    page.focus("#days")
    for key, hours in (("ArrowLeft", -1), ("ArrowDown", -24), ("ArrowUp", 24), ("ArrowRight", 1), ("Home", -12), ("End", 23)):
        before = datetime.strptime(spoken()[:13], "%Y-%m-%dT%H")
        page.keyboard.press(key)
        assert datetime.strptime(spoken()[:13], "%Y-%m-%dT%H") - before == timedelta(hours=hours), (key, before, spoken())
    page.keyboard.press("Control+End")
    for _ in range(40):
        page.keyboard.press("n")
        if spoken().startswith(HOUR(LARGE)): break
    assert spoken().startswith(HOUR(LARGE)) and "needs a person" in spoken(), spoken()
    page.keyboard.press("Enter")
    page.get_by_role("heading", level=1, name=HOUR(LARGE)).wait_for()
    assert page.evaluate("document.activeElement.tagName") == "H1", "the focus is not at the new page's heading"
    page.go_back()
    page.wait_for_selector("#hour-told", state="attached")
    assert spoken().startswith(HOUR(LARGE)), "who comes back is not where he was: " + spoken()
    browser.well("the keyboard in the calendar")


def pages(browser, page, name):
    for route in PAGES + ["hour/web/" + HOUR(LARGE), "hour/web/" + HOUR(BAD)]:
        go(page, route)
        page.evaluate("document.fonts.ready")
        seen(page, "[...document.querySelectorAll('.chart')].every(place => place.querySelector('canvas'))")
        seen(page, "[...document.images].every(image => image.complete && image.naturalWidth > 0)")
        where = "%s, %s" % (route, name)
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, "%s is %d pixels wider than the window" % (where, wide)
        assert page.title() != "Caravan" and page.evaluate("document.documentElement.lang") == "en", where
        inert(page, where)
        accessible(page, where)
        page.screenshot(path=os.path.join(WORK, "%s.%s.png" % (re.sub(r"\W+", "-", route), name)), full_page=True)
        browser.well(where)


def live(browser, page, amplitude):
    """A day is reopened and synced from the page; its archive stops in the middle until the page has shown that it comes."""
    day = FIRST + timedelta(days=8)
    go(page, "hour/web/" + HOUR(day))
    page.get_by_role("button", name="Reopen…").click()
    page.get_by_label("Why").fill("the browser's test " + HOSTILE)
    page.get_by_role("dialog").get_by_role("button", name="Reopen").click()
    seen(page, "document.getElementById('told').textContent.includes('reopened')")
    seen(page, "document.querySelector('h1').textContent.includes('due')")
    amplitude.more, amplitude.held = 3, True
    page.get_by_role("button", name="Sync it now").click()
    seen(page, "document.getElementById('told').textContent.includes('sync')")
    go(page, "running")
    seen(page, "hour => [...document.querySelectorAll('.window')].some(w => w.dataset.stage === 'fetching' && w.textContent.includes(hour))", HOUR(day))
    page.screenshot(path=os.path.join(WORK, "running-now.light.png"))
    amplitude.let.set()
    seen(page, "hour => [...document.querySelectorAll('.window')].some(w => w.dataset.stage === 'over' && w.textContent.includes(hour))", HOUR(day))
    seen(page, "[...document.querySelectorAll('.run .kind')][0].textContent === 'done'")
    go(page, "changes")
    seen(page, "hour => document.querySelector('main').textContent.includes(hour)", HOUR(day))
    assert "0 → 1" in page.text_content("main"), page.text_content("main")
    inert(page, "changes")
    browser.well("a sync as it happens")


def left(page):
    """As a browser leaves a page that it keeps, and comes back to it: with a connection of its own."""
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', {persisted: true}))")
    with page.expect_request("**/api/events"):
        page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    seen(page, "document.getElementById('live').textContent === 'live'")


def drawn_anew(browser, page):
    """What somebody has opened, and where he is, stays through what happens by itself."""
    go(page, "volume")
    page.get_by_text("The figures as a table").click()
    page.evaluate("document.querySelector('main details').old = true")
    page.focus("main input:checked")
    left(page)
    seen(page, "!document.querySelector('main details').old")
    assert page.evaluate("document.querySelector('main details').open && document.querySelector('main details table') !== null"), "a table was closed"
    assert page.evaluate("document.activeElement.id") == "time-in-view-60d", "the choice has lost the focus"
    page.focus("nav#nav a:nth-child(2)")
    page.evaluate("document.getElementById('foot').replaceChildren()")
    left(page)
    seen(page, "document.getElementById('foot').children.length > 0")
    assert page.evaluate("document.activeElement.textContent") == "Freshness", "a link to a page has lost the focus"
    go(page, "calendar")
    page.focus("#act-load-again")
    page.keyboard.press("Enter")
    seen(page, "document.getElementById('told').textContent.includes('A load of what the warehouse lacks')")
    assert page.evaluate("document.activeElement.id") == "act-load-again", "a button that was used has lost the focus"
    browser.well("pages that are drawn anew")


def late(browser, page):
    """The answer to an earlier question comes last."""
    held = []
    page.route("**/api/volume?*last=7d*", lambda route: held.append(route))
    go(page, "volume")
    page.get_by_text("7 days, by hour").click()
    until("the question of a week", lambda: (page.evaluate("0"), held)[1])
    page.evaluate("document.querySelector('figure').old = true")
    page.get_by_text("a year").click()
    seen(page, "!document.querySelector('figure').old")
    with page.expect_response("**/api/volume?*last=7d*") as answer: held[0].continue_()
    answer.value.finished()
    page.evaluate("new Promise(then => setTimeout(then, 500))")
    assert page.text_content("figcaption") == "Events a day", "a late answer took the place of a newer one"
    page.unroute("**/api/volume?*last=7d*")
    page.get_by_text("60 days").click()
    seen(page, "document.querySelector('main input:checked').value === '60d'")
    browser.well("late answers")


def older_than_the_connection(browser):
    """What a page asked for before it was connected may be old by then, and nobody tells it: it asks once more."""
    page = browser.page()
    answers = {"hours": 0, "status": 0}

    def old(route, name, body):
        answers[name] += 1
        if answers[name] == 1: route.fulfill(json=body)
        else: route.continue_()

    status = json.load(urllib.request.urlopen(URL + "api/status"))
    hours = json.load(urllib.request.urlopen(URL + "api/hours?project=web"))
    status["projects"][0].update(person=0, counts=dict(status["projects"][0]["counts"], due=0))
    page.route("**/api/status", lambda route: old(route, "status", status))
    page.route("**/api/hours?*", lambda route: old(route, "hours", dict(hours, states="l" * len(hours["states"]), kinds={})))
    go(page, "calendar")
    seen(page, "hour => document.querySelector('#trouble')?.textContent.includes(hour)", HOUR(LARGE))
    seen(page, "document.getElementById('strip').textContent.includes('needs a person')")
    page.context.close()
    browser.well("a page that was asked for before it was connected")


def part_of_a_day(browser, page):
    """At 16 o'clock half of what is usual until then is a dip."""
    answer = {"asOf": "2026-11-29T16:20:31Z", "project": "web", "by": "day", "from": "2026-11-26T18", "to": "2026-11-29T15", "usual": [60, 240, 240, 160],
              "events": [60, 240, 240, 80], "bytes": [1, 1, 1, 1], "done": [6, 24, 24, 16]}
    page.route("**/api/volume?*", lambda route: route.fulfill(json=answer))
    go(page, "calendar")
    go(page, "volume")
    seen(page, "document.querySelector('.chart')?.getAttribute('aria-label').includes('2026-11-26T18')")
    dips = page.locator("section", has=page.get_by_role("heading", name="Dips")).locator("tbody tr")
    assert [row.split()[0] for row in dips.all_inner_texts()] == ["2026-11-29"], dips.all_inner_texts()
    page.unroute("**/api/volume?*")
    browser.well("a part of a day")


def asked_again(browser, page):
    """What cannot be shown yet is tried again, and takes the focus once."""
    tried = []
    page.route("**/api/changes?*", lambda route: (tried.append(1), route.fulfill(status=503, headers={"Retry-After": "1"}, json={"error": "not yet"})))
    go(page, "changes")
    page.focus(".brand")
    until("two more tries", lambda: (page.evaluate("0"), len(tried) > 2)[1])
    assert page.evaluate("document.activeElement.className") == "brand", "a try has taken the focus"
    page.unroute("**/api/changes?*")
    assert all("503" in said for said in browser.taken())
    # A link to what is shown leads there each time.
    for _ in range(2):
        page.get_by_label("How each project stands").get_by_role("link", name="1", exact=True).first.click()
        seen(page, "document.activeElement.id === 'trouble'")
        page.focus(".brand")
    refused = page.evaluate(r"""import("/console/dom.js").then(({el}) => ["/\\host", "//host", "/\t/host", "javascript:1"].filter(href => {
      try { return el("a", {href}); } catch { return false; }
    }))""")
    assert refused == [], "links that lead elsewhere: %s" % refused
    browser.well("what is asked again")


def tabs(page):
    """A browser has six connections to one address: tabs that nobody sees leave them to who asks."""
    turn = "hidden => { Object.defineProperty(document, 'hidden', {value: hidden, configurable: true}); document.dispatchEvent(new Event('visibilitychange')); }"
    others = []
    for _ in range(7):
        others.append(page.context.new_page())
        go(others[-1], "calendar")
        seen(others[-1], "document.getElementById('live').textContent === 'live'")
        others[-1].evaluate(turn, True)
    with others[0].expect_request("**/api/status"): others[0].evaluate(turn, False)
    for other in others: other.close()


def away(page):
    """A service that does not answer at first, and one that falls silent."""
    other, asked = page.context.new_page(), []
    other.clock.install()
    other.route("**/api/status", lambda route: (asked.append(1), route.abort() if len(asked) == 1 else route.continue_()))
    other.goto(URL)
    other.wait_for_selector("main[aria-busy=false] h1")
    seen(other, "document.getElementById('live').textContent === 'live'")
    with other.expect_request("**/api/events"): other.clock.fast_forward(31000)
    other.close()


def sessions(browser, page):
    """One session a browser: another tab may begin another one, or end it."""
    go(page, "calendar")
    again = page.request.post(URL + "api/session", data={"token": TOKEN}, headers={"Origin": URL.rstrip("/")})
    assert again.status == 200, again.text()
    page.get_by_role("button", name="Load again").click()
    seen(page, "document.getElementById('told').textContent.includes('is queued') || document.getElementById('told').classList.contains('wrong')")
    assert "A load" in page.text_content("#told"), page.text_content("#told")
    assert all("403" in said for said in browser.taken())
    page.context.clear_cookies()
    # Whatever happens, the page asks how all stands, and finds that it is not signed in any more.
    loaded = page.request.post(URL + "api/loads", data={}, headers={"Authorization": "Bearer " + TOKEN})
    assert loaded.status == 202, loaded.text()
    page.get_by_role("button", name="Sign in", exact=True).wait_for()
    seen(page, "document.getElementById('act-sync-now') === null")
    page.evaluate("token => { location.hash = 'token=' + token }", TOKEN)
    page.get_by_role("button", name="Sign out").wait_for()
    page.get_by_role("button", name="Sync now").wait_for()
    assert "token" not in page.url, page.url
    browser.well("sessions that come and go")


def five_years(browser, page):
    """The rows of 1,826 days: as few elements as for ten, and a frame is painted in a moment wherever one scrolls."""
    count = 1826 * 24
    answer = {"asOf": "2026-11-29T06:20:31Z", "project": "web", "from": "2021-11-29T00", "to": "2026-11-28T23", "states": "l" * count,
              "events": [n % 997 for n in range(count)], "bytes": [n % 997 * 1900 for n in range(count)], "objects": [1] * count, "revisions": {}, "kinds": {}}
    page.route("**/api/hours?*", lambda route: route.fulfill(json=answer))
    go(page, "calendar")
    seen(page, "document.getElementById('days').scrollHeight > 1826 * 20")
    assert page.evaluate("document.querySelectorAll('*').length") < 600
    times = page.evaluate("""async () => {
      const days = document.getElementById('days'), frame = () => new Promise(requestAnimationFrame), times = [];
      for (let n = 0; n < 60; n++) {
        days.scrollTop = n / 60 * days.scrollHeight;
        await frame();
        const began = performance.now();
        await frame();
        times.push(performance.now() - began);
      }
      return times.sort((a, b) => a - b);
    }""")
    # Two frames of a screen, on a machine that has other things to do.
    assert times[30] < 40, "a frame takes %.0f ms while five years scroll" % times[30]
    page.unroute("**/api/hours?*")
    browser.well("five years")
    return times[30]


def main():
    global URL
    shutil.rmtree(WORK, ignore_errors=True)
    os.makedirs(WORK)
    path, amplitude = chromium(), Amplitude()
    process, URL = service(amplitude)
    try:
        ask = lambda path: json.load(urllib.request.urlopen(URL + "api/" + path, timeout=20))
        until("the end of the first sync", lambda: any(run["state"] in ("succeeded", "failed") for run in ask("running")["runs"]))
        with sync_playwright() as playwright:
            browser = Browser(path, playwright)
            page = browser.page()
            read_only(browser, page)
            older_than_the_connection(browser)
            sign_in(browser, page)
            forged(page)
            hostile(browser, page)
            keyboard(browser, page)
            live(browser, page, amplitude)
            frame = five_years(browser, page)
            for look in (drawn_anew, late, part_of_a_day, asked_again, sessions): look(browser, page)
            tabs(page)
            away(page)
            state = page.context.storage_state()
            page.goto("about:blank")
            for name, look in (("light", {}), ("dark", {"scheme": "dark"}), ("phone", {"width": 390, "height": 844})):
                other = browser.page(state=state, **look)
                pages(browser, other, name)
                other.context.close()
            go(page, "calendar")
            page.get_by_role("button", name="Sign out").click()
            page.get_by_role("button", name="Sign in", exact=True).wait_for()
            browser.browser.close()
        print("%d pages in three looks, without a word in the browser's console; a frame of five years takes %.0f ms%s"
              % (len(PAGES) + 2, frame, "" if Axe else "; SKIPPED axe: this Python has no axe-core-python"))
    finally:
        process.terminate()
        try:
            process.wait(timeout=40)
        except subprocess.TimeoutExpired:
            process.kill()


try:
    main()
except (AssertionError, PlaywrightError):
    log = os.path.join(WORK, "caravan.log")
    if os.path.exists(log): print("caravan.log\n" + open(log).read()[-3000:])
    raise
