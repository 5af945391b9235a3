/** Charts by uPlot, in the colours of the page; each has its figures as a table beneath, for who cannot see it. */
import {el, fresh, table} from "./dom.js";

const {uPlot} = globalThis;
const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const bars = uPlot.paths.bars({size: [0.75, 40], radius: 0.1});
export const stepped = uPlot.paths.stepped({align: 1});
const named = (...words) => words.filter(Boolean).join(" ").toLowerCase().replace(/\W+/g, "-");
const date = (seconds, hourly) => new Date(1000 * seconds).toISOString().slice(0, hourly ? 13 : 10);

/** How a series is drawn; colours are names of the style sheet's. */
export const line = (label, name, value, more = {}) => ({label, name, value, width: 1.75, points: {show: false}, ...more});
export const bar = (label, name, value, more = {}) => ({label, name, value, width: 0, filled: "ff", paths: bars, points: {show: false}, ...more});

const axis = more => ({stroke: colour("--faint"), grid: {stroke: colour("--rule"), width: 1}, ticks: {show: false},
  font: "12px system-ui, sans-serif", ...more});

const series = one => ({...one, stroke: colour(one.name), fill: one.filled ? colour(one.name) + one.filled : undefined,
  value: (u, v) => v === null || v === undefined ? "–" : one.value(v)});

const options = (chart, width) => {
  const half = chart.hourly ? 1800 : 43200;
  return {
    width,
    height: chart.height ?? 260,
    tzDate: seconds => uPlot.tzDate(new Date(1000 * seconds), "Etc/UTC"),
    cursor: {y: false, drag: {x: false, y: false}, points: {size: 6}},
    legend: {live: true},
    scales: {
      x: {range: (u, min, max) => [min - half, max + half]},
      y: chart.log
        ? {distr: 3, range: (u, min, max) => [chart.log[0], Math.max(chart.log[1], (max ?? 0) * 1.3)]}
        : {range: (u, min, max) => [0, Math.max((max ?? 0) * 1.08, 1)]},
    },
    axes: [
      axis({size: 28, grid: {show: false}, space: 64,
        incrs: (chart.hourly ? [3600, 10800, 21600, 43200] : []).concat([86400, 172800, 604800, 1209600, 2592000, 7776000, 31536000]),
        values: (u, splits, i, space, step) => splits.map(s => step >= 86400 ? (step >= 2592000 ? date(s).slice(0, 7) : date(s).slice(5)) : `${date(s, true).slice(11)}:00`)}),
      axis({size: 54, ...(chart.log ? {splits: () => chart.ticks, filter: (u, splits) => splits} : {}), values: (u, splits) => splits.map(s => s === null ? "" : chart.tick(s))}),
    ],
    series: [{label: chart.hourly ? "hour" : "date", value: (u, s) => s === null || s === undefined ? "–" : date(s, chart.hourly)}, ...chart.series.map(series)],
    bands: chart.bands?.map(band => ({series: band.series, fill: colour(band.name) + band.alpha})),
  };
};

/**
 * @param chart of (what it is of, where its title does not tell), title, words for who cannot see it, columns (seconds first), series, tick (how the axis' figures are written), rows and
 *     heads of its table
 * @return its element and what ends it
 */
export const draw = chart => {
  const id = fresh("chart");
  const place = el("div", {class: "chart", role: "img", "aria-label": chart.words});
  let made = null;
  const make = () => {
    made?.destroy();
    made = place.clientWidth > 0 ? new uPlot(options(chart, place.clientWidth), chart.columns, place) : null;
  };
  const watch = new ResizeObserver(() => {
    if (made === null) {
      make();
    } else if (place.clientWidth > 0 && place.clientWidth !== made.width) {
      made.setSize({width: place.clientWidth, height: made.height});
    }
  });
  watch.observe(place);
  document.addEventListener("caravan:theme", make);
  const details = el("details", {id: named("figures", chart.of, chart.title)}, el("summary", {}, "The figures as a table"));
  details.addEventListener("toggle", () => {
    if (details.open && details.children.length === 1) {
      details.append(table(chart.title, chart.heads, chart.rows()));
    }
  });
  return {
    element: el("div", {}, el("figure", {"aria-labelledby": id}, el("figcaption", {id}, chart.title), place), details),
    end: () => {
      document.removeEventListener("caravan:theme", make);
      watch.disconnect();
      made?.destroy();
    },
  };
};

/** Seconds of each value of a series that begins at an hour. */
export const seconds = (from, size, hourly) => {
  const first = hourly ? Date.parse(`${from}:00:00Z`) / 1000 : Date.parse(`${from.slice(0, 10)}T00:00:00Z`) / 1000;
  return Array.from({length: size}, (_, i) => first + i * (hourly ? 3600 : 86400));
};

/** Choices beside each other, of which one holds; kept by the caller. */
export const choice = (legend, options, chosen, change) => el("fieldset", {class: "choice"}, el("legend", {class: "unseen"}, legend),
  options.map(([value, words]) => {
    const id = named(legend, value);
    return el("span", {}, el("input", {type: "radio", id, name: legend, value, checked: value === chosen, on: {change: () => change(value)}}),
      el("label", {for: id}, words));
  }));
