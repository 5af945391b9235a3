/** Up to twelve months at once: a block a month, in it a row a day and a cell an hour. A picture to point at; the rows tell it too. */
import {el} from "./dom.js";
import {MONTHS} from "./figures.js";
import {dot, palette, sized} from "./paint.js";

const GAP = 14;
const HEAD = 18;

export class Year {
  #canvas = el("canvas", {"aria-hidden": "true"});
  #colours = palette();
  #blocks = [];
  #frame = null;

  /** @param chosen is called with the number of the hour that was pointed at */
  constructor(hours, selected, chosen) {
    this.hours = hours;
    this.selected = selected;
    this.place = el("div", {class: "year"}, this.#canvas);
    this.#canvas.addEventListener("click", event => {
      const i = this.#at(event);
      if (i >= 0) {
        chosen(i);
      }
    });
    this.watch = new ResizeObserver(() => this.paint());
    this.watch.observe(this.place);
  }

  end() {
    this.watch.disconnect();
    cancelAnimationFrame(this.#frame);
  }

  recolour() {
    this.#colours = palette();
    this.paint();
  }

  /** @param months such as 2026-11, oldest first */
  show(months) {
    this.months = months;
    this.paint();
  }

  select(i) {
    this.selected = i;
    this.paint();
  }

  paint() {
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = null;
      this.#draw();
    });
  }

  #draw() {
    const width = this.place.clientWidth;
    if (width === 0) {
      return;
    }
    const most = width < 480 ? 3 : 4;
    const columns = Math.min(most, this.months.length);
    const size = Math.max(3, Math.min(9, Math.floor((width - GAP * (columns - 1)) / (24 * columns))));
    const across = 24 * size + Math.min(32, Math.max(GAP - 4, (width - columns * 24 * size) / Math.max(1, columns - 1)));
    const down = 31 * size + HEAD + GAP;
    const pen = sized(this.#canvas, width, Math.ceil(this.months.length / columns) * down - GAP + 2);
    this.#blocks = this.months.map((month, n) => ({month, size, x: 1 + (n % columns) * across, y: Math.floor(n / columns) * down}));
    this.#blocks.forEach(block => this.#block(pen, block));
  }

  #block(pen, {month, size, x, y}) {
    pen.fillStyle = this.#colours.faint;
    pen.font = "12px system-ui, sans-serif";
    pen.textBaseline = "top";
    pen.fillText(`${MONTHS[Number(month.slice(5)) - 1]} ${month.slice(0, 4)}`, x, y + 1);
    const first = this.#first(month);
    const days = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).getUTCDate();
    let chosen = null;
    const small = [];
    for (let day = 0; day < days; day++) {
      for (let hour = 0; hour < 24; hour++) {
        const i = this.hours.of(first + day, hour);
        if (i >= 0) {
          const at = [i, x + hour * size, y + HEAD + day * size];
          "ps".includes(this.hours.state(i)) ? small.push(at) : dot(pen, this.#colours, this.hours, ...at, size);
          chosen = i === this.selected ? at : chosen;
        }
      }
    }
    small.forEach(at => dot(pen, this.#colours, this.hours, ...at, size));
    if (chosen) {
      pen.strokeStyle = this.#colours.ink;
      pen.lineWidth = 1.5;
      pen.strokeRect(chosen[1] - 1.5, chosen[2] - 1.5, size + 2.5, size + 2.5);
    }
  }

  /** Day number of a month's first, which may be before the first hour. */
  #first(month) {
    return Math.round((Date.parse(`${month}-01T00:00:00Z`) - Date.parse(`${this.hours.date(0)}T00:00:00Z`)) / 86400000);
  }

  #at(event) {
    const box = this.#canvas.getBoundingClientRect();
    const px = event.clientX - box.left;
    const py = event.clientY - box.top;
    for (const {month, size, x, y} of this.#blocks) {
      const hour = Math.floor((px - x) / size);
      const day = Math.floor((py - y - HEAD) / size);
      if (hour >= 0 && hour < 24 && day >= 0 && day < 31) {
        const i = this.hours.of(this.#first(month) + day, hour);
        return i >= 0 && this.hours.date(this.hours.day(i)).startsWith(month) ? i : -1;
      }
    }
    return -1;
  }
}
