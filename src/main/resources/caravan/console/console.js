/** The frame: which page is shown, the strip above each of them, who is signed in, and when what is shown is asked for anew. */
import {atMost, get, listen, on} from "./api.js";
import {el, none} from "./dom.js";
import {time} from "./figures.js";
import {drawSession, fromAddress, session} from "./session.js";
import {drawStrip} from "./strip.js";
import calendar from "./calendar.js";
import story from "./story.js";
import freshness from "./freshness.js";
import volume from "./volume.js";
import running from "./running.js";
import letters from "./letters.js";
import changes from "./changes.js";
import report from "./report.js";
import lineage from "./lineage.js";
import configuration from "./configuration.js";

const PAGES = {calendar, hour: story, freshness, volume, running, letters, changes, report, lineage, configuration};
const OF_A_WAREHOUSE = new Set(["report", "lineage"]);
const place = document.getElementById("page");

let status = null;
let shown = null; // the page that is on the screen: its name, rest of its address, project, and what ends it

const route = () => {
  let parts = [];
  try {
    parts = location.hash.replace(/^#\/?/, "").split("/").filter(Boolean).map(decodeURIComponent);
  } catch {
    // what cannot be read leads to the first page
  }
  const name = Object.hasOwn(PAGES, parts[0] ?? "") ? parts[0] : "calendar";
  return {name, project: parts[1] ?? null, rest: parts.slice(2)};
};

/** The project that the address names, or else the one that was looked at last. */
const projectOf = named => {
  const names = (status?.projects ?? []).map(one => one.project);
  return named !== null ? named : [shown?.project, ...names].find(name => name && names.includes(name)) ?? null;
};

const drawNav = () => {
  const {name} = shown ?? route();
  const links = Object.entries(PAGES)
    .filter(([key, page]) => page.inNav !== false && (!OF_A_WAREHOUSE.has(key) || (status && status.warehouse !== "none")))
    .map(([key, page]) => {
      const address = shown?.project && page.ofProject ? `#/${key}/${encodeURIComponent(shown.project)}` : `#/${key}`;
      const here = key === name || (name === "hour" && key === "calendar");
      return el("a", {href: address, "aria-current": here ? "page" : null}, page.title);
    });
  const nav = document.getElementById("nav");
  nav.replaceChildren(...links);
  // Where the links do not fit beside each other, the one that holds is in view.
  const held = nav.querySelector("[aria-current]");
  nav.scrollLeft = held ? held.offsetLeft - nav.offsetLeft - nav.clientWidth / 2 + held.offsetWidth / 2 : 0;
};

const drawFoot = () => document.getElementById("foot").replaceChildren(...(status ? [
  el("span", {}, `Caravan ${status.version}`),
  el("span", {}, `store ${status.store}`),
  el("span", {}, `warehouse ${status.warehouse}`),
  el("span", {}, `schedule ${status.schedule.cron}${status.schedule.next ? `, next ${time(status.schedule.next)}` : ""}`),
  el("span", {}, `ledger read ${time(status.asOf)}`),
  el("a", {href: "/api/openapi.yaml"}, "API"),
] : []));

const loadStatus = async () => {
  try {
    status = await get("/api/status");
    document.documentElement.classList.remove("stale");
  } catch (refused) {
    document.documentElement.classList.add("stale");
    if (!status) {
      place.replaceChildren(none(refused.message));
    }
    return false;
  }
  drawStrip(document.getElementById("strip"), status, shown?.project);
  drawFoot();
  drawNav();
  return true;
};

const context = () => ({
  ...shown,
  status,
  of: status.projects.find(one => one.project === shown.project) ?? null,
  canAct: status.access.actions,
  canSee: status.access.events,
  refresh,
});

/** Asks for what the page shows and draws it; what has the focus keeps it where it is there again. */
const draw = async first => {
  const page = PAGES[shown.name];
  const mine = shown;
  let data;
  try {
    data = page.load ? await page.load(context(), mine.signal) : null;
  } catch (refused) {
    if (refused.name === "AbortError" || mine !== shown) {
      return;
    }
    if (first) {
      place.setAttribute("aria-busy", "false");
      place.replaceChildren(el("h1", {tabindex: -1}, page.title), none(refused.message));
      document.title = `${page.title} · Caravan`;
      arrive();
      if (refused.retryAfter) {
        setTimeout(() => mine === shown && draw(first), 1000 * Math.min(refused.retryAfter, 60));
      }
    }
    return;
  }
  if (mine !== shown) {
    return;
  }
  const focused = document.activeElement?.id && place.contains(document.activeElement) ? document.activeElement.id : null;
  mine.end?.();
  place.setAttribute("aria-busy", "false");
  mine.end = page.draw(place, data, context());
  if (first) {
    document.title = `${page.heading?.(context()) ?? page.title} · Caravan`;
    arrive();
  } else if (focused) {
    document.getElementById(focused)?.focus({preventScroll: true});
  }
};

let walked = false;
// Who walks from page to page by keyboard or ear begins at the new one's heading; the first page leaves the focus alone.
const arrive = () => {
  if (walked) {
    (place.querySelector("[data-first]") ?? place.querySelector("h1") ?? place).focus({preventScroll: true});
    scrollTo(0, 0);
  }
  walked = true;
};

const show = async () => {
  const {name, project, rest} = route();
  shown?.abort.abort();
  shown?.end?.();
  const abort = new AbortController();
  shown = {name, project: projectOf(project), rest, abort, signal: abort.signal};
  place.setAttribute("aria-busy", "true");
  drawNav();
  if (status) {
    drawStrip(document.getElementById("strip"), status, shown.project);
    await draw(true);
  }
};

const refresh = async () => {
  await session();
  if (await loadStatus()) {
    await draw(false);
  }
};

const refreshStatus = atMost(2000, loadStatus);
const refreshPage = atMost(2000, () => status && draw(false));
const begin = async () => {
  document.getElementById("skip").addEventListener("click", event => {
    event.preventDefault();
    place.focus();
  });
  drawSession(document.getElementById("session"), () => status, refresh);
  await fromAddress();
  await Promise.all([session(), loadStatus()]);
  addEventListener("hashchange", show);
  await show();
  const live = document.getElementById("live");
  on("line", open => {
    live.textContent = open ? "live" : "not live; trying again";
    live.classList.toggle("off", !open);
  });
  let greeted = false;
  on("hello", () => {
    if (greeted) {
      refreshStatus();
      refreshPage();
    }
    greeted = true;
  });
  on("run", refreshStatus);
  for (const event of ["ledger", "hour", "letters"]) {
    on(event, data => {
      refreshStatus();
      if (PAGES[shown.name].live?.includes(event) && (!data.project || !shown.project || data.project === shown.project)) {
        refreshPage();
      }
    });
  }
  listen();
  setInterval(refreshStatus, 60000);
};
begin();
