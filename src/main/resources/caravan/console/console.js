/** The frame: which page is shown, the strip above each of them, who is signed in, and when what is shown is asked for anew. */
import {atMost, get, listen, on} from "./api.js";
import {el, keeping, none} from "./dom.js";
import {time} from "./figures.js";
import {drawSession, fromAddress, isKnown, session} from "./session.js";
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
const place = document.getElementById("page");

let status = null;
const statuses = {asked: 0, drawn: 0};
let shown = null; // the page that is on the screen: its name, rest of its address, project, what ends it, and how often it was asked and drawn

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

let links = null;
const drawNav = () => {
  const {name} = shown ?? route();
  const wanted = Object.entries(PAGES)
    .filter(([, page]) => page.inNav !== false && (!page.offered || (status && page.offered(status))))
    .map(([key, page]) => ({
      title: page.title,
      href: shown?.project && page.ofProject ? `#/${key}/${encodeURIComponent(shown.project)}` : `#/${key}`,
      here: key === name || (name === "hour" && key === "calendar")}));
  if (JSON.stringify(wanted) === links) {
    return;
  }
  links = JSON.stringify(wanted);
  const nav = document.getElementById("nav");
  const focused = nav.contains(document.activeElement) ? document.activeElement.textContent : null;
  nav.replaceChildren(...wanted.map(({title, href, here}) => el("a", {href, "aria-current": here ? "page" : null}, title)));
  if (focused) {
    [...nav.children].find(link => link.textContent === focused)?.focus({preventScroll: true});
  }
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

/** Whether there is a status to draw with; an answer that comes after one to a later question is dropped. */
const loadStatus = async () => {
  const mine = ++statuses.asked;
  let answer = null;
  let said = null;
  try {
    answer = await get("/api/status");
  } catch (refused) {
    said = refused.message;
  }
  if (mine < statuses.drawn) {
    return status !== null;
  }
  statuses.drawn = mine;
  document.documentElement.classList.toggle("stale", answer === null);
  if (answer === null) {
    if (!status) {
      place.replaceChildren(none(said));
    }
    return false;
  }
  status = answer;
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

/** Says why there is nothing to show, and tries again where the service says when. */
const refusedDraw = (page, mine, refused) => {
  place.setAttribute("aria-busy", "false");
  keeping(place, () => place.replaceChildren(el("h1", {tabindex: -1}, page.title), none(refused.message)));
  document.title = `${page.title} · Caravan`;
  arrive(mine);
  if (refused.retryAfter) {
    clearTimeout(mine.again);
    mine.again = setTimeout(() => mine === shown && draw(), 1000 * Math.min(refused.retryAfter, 60));
  }
};

/**
 * Asks for what the page shows and draws it; what has the focus keeps it where it is there again. An answer that comes after one to a
 * later question is dropped.
 */
const draw = async () => {
  const page = PAGES[shown.name];
  const mine = shown;
  const number = ++mine.asked;
  let data;
  try {
    data = page.load ? await page.load(context(), mine.signal) : null;
  } catch (refused) {
    // What was drawn before stays.
    if (refused.name !== "AbortError" && mine === shown && mine.drawn === 0) {
      refusedDraw(page, mine, refused);
    }
    return;
  }
  if (mine !== shown || number < mine.drawn) {
    return;
  }
  clearTimeout(mine.again);
  mine.drawn = number;
  place.setAttribute("aria-busy", "false");
  keeping(place, () => {
    mine.end?.();
    mine.end = page.draw(place, data, context());
  });
  document.title = `${page.heading?.(context()) ?? page.title} · Caravan`;
  arrive(mine);
};

let walked = false;
// Who walks from page to page by keyboard or ear begins at the new one's heading, once; the first page leaves the focus alone.
const arrive = mine => {
  if (!mine.arrived) {
    const first = place.querySelector("[data-first]") ?? place.querySelector("h1") ?? place;
    if (walked) {
      first.focus({preventScroll: true});
      scrollTo(0, 0);
    }
    if (first.dataset.first === "scroll") {
      first.scrollIntoView({block: "center"});
    }
  }
  mine.arrived = walked = true;
};

/** @param followed whether a link led here, and not the way back */
const show = async followed => {
  const {name, project, rest} = route();
  shown?.abort.abort();
  shown?.end?.();
  const abort = new AbortController();
  shown = {name, project: projectOf(project), rest, followed, abort, signal: abort.signal, asked: 0, drawn: 0};
  drawNav();
  if (status) {
    place.setAttribute("aria-busy", "true");
    drawStrip(document.getElementById("strip"), status, shown.project);
    await draw();
  }
};

// A step of the history that was shown before has a mark; who follows a link, or writes an address, comes to one without.
const walk = async () => {
  const followed = history.state?.shown !== true;
  history.replaceState({shown: true}, "");
  await show(followed);
};

const refresh = async () => {
  await session();
  const before = status;
  if (await loadStatus()) {
    await (before ? draw() : show(true));
  }
};

/** How all stands. With the first answer the page can be shown; one that says that a session is over, or another's, changes it. */
const look = async () => {
  const before = status;
  if (!await loadStatus()) {
    return;
  }
  if (!before) {
    await show(true);
  } else if (before.access.actions !== status.access.actions || !isKnown(status.access)) {
    await session();
    await draw();
  }
};

const refreshStatus = atMost(2000, look);
const refreshPage = atMost(2000, () => status && draw());

const follow = () => {
  addEventListener("hashchange", async () => {
    if (await fromAddress()) {
      await Promise.all([session(), loadStatus()]);
    }
    await walk();
  });
  // A browser goes nowhere where a link leads to the address that is shown; what it names is shown again all the same.
  document.addEventListener("click", event => {
    const link = event.target.closest?.('a[href^="#/"]');
    if (link?.getAttribute("href") === location.hash && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      show(true);
    }
  });
};

const concerns = (event, data) => {
  const page = PAGES[shown.name];
  return page.live?.includes(event) && !(page.ofProject && data.project && shown.project && data.project !== shown.project)
    && (page.concerns?.(data, shown) ?? true);
};

const attend = () => {
  const live = document.getElementById("live");
  on("line", open => {
    live.textContent = open ? "live" : "not live; trying again";
    live.classList.toggle("off", !open);
  });
  // The first one too: what was asked for before the connection stood may have become something else before it did.
  on("hello", () => {
    session();
    refreshStatus();
    refreshPage();
  });
  on("run", refreshStatus);
  for (const event of ["ledger", "hour", "letters"]) {
    on(event, data => {
      refreshStatus();
      if (concerns(event, data)) {
        refreshPage();
      }
    });
  }
  listen();
  setInterval(() => document.hidden || refreshStatus(), 60000);
};

const begin = async () => {
  document.getElementById("skip").addEventListener("click", event => {
    event.preventDefault();
    place.focus();
  });
  drawSession(document.getElementById("session"), refresh);
  await fromAddress();
  await Promise.all([session(), loadStatus()]);
  follow();
  await walk();
  attend();
};
begin();
