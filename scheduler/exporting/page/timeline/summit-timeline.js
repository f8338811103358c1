/** @import {Place, TimelineData} from "./types.js" */
import { dressKinds } from "./drawing.js";
import { step } from "./keys.js";
import { watchPointer } from "./pointer.js";
import { heightOf, rowAt } from "./rows.js";
import { Sheet } from "./sheet.js";
import { STYLE } from "./style.js";

const NARROW = 600; // pixels; names of rows are shorter then
const LABELS = { wide: 210, narrow: 128 };
const ZOOM = { least: 1, most: 24, step: 1.4 };

/**
 * Rows and bars of a programme. It shows what it is given, and tells by events what people do with
 * it: `bar-click` and `bar-focus` (detail: a place), `bar-drag` (a place, and where to: `toRow`, `day`,
 * `minute`), `bar-key` (a place, and the `key`), `zoom` (the new value). It changes no data. As it is
 * drawn in part, its height is given from outside; `--content` is the height of everything.
 */
export class SummitTimeline extends HTMLElement {
  #root = this.attachShadow({ mode: "open" });
  #look = new CSSStyleSheet();
  #sheet = new Sheet();
  /** @type {TimelineData | null} */
  #data = null;
  #group = 0;
  /** @type {number | null} */
  #day = null;
  #zoom = 1;
  /** @type {Set<number> | null} */
  #shown = null;
  #stale = true;
  #frame = 0;
  #width = 0;

