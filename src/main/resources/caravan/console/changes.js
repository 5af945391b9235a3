/** Hours that changed after they had landed, and what changed. */
import {get} from "./api.js";
import {el, none, table} from "./dom.js";
import {bytes, count, time} from "./figures.js";
import {withheld} from "./actions.js";

const sign = n => `${n > 0 ? "+" : n < 0 ? "−" : "±"}${count(Math.abs(n))}`;
const size = n => `${n > 0 ? "+" : n < 0 ? "−" : "±"}${bytes(Math.abs(n))}`;

const row = (project, one, seen) => [
  el("a", {href: `#/hour/${encodeURIComponent(project)}/${one.hour}`}, one.hour),
  el("time", {}, time(one.at)),
  `${one.revision[0]} → ${one.revision[1]}`,
  `${count(one.events[0])} → ${count(one.events[1])}`,
  el("strong", {}, sign(one.events[1] - one.events[0])),
  size(one.bytes[1] - one.bytes[0]),
  ...(seen ? [one.types ?? "–"] : [])];

export default {
  title: "Restatements",
  ofProject: true,
  live: ["ledger"],
  load: (context, signal) => get("/api/changes", {project: context.project}, signal),
  draw: (place, answer, context) => {
    const seen = !answer.withheld;
    const heads = ["Hour", "Changed at", "#Revision", "#Events", "#Difference", "#Bytes", ...(seen ? ["Event types"] : [])];
    place.replaceChildren(
      el("h1", {tabindex: -1}, "Restatements"),
      el("p", {class: "faint"}, "Hours that changed at Amplitude after they had landed, or were reopened: the next revision replaced them."),
      answer.changes.length
        ? table("Restatements", heads, answer.changes.map(one => row(answer.project, one, seen)))
        : none("None: no hour changed after it had landed."),
      answer.more ? el("p", {class: "faint"}, "Older ones stand in the change log alone.") : el("span"),
      answer.withheld && answer.changes.length ? withheld(context) : el("span"));
  },
};
