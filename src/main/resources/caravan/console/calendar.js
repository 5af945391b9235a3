/** The calendar of hours: what is not well as a list, a year as a picture, and all days as rows. */
import {get, on} from "./api.js";
import {el, keeping, none, table} from "./dom.js";
import {bytes, count, range} from "./figures.js";
import {acts} from "./actions.js";
import {Days} from "./days.js";
import {Hours} from "./hours.js";
import {Year} from "./year.js";
import {STATES, badge, kindWords, spelled} from "./words.js";

const LISTED = 6;
const MOST = 500;
// What was looked at last, so that who comes back from an hour's story is where he was.
const kept = {project: null, hour: null, scroll: null, year: null};

const address = (project, hour) => `#/hour/${encodeURIComponent(project)}/${hour}`;

const told = (hours, i) => {
  const state = hours.state(i);
  const kind = kindWords(hours.kind(i));
  const volume = hours.events(i) === null || hours.events(i) === undefined ? ""
    : `, ${count(hours.events(i), "event")}, ${bytes(hours.bytes(i))}`;
  const revision = hours.revision(i) ? `, revision ${hours.revision(i)}` : "";
  return `${hours.hour(i)}: ${STATES[state].name}${kind ? ` (${kind})` : ""}${volume}${revision}`;
};

const trouble = (hours, project, {state, kind, from, to}) => el("li", {class: `s-${state}`},
  badge(state),
  el("a", {href: address(project, hours.hour(from))}, range(hours.hour(from), hours.hour(to))),
  el("span", {class: "what"}, to > from ? `${count(to - from + 1, "hour")}, ` : "",
    state === "d" && !kind ? "due: the next sync asks" : `${STATES[state].name}${kind ? `: ${kindWords(kind)}` : ""}`),
  el("a", {class: "why", href: address(project, hours.hour(from)), "aria-label": `Why ${hours.hour(from)}?`}, "why?"));

const troubles = (hours, project) => {
  const all = hours.troubles();
  if (all.length === 0) {
    return el("p", {class: "good", id: "trouble", tabindex: -1}, "✓ No hour is due or needs a person.");
  }
  const item = one => trouble(hours, project, one);
  return el("section", {class: "troubles", id: "trouble", tabindex: -1, "aria-label": "What is not well"},
    el("ul", {}, all.slice(0, LISTED).map(item)),
    all.length > LISTED ? el("details", {id: "trouble-more"},
      el("summary", {id: "trouble-count"}, `${count(all.length - LISTED)} more${all.length > MOST ? `; the first ${count(MOST - LISTED)} of them` : ""}`),
      el("ul", {}, all.slice(LISTED, MOST).map(item))) : null);
};

const legend = () => el("ul", {class: "legend", "aria-label": "What the cells mean"},
  el("li", {}, el("span", {class: "ramp", "aria-hidden": "true"}, [1, 2, 3, 4, 5].map(n => el("i", {class: `l${n}`}))), "landed, by events"),
  ["e", "d", "p", "s"].map(letter => el("li", {}, badge(letter), STATES[letter].name)),
  el("li", {}, el("span", {class: "badge s-n", "aria-hidden": "true"}, "\u00a0"), "not yet"),
  el("li", {}, el("span", {class: "badge restated", "aria-hidden": "true"}, "◥"), "restated"));

/** All months that have an hour, as 2026-11. */
const monthsOf = hours => {
  const months = [];
  for (let at = new Date(`${hours.date(0).slice(0, 7)}-01T00:00:00Z`); at.toISOString().slice(0, 7) <= hours.date(hours.days - 1).slice(0, 7);
    at.setUTCMonth(at.getUTCMonth() + 1)) {
    months.push(at.toISOString().slice(0, 7));
  }
  return months;
};

const yearPicker = (months, year) => {
  const years = [...new Set(months.map(month => month.slice(0, 4)))].reverse();
  const show = value => {
    kept.year = value;
    year.show(value ? months.filter(month => month.startsWith(value)) : months.slice(-12));
  };
  show(kept.year && years.includes(kept.year) ? kept.year : null);
  if (months.length <= 12) {
    return null;
  }
  const select = el("select", {id: "year"}, el("option", {value: ""}, "last 12 months"),
    years.map(value => el("option", {value, selected: value === kept.year}, value)));
  select.addEventListener("change", () => show(select.value || null));
  return el("label", {class: "pick"}, "In view ", select);
};

