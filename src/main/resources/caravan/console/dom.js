/**
 * Elements for the pages. Whatever comes from the API gets in by textContent or as an attribute's value: no text is ever read as
 * markup, and the few attributes that could run something are not set here.
 */
const ALLOWED = /^(?:class|id|href|for|type|name|value|max|min|maxlength|placeholder|autocomplete|autocapitalize|spellcheck|src|alt|width|height|title|role|tabindex|scope|open|disabled|checked|selected|required|colspan|datetime|method|target|rel|step|list|(?:aria|data)-[a-z-]+)$/;

const fill = (element, attributes, children) => {
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "on") {
      Object.entries(value).forEach(([event, listener]) => element.addEventListener(event, listener));
    } else if (value !== null && value !== undefined && value !== false) {
      if (!ALLOWED.test(name)) {
        throw new Error(`the attribute ${name} is none of those that pages set`);
      }
      if (name === "href" && !/^(?:#|\/(?![/\\\s]))/.test(value)) {
        // A browser takes a backslash for a slash, and leaves out what is blank: two of them would begin another address.
        throw new Error("a link leads within this console");
      }
      element.setAttribute(name, value === true ? "" : String(value));
    }
  }
  element.append(...children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== false)
    .map(child => child instanceof Node ? child : document.createTextNode(String(child))));
  return element;
};

/** An element; children are nodes, texts, lists of them, or nothing (null, false). */
export const el = (name, attributes = {}, ...children) => fill(document.createElement(name), attributes, children);

/** A section with a heading of the second level; what is in it follows. */
export const section = (title, note, ...children) =>
  el("section", {}, el("h2", {}, title), note ? el("p", {class: "faint"}, note) : null, ...children);

/**
 * A table that scrolls sideways where it is too wide.
 *
 * @param heads names of columns; one of figures begins with #
 * @param rows cells a row, the first of which heads it
 */
export const table = (caption, heads, rows) => {
  const figures = heads.map(head => head.startsWith("#"));
  return el("div", {class: "wide", tabindex: 0, role: "region", "aria-label": caption},
    el("table", {},
      el("caption", {class: "unseen"}, caption),
      el("thead", {}, el("tr", {}, heads.map((head, i) =>
        el("th", {scope: "col", class: figures[i] ? "n" : null}, figures[i] ? head.slice(1) : head)))),
      el("tbody", {}, rows.map(cells => el("tr", {}, cells.map((cell, i) => i === 0
        ? el("th", {scope: "row"}, cell)
        : el("td", {class: figures[i] ? "n" : null}, cell)))))));
};

/** Terms and figures side by side. */
export const cards = pairs => el("dl", {class: "cards"}, pairs.filter(Boolean).map(([term, figure, note]) =>
  el("div", {}, el("dt", {}, term), el("dd", {}, figure), note ? el("dd", {class: "small"}, note) : null)));

export const none = (...words) => el("p", {class: "none"}, ...words);

/** A button that says what it did in place of its name for a moment. */
const copier = text => {
  const button = el("button", {class: "copy", type: "button", "aria-label": `Copy ${text}`}, "Copy");
  button.addEventListener("click", async () => {
    button.textContent = await copied(text, button) ? "Copied" : "Mark it and copy";
    setTimeout(() => { button.textContent = "Copy"; }, 2000);
  });
  return button;
};

// Without TLS a browser has no clipboard for pages, except on this machine: the text is marked then.
const copied = async (text, button) => {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const line = button.parentElement.querySelector("code");
    getSelection().selectAllChildren(line);
    return document.execCommand("copy");
  }
};

/** Commands for a terminal, each with its button. */
export const commands = lines => el("ul", {class: "commands"}, lines.map(line =>
  el("li", {}, el("code", {}, line), copier(line))));

const namesake = (place, had) => {
  const label = had.getAttribute("aria-label");
  return had.id ? document.getElementById(had.id)
    : [...place.querySelectorAll(had.tagName)].find(one => one.isEqualNode(had) || (label && label === one.getAttribute("aria-label")));
};

/** Draws what is in a place anew. What had the focus has it again, or the heading where it is no more; details that were open are. */
export const keeping = (place, work) => {
  const had = place.contains(document.activeElement) ? document.activeElement : null;
  const open = [...place.querySelectorAll("details[id][open]")].map(one => one.id);
  work();
  for (const one of open.map(id => document.getElementById(id)).filter(one => one && place.contains(one))) {
    one.open = true;
    one.dispatchEvent(new Event("toggle")); // at once, so that the page is as long as it was
  }
  if (had && !place.contains(document.activeElement)) {
    (namesake(place, had) ?? place.querySelector("h1"))?.focus({preventScroll: true});
  }
};

let counter = 0;
/** An id that nothing else has. */
export const fresh = stem => `${stem}-${++counter}`;
