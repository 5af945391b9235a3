/** How far the data reach, and how long hours took to come. */
import {get} from "./api.js";
import {cards, el, none} from "./dom.js";
import {span} from "./figures.js";
import {choice, draw, line, seconds} from "./charts.js";

const VIEWS = [["7d", "7 days, by hour", "hour"], ["60d", "60 days", "day"], ["365d", "a year", "day"]];
let view = "60d";
const MARKS = [3600, 7200, 14400, 28800, 86400, 259200, 604800, 2592000, 7776000, 31536000, 94608000];
const mark = s => s >= 31536000 ? `${Math.round(s / 31536000)} y` : s >= 86400 ? `${Math.round(s / 86400)} d` : `${Math.round(s / 3600)} h`;

const floor = numbers => numbers.map(n => n === null ? null : Math.max(3600, n));

const chart = answer => {
  const hourly = answer.by === "hour";
  const {least, median, most} = answer.lag;
  const x = seconds(answer.from, median.length, hourly);
  const grace = x.map(() => answer.graceSeconds);
  const known = [...median, ...(most ?? [])].filter(n => n !== null);
  const top = Math.max(4 * 3600, answer.graceSeconds * 1.5, ...known);
  const worst = known.length ? Math.max(...known) : null;
  return draw({
    title: hourly ? "From an hour’s end to its commit, by hour" : "From an hour’s end to its commit, by day",
    words: `Lag ${hourly ? "by hour" : "by day"}; at most ${span(worst)}, the grace is ${span(answer.graceSeconds)}. The figures are in the table below.`,
    hourly,
    log: [3600, top],
    ticks: MARKS.filter(s => s <= top * 1.3),
    tick: mark,
    columns: hourly ? [x, floor(median), grace] : [x, floor(most), floor(least), floor(median), grace],
    series: [
      ...(hourly ? [] : [line("most", "--three", span, {width: 1}), line("least", "--three", span, {width: 1})]),
      line(hourly ? "lag" : "median", "--one", span, {width: 2}),
      line("grace", "--two", span, {width: 1, dash: [5, 4]})],
    bands: hourly ? [] : [{series: [1, 2], name: "--three", alpha: "33"}],
    heads: hourly ? ["Hour", "#Lag"] : ["Day", "#Least", "#Median", "#Most"],
    rows: () => x.map((s, i) => {
      const when = new Date(1000 * s).toISOString();
      return hourly ? [when.slice(0, 13), span(median[i])] : [when.slice(0, 10), span(least[i]), span(median[i]), span(most[i])];
    }).reverse(),
  });
};

export default {
  title: "Freshness",
  ofProject: true,
  live: ["ledger"],
  load: (context, signal) => get("/api/freshness", {project: context.project, last: view, by: VIEWS.find(one => one[0] === view)[2]}, signal),
  draw: (place, answer, context) => {
    const drawn = answer.from === null ? null : chart(answer);
    place.replaceChildren(
      el("h1", {tabindex: -1}, "Freshness"),
      cards([
        ["Complete through", answer.completeThrough ?? "–", answer.completeThrough === null ? null : `${span(answer.lagSeconds)} ago`],
        ["Oldest due hour", answer.oldestDue
          ? el("a", {href: `#/hour/${encodeURIComponent(answer.project)}/${answer.oldestDue}`}, answer.oldestDue) : "none"],
        ["Exportable by now", answer.exportable ?? "–", `an hour’s end and ${span(answer.graceSeconds)} of grace`],
        ["Since", answer.start ?? "–"]]),
      choice("Time in view", VIEWS, view, value => {
        view = value;
        context.refresh();
      }),
      drawn ? drawn.element : none("No hour yet."),
      el("p", {class: "faint"}, "Hours of a backfill come late by nature: they had closed long before anybody asked for them. The scale is logarithmic."));
    return drawn?.end;
  },
};
