/** The story of one hour, as ./caravan why HOUR tells it: what to do first, then what is known. */
import {get} from "./api.js";
import {commands, el, none, section} from "./dom.js";
import {bytes, count, plus, range, time} from "./figures.js";
import {acts, withheld} from "./actions.js";
import {badge, kindWords} from "./words.js";

const MORE = (n, what) => n > 0 ? el("p", {class: "faint"}, `and ${count(n)} ${what}`) : null;
const lines = texts => texts.filter(Boolean).map(text => el("p", {}, text));
const key = text => el("p", {class: "key"}, el("code", {}, text));

const letterOf = story => {
  if (story.state === "due") {
    return story.person ? "p" : "d";
  }
  return {landed: "l", empty: "e"}[story.state] ? (story.person || story.note?.kind === "suspect" ? "s" : {landed: "l", empty: "e"}[story.state]) : "n";
};

const next = story => section("What happens next", null,
  el("dl", {class: "facts"},
    el("dt", {}, "By itself"), el("dd", {}, story.next.alone),
    el("dt", {}, "By hand"), el("dd", {}, story.next.person)),
  story.next.commands.length ? commands(story.next.commands) : null);

const times = one => one.times === 1 ? `once, ${time(one.at)}`
  : `${count(one.times)} times since ${time(one.since)}, last ${time(one.at)}`;

const failures = story => story.failures.length === 0 ? null : section("Failures", null, story.failures.map(one =>
  el("article", {class: "case"},
    el("h3", {}, kindWords(one.kind), el("span", {class: "faint"}, ` ${times(one)}`)),
    one.cause ? el("p", {class: "cause"}, one.cause) : null,
    el("dl", {class: "facts"},
      one.from ? [el("dt", {}, "Hours"), el("dd", {}, range(one.from, one.to ?? one.from))] : null,
      el("dt", {}, "Who acts"), el("dd", {}, one.who),
      el("dt", {}, "What happens next"), el("dd", {}, one.next),
      one.run ? [el("dt", {}, "Run"), el("dd", {}, el("code", {}, one.run))] : null))), MORE(story.moreFailures, "before, in the log"));

const note = story => {
  if (story.noteDamaged) {
    return section("Note", null, el("p", {}, "There is one, but it cannot be read."));
  }
  const there = story.note;
  return there === null ? null : section("Note", null,
    el("p", {}, el("strong", {}, kindWords(there.kind)), there.reason ? `: ${there.reason}` : ""),
    el("p", {}, `Since ${time(there.since)}, ${count(there.attempts ?? 0, "attempt")}${there.nextTry ? `, next try after ${time(there.nextTry)}` : ""}`),
    there.limit ? el("p", {}, `At most ${count(there.limit, "hour")} a request work here.`) : null);
};

/** A dead letter; also on the page of all of them. */
export const letter = (one, linked) => el("article", {class: "case"},
  el(linked ? "h2" : "h3", {}, linked ? el("a", {href: `#/hour/${encodeURIComponent(one.project)}/${one.hour}`}, `${one.project} ${one.hour}`) : null,
    linked ? " " : null, el("span", {class: "kind"}, one.kind), el("span", {class: "faint"}, ` ${one.means}`)),
  one.cause ? el("p", {class: "cause"}, one.cause) : null,
  el("dl", {class: "facts"},
    el("dt", {}, "Since"), el("dd", {}, `${time(one.at)}, ${count(one.attempts, "attempt")}`),
    one.entry ? [el("dt", {}, "Entry"), el("dd", {}, el("code", {}, one.entry))] : null,
    one.line !== undefined ? [el("dt", {}, "Line"), el("dd", {}, count(one.line), one.offset !== undefined ? `, byte ${count(one.offset)}` : "")] : null,
    one.sha256 ? [el("dt", {}, "SHA-256"), el("dd", {}, el("code", {}, one.sha256))] : null,
    el("dt", {}, "Payload"), el("dd", {}, one.hasPayload ? "kept on the service’s machine" : "none")),
  commands(one.commands));

const replaced = record => record.replaced ? [
  el("p", {}, `Replaced revision ${record.replaced.revision}, which held ${count(record.replaced.events, "event")}, `
    + `${bytes(record.replaced.bytes)}${record.replaced.committedAt ? `, committed ${time(record.replaced.committedAt)}` : ""}`)] : null;

const exported = record => {
  const from = record.export;
  if (!from) {
    return null;
  }
  const asked = from.from === from.to ? "this hour" : range(from.from, from.to);
  return from.archiveSha256
    ? [el("p", {}, `From the export of ${asked}, arrived ${time(from.at)}${from.archiveBytes ? `, archive of ${bytes(from.archiveBytes)}` : ""}`), key(from.archiveSha256)]
    : el("p", {}, `Asked for ${asked}, Amplitude said that there is no data, ${time(from.at)}`);
};

