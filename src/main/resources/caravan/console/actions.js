/** What can be done from here: what the command line does, after a question where something is asked for again. */
import {post} from "./api.js";
import {el, fresh} from "./dom.js";
import {range} from "./figures.js";
import {askForToken} from "./session.js";
import {spelled} from "./words.js";

const told = document.getElementById("told");
let timer = null;
/** Says something at the page's foot, also to who listens. */
const say = (text, wrong = false) => {
  clearTimeout(timer);
  told.textContent = text;
  told.classList.toggle("wrong", wrong);
  told.classList.add("shown");
  timer = setTimeout(() => told.classList.remove("shown"), wrong ? 12000 : 6000);
};

// A button that is disabled would lose the focus: this one only says that it is, and does nothing.
const done = async (button, work, context) => {
  if (button.hasAttribute("aria-disabled")) {
    return;
  }
  button.setAttribute("aria-disabled", "true");
  try {
    say(await work());
    await context.refresh();
  } catch (refused) {
    say(refused.status === 401 ? `${refused.message}; sign in again` : refused.message, true);
    if (refused.status === 401) {
      await context.refresh();
    }
  } finally {
    button.removeAttribute("aria-disabled");
  }
};

const asked = (what, wish) => wish.from ? `of ${range(wish.from, wish.to)}` : what === "sync" ? "of every due hour" : "of what the warehouse lacks";

const queued = (what, wish) => async () => {
  const run = await post(what === "sync" ? "/api/runs" : "/api/loads", wish);
  return `A ${what} ${asked(what, wish)} is ${run.state}: run ${run.id}`;
};

const plain = (label, context, work, main) => {
  const button = el("button", {type: "button", class: main ? "main" : null, id: `act-${label.replace(/\W+/g, "-").toLowerCase()}`}, label);
  button.addEventListener("click", () => done(button, work, context));
  return button;
};

const reason = (context, wish, button) => {
  const id = fresh("reason");
  const words = el("input", {id, type: "text", maxlength: 200, autocomplete: "off"});
  const title = fresh("title");
  const box = el("dialog", {class: "box", "aria-labelledby": title},
    el("form", {method: "dialog", on: {submit: event => {
      event.preventDefault();
      box.close();
      done(button, async () =>
        (await post("/api/reopenings", {...wish, ...(words.value.trim() ? {reason: words.value.trim()} : {})})).text.trim(), context);
    }}},
    el("h2", {id: title}, `Reopen ${range(wish.from, wish.to)}?`),
    el("p", {}, "The next sync exports it again. What is there stays until the next revision replaces it."),
    el("label", {for: id}, "Why (it is written into the note)"), words,
    el("div", {class: "buttons"},
      el("button", {type: "submit", class: "main"}, "Reopen"),
      el("button", {type: "button", on: {click: () => box.close()}}, "Cancel"))));
  box.addEventListener("close", () => {
    box.remove();
    // What is live may have drawn the page anew under the question.
    document.getElementById(button.id)?.focus();
  });
  document.body.append(box);
  box.showModal();
};

const hasToken = context => context.status.access.token === "configured";

const locked = context => el("p", {class: "acts faint"}, hasToken(context)
  ? ["Read-only. To act from here, ", el("button", {type: "button", class: "link", on: {click: askForToken}}, "sign in"), " with the token."]
  : ["Read-only: no ", el("code", {}, "caravan.http.token-file"), " is configured. The commands do the same on a terminal."]);

/** Buttons for all of a project, or for hours of it. */
export const acts = (context, wish) => {
  if (!context.canAct) {
    return locked(context);
  }
  const buttons = [plain(wish.from ? "Sync it now" : "Sync now", context, queued("sync", wish), true)];
  if (wish.from) {
    const reopen = el("button", {type: "button", id: "act-reopen"}, "Reopen…");
    reopen.addEventListener("click", () => reason(context, wish, reopen));
    buttons.push(reopen);
  }
  if (context.status.warehouse !== "none") {
    buttons.push(plain("Load again", context, queued("load", wish)));
  }
  return el("div", {class: "acts buttons"}, buttons);
};

/** Where texts are held back. */
export const withheld = context => hasToken(context)
  ? el("p", {class: "faint"}, "What may quote events is held back: causes, reasons and names of entries are shown after ",
    el("button", {type: "button", class: "link", on: {click: askForToken}}, "signing in"), ".")
  : el("p", {class: "faint"}, "What may quote events is held back: causes, reasons and names of entries are shown with a token alone (",
    el("code", {}, "caravan.http.token-file"), "); ", el("code", {}, spelled(context.status, "./caravan why HOUR")), " shows them on a terminal.");