  constructor() {
    super();
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    this.#root.adoptedStyleSheets = [sheet, this.#look];
    watchPointer(this, this.#root);
    this.addEventListener("keydown", (event) => this.#key(event));
    this.#root.addEventListener("focusin", (event) => this.#focused(event));
    this.addEventListener("scroll", () => this.#later(), { passive: true });
    new ResizeObserver(() => {
      const width = this.clientWidth;
      this.toggleAttribute("narrow", width < NARROW);
      this.#later(width !== this.#width);
      this.#width = width;
    }).observe(this);
  }

  connectedCallback() {
    this.setAttribute("role", "group");
  }

  /** What is shown; it is not changed, and a new value is needed for a new look. */
  get data() {
    return this.#data;
  }
  set data(data) {
    this.#data = data;
    this.#sheet.current = this.#sheet.selected = this.#shown = null;
    this.#group = 0;
    this.#day = data && data.days.length > 1 ? 0 : null;
    if (data) {
      dressKinds(this.#look, data.kinds);
      this.setAttribute("aria-label", data.words.timeline);
    }
    this.#later(true);
  }

  /** The id of the rows that are shown. */
  get group() {
    return this.#data?.groups[this.#group]?.id ?? "";
  }
  set group(id) {
    const found = this.#data?.groups.findIndex((group) => group.id === id) ?? -1;
    if (found < 0 || found === this.#group) return;
    this.#group = found;
    this.#sheet.current = null;
    this.scrollTop = 0;
    this.#later(true);
  }

  /** The only day that is shown, from 0; null for all of them. */
  get day() {
    return this.#day;
  }
  set day(day) {
    this.#day = day;
    this.#later(true);
  }

  /** 1 if the width is filled; more shows shorter stretches of time. */
  get zoom() {
    return this.#zoom;
  }
  set zoom(zoom) {
    const wanted = Math.min(ZOOM.most, Math.max(ZOOM.least, zoom));
    if (wanted === this.#zoom) return;
    const half = (this.clientWidth - this.#labels) / 2;
    const middle = (this.scrollLeft + half) / this.#zoom;
    this.#zoom = wanted;
    this.#stale = true;
    this.#draw();
    this.scrollLeft = middle * wanted - half;
    this.#tell("zoom", { zoom: wanted });
  }

  /** The bars that are shown; null for all. Rows without any are left out then. */
  get shown() {
    return this.#shown;
  }
  set shown(shown) {
    this.#shown = shown;
    this.#later(true);
  }

  /** The bar that is marked. */
  get selected() {
    return this.#sheet.selected;
  }
  set selected(bar) {
    this.#sheet.selected = bar;
    this.#sheet.mark();
  }

  /** Whether bars can be dragged. */
  get movable() {
    return this.hasAttribute("movable");
  }
  set movable(movable) {
    this.toggleAttribute("movable", movable);
  }

  /** How many rows are shown, and how many of them are drawn. */
  get count() {
    return { rows: this.#sheet.rows.length, drawn: this.#sheet.drawn };
  }

  /**
   * Show a bar, wherever it is, and give it the focus.
   * @param {number} bar
   */
  reveal(bar) {
    if (!this.#data) return;
    if (this.#day !== null) this.#day = this.#data.bars[bar].day;
    this.#stale = true;
    this.#draw();
    const row = this.#sheet.find(bar);
    if (row >= 0) this.#go({ row, bar });
  }

  /** @param {HTMLElement} button */
  clicked(button) {
    const place = this.#placeOf(button);
    if (place) this.#tell("bar-click", place);
  }

  /**
   * @param {HTMLElement} button
   * @param {number} right Pixels that it was moved.
   * @param {number} y Where it was dropped, in the window.
   */
  dragged(button, right, y) {
    const place = this.#placeOf(button);
    if (!place || !this.#data) return;
    const { scale, rows, top } = this.#sheet;
    const { day, start } = this.#data.bars[place.bar];
    const row = rows[rowAt(rows, y - top)];
    if (row) {
      this.#tell("bar-drag", { ...place, toRow: row.number, ...scale.at(scale.x(day, start) + right) });
    }
  }

  get #labels() {
    return this.hasAttribute("narrow") ? LABELS.narrow : LABELS.wide;
  }

  /**
   * @param {string} name
   * @param {object} detail
   */
  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  /**
   * @param {HTMLElement} button
   * @returns {Place | null}
   */
  #placeOf(button) {
    const row = /** @type {HTMLElement | null} */ (button.closest(".row"));
    if (!row || !button.dataset.bar) return null;
    const { number } = this.#sheet.rows[Number(row.dataset.index)];
    return { group: this.group, row: number, bar: Number(button.dataset.bar) };
  }

  /** Draw before the next frame. */
  #later(stale = false) {
    this.#stale ||= stale;
    this.#frame ||= requestAnimationFrame(() => this.#draw());
  }

  #draw() {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    const data = this.#data;
    if (this.#stale && data) {
      this.#stale = false;
      const focused = this.#root.activeElement !== null;
      const canvas = this.#sheet.arrange({
        data,
        group: this.#group,
        day: this.#day,
        zoom: this.#zoom,
        shown: this.#shown,
        labels: this.#labels,
        width: this.clientWidth,
      });
      this.#root.replaceChildren(canvas);
      this.style.setProperty("--content", `${this.#sheet.head + heightOf(this.#sheet.rows) + 18}px`);
      if (focused && this.#sheet.current) this.#go(this.#sheet.current);
    }
    const focused = this.#root.activeElement;
    this.#sheet.draw(this.scrollTop, this.clientHeight, this.scrollLeft, this.clientWidth);
    if (focused && !focused.isConnected && this.#sheet.current) {
      this.#sheet.lead(this.#sheet.current)?.focus({ preventScroll: true });
    }
  }

  /**
   * Give a bar the focus, and bring it into sight.
   * @param {{row: number, bar: number}} to
   */
  #go(to) {
    const bar = this.#sheet.lead(to);
    const { left, width, top, height } = this.#sheet.box(to);
    this.#bring("scrollTop", top, height, this.clientHeight - this.#sheet.head);
    this.#bring("scrollLeft", left, width, this.clientWidth - this.#labels);
    bar?.focus({ preventScroll: true });
  }

  /**
   * @param {"scrollTop" | "scrollLeft"} way
   * @param {number} from
   * @param {number} size
   * @param {number} seen
   */
  #bring(way, from, size, seen) {
    if (from < this[way]) this[way] = Math.max(0, from - 8);
    else if (from + size > this[way] + seen) this[way] = Math.min(from - 8, from + size - seen + 8);
  }

  /** @param {Event} event */
  #focused(event) {
    const bar = /** @type {HTMLElement} */ (event.target);
    const row = /** @type {HTMLElement | null} */ (bar.closest(".row"));
    const place = this.#placeOf(bar);
    if (!row || !place) return;
    this.#sheet.lead({ row: Number(row.dataset.index), bar: place.bar });
    this.#tell("bar-focus", place);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (!this.#data || event.ctrlKey || event.metaKey || event.altKey) return;
    const { current, rows } = this.#sheet;
    const bar = /** @type {HTMLElement | null} */ (this.#root.activeElement);
    if (event.key === "+" || event.key === "=") this.zoom *= ZOOM.step;
    else if (event.key === "-") this.zoom /= ZOOM.step;
    else if (event.key === "0") this.zoom = 1;
    else if (current && /^(Arrow|Page|Home|End)/.test(event.key)) {
      const page = Math.max(1, Math.floor(this.clientHeight / 40));
      // Firefox stops at what can be scrolled before it goes on to a bar.
      const to = bar ? step(event.key, rows, this.#data.bars, current, page) : current;
      if (to) this.#go(to);
    } else {
      const place = bar && this.#placeOf(bar);
      if (place) this.#tell("bar-key", { ...place, key: event.key });
      return;
    }
    event.preventDefault();
  }
}

if (!customElements.get("summit-timeline")) {
  customElements.define("summit-timeline", SummitTimeline);
}
