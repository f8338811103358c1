/** @import {Bar} from "./types.js" */
/** @import {PlacedRow} from "./rows.js" */

/**
 * Where a key leads from a bar, or null if it leads nowhere.
 * @param {string} key
 * @param {PlacedRow[]} rows
 * @param {Bar[]} bars
 * @param {{row: number, bar: number}} from Index among the rows shown, and number of the bar.
 * @param {number} page How many rows a page is.
 * @returns {{row: number, bar: number} | null}
 */
export function step(key, rows, bars, from, page) {
  const own = rows[from.row]?.bars ?? [];
  const at = own.findIndex(({ bar }) => bar === from.bar);
  switch (key) {
    case "ArrowLeft":
      return inRow(from.row, own[at - 1]);
    case "ArrowRight":
      return inRow(from.row, own[at + 1]);
    case "Home":
      return inRow(from.row, own[0]);
    case "End":
      return inRow(from.row, own.at(-1));
    case "ArrowUp":
      return nearest(rows, bars, from, -1, 1);
    case "ArrowDown":
      return nearest(rows, bars, from, 1, 1);
    case "PageUp":
      return nearest(rows, bars, from, -1, page);
    case "PageDown":
      return nearest(rows, bars, from, 1, page);
    default:
      return null;
  }
}

/**
 * @param {number} row
 * @param {{bar: number} | undefined} found
 */
function inRow(row, found) {
  return found ? { row, bar: found.bar } : null;
}

/**
 * The bar that is nearest in time, some rows up or down; rows without bars are passed over.
 * @param {PlacedRow[]} rows
 * @param {Bar[]} bars
 * @param {{row: number, bar: number}} from
 * @param {1 | -1} way
 * @param {number} count
 */
function nearest(rows, bars, from, way, count) {
  const last = way > 0 ? rows.length - 1 : 0;
  let row = Math.max(0, Math.min(rows.length - 1, from.row + way * count));
  while (row !== last && rows[row].bars.length === 0) row += way;
  const here = bars[from.bar];
  /** @param {number} number */
  const distance = (number) => {
    const { day, start } = bars[number];
    return Math.abs((day - here.day) * 100_000 + start - here.start);
  };
  const ordered = [...(rows[row]?.bars ?? [])].sort((a, b) => distance(a.bar) - distance(b.bar));
  return row === from.row ? null : inRow(row, ordered[0]);
}