const dayTable = (hours, project, i) => {
  const day = hours.day(i);
  const numbers = [...Array(24).keys()].map(hour => hours.of(day, hour)).filter(n => n >= 0);
  return table(`Hours of ${hours.date(day)}`, ["Hour", "State", "#Events", "#Bytes", "#Revision"], numbers.map(n => [
    el("a", {href: address(project, hours.hour(n))}, hours.hour(n)),
    STATES[hours.state(n)].name + (hours.kind(n) ? `: ${kindWords(hours.kind(n))}` : ""),
    count(hours.events(n)), bytes(hours.bytes(n)), hours.events(n) === null ? "–" : hours.revision(n)]));
};

/** @param anew whether the address is followed now: who comes back to it is where he was */
const selectedAt = (hours, context, anew) => {
  const named = /^\d{4}-\d{2}-\d{2}T\d{2}$/.test(context.rest[0] ?? "") ? hours.at(context.rest[0]) : -1;
  const before = kept.hour ? hours.at(kept.hour) : -1;
  return (anew ? [named, before] : [before, named]).find(i => i >= 0) ?? hours.size - 1;
};

export default {
  title: "Calendar",
  heading: context => `Calendar of ${context.project ?? "hours"}`,
  ofProject: true,
  live: ["ledger"],
  load: (context, signal) => context.project ? get("/api/hours", {project: context.project}, signal) : null,
  draw: (place, answer, context) => {
    const title = el("h1", {tabindex: -1}, "Calendar of hours");
    if (!answer || answer.from === null) {
      place.replaceChildren(title, none("No hour yet: the project has never run. ", el("code", {}, spelled(context.status, "./caravan sync")), " begins."), acts(context, {project: context.project ?? undefined}));
      return null;
    }
    const hours = new Hours(answer);
    const {project} = context;
    if (kept.project !== project) {
      Object.assign(kept, {project, hour: null, scroll: null, year: null});
    }
    const anew = context.followed && kept.visit !== context.signal;
    kept.visit = context.signal;
    let selected = selectedAt(hours, context, anew);
    const info = el("p", {class: "info", id: "hour-info"}, told(hours, selected));
    const spoken = el("p", {class: "unseen", id: "hour-told", "aria-live": "polite"}, told(hours, selected));
    const details = el("details", {id: "day-table"});
    const summary = el("summary", {id: "day-summary"});
    const rows = el("div");
    details.append(summary, rows);
    const fillTable = () => {
      summary.textContent = `Hours of ${hours.date(hours.day(selected))} as a table`;
      rows.replaceChildren(...(details.open ? [dayTable(hours, project, selected)] : []));
    };
    details.addEventListener("toggle", fillTable);
    const open = i => { location.hash = address(project, hours.hour(i)); };
    const moved = i => {
      const other = hours.day(i) !== hours.day(selected);
      selected = i;
      kept.hour = hours.hour(i);
      info.textContent = told(hours, i);
      spoken.textContent = told(hours, i);
      year.select(i);
      if (other) {
        fillTable();
      }
    };
    const days = new Days(hours, selected, {looked: i => { info.textContent = told(hours, i); }, moved, opened: open});
    const year = new Year(hours, selected, i => {
      days.select(i);
      moved(i);
    });
    const picker = yearPicker(monthsOf(hours), year);
    fillTable();
    const list = el("div", {id: "troubles"}, troubles(hours, project));
    place.replaceChildren(
      el("div", {class: "head"}, title, acts(context, {project})),
      list,
      el("div", {class: "calendar"},
        el("div", {class: "rows"}, days.place, info, spoken),
        el("div", {class: "overview"}, picker, year.place)),
      legend(), details);
    const named = anew && context.rest[0] !== undefined;
    days.place.scrollTop = named ? 0 : kept.scroll ?? 0;
    days.select(selected);
    if (named && context.rest[0] === "trouble") {
      document.getElementById("trouble").dataset.first = "scroll";
    }
    const recolour = () => {
      days.recolour();
      year.recolour();
    };
    document.addEventListener("caravan:theme", recolour);
    const off = on("hour", event => {
      if (event.project === project && hours.put(event)) {
        days.paint();
        year.paint();
        const now = troubles(hours, project);
        if (now.textContent !== list.textContent) {
          keeping(list, () => list.replaceChildren(now));
        }
      }
    });
    return () => {
      kept.scroll = days.place.scrollTop;
      kept.hour = hours.hour(selected);
      document.removeEventListener("caravan:theme", recolour);
      off();
      days.end();
      year.end();
    };
  },
};
