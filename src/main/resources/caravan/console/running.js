/** What is under way in the service, as it happens. */
import {atMost, get, on} from "./api.js";
import {el, none, section} from "./dom.js";
import {bytes, count, outcome, range, span, time} from "./figures.js";
import {acts} from "./actions.js";

const STAGES = {
  asking: "asking Amplitude",
  fetching: "fetching the archive",
  verifying: "verifying the archive",
  landing: "landing entries",
  over: "over",
};
const RUNS = {queued: "waits", running: "runs", succeeded: "done", failed: "failed"};

const windowText = one => {
  const parts = [STAGES[one.stage] ?? one.stage, one.received ? `${bytes(one.received)} received` : null,
    one.objects ? count(one.objects, "object") : null, one.events ? `${count(one.events, "event")} committed` : null];
  return parts.filter(Boolean).join(", ");
};

/** One window, made once and changed in place, so that a screen reader is not led through it again with each figure. */
class Shown {
  constructor(one) {
    this.progress = el("progress", {max: one.hours, value: 0, "aria-label": `Hours of ${range(one.from, one.to)} that are through`});
    this.done = el("span", {class: "done"});
    this.text = el("p", {class: "faint"});
    this.place = el("article", {class: "window", "data-window": one.id},
      el("h3", {}, one.project, el("span", {class: "faint"}, ` ${range(one.from, one.to)}`), this.done), this.progress, this.text);
    this.put(one);
  }

  put(one) {
    this.progress.max = Math.max(1, one.hours);
    // Before its first hour is through nobody knows how far it is: the bar says that it moves.
    if (one.done > 0 || one.stage === "over") {
      this.progress.value = one.done;
    } else {
      this.progress.removeAttribute("value");
    }
    this.done.textContent = `${count(one.done)} of ${count(one.hours, "hour")}`;
    this.text.textContent = windowText(one);
    this.place.dataset.stage = one.stage;
  }
}

const asked = one => {
  const {project, from, to, loads} = one.asked ?? {};
  const hours = from ? range(from, to ?? from) : null;
  return [project ?? "all projects", loads ? `what the warehouse lacks${hours ? ` of ${hours}` : ""}` : hours ?? "every due hour"].join(", ");
};

const runItem = (one, now) => {
  const {planned, landed, empty, restated, unchanged} = one.hours;
  const through = landed + empty + restated + unchanged;
  const ended = one.finishedAt ? `${span((now - Date.parse(one.finishedAt)) / 1000)} ago` : one.startedAt ? `since ${time(one.startedAt)}` : "";
  return el("article", {class: `run r-${one.state}`},
    el("h3", {}, el("span", {class: "kind"}, RUNS[one.state] ?? one.state), ` ${asked(one)} `, el("code", {class: "faint"}, one.id)),
    one.state === "running" && planned > 0 ? el("progress", {max: planned, value: Math.min(planned, through), "aria-label": `Hours of run ${one.id}`}) : null,
    el("p", {class: "faint"}, [ended, one.exitCode === undefined ? null : outcome(one.exitCode),
      `${count(planned, "hour")} planned, ${count(landed)} landed, ${count(empty)} empty, ${count(restated)} restated, ${count(unchanged)} unchanged`,
      `${count(one.events, "event")}, ${bytes(one.bytes)}`, count(one.requests, "request"), one.failures ? count(one.failures, "failure") : null]
      .filter(Boolean).join("; ")));
};

export default {
  title: "Running now",
  load: (context, signal) => get("/api/running", {}, signal),
  draw: (place, answer, context) => {
    const windows = new Map();
    const runs = new Map();
    let read = -Infinity;
    let ahead = 0; // of the service's clock: this machine's own may say anything
    const windowList = el("div", {class: "windows"});
    const runList = el("div", {class: "runs"});
    const quiet = none("Nothing is under way. The schedule asks next at ", time(context.status.schedule.next), ".");
    const drawRuns = () => runList.replaceChildren(...(runs.size
      ? [...runs.values()].sort((a, b) => (b.startedAt ?? "9").localeCompare(a.startedAt ?? "9")).slice(0, 30).map(one => runItem(one, Date.now() + ahead))
      : [none("None since the service started.")]));
    const put = one => {
      const there = windows.get(one.id);
      if (there) {
        there.put(one);
      } else if (one.stage !== "over") {
        windows.set(one.id, new Shown(one));
        windowList.append(windows.get(one.id).place);
      }
      if (one.stage === "over" && there) {
        windows.delete(one.id);
        setTimeout(() => {
          there.place.remove();
          quiet.hidden = windows.size > 0;
        }, 4000);
      }
      quiet.hidden = windowList.children.length > 0;
    };
    const take = said => {
      if (Date.parse(said.now) >= read) {
        read = Date.parse(said.now);
        ahead = read - Date.now();
        runs.clear();
        said.runs.forEach(one => runs.set(one.id, one));
        drawRuns();
      }
    };
    // Events tell of a run when it begins and ends; how far it is in between is asked for while something happens.
    const ask = atMost(2000, async () => {
      try {
        if (!context.signal.aborted) {
          take(await get("/api/running", {}, context.signal));
        }
      } catch {
        // the figures stay, and the next event asks again
      }
    });
    answer.windows.forEach(put);
    take(answer);
    const ends = [on("window", one => {
      put(one);
      ask();
    }), on("hour", ask), on("run", one => {
      runs.set(one.id, {...runs.get(one.id), ...one});
      drawRuns();
      ask();
    })];
    place.replaceChildren(
      el("div", {class: "head"}, el("h1", {tabindex: -1}, "Running now"), acts(context, {})),
      section("Windows in flight", "A window is one export request: its hours are committed one by one.", quiet, windowList),
      section("Runs", null, runList));
    return () => ends.forEach(end => end());
  },
};
