/** The hours, a row a day, the newest first. Only the rows in view are painted, so that five years scroll like five days. */
import {el} from "./dom.js";
import {short, weekday} from "./figures.js";
import {cell, palette, sized} from "./paint.js";

const ROW = 22;
const HEAD = 20;
const KEYS = "Arrows move by hour and day, Page Up and Page Down by four weeks, Home and End to a day's ends, "
  + "N and P to the next and previous hour that is not well, Enter opens its story.";

export class Days {
  #canvas = el("canvas", {"aria-hidden": "true"});
  #spacer = el("div", {class: "spacer"});
  #frame = null;
  #colours = palette();
  #hover = -1;

  /** @param told what is called with the number of the hour that is looked at, and opened with the one that is chosen */
  constructor(hours, selected, {looked, moved, opened}) {
    this.hours = hours;
    this.selected = selected;
    this.looked = looked;
    this.moved = moved;
    this.opened = opened;
    this.place = el("div", {class: "days", id: "days", tabindex: 0, role: "application", "aria-label": `Calendar of hours. ${KEYS}`,
      "aria-describedby": "hour-told", "data-first": "",
      on: {
        scroll: () => this.paint(),
        keydown: event => this.#key(event),
        pointermove: event => this.#look(this.#at(event)),
        pointerleave: () => this.#look(-1),
        click: event => this.#click(event),
      }}, this.#spacer, this.#canvas);
    this.#spacer.style.height = `${HEAD + ROW * hours.days}px`;
    this.place.style.height = `${HEAD + ROW * hours.days + 2}px`; // at most what the style sheet says
    this.watch = new ResizeObserver(() => this.paint());
    this.watch.observe(this.place);
  }

  end() {
    this.watch.disconnect();
    cancelAnimationFrame(this.#frame);
  }

  /** Colours may have changed. */
  recolour() {
    this.#colours = palette();
    this.paint();
  }

  paint() {
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = null;
      this.#draw();
    });
  }

  /** @param into whether the row is brought into view */
  select(i, into = true) {
    this.selected = i;
    if (into) {
      const top = this.#row(this.hours.day(i)) * ROW;
      const room = this.place.clientHeight - HEAD;
      if (top < this.place.scrollTop || top + ROW > this.place.scrollTop + room) {
        this.place.scrollTop = Math.max(0, top - room / 2);
      }
    }
    this.paint();
  }

