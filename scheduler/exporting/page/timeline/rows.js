/** @import {Bar, Group, Row} from "./types.js" */

export const LANE = 26; // pixels, with the space between two lanes
const PADDING = 4;

/**
 * @typedef {object} PlacedRow A row that is shown, and where.
 * @property {number} number Its number in the group.
 * @property {Row} row
 * @property {{bar: number, lane: number}[]} bars
 * @property {number} top
 * @property {number} height
 */

/**
 * Stack the rows that have something to show.
 * @param {Group} group
 * @param {Bar[]} bars
 * @param {number[]} days The days that are shown.
 * @param {Set<number> | null} shown The bars that are shown, or null for all.
 * @returns {PlacedRow[]}
 */
export function placeRows(group, bars, days, shown) {
  /** @type {PlacedRow[]} */
  const placed = [];
  let top = 0;
  group.rows.forEach((row, number) => {
    const own = row.bars.filter((bar) => !shown || shown.has(bar));
    if (shown && own.length === 0) return;
    const here = own.filter((bar) => days.includes(bars[bar].day));
    const lanes = inLanes(here, bars);
    const most = lanes.reduce((high, { lane }) => Math.max(high, lane + 1), 1);
    const height = most * LANE + PADDING;
    placed.push({ number, row, bars: lanes, top, height });
    top += height;
  });
  return placed;
}

/**
 * Give bars that overlap a lane each, so that none covers another.
 * @param {number[]} numbers
 * @param {Bar[]} bars
 */
function inLanes(numbers, bars) {
  const ordered = [...numbers].sort(
    (a, b) => bars[a].day - bars[b].day || bars[a].start - bars[b].start || a - b,
  );
  /** @type {{day: number, end: number}[]} */
  const ends = [];
  return ordered.map((number) => {
    const { day, start, end } = bars[number];
    let lane = ends.findIndex((last) => last.day < day || (last.day === day && last.end <= start));
    if (lane < 0) lane = ends.length;
    ends[lane] = { day, end };
    return { bar: number, lane };
  });
}

/**
 * The first row that is not wholly above a line.
 * @param {PlacedRow[]} rows
 * @param {number} y
 */
export function rowAt(rows, y) {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows[middle].top + rows[middle].height > y) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * The height of all rows.
 * @param {PlacedRow[]} rows
 */
export function heightOf(rows) {
  const last = rows.at(-1);
  return last ? last.top + last.height : 0;
}
