/** What the events say: the tables of ./caravan report. Event data, so with the token alone. */
import {get} from "./api.js";
import {cards, el, none, section, table} from "./dom.js";
import {count, percent, short} from "./figures.js";
import {askForToken} from "./session.js";
import {spelled} from "./words.js";
import {bar, draw, line, seconds} from "./charts.js";

const day = text => text?.slice(0, 13) ?? "–";

const charts = report => {
  const {days, project} = report;
  const x = seconds(days[0].date, days.length, false);
  const pick = name => days.map(one => one[name]);
  const most = name => count(Math.max(...pick(name)));
  const table = names => ({heads: ["Day", ...names.map(name => `#${name[1]}`)],
    rows: () => days.map(one => [one.date, ...names.map(([name]) => count(one[name]))]).reverse()});
  const words = (title, name) => `${title}, ${days[0].date} to ${days.at(-1).date}; most ${most(name)}. The figures are in the table below.`;
  return [
    draw({of: project, title: "Users a day, in the week, in the month", words: words("Users", "monthly"), tick: short, columns: [x, pick("monthly"), pick("weekly"), pick("daily")],
      series: [line("month", "--three", count), line("week", "--two", count), line("day", "--one", count, {filled: "1f", width: 2})],
      ...table([["daily", "Day"], ["weekly", "Week"], ["monthly", "Month"]])}),
    draw({of: project, title: "New and returning users a day", words: words("Users a day", "daily"), tick: short, height: 200,
      columns: [x, days.map(one => one.newUsers + one.returning), pick("returning")],
      series: [{...bar("new and returning", "--two", count)}, bar("returning", "--one", count)], ...table([["newUsers", "New"], ["returning", "Returning"]])}),
    draw({of: project, title: "Events a day", words: words("Events", "events"), tick: short, height: 200, columns: [x, pick("events")],
      series: [bar("events", "--one", count)], ...table([["events", "Events"]])}),
  ];
};

const retention = cohorts => {
  const periods = Math.max(0, ...cohorts.map(one => one.shares.length));
  return table("Retention by week", ["Week of", "#Users", ...Array.from({length: periods}, (_, i) => `#${i}`)], cohorts.map(one =>
    [one.week, count(one.users), ...Array.from({length: periods}, (_, i) => i < one.shares.length ? percent(one.shares[i]) : "")]));
};

const wrong = report => {
  const said = [
    [report.wrong.missing, n => `${count(n, "hour")} between the first and the newest ${n === 1 ? "is" : "are"} not loaded`],
    [report.wrong.notInModels, n => `${count(n, "hour")} ${n === 1 ? "is" : "are"} loaded, but the models do not hold ${n === 1 ? "it" : "them"} yet`],
    [report.wrong.due, n => `${count(n, "closed hour")} ${n === 1 ? "is" : "are"} not in the store`],
    [report.wrong.rejected, n => `${count(n, "line")} ${n === 1 ? "was" : "were"} rejected`],
  ].filter(([n]) => n > 0).map(([n, words]) => words(n));
  report.wrong.reasons?.forEach(one => said.push(`${one.words}: ${count(one.lines, "line")}`));
  report.wrong.collisions?.forEach(one => said.push(`names that differ in case only: ${one.spellings.join(", ")}`));
  return said.length ? el("ul", {class: "wrong"}, said.map(text => el("li", {}, text))) : el("p", {class: "good"}, "✓ Nothing is known to be.");
};

const orNone = (list, made) => list?.length ? made(list) : none("Nothing yet.");

const tables = report => [
  section("Who came again", "Share of a week’s new users who were active so many weeks later.", orNone(report.cohorts, retention)),
  section("What they did", "The most frequent events of the 30 days.", orNone(report.eventTypes, types =>
    table("Event types", ["Event", "#Events", "#Users"], types.map(one => [one.name, count(one.events), count(one.users)])))),
  section("Where they struggle", "Pages by friction: 0, nobody struggles, to 100.", orNone(report.pages, pages =>
    table("Pages by friction", ["Page", "#Friction", "Why", "#Visitors", "#Views"], pages.map(one =>
      [one.path, count(Math.round(one.score)), one.reasons.join(", "), count(one.visitors), count(one.views)])))),
  section("For whom they work", "Companies of the users.", orNone(report.companies, companies =>
    table("Companies", ["Company", "#Users", "#Views", "Page seen most"], companies.map(one => [one.name, count(one.users), count(one.views), one.topPage ?? "–"])))),
  section("What is new", "Event types and properties first seen in the last seven days.", orNone(report.newNames?.all ? [] : report.newNames?.names, names =>
    table("New names", ["Name", "What", "First seen", "#Events"], names.map(one =>
      [one.name, one.eventType ? `${one.kind} of ${one.eventType}` : one.kind, one.firstSeen, count(one.events)])))),
  section("What is wrong", null, wrong(report))];

const one = (report, status) => {
  const drawn = report.days?.length ? charts(report) : [];
  const last = report.days?.at(-2) ?? report.days?.at(-1);
  return {
    element: el("div", {},
      el("p", {class: "faint"}, `${count(report.events, "event")} of ${count(report.users, "user")} of project ${report.project} since ${day(report.first)}, complete through ${day(report.completeThrough)} (UTC)`),
      last ? cards([[`Users on ${last.date}`, count(last.daily)], ["in the week", count(last.weekly)], ["in the month", count(last.monthly)],
        ["Stickiness", percent(last.stickiness)], ["New", count(last.newUsers)], ["Events", count(last.events)]]) : none(`Nothing yet; ${spelled(status, "./caravan refresh")} makes the tables of this report.`),
      el("div", {class: "charts"}, drawn.map(chart => chart.element)), report.days ? tables(report) : null),
    end: () => drawn.forEach(chart => chart.end()),
  };
};

export default {
  title: "Report",
  ofProject: true,
  // Of any other warehouse there is none, for whoever is signed in too: then the service says so itself.
  offered: status => status.warehouse === "duckdb",
  load: async (context, signal) => context.canSee || context.status.warehouse !== "duckdb" ? get("/api/report", {project: context.project}, signal) : null,
  draw: (place, answer, context) => {
    const head = el("div", {class: "head"}, el("h1", {tabindex: -1}, "Report"),
      context.canSee ? el("p", {class: "acts"}, el("a", {href: "/report"}, "The whole report on one page")) : null);
    if (answer === null) {
      place.replaceChildren(head, none("The report is made of events, so it is shown with the token alone. ",
        context.status.access.token === "configured" ? el("button", {type: "button", class: "link", on: {click: askForToken}}, "Sign in") : `No caravan.http.token-file is configured; ${spelled(context.status, "./caravan report")} shows it on a terminal.`));
      return null;
    }
    const drawn = answer.reports.map(report => one(report, context.status));
    place.replaceChildren(head, ...(drawn.length ? drawn.map(made => made.element) : [none("No events yet.")]));
    return () => drawn.forEach(made => made.end());
  },
};
