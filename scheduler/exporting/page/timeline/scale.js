/** @import {Day} from "./types.js" */

const GAP = 10; // pixels between two days
const LABEL = 38; // pixels of the label of an hour
const DATE = 52; // of a date in place of one

/** The days that are shown, one after the other, and how wide a minute is. */
export class Scale {
  /**
   * @param {Day[]} days
   * @param {number | null} day The only day that is shown, or null for all.
   * @param {number} width Pixels that they fill at zoom 1.
   * @param {number} zoom
   */
  constructor(days, day, width, zoom) {
    this.days = days;
    this.shown = day === null ? days.map((_, number) => number) : [day];
    const minutes = this.shown.reduce((sum, number) => sum + days[number].minutes, 0);
    const gaps = GAP * (this.shown.length - 1);
    this.minute = (Math.max(width - gaps, 120) / Math.max(minutes, 1)) * zoom;
    /** @type {Map<number, number>} */
    this.left = new Map();
    let left = 0;
    for (const number of this.shown) {
      this.left.set(number, left);
      left += days[number].minutes * this.minute + GAP;
    }
    this.width = Math.max(left - GAP, 0);
  }

  /**
   * @param {number} day
   * @param {number} minute
   */
  x(day, minute) {
    return (this.left.get(day) ?? 0) + minute * this.minute;
  }

  /**
   * The day and the minute at some pixels from the left.
   * @param {number} x
   * @returns {{day: number, minute: number}}
   */
  at(x) {
    const before = this.shown.filter((number) => (this.left.get(number) ?? 0) <= x);
    const day = before.at(-1) ?? this.shown[0] ?? 0;
    return { day, minute: (x - (this.left.get(day) ?? 0)) / this.minute };
  }

  /**
   * Hours with room for their labels; those of a new date, or of a change of the clocks, go first.
   * @returns {{x: number, text: string, strong: boolean}[]}
   */
  ticks() {
    const every = [1, 2, 3, 4, 6, 12].find((hours) => hours * 60 * this.minute >= LABEL) ?? 24;
    return this.shown.flatMap((number) => {
      const { ticks } = this.days[number];
      const marks = ticks.filter(([, , mark]) => mark);
      /** @param {number} minute */
      const isFree = (minute) =>
        marks.every(([at]) => minute < at - LABEL / this.minute || minute >= at + DATE / this.minute);
      return ticks.map(([minute, text, mark], hour) => ({
        x: this.x(number, minute),
        text: (mark || (hour % every === 0 && isFree(minute))) && this.#fits(number, minute) ? text : "",
        strong: hour === 0 || Boolean(mark),
      }));
    });
  }

  /**
   * Whether there is room for a label before the end of the day.
   * @param {number} day
   * @param {number} minute
   */
  #fits(day, minute) {
    return (this.days[day].minutes - minute) * this.minute >= LABEL - 4;
  }
}
