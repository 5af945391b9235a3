/** From Amplitude's archive to the tables that people ask: of one hour by its record, of all by the models' picture. */
import {get} from "./api.js";
import {el, none, section} from "./dom.js";
import {bytes, count, plus, range, time} from "./figures.js";

const step = (title, ...what) => el("li", {}, el("h3", {}, title), ...what.filter(Boolean).map(text => text instanceof Node ? text : el("p", {}, text)));

const hash = text => el("p", {}, el("code", {title: text}, `${text.slice(0, 16)}…`));

const chain = story => {
  const {record, load} = story;
  if (!record) {
    return none(`${story.hour} is ${story.verdict}: nothing of it counts. `, el("a", {href: `#/hour/${encodeURIComponent(story.project)}/${story.hour}`}, "Why?"));
  }
  const from = record.export;
  return el("ol", {class: "chain"},
    step("Archive", from ? `export of ${range(from.from, from.to)}` : "from an export that its record no longer names",
      from?.archiveSha256 ? hash(from.archiveSha256) : from ? "Amplitude said that there is no data" : null, from?.archiveBytes ? bytes(from.archiveBytes) : null),
    step("Objects", count(record.objects.length + record.moreObjects, "object"), bytes(record.bytes), "one an entry: its JSON, or its gzip bytes (caravan.format)"),
    step("Record", el("p", {}, el("a", {href: `#/hour/${encodeURIComponent(story.project)}/${story.hour}`}, `revision ${record.revision}`)),
      count(record.events, "event"), `committed ${time(record.committedAt)}`),
    step("Bronze", load.state === "loaded" || load.state === "older" ? `revision ${load.revision}, ${count(load.events, "event")}` : load.text[0] ?? load.state,
      load.loadedAt ? `loaded ${time(load.loadedAt)}` : null, load.state === "older" ? "the record is newer: load again" : null, load.rejected ? count(load.rejected, "rejected line") : null),
    step("Silver", "events taken once, people joined, sessions"),
    step("Gold", "what you ask for: daily activity, retention, friction, companies"));
};

export default {
  title: "Lineage",
  ofProject: true,
  offered: status => status.warehouse !== "none",
  live: ["ledger"],
  load: async (context, signal) => {
    const newest = context.of?.completeThrough ?? context.of?.exportable ?? null;
    const hour = context.rest[0] ?? newest;
    return hour ? get(`/api/hours/${encodeURIComponent(context.project)}/${encodeURIComponent(hour)}`, {}, signal) : null;
  },
  draw: (place, story, context) => {
    const address = hour => `#/lineage/${encodeURIComponent(context.project)}/${hour}`;
    place.replaceChildren(
      el("h1", {tabindex: -1}, "Lineage"),
      story ? section(`Hour ${story.hour}`, null,
        el("nav", {class: "neighbours", "aria-label": "Other hours"},
          el("a", {href: address(plus(story.hour, -1))}, "← hour before"), el("a", {href: address(plus(story.hour, 1))}, "hour after →")),
        chain(story)) : none("No hour yet."),
      section("All tables", "Which table is made of which.",
        el("div", {class: "wide picture", tabindex: 0, role: "region", "aria-label": "Picture of the tables"},
          el("img", {src: "/api/lineage", alt: "Which table is made of which, from bronze by staging and silver to gold", width: 1433, height: 476}))));
  },
};