const object = one => el("li", {}, key(one.key), one.entry ? el("p", {class: "faint"}, "entry ", el("code", {}, one.entry)) : null,
  el("p", {class: "faint"}, `${count(one.events, "event")}, ${bytes(one.bytes)}`
    + (one.rejected ? `, ${count(one.rejected, "rejected line")}` : "") + (one.outside ? `, ${count(one.outside, "event")} of another hour` : "")));

const record = story => {
  if (story.recordDamaged) {
    return section("Record", null, el("p", {}, "There is one, but it cannot be read."));
  }
  const there = story.record;
  if (there === null) {
    return section("Record", null, el("p", {}, "None: nothing of this hour counts."));
  }
  return section("Record", null,
    el("p", {}, `${there.state}, revision ${there.revision}, committed ${time(there.committedAt)}`), key(there.key),
    replaced(there), exported(there),
    there.checkedAt ? el("p", {}, `Asked for again, last at ${time(there.checkedAt)}; what is here stood`) : null,
    there.objects.length ? el("p", {}, `${count(there.objects.length + there.moreObjects, "object")}, ${count(there.events, "event")}, `
      + `${bytes(there.bytes)}, ${count(there.rejected, "rejected line")}`) : null,
    el("ul", {class: "objects"}, there.objects.map(object)), MORE(there.moreObjects, "more, all in the record"));
};

const unlisted = story => story.unlisted.length === 0 ? null : section("Unlisted",
  "Objects of this hour that no record lists; they count for nothing.",
  el("ul", {class: "objects"}, story.unlisted.map(one => el("li", {}, key(one.key), el("p", {class: "faint"}, `${bytes(one.bytes)}, ${one.fate}`)))), MORE(story.moreUnlisted, "more"));

const clock = ({clock: at}) => {
  const passed = when => Date.parse(at.now) >= Date.parse(when);
  return section("Clock", null, lines([
    `${passed(at.closes) ? "Closed at" : "Not closed yet: closes at"} ${time(at.closes)}, `
      + `${passed(at.exportable) ? "exportable since" : "exportable from"} ${time(at.exportable)}.`,
    `Now it is ${time(at.now)}.`,
    at.start ? `The project starts at ${at.start}.` : null]));
};

const neighbours = (project, hour, warehouse) => el("nav", {class: "neighbours", "aria-label": "Other hours"},
  el("a", {href: `#/calendar/${encodeURIComponent(project)}/${hour}`}, "Calendar"),
  el("a", {href: `#/hour/${encodeURIComponent(project)}/${plus(hour, -1)}`}, "← hour before"),
  el("a", {href: `#/hour/${encodeURIComponent(project)}/${plus(hour, 1)}`}, "hour after →"),
  warehouse ? el("a", {href: `#/lineage/${encodeURIComponent(project)}/${hour}`}, "Lineage") : null);

export default {
  title: "Hour",
  inNav: false,
  ofProject: true,
  live: ["ledger", "hour", "letters"],
  // While a day lands, its other hours do not change this one's story.
  concerns: (event, context) => event.hour === undefined || event.hour === context.rest[0],
  heading: context => `Hour ${context.rest[0] ?? ""} of ${context.project}`,
  load: (context, signal) => get(`/api/hours/${encodeURIComponent(context.project ?? "")}/${encodeURIComponent(context.rest[0] ?? "")}`, {}, signal),
  draw: (place, story, context) => {
    const {project, hour} = story;
    place.replaceChildren(
      neighbours(project, hour, context.status.warehouse !== "none"),
      el("div", {class: "head"},
        el("h1", {tabindex: -1, class: "hour"}, el("span", {class: "over"}, `Hour of project ${project}`), hour,
          el("span", {class: "verdict"}, badge(letterOf(story)), story.verdict)),
        acts(context, {project, from: hour, to: hour})),
      el("div", {class: "story"},
        next(story), failures(story), note(story),
        story.letters.length || story.damaged.length || story.lettersUnreadable ? section("Dead letters", null, story.letters.map(one => letter(one, false)),
          lines([...story.damaged.map(name => `${name}: cannot be read; ./caravan letters --purge removes it`), story.lettersUnreadable ? "Their folder cannot be read." : null])) : null,
        story.withheld && (story.failures.length || story.note || story.letters.length) ? withheld(context) : null,
        record(story), unlisted(story),
        section("Load", null, story.load.text.length ? lines(story.load.text) : none("Nothing is known.")),
        clock(story)));
  },
};