  #row(day) {
    return this.hours.days - 1 - day;
  }

  #measures() {
    const width = this.place.clientWidth;
    const narrow = width < 480;
    const left = narrow ? 46 : 112;
    const right = narrow ? 0 : 62;
    return {width, narrow, left, right, step: (width - left - right) / 24};
  }

  #draw() {
    const {width, narrow, left, step} = this.#measures();
    const height = this.place.clientHeight;
    if (width === 0 || height === 0) {
      return;
    }
    const pen = sized(this.#canvas, width, height);
    const top = this.place.scrollTop;
    const first = Math.floor(top / ROW);
    for (let row = first; row <= Math.min(this.hours.days - 1, first + Math.ceil(height / ROW)); row++) {
      this.#drawRow(pen, row, HEAD + row * ROW - top, {width, narrow, left, step});
    }
    this.#ruler(pen, width, left, step, narrow);
  }

  #drawRow(pen, row, y, {width, narrow, left, step}) {
    const day = this.hours.days - 1 - row;
    const date = this.hours.date(day);
    const colours = this.#colours;
    if (date.endsWith("-01")) {
      pen.fillStyle = colours.faint;
      pen.fillRect(0, y + ROW - 0.5, width, 1);
    }
    const name = weekday(date);
    pen.fillStyle = name.startsWith("S") ? colours.faint : colours.ink;
    pen.font = "12.5px system-ui, sans-serif";
    pen.textBaseline = "middle";
    pen.textAlign = "left";
    pen.fillText(narrow ? date.slice(5) : `${date} ${name}`, 4, y + ROW / 2 + 1);
    for (let hour = 0; hour < 24; hour++) {
      const i = this.hours.of(day, hour);
      if (i >= 0) {
        cell(pen, colours, this.hours, i, left + hour * step, y, step, ROW);
        this.#outline(pen, i, left + hour * step, y, step);
      }
    }
    if (!narrow) {
      pen.fillStyle = colours.faint;
      pen.font = "12.5px system-ui, sans-serif";
      pen.textAlign = "right";
      pen.fillText(short(this.hours.eventsOf(day)), width - 6, y + ROW / 2 + 1);
    }
  }

  #outline(pen, i, x, y, step) {
    if (i !== this.selected && i !== this.#hover) {
      return;
    }
    pen.strokeStyle = this.#colours.card;
    pen.lineWidth = 4;
    pen.strokeRect(x + 1, y + 1, step - 2, ROW - 2);
    pen.strokeStyle = i === this.selected ? this.#colours.ink : this.#colours.faint;
    pen.lineWidth = 2;
    pen.strokeRect(x + 1, y + 1, step - 2, ROW - 2);
    pen.lineWidth = 1;
  }

  #ruler(pen, width, left, step, narrow) {
    pen.fillStyle = this.#colours.card;
    pen.fillRect(0, 0, width, HEAD);
    pen.fillStyle = this.#colours.faint;
    pen.font = "12px system-ui, sans-serif";
    pen.textBaseline = "middle";
    pen.textAlign = "left";
    for (let hour = 0; hour < 24; hour += 3) {
      pen.fillText(String(hour).padStart(2, "0"), left + hour * step + 2, HEAD / 2 + 1);
    }
    pen.fillText("UTC", 4, HEAD / 2 + 1);
    if (!narrow) {
      pen.textAlign = "right";
      pen.fillText("events", width - 6, HEAD / 2 + 1);
    }
  }

  #at(event) {
    const box = this.place.getBoundingClientRect();
    const {left, step} = this.#measures();
    const y = event.clientY - box.top - this.place.clientTop - HEAD;
    const hour = Math.floor((event.clientX - box.left - this.place.clientLeft - left) / step);
    const row = Math.floor((y + this.place.scrollTop) / ROW);
    return y < 0 || hour < 0 || hour > 23 || row >= this.hours.days ? -1 : this.hours.of(this.hours.days - 1 - row, hour);
  }

  #look(i) {
    if (i !== this.#hover) {
      this.#hover = i;
      this.place.classList.toggle("over", i >= 0);
      this.looked(i >= 0 ? i : this.selected);
      this.paint();
    }
  }

  #click(event) {
    const i = this.#at(event);
    if (i >= 0) {
      this.#move(i);
      this.opened(i);
    }
  }

  #move(i) {
    const to = Math.min(this.hours.size - 1, Math.max(0, i));
    this.select(to);
    this.moved(to);
  }

  #key(event) {
    if (event.altKey || event.metaKey || (event.ctrlKey && !["Home", "End"].includes(event.key))) {
      return;
    }
    const day = this.hours.day(this.selected);
    const last = this.hours.size - 1;
    const to = {
      ArrowLeft: () => this.selected - 1,
      ArrowRight: () => this.selected + 1,
      ArrowUp: () => Math.min(last, this.selected + 24),
      ArrowDown: () => Math.max(0, this.selected - 24),
      PageUp: () => Math.min(last, this.selected + 28 * 24),
      PageDown: () => Math.max(0, this.selected - 28 * 24),
      Home: () => event.ctrlKey ? 0 : Math.max(0, this.hours.of(day, 0)),
      End: () => event.ctrlKey || this.hours.of(day, 23) < 0 ? last : this.hours.of(day, 23),
      n: () => this.hours.nextTrouble(this.selected, -1),
      p: () => this.hours.nextTrouble(this.selected, 1),
    }[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (to) {
      event.preventDefault();
      const i = to();
      if (i >= 0 || event.key.length > 1) {
        this.#move(i);
      }
    } else if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      this.opened(this.selected);
    }
  }
}
