/** The configuration that counts, without secrets. */
import {get} from "./api.js";
import {el, table} from "./dom.js";

let words = "";
let own = false;

const rows = keys => keys
  .filter(one => !own || !one.isDefault)
  .filter(one => `${one.key} ${one.value} ${one.means}`.toLowerCase().includes(words.toLowerCase()))
  .map(one => [
    el("code", {}, one.key),
    one.value === "***" ? el("span", {class: "faint"}, "•••") : el("code", {}, one.value),
    el("span", {class: one.isDefault ? "faint" : null}, one.origin),
    el("span", {class: "faint"}, one.means)]);

export default {
  title: "Configuration",
  load: (context, signal) => get("/api/configuration", {}, signal),
  draw: (place, answer) => {
    const list = el("div");
    const fill = () => {
      const filled = table("Configuration", ["Key", "Value", "From", "What it means"], rows(answer.keys));
      filled.classList.add("keys");
      list.replaceChildren(filled);
    };
    const find = el("input", {type: "search", id: "find", value: words, autocomplete: "off", spellcheck: "false"});
    find.addEventListener("input", () => {
      words = find.value;
      fill();
    });
    const mine = el("input", {type: "checkbox", id: "own", checked: own});
    mine.addEventListener("change", () => {
      own = mine.checked;
      fill();
    });
    fill();
    place.replaceChildren(
      el("h1", {tabindex: -1}, "Configuration"),
      el("p", {class: "faint"}, `Caravan ${answer.version}, Camel ${answer.camel}, Java ${answer.java}, store ${answer.store}. Secrets are never shown.`),
      el("div", {class: "filter"},
        el("label", {for: "find"}, "Find"), find,
        el("span", {}, mine, el("label", {for: "own"}, "only what differs from the default"))),
      list);
  },
};
