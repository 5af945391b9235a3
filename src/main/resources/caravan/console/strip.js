/** What stands above each page: per project one glance. */
import {el} from "./dom.js";
import {count, span, time} from "./figures.js";
import {badge, lastRun, verdict} from "./words.js";

const RANK = "pdsnl";

const fact = (term, ...what) => el("div", {}, el("dt", {}, term), el("dd", {}, ...what));

const through = project => project.completeThrough
  ? [el("time", {}, project.completeThrough), el("span", {class: "faint"}, ` ${span(project.lagSeconds)} ago`)]
  : ["–"];

const hours = (n, letter, address) => n > 0 ? el("a", {href: address, class: `n-${letter}`}, count(n)) : "0";

const card = (project, status, here) => {
  const [letter, words] = verdict(project, status);
  const address = `#/calendar/${encodeURIComponent(project.project)}`;
  const known = project.counts !== undefined;
  return el("article", {class: `glance s-${letter}`, "aria-current": here ? "true" : null, "aria-label": `Project ${project.project}`},
    el("p", {class: "name"}, letter === "l" ? el("span", {class: "badge ok", "aria-hidden": "true"}, "✓") : badge(letter),
      el("a", {href: address}, project.project), el("span", {class: "words"}, words)),
    known ? el("dl", {},
      fact("complete through", through(project)),
      fact("due", hours(project.counts.due, "d", project.oldestDue ? `${address}/${project.oldestDue}` : address)),
      fact("needs a person", hours(project.person, "p", `${address}/trouble`)),
      project.suspect > 0 ? fact("to look at", hours(project.suspect, "s", `${address}/trouble`)) : null,
      fact("last run", el("a", {href: "#/running", title: time(project.sync?.endedAt)}, lastRun(project.sync, status.now)))) : null);
};

export const drawStrip = (place, status, current) => {
  const rank = project => RANK.indexOf(verdict(project, status)[0]);
  const projects = status.projects.length > 3
    ? [...status.projects].sort((a, b) => rank(a) - rank(b))
    : status.projects;
  place.classList.toggle("many", projects.length > 3);
  const focused = place.contains(document.activeElement)
    ? [...place.querySelectorAll("a")].indexOf(document.activeElement) : -1;
  place.replaceChildren(...projects.map(one => card(one, status, one.project === current && projects.length > 1)));
  if (focused >= 0) {
    place.querySelectorAll("a")[focused]?.focus({preventScroll: true});
  }
};
