/** What states and kinds are called, and how each is marked: never by colour alone. */
import {el} from "./dom.js";
import {count, outcome, span, time} from "./figures.js";

/** By the letter that /api/hours uses. */
export const STATES = {
  l: {name: "landed", mark: "", colour: "--landed"},
  e: {name: "empty", mark: "·", colour: "--empty"},
  s: {name: "done, but somebody should look", mark: "?", colour: "--suspect"},
  d: {name: "due", mark: "!", colour: "--due"},
  p: {name: "due, needs a person", mark: "×", colour: "--person"},
  n: {name: "not yet", mark: "", colour: "--notyet"},
};

const KINDS = {
  oversize: "Amplitude will not export it: over 4 GB",
  "too-large": "more than one export may hold, together with its neighbours",
  corrupt: "its archive was found damaged",
  "corrupt-again": "its archive was found damaged again and again",
  kept: "its kept archive cannot be used",
  suspect: "what Amplitude says of it is unlikely",
  reopened: "reopened: it is exported again",
  unconfirmed: "no data so far; it is asked for once more",
  limit: "fewer hours at once are asked for near it",
  unreadable: "what is stored of it cannot be read",
  "bad-lines": "lines that are no JSON objects",
  refused: "Amplitude refuses the keys",
  "bad-request": "Amplitude does not understand what it is asked",
  "source-away": "Amplitude is away",
  "store-away": "the store is away",
  "store-refused": "the store refuses",
  "spool-full": "the spool is full",
  disk: "the local disk",
  ledger: "ledger and configuration do not belong together",
  object: "an object of it is not what its record says",
  "warehouse-held": "another process has the warehouse",
  warehouse: "the warehouse does not take it",
  "warehouse-memory": "the warehouse has too little memory for it",
  "warehouse-away": "the warehouse is away",
  "warehouse-refused": "the warehouse refuses",
  "warehouse-hour": "the warehouse's job of it failed",
  models: "the models failed",
  bug: "a fault of Caravan itself",
};
export const kindWords = kind => kind ? KINDS[kind] ?? kind.replaceAll("-", " ") : null;

/** A command as it is typed where the service is: in a demo only the demo itself exports hours, and all others take --demo. */
export const spelled = (status, command) => !status?.demo ? command
  : command.replace(/ --project \S+/, "").replace(/^\.\/caravan (\w+)/, (_, verb) => verb === "sync" ? "./caravan demo" : `./caravan ${verb} --demo`);

/** A small coloured square with the state's mark. */
export const badge = letter => el("span", {class: `badge s-${letter}`, "aria-hidden": "true"}, STATES[letter].mark || "\u00a0");

/** One glance at a project: how bad, in a letter of the states (l: all is well), and in words. */
export const verdict = (project, status) => {
  if (project.reading.state === "reading") {
    return ["n", "its ledger is being read for the first time"];
  }
  if (project.reading.state === "failed") {
    return ["p", `the store could not be read at ${time(project.reading.failedAt)}; ${project.reading.at ? `this is of ${time(project.reading.at)}` : "nothing is known of it yet"}`];
  }
  if (project.start === null || project.start === undefined) {
    return ["n", `never run; ${spelled(status, `./caravan sync --project ${project.project}`)} begins`];
  }
  if (project.sync?.pausedSince) {
    return ["p", `Amplitude refuses it since ${time(project.sync.pausedSince)}`];
  }
  if (project.person > 0) {
    return ["p", `${count(project.person, "hour")} ${project.person === 1 ? "needs" : "need"} a person`];
  }
  if (project.counts.due > 0) {
    return ["d", `${count(project.counts.due, "hour")} ${project.counts.due === 1 ? "is" : "are"} due; the next sync asks`];
  }
  if (project.suspect > 0) {
    return ["s", `all done; somebody should look at ${count(project.suspect, "hour")}`];
  }
  return ["l", "all that Amplitude exports by now is here"];
};

/** What its last run came to. */
export const lastRun = (sync, now) => {
  if (!sync || !(sync.startedAt || sync.endedAt || sync.running)) {
    return "none since the service started";
  }
  if (sync.running) {
    return `running since ${time(sync.startedAt).slice(11)}`;
  }
  const ago = sync.endedAt ? `${span((Date.parse(now) - Date.parse(sync.endedAt)) / 1000)} ago` : "";
  return sync.exitCode === undefined ? ago : `${ago}: ${outcome(sync.exitCode)}`;
};
