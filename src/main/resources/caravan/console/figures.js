/** How figures, hours and times are written: as the command line writes them, in UTC, on every machine alike. */
const group = new Intl.NumberFormat("en");
const compact = new Intl.NumberFormat("en", {notation: "compact"});
const UNITS = ["kB", "MB", "GB", "TB", "PB", "EB"];
const HOUR = 3600000;

/** 1,234,567; with a thing: 1 hour, 2 hours, 3 entries. */
export const count = (n, thing) => {
  if (n === null || n === undefined) {
    return "–";
  }
  return thing ? `${group.format(n)} ${n === 1 ? thing : plural(thing)}` : group.format(n);
};

const plural = thing => /[^aeiou]y$/.test(thing) ? `${thing.slice(0, -1)}ies` : `${thing}s`;

export const short = n => compact.format(n);

/** 91.4 MB: by the thousand, as stores bill. */
export const bytes = n => {
  if (n === null || n === undefined) {
    return "–";
  }
  if (n < 1000) {
    return `${n} B`;
  }
  let size = n / 1000;
  let unit = 0;
  while (size >= 999.95) {
    size /= 1000;
    unit++;
  }
  return `${size.toFixed(1)} ${UNITS[unit]}`;
};

/** 12 s, 40 min, 2 h 20 min, 3 days 4 h. */
export const span = seconds => {
  if (seconds === null || seconds === undefined) {
    return "–";
  }
  if (seconds < 60) {
    return `${Math.max(0, Math.round(seconds))} s`;
  }
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) {
    return `${minutes} min`;
  }
  const hours = Math.floor(minutes / 60);
  if (hours < 48) {
    return `${hours} h${minutes % 60 ? ` ${minutes % 60} min` : ""}`;
  }
  return `${count(Math.floor(hours / 24))} days${hours % 24 ? ` ${hours % 24} h` : ""}`;
};

/** 2026-11-01 05:15 UTC. */
export const time = text => text ? `${text.slice(0, 10)} ${text.slice(11, 16)} UTC` : "–";

export const percent = share => share === null || share === undefined ? "–" : `${Math.round(100 * share)} %`;

/** Milliseconds of an hour such as 2026-11-01T05. */
export const begin = hour => Date.parse(`${hour}:00:00Z`);

export const hourOf = millis => new Date(millis).toISOString().slice(0, 13);

export const plus = (hour, hours) => hourOf(begin(hour) + hours * HOUR);

const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
export const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
export const weekday = date => DAYS[new Date(`${date}T00:00:00Z`).getUTCDay()];

/** Hours of a range in words: 2026-11-01T05, or 2026-11-01T05 to 2026-11-01T09. */
export const range = (from, to) => from === to ? from : `${from} to ${to}`;

/** What an exit code means, as the table in README.md. */
export const outcome = code => ({
  0: "all asked hours are done",
  64: "what was asked is wrong",
  65: "a person is needed",
  70: "a fault of Caravan itself",
  74: "the local disk",
  75: "some hours are still due; a later run helps",
  77: "refused by Amplitude, the store or the warehouse",
  78: "the configuration is wrong",
  130: "stopped",
  143: "stopped",
}[code] ?? `exit code ${code}`);
