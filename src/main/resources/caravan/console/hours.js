/** A project's hours as /api/hours says them, by number: 0 is the first. Knows days, and where trouble is. */
import {begin, hourOf, plus} from "./figures.js";

const LETTERS = {landed: "l", empty: "e", due: "d", "not-yet": "n"};

export class Hours {
  constructor(answer) {
    this.answer = answer;
    this.states = [...answer.states];
    this.size = this.states.length;
    this.start = answer.from ? begin(answer.from) : 0;
    this.offset = answer.from ? Number(answer.from.slice(11)) : 0;
    this.days = this.size === 0 ? 0 : Math.ceil((this.offset + this.size) / 24);
    this.busiest = this.#busiest();
  }

  /** Events of an hour that is busy, though not the one busiest of all: one outlier would make all others pale. */
  #busiest() {
    const sorted = this.answer.events.filter(n => n > 0).sort((a, b) => a - b);
    return sorted.length ? sorted[Math.floor(0.98 * (sorted.length - 1))] : 0;
  }

  hour(i) {
    return plus(this.answer.from, i);
  }

  /** -1 where there is no such hour. */
  at(hour) {
    const i = Math.round((begin(hour) - this.start) / 3600000);
    return this.size > 0 && i >= 0 && i < this.size ? i : -1;
  }

  state(i) {
    return this.states[i];
  }

  events(i) {
    return this.answer.events[i];
  }

  bytes(i) {
    return this.answer.bytes[i];
  }

  revision(i) {
    return this.answer.revisions[i] ?? 0;
  }

  kind(i) {
    return this.answer.kinds[i] ?? null;
  }

  /** 0 (none) to 5 (as busy as it gets). */
  shade(i) {
    const n = this.events(i) ?? 0;
    return n === 0 || this.busiest === 0 ? 0 : Math.min(5, Math.max(1, Math.ceil(5 * n / this.busiest)));
  }

  /** Number of the hour of a day, both from 0; -1 where the range has none. */
  of(day, hour) {
    const i = 24 * day + hour - this.offset;
    return i >= 0 && i < this.size ? i : -1;
  }

  day(i) {
    return Math.floor((this.offset + i) / 24);
  }

  date(day) {
    return hourOf(this.start - 3600000 * this.offset + 86400000 * day).slice(0, 10);
  }

  eventsOf(day) {
    let sum = 0;
    for (let hour = 0; hour < 24; hour++) {
      const i = this.of(day, hour);
      sum += i < 0 ? 0 : this.events(i) ?? 0;
    }
    return sum;
  }

  /** An hour became something else, as an event of the stream says. False where it is none of these. */
  put(event) {
    const i = this.at(event.hour);
    if (i < 0) {
      return false;
    }
    const letter = LETTERS[event.state] ?? this.states[i];
    const marked = {d: "p", l: "s", e: "s"}[letter] ?? letter;
    this.states[i] = event.person ? marked : letter;
    for (const name of ["events", "bytes", "objects"]) {
      if (event[name] !== undefined) {
        this.answer[name][i] = event[name];
      }
    }
    if (this.busiest === 0 || this.events(i) > this.busiest) {
      this.busiest = this.#busiest();
    }
    if (event.revision) {
      this.answer.revisions[i] = event.revision;
    }
    if (!event.person) {
      delete this.answer.kinds[i];
    }
    return true;
  }

  /** Neighbouring hours that are wrong in the same way: those for a person first, then what to look at, then what is due. */
  troubles() {
    const found = [];
    for (let i = 0; i < this.size; i++) {
      const state = this.states[i];
      if (state !== "p" && state !== "d" && state !== "s") {
        continue;
      }
      const last = found.at(-1);
      if (last && last.to === i - 1 && last.state === state && last.kind === this.kind(i)) {
        last.to = i;
      } else {
        found.push({state, kind: this.kind(i), from: i, to: i});
      }
    }
    const rank = one => "psd".indexOf(one.state);
    return found.sort((a, b) => rank(a) - rank(b) || b.from - a.from);
  }

  /** The next hour that is wrong from there, up or down, around the end; -1 where all is well. */
  nextTrouble(i, step) {
    for (let n = 1; n <= this.size; n++) {
      const at = (i + step * n + this.size * n) % this.size;
      if ("pds".includes(this.states[at])) {
        return at;
      }
    }
    return -1;
  }
}
