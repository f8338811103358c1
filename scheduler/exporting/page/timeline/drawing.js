/** @import {Kind, TimelineData} from "./types.js" */
/** @import {PlacedRow} from "./rows.js" */
/** @import {Scale} from "./scale.js" */
import { LANE } from "./rows.js";

/** What there is room for in a bar that is narrower than so many pixels. @type {[number, string][]} */
const WIDTHS = [
  [12, " thin"], // a strip of its hatch
  [24, " slim"], // its letter
];

/** How a hatch is drawn, in the colour of a kind's lines. @type {Record<string, string>} */
const HATCHES = {
  "/": "repeating-linear-gradient(-45deg, COLOUR 0 1.5px, transparent 1.5px 5px)",
  "\\": "repeating-linear-gradient(45deg, COLOUR 0 1.5px, transparent 1.5px 5px)",
  "-": "repeating-linear-gradient(0deg, COLOUR 0 1.5px, transparent 1.5px 5px)",
  "|": "repeating-linear-gradient(90deg, COLOUR 0 1.5px, transparent 1.5px 5px)",
  ".": "radial-gradient(circle, COLOUR 1.2px, transparent 1.4px) 0 0 / 5px 5px",
  x:
    "repeating-linear-gradient(45deg, COLOUR 0 1px, transparent 1px 5px), " +
    "repeating-linear-gradient(-45deg, COLOUR 0 1px, transparent 1px 5px)",
};

/**
 * Add the look of each kind to a style sheet; colours come from the data, so nothing is parsed that
 * is not a property of its own.
 * @param {CSSStyleSheet} sheet
 * @param {Kind[]} kinds
 */
export function dressKinds(sheet, kinds) {
  while (sheet.cssRules.length) sheet.deleteRule(0);
  kinds.forEach((kind, number) => {
    const at = sheet.insertRule(`.k${number} {}`, sheet.cssRules.length);
    const { style } = /** @type {CSSStyleRule} */ (sheet.cssRules[at]);
    const hatch = HATCHES[kind.hatch] ?? "none";
    style.setProperty("--face", kind.face);
    style.setProperty("--line", kind.line);
    style.setProperty("--text", kind.ink);
    style.setProperty("--pale", kind.pale);
    style.setProperty("--hatch", hatch.replaceAll("COLOUR", "var(--line)"));
  });
}

/**
 * An element with a class and a text.
 * @param {string} name
 * @param {string} [text]
 * @param {string} [tag]
 */
export function made(name, text = "", tag = "span") {
  const element = document.createElement(tag);
  element.className = name;
  if (text) element.textContent = text;
  return element;
}

/**
 * @param {HTMLElement} element
 * @param {number} left
 * @param {number} width
 */
function stretch(element, left, width) {
  element.style.left = `${left}px`;
  element.style.width = `${Math.max(width, 3)}px`;
}

/**
 * Draw the name of a row; all names are in a column of their own, which stays when bars scroll away.
 * @param {PlacedRow} placed
 */
export function drawHead({ row: { name, note }, top, height }) {
  const head = made("head", "", "div");
  head.title = note ? `${name}, ${note}` : name;
  head.setAttribute("aria-hidden", "true"); // the row itself has the same name
  head.style.top = `${top}px`;
  head.style.height = `${height}px`;
  head.append(made("name", name));
  if (note) head.append(made("note", note));
  return head;
}

/**
 * Draw one row: when nothing can be there, and its bars.
 * @param {PlacedRow} placed
 * @param {TimelineData} data
 * @param {Scale} scale
 * @param {boolean} setUp
 * @param {(bar: number) => boolean} inSight
 */
export function drawRow(placed, data, scale, setUp, inSight) {
  const row = made("row", "", "div");
  row.setAttribute("role", "group");
  const { name, note } = placed.row;
  row.setAttribute("aria-label", note ? `${name}, ${note}` : name);
  row.style.top = `${placed.top}px`;
  row.style.height = `${placed.height}px`;
  for (const [day, start, end] of placed.row.away) {
    if (!scale.left.has(day)) continue;
    const away = made("away");
    stretch(away, scale.x(day, start), (end - start) * scale.minute);
    row.append(away);
  }
  for (const { bar, lane } of placed.bars) {
    if (!inSight(bar)) continue;
    const text = placed.row.texts[bar] ?? data.bars[bar].text;
    row.append(...drawBar(bar, text, lane, data, scale, setUp));
  }
  return row;
}

/**
 * Draw one bar and, under it, its set-up and clear-down.
 * @param {number} number
 * @param {string} text
 * @param {number} lane
 * @param {TimelineData} data
 * @param {Scale} scale
 * @param {boolean} setUp
 */
function drawBar(number, text, lane, data, scale, setUp) {
  const bar = data.bars[number];
  const kind = data.kinds[bar.kind];
  const top = `${lane * LANE + 3}px`;
  const width = (bar.end - bar.start) * scale.minute - 1;
  const narrow = WIDTHS.find(([most]) => width < most)?.[1] ?? "";
  const button = made(`bar k${bar.kind}${narrow}`, "", "button");
  button.setAttribute("type", "button");
  button.setAttribute("aria-label", bar.label);
  button.tabIndex = -1;
  button.dataset.bar = String(number);
  button.title = bar.label;
  button.style.top = top;
  stretch(button, scale.x(bar.day, bar.start), width);
  const words = made("text", text);
  words.dir = "auto";
  button.append(made("letter", kind.letter), words);
  if (!setUp || (bar.opens === bar.start && bar.closes === bar.end)) return [button];
  const around = made(`around k${bar.kind}`);
  around.style.top = top;
  stretch(around, scale.x(bar.day, bar.opens), (bar.closes - bar.opens) * scale.minute - 1);
  return [around, button];
}

/**
 * Draw the hours: a label for some of them, a line for each.
 * @param {Scale} scale
 * @param {number} height
 */
export function drawHours(scale, height) {
  const hours = made("hours", "", "div");
  const lines = made("lines", "", "div");
  hours.setAttribute("aria-hidden", "true");
  lines.style.height = `${height}px`;
  for (const { x, text, strong } of scale.ticks()) {
    const line = made(strong ? "line strong" : "line");
    line.style.left = `${x}px`;
    lines.append(line);
    if (!text) continue;
    const label = made(strong ? "hour strong" : "hour", text);
    label.style.left = `${x}px`;
    hours.append(label);
  }
  if (scale.shown.length > 1) {
    for (const day of scale.shown) {
      const label = made("day", scale.days[day].name);
      stretch(label, scale.x(day, 0), scale.days[day].minutes * scale.minute);
      hours.append(label);
    }
  }
  return { hours, lines };
}
