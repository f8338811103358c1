/** @import {PageData} from "./page.js" */

/**
 * A text as it is searched: small letters without accents.
 * @param {string} text
 */
export function folded(text) {
  return text
    .normalize("NFKD")
    .replace(/\p{Mn}/gu, "")
    .toLowerCase()
    .replaceAll("đ", "d")
    .replaceAll("’", "'");
}

/**
 * What is searched for each bar.
 * @param {PageData} data
 */
export function haystacks(data) {
  const { bars, kinds } = data.timeline;
  const names = data.names.map(folded);
  return bars.map((bar, number) => {
    const { people, room } = data.details[number];
    const texts = [bar.id, bar.text, kinds[bar.kind].name, room].map(folded);
    return [...texts, ...people.map((person) => names[person])].join("\n");
  });
}

/**
 * @typedef {object} Wish What a reader wants to see.
 * @property {string} text Words, all of which have to be found.
 * @property {Set<number>} kinds Those that are shown.
 * @property {(Set<number> | null)[]} rows For each choice of a row its bars, or null if none was made.
 */

/**
 * The bars that a reader wants to see, or null if it is all of them.
 * @param {PageData} data
 * @param {string[]} texts What is searched, bar by bar.
 * @param {Wish} wish
 * @returns {Set<number> | null}
 */
export function wanted(data, texts, wish) {
  const { bars } = data.timeline;
  const words = folded(wish.text).split(/\s+/).filter(Boolean);
  const rows = wish.rows.filter((row) => row !== null);
  if (!words.length && !rows.length && bars.every((bar) => wish.kinds.has(bar.kind))) return null;
  const found = bars.flatMap((bar, number) =>
    wish.kinds.has(bar.kind) &&
    rows.every((row) => row.has(number)) &&
    words.every((word) => texts[number].includes(word))
      ? [number]
      : [],
  );
  return new Set(found);
}
