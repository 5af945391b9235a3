/** What the service is asked, and what it tells by itself. */

/** An answer that is no answer; the message is the service's own. */
class Refused extends Error {
  constructor(status, message, retryAfter) {
    super(message);
    this.status = status;
    this.retryAfter = retryAfter;
  }
}

let csrf = null;

const read = async response => {
  const text = await response.text();
  let answer = null;
  try {
    answer = JSON.parse(text);
  } catch {
    // what is not JSON has nothing to say here
  }
  if (!response.ok) {
    throw new Refused(response.status, answer?.error ?? `the service answers ${response.status}`,
      Number(response.headers.get("Retry-After")) || null);
  }
  return answer;
};

const sent = async (method, path, body, signal) => {
  const headers = {Accept: "application/json"};
  if (method !== "GET" && csrf) {
    headers["X-Caravan-CSRF"] = csrf;
  }
  if (body !== undefined) {
    headers["Content-Type"] = "application/json";
  }
  let response;
  try {
    // no-cache: ask each time, and take what is at hand where the service answers 304.
    response = await fetch(path, {method, headers, signal, cache: "no-cache", credentials: "same-origin", redirect: "error",
      body: body === undefined ? undefined : JSON.stringify(body)});
  } catch (failure) {
    if (failure.name === "AbortError") {
      throw failure;
    }
    throw new Refused(0, "the service cannot be reached; this page shows what it said last");
  }
  return read(response);
};

/** @param query names and values; those that are null or undefined are left out */
export const get = (path, query = {}, signal) => {
  const words = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== null && value !== undefined)).toString();
  return sent("GET", words ? `${path}?${words}` : path, undefined, signal);
};

const session = answer => {
  csrf = answer.csrf ?? null;
  return answer;
};
export const whoAmI = async () => session(await sent("GET", "/api/session"));
export const signIn = async token => session(await sent("POST", "/api/session", {token}));

// Who signed in again in another tab has another session in this one too, whose csrf this one does not know yet.
const acted = async (method, path, body) => {
  const named = csrf;
  try {
    return await sent(method, path, body);
  } catch (refused) {
    if (refused.status !== 403) {
      throw refused;
    }
    await whoAmI();
    if (csrf === named) {
      throw refused;
    }
    return sent(method, path, body);
  }
};
export const post = (path, body) => acted("POST", path, body);
export const signOut = async () => session(await acted("DELETE", "/api/session"));

const listeners = new Map();
/** @return a function that ends it */
export const on = (event, listener) => {
  if (!listeners.has(event)) {
    listeners.set(event, new Set());
  }
  listeners.get(event).add(listener);
  return () => listeners.get(event).delete(listener);
};
const tell = (event, data) => listeners.get(event)?.forEach(listener => listener(data));

const EVENTS = ["hello", "beat", "hour", "window", "run", "ledger", "letters"];
// The service says something each ten seconds: where three of its words are missing nobody is at the other end.
const SILENCE = 30000;
let source = null;
let later = null; // comes again: after a refusal, or where all is silent
let wait = 2000;

const close = () => {
  clearTimeout(later);
  source?.close();
  source = null;
};

const heard = () => {
  clearTimeout(later);
  later = setTimeout(() => {
    tell("line", false);
    close();
    open();
  }, SILENCE);
};

const take = (name, event) => {
  heard();
  try {
    tell(name, JSON.parse(event.data));
  } catch (broken) {
    console.warn(`an event ${name} that cannot be used`, broken);
  }
};

const open = () => {
  if (source || document.hidden) {
    return;
  }
  const mine = source = new EventSource("/api/events");
  heard();
  EVENTS.forEach(name => mine.addEventListener(name, event => take(name, event)));
  mine.addEventListener("open", () => {
    wait = 2000;
    tell("line", true);
  });
  mine.addEventListener("error", () => {
    tell("line", false);
    // A browser comes again by itself after a cut, but not after a refusal such as 503.
    if (mine.readyState === EventSource.CLOSED) {
      close();
      later = setTimeout(open, wait);
      wait = Math.min(60000, 2 * wait);
    }
  });
};

/**
 * Listens while the page is in view: a browser has six connections to one address, and six tabs that hold one each leave none to ask
 * with. "line" is told true or false when the connection comes or goes; "hello" comes first, each time.
 */
export const listen = () => {
  document.addEventListener("visibilitychange", () => document.hidden ? close() : open());
  addEventListener("pagehide", close);
  // A page that comes out of the cache of those that were left goes on where it was.
  addEventListener("pageshow", event => event.persisted && open());
  open();
};

/** The same function, called at once and then at most every so many milliseconds; the last call is never lost. */
export const atMost = (millis, work) => {
  let timer = null;
  let again = false;
  const run = () => {
    timer = setTimeout(() => {
      timer = null;
      if (again) {
        again = false;
        run();
      }
    }, millis);
    work();
  };
  return () => {
    if (timer === null) {
      run();
    } else {
      again = true;
    }
  };
};
