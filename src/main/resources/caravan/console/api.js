/** What the service is asked, and what it tells by itself. */

/** An answer that is no answer; the message is the service's own. */
export class Refused extends Error {
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

export const post = (path, body) => sent("POST", path, body);

const session = answer => {
  csrf = answer.csrf ?? null;
  return answer;
};
export const whoAmI = async () => session(await sent("GET", "/api/session"));
export const signIn = async token => session(await sent("POST", "/api/session", {token}));
export const signOut = async () => session(await sent("DELETE", "/api/session"));

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

const EVENTS = ["hello", "hour", "window", "run", "ledger", "letters"];
let wait = 2000;
/** Listens for as long as the page is open. "line" is told true or false when the connection comes or goes. */
export const listen = () => {
  const source = new EventSource("/api/events");
  EVENTS.forEach(name => source.addEventListener(name, event => {
    try {
      tell(name, JSON.parse(event.data));
    } catch (broken) {
      console.warn(`an event ${name} that cannot be used`, broken);
    }
  }));
  source.addEventListener("open", () => {
    wait = 2000;
    tell("line", true);
  });
  source.addEventListener("error", () => {
    tell("line", false);
    // A browser comes again by itself after a cut, but not after a refusal such as 503.
    if (source.readyState === EventSource.CLOSED) {
      setTimeout(listen, wait);
      wait = Math.min(60000, 2 * wait);
    }
  });
  addEventListener("pagehide", () => source.close(), {once: true});
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
