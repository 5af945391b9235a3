/** Events by day and hour, beside what is usual: a dip that comes each Sunday is told from one that does not. */
import {get} from "./api.js";
import {el, none, section, table} from "./dom.js";
import {bytes, count, percent, short, weekday} from "./figures.js";
import {bar, choice, draw, line, seconds, stepped} from "./charts.js";

const VIEWS = [["7d", "7 days, by hour", "hour"], ["60d", "60 days", "day"], ["365d", "a year", "day"]];
let view = "60d";
// Below this share of the usual it is called a dip.
const DIP = 0.7;

/** Hours that each value is of: of the first day and of the last there may be a part alone in view, and the usual is of that part. */
const hoursOf = answer => {
  const last = answer.events.length - 1;
  const hour = at => Number(at.slice(11));
  return answer.events.map((_, i) => answer.by === "hour" ? 1 : (i === last ? hour(answer.to) : 23) - (i === 0 ? hour(answer.from) : 0) + 1);
};

/** The usual share that is there; a day of which some hours are missing is held against that part of the usual. Null: cannot be said. */
const shares = (answer, hours) => answer.events.map((n, i) =>
  n !== null && answer.done[i] >= hours[i] / 2 && answer.usual[i] > 0 ? n / (answer.usual[i] * answer.done[i] / hours[i]) : null);

const label = (answer, s) => new Date(1000 * s).toISOString().slice(0, answer.by === "hour" ? 13 : 10);

const chart = (answer, x, low) => {
  const hourly = answer.by === "hour";
  const only = keep => answer.events.map((n, i) => low[i] === keep ? n : null);
  const found = low.filter(Boolean).length;
  return draw({
    title: hourly ? "Events an hour" : "Events a day",
    words: `Events ${hourly ? "by hour" : "by day"}, ${answer.from} to ${answer.to}; ${count(found)} far below the usual. The figures are in the table below.`,
    hourly,
    height: 300,
    tick: short,
    columns: [x, only(false), only(true), answer.usual],
    series: [bar("events", "--one", count), bar("far below the usual", "--warn", count),
      line("usual", "--two", count, {dash: [5, 3], paths: hourly ? undefined : stepped, width: 1.5, spanGaps: true})],
    heads: [hourly ? "Hour" : "Day", "#Events", "#Usual", "#Bytes", "#Hours done"],
    rows: () => x.map((s, i) => [label(answer, s), count(answer.events[i]), count(answer.usual[i]), bytes(answer.bytes[i]), count(answer.done[i])]).reverse(),
  });
};

const dipTable = (answer, x, share, low) => {
  const rows = x.map((s, i) => [s, i]).filter(([, i]) => low[i]).reverse().map(([s, i]) => {
    const at = label(answer, s);
    const hour = answer.by === "hour" ? at : `${at}T12`;
    return [el("a", {href: `#/calendar/${encodeURIComponent(answer.project)}/${hour}`}, at), weekday(at.slice(0, 10)),
      count(answer.events[i]), count(answer.usual[i]), percent(share[i])];
  });
  const words = `Less than ${percent(DIP)} of what is usual at that ${answer.by === "hour" ? "hour" : "weekday"}; a day of which hours are missing is held against that part of it.`;
  return section("Dips", words, rows.length
    ? table("Dips", [answer.by === "hour" ? "Hour" : "Day", "Weekday", "#Events", "#Usual", "#Share"], rows.slice(0, 100))
    : el("p", {class: "good"}, "✓ None in view."));
};

export default {
  title: "Volume",
  ofProject: true,
  live: ["ledger"],
  load: (context, signal) => get("/api/volume", {project: context.project, last: view, by: VIEWS.find(one => one[0] === view)[2]}, signal),
  draw: (place, answer, context) => {
    const title = el("h1", {tabindex: -1}, "Volume");
    const views = choice("Time in view", VIEWS, view, value => {
      view = value;
      context.refresh();
    });
    if (answer.from === null) {
      place.replaceChildren(title, views, none("No hour yet."));
      return null;
    }
    const x = seconds(answer.from, answer.events.length, answer.by === "hour");
    const share = shares(answer, hoursOf(answer));
    const low = share.map(one => one !== null && one < DIP);
    const drawn = chart(answer, x, low);
    place.replaceChildren(title, views, drawn.element, dipTable(answer, x, share, low));
    return drawn.end;
  },
};
