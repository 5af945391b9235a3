/** How a cell of an hour is painted, and canvases that are as sharp as the screen. */
import {STATES} from "./words.js";

const colour = (style, name) => style.getPropertyValue(name).trim();

/** The colours of now; ask again when the theme changes. */
export const palette = () => {
  const style = getComputedStyle(document.documentElement);
  const shades = [0, 1, 2, 3, 4, 5].map(n => colour(style, `--l${n}`));
  const found = {shades, ink: colour(style, "--ink"), faint: colour(style, "--faint"), rule: colour(style, "--rule"),
    card: colour(style, "--card"), on: colour(style, "--on-dark"), dueInk: colour(style, "--due-ink")};
  for (const [letter, {colour: name}] of Object.entries(STATES)) {
    found[letter] = colour(style, name);
  }
  return found;
};

/** @return its 2D context in pixels of the page */
export const sized = (canvas, width, height) => {
  const ratio = Math.min(3, devicePixelRatio || 1);
  if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
  }
  const pen = canvas.getContext("2d");
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen.clearRect(0, 0, width, height);
  return pen;
};

/** One hour without a mark; for cells too small for one, those that matter stand out by size. */
export const dot = (pen, colours, hours, i, x, y, size) => {
  const state = hours.state(i);
  if (state === "n") {
    return;
  }
  pen.fillStyle = state === "l" ? colours.shades[hours.shade(i)] : state === "e" ? colours.faint : colours[state];
  if (state === "e") {
    const part = Math.max(1, size / 3);
    pen.fillRect(x + (size - part) / 2, y + (size - part) / 2, part, part);
  } else if (state === "l") {
    pen.fillRect(x, y, size - 0.5, size - 0.5);
  } else {
    const more = state === "d" ? 0 : 1;
    pen.fillRect(x - more, y - more, size - 0.5 + 2 * more, size - 0.5 + 2 * more);
  }
};

/** One hour with its mark. */
export const cell = (pen, colours, hours, i, x, y, width, height) => {
  const state = hours.state(i);
  if (state === "n") {
    pen.strokeStyle = colours.rule;
    pen.strokeRect(x + 1, y + 1, width - 2, height - 2);
    return;
  }
  if (state !== "e") {
    pen.fillStyle = state === "l" ? colours.shades[hours.shade(i)] : colours[state];
    pen.fillRect(x + 0.5, y + 0.5, width - 1, height - 1);
  }
  if (hours.revision(i) > 0 && state === "l") {
    corner(pen, colours, x, y, width);
  }
  const {mark} = STATES[state];
  if (mark) {
    pen.fillStyle = state === "e" ? colours.faint : state === "d" ? colours.dueInk : colours.on;
    pen.font = `700 ${Math.min(15, height - 5)}px system-ui, sans-serif`;
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    pen.fillText(mark, x + width / 2, y + height / 2 + 1);
  }
};

// An hour that changed after it had landed.
const corner = (pen, colours, x, y, width) => {
  pen.fillStyle = colours.ink;
  pen.beginPath();
  pen.moveTo(x + width - 6.5, y + 0.5);
  pen.lineTo(x + width - 0.5, y + 0.5);
  pen.lineTo(x + width - 0.5, y + 6.5);
  pen.fill();
};
