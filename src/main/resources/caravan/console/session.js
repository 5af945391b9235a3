/** Who is signed in, and the form for the token. */
import {signIn, signOut, whoAmI} from "./api.js";
import {el} from "./dom.js";
import {time} from "./figures.js";

let who = null; // until the service has said it once
let drawn = () => {};

/** Asks the service who this browser is. */
export const session = async () => {
  try {
    who = await whoAmI();
  } catch {
    // what it said last holds until it says something else
  }
  drawn();
};

/** What /api/status says of it: a session may have ended with the service, with its time, or in another tab. */
export const isKnown = access => who !== null && who.signedIn === access.actions;

/**
 * `demo --serve` prints an address that ends with the token: it is taken from there, and stays neither in the address nor in the
 * history. False where there is none.
 */
export const fromAddress = async () => {
  const found = /^#token=([\x21-\x7e]{16,1000})$/.exec(location.hash);
  if (!location.hash.startsWith("#token=")) {
    return false;
  }
  history.replaceState(null, "", "/");
  try {
    await signIn(found?.[1] ?? "");
  } catch {
    // the page is there to look at all the same, with the button to sign in
  }
  return true;
};

const dialog = refresh => {
  const said = el("p", {class: "refused", role: "alert"});
  const token = el("input", {type: "password", id: "token", autocomplete: "current-password", required: true, spellcheck: "false", autocapitalize: "off"});
  const box = el("dialog", {"aria-labelledby": "sign-in-title", class: "box"},
    el("form", {method: "dialog", on: {submit: async event => {
      event.preventDefault();
      said.textContent = "";
      try {
        who = await signIn(token.value.trim());
        token.value = "";
        box.close();
        await refresh();
      } catch (refused) {
        said.textContent = refused.message;
        token.select();
      }
    }}},
    el("h2", {id: "sign-in-title"}, "Sign in"),
    el("label", {for: "token"}, "Token of ", el("code", {}, "caravan.http.token-file")),
    token,
    el("p", {class: "faint"}, "It is sent once. A cookie that no script can read stands for it, for eight hours."),
    said,
    el("div", {class: "buttons"},
      el("button", {type: "submit", class: "main"}, "Sign in"),
      el("button", {type: "button", on: {click: () => box.close()}}, "Cancel"))));
  box.addEventListener("close", () => box.remove());
  document.body.append(box);
  box.showModal();
  token.focus();
};

let open = () => {};
/** Opens the form. */
export const askForToken = () => open();

export const drawSession = (place, refresh) => {
  open = () => dialog(refresh);
  let last = null;
  drawn = () => {
    if (who === null || JSON.stringify(who) === last) {
      return;
    }
    last = JSON.stringify(who);
    const focused = place.contains(document.activeElement);
    if (who.token !== "configured") {
      place.replaceChildren(el("span", {class: "faint", title: "No caravan.http.token-file is configured."}, "read-only"));
      return;
    }
    const button = who.signedIn
      ? el("button", {type: "button", id: "sign", title: who.expiresAt ? `until ${time(who.expiresAt)}` : null, on: {click: async () => {
        try {
          who = await signOut();
        } catch {
          // it was over already; what counts is what the service says
        }
        await refresh();
      }}}, "Sign out")
      : el("button", {type: "button", id: "sign", class: "main", on: {click: open}}, "Sign in");
    place.replaceChildren(button);
    if (focused) {
      button.focus();
    }
  };
  drawn();
};
