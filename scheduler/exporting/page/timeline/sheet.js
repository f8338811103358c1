/** @import {TimelineData} from "./types.js" */
/** @import {PlacedRow} from "./rows.js" */
import { drawHead, drawHours, drawRow, made } from "./drawing.js";
import { heightOf, placeRows, rowAt } from "./rows.js";
import { Scale } from "./scale.js";

const OVERSCAN = 200; // pixels above and below what is seen
const BESIDE = 1; // screens to the left and right of it

/**
 * @typedef {object} Wanted What is to be seen of the data.
 * @property {TimelineData} data
 * @property {number} group Number of the group of rows.
 * @property {number | null} day
 * @property {number} zoom
 * @property {Set<number> | null} shown
 * @property {number} labels Width of the names of rows, in pixels.
 * @property {number} width Of everything, in pixels.
 */

/** The rows that are shown; only what is in sight is drawn, and a little around it. */
export class Sheet {
  /** @type {PlacedRow[]} */
  rows = [];
  scale = new Scale([], null, 1, 1);
  /** The bar that Tab leads to. @type {{row: number, bar: number} | null} */
  current = null;
  /** @type {number | null} */
  selected = null;
  /** @type {Map<number, HTMLElement>} */
  #drawn = new Map();
  /** @type {Map<number, HTMLElement>} */
  #named = new Map();
  /** @type {Wanted | null} */
  #wanted = null;
  #body = made("rows", "", "div");
  #heads = made("heads", "", "div");
  #head = 0;
  /** Pixels between which bars are drawn. */
  #span = { from: 0, to: -1 };

  /** How many rows are elements now. */
  get drawn() {
    return this.#drawn.size;
  }

  /** Where the rows begin, in pixels from the top of the window. */
  get top() {
    return this.#body.getBoundingClientRect().top;
  }

  /**
   * Arrange everything anew.
   * @param {Wanted} wanted
   * @returns {HTMLElement} It has no rows yet.
   */
  arrange(wanted) {
    const { data, group, day, zoom, shown, labels, width } = wanted;
    this.#wanted = wanted;
    this.#drawn.clear();
    this.#named.clear();
    this.#span = { from: 0, to: -1 };
    this.scale = new Scale(data.days, day, width - labels - 2, zoom);
    const chosen = data.groups[group];
    this.rows = chosen ? placeRows(chosen, data.bars, this.scale.shown, shown) : [];
    this.#keepCurrent();
    const height = heightOf(this.rows);
    const { hours, lines } = drawHours(this.scale, height);
    const several = this.scale.shown.length > 1;
    const top = made(several ? "top days" : "top", "", "div");
    this.#head = several ? 46 : 30;
    hours.style.width = `${this.scale.width}px`;
    top.append(made("corner", "", "div"), hours);
    this.#body = made("rows", "", "div");
    this.#body.style.height = `${height}px`;
    this.#heads = made("heads", "", "div");
    this.#body.append(lines, this.#heads);
    const canvas = made("canvas", "", "div");
    canvas.style.width = `${labels + this.scale.width}px`;
    canvas.append(top, this.#body);
    if (!this.rows.length) canvas.append(made("nothing", data.words.nothing, "div"));
    return canvas;
  }

  /** Keep the bar that Tab leads to; if it is not shown any more, take the first. */
  #keepCurrent() {
    const bar = this.current?.bar;
    const at = bar === undefined ? -1 : this.find(bar);
    const first = this.rows.findIndex(({ bars }) => bars.length > 0);
    if (at >= 0 && bar !== undefined) this.current = { row: at, bar };
    else this.current = first < 0 ? null : { row: first, bar: this.rows[first].bars[0].bar };
  }

  /**
   * The index of the first row that has a bar, or -1.
   * @param {number} bar
   */
  find(bar) {
    return this.rows.findIndex(({ bars }) => bars.some((own) => own.bar === bar));
  }

  /**
   * Draw the rows in sight, and remove all others but the one with the focus.
   * @param {number} top
   * @param {number} height
   * @param {number} left
   * @param {number} width
   */
  draw(top, height, left, width) {
    const { from, to } = this.#span;
    if (left < from || left + width > to) {
      this.#span = { from: left - BESIDE * width, to: left + (1 + BESIDE) * width };
      for (const row of this.#drawn.values()) row.remove();
      this.#drawn.clear();
    }
    const first = rowAt(this.rows, top - OVERSCAN);
    const last = Math.min(rowAt(this.rows, top + height + OVERSCAN), this.rows.length - 1);
    for (const drawn of [this.#drawn, this.#named]) {
      for (const [index, element] of drawn) {
        if (index === this.current?.row || (index >= first && index <= last)) continue;
        element.remove();
        drawn.delete(index);
      }
    }
    for (let index = first; index <= last; index++) this.row(index);
  }

  /**
   * The element of a row; it is drawn if it is not there.
   * @param {number} index
   */
  row(index) {
    const known = this.#drawn.get(index);
    if (known || !this.#wanted) return known;
    const { data, group } = this.#wanted;
    const { setUp } = data.groups[group];
    const row = drawRow(this.rows[index], data, this.scale, setUp, (bar) => this.#inSight(bar));
    row.dataset.index = String(index);
    this.#drawn.set(index, row);
    this.#body.append(row);
    if (!this.#named.has(index)) {
      const head = drawHead(this.rows[index]);
      this.#named.set(index, head);
      this.#heads.append(head);
    }
    this.#mark(row);
    return row;
  }

  /** @param {number} bar */
  #inSight(bar) {
    const { day, start, end } = /** @type {Wanted} */ (this.#wanted).data.bars[bar];
    const { from, to } = this.#span;
    const seen = this.scale.x(day, end) >= from && this.scale.x(day, start) <= to;
    return seen || bar === this.current?.bar;
  }

  /**
   * The bar that Tab leads to from now on; its element is returned.
   * @param {{row: number, bar: number}} to
   * @returns {HTMLElement | null}
   */
  lead(to) {
    this.current = to;
    const known = this.#drawn.get(to.row)?.querySelector(`[data-bar="${to.bar}"]`);
    if (!known) {
      this.#drawn.get(to.row)?.remove();
      this.#drawn.delete(to.row);
    }
    const row = this.row(to.row);
    this.mark();
    return row?.querySelector(`[data-bar="${to.bar}"]`) ?? null;
  }

  /** Mark what is selected, and where Tab leads. */
  mark() {
    for (const row of this.#drawn.values()) this.#mark(row);
  }

  /** @param {HTMLElement} row */
  #mark(row) {
    const here = String(this.current?.row) === row.dataset.index;
    for (const bar of /** @type {NodeListOf<HTMLElement>} */ (row.querySelectorAll(".bar"))) {
      const number = Number(bar.dataset.bar);
      bar.tabIndex = here && number === this.current?.bar ? 0 : -1;
      bar.setAttribute("aria-pressed", String(number === this.selected));
    }
  }

  /**
   * Where a bar is, in pixels, among all rows.
   * @param {{row: number, bar: number}} to
   */
  box(to) {
    const { top, height } = this.rows[to.row];
    const { day, start, end } = /** @type {Wanted} */ (this.#wanted).data.bars[to.bar];
    return { left: this.scale.x(day, start), width: (end - start) * this.scale.minute, top, height };
  }

  /** The height of what stays above the rows. */
  get head() {
    return this.#head;
  }
}
