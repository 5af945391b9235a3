/** Dead letters: cases for a person, each with what deals with it. */
import {get} from "./api.js";
import {el, none} from "./dom.js";
import {count} from "./figures.js";
import {withheld} from "./actions.js";
import {letter} from "./story.js";
import {spelled} from "./words.js";

export default {
  title: "Dead letters",
  live: ["letters", "ledger"],
  load: (context, signal) => get("/api/letters", {}, signal),
  draw: (place, answer, context) => {
    place.replaceChildren(
      el("h1", {tabindex: -1}, "Dead letters"),
      el("p", {class: "faint"}, "Cases for a person on the service’s machine, each with the commands that deal with it."),
      answer.withheld && answer.letters.length ? withheld(context) : el("span"),
      answer.letters.length ? el("div", {class: "cases"}, answer.letters.map(one => letter(one, true)))
        : answer.damaged ? el("span") : el("p", {class: "good"}, "✓ None."),
      answer.damaged ? none(`${count(answer.damaged, "file")} of them cannot be read; `, el("code", {}, spelled(context.status, "./caravan letters")), " names them.") : el("span"));
  },
};
