/** @import {TimelineData} from "../timeline/types.js" */
/** @import {SummitTimeline} from "../timeline/summit-timeline.js" */
import { made } from "../timeline/drawing.js";
import { haystacks, wanted } from "./finding.js";
import { paperChart, paperLegend } from "./printing.js";

/**
 * @typedef {object} PageData
 * @property {TimelineData} timeline
 * @property {string[]} names Of people.
 * @property {{when: string, room: string, people: number[]}[]} details Of each bar.
 * @property {Record<string, string>} words
 */

/**
 * @template {HTMLElement} T
 * @param {string} id
 */
const byId = (id) => /** @type {T} */ (document.getElementById(id));

/** @type {PageData} */
const data = JSON.parse(byId("data").textContent ?? "");
const chart = /** @type {SummitTimeline} */ (document.querySelector("summit-timeline"));
const { bars, days, groups, kinds } = data.timeline;
const texts = haystacks(data);

/** @param {string} name */
const chosen = (name) =>
  /** @type {HTMLInputElement[]} */ ([...document.querySelectorAll(`input[name="${name}"]:checked`)]).map(
    ({ value }) => value,
  );

/** The bars of the row that is chosen for each group, or null. */
function chosenRows() {
  const choices = /** @type {NodeListOf<HTMLSelectElement>} */ (
    document.querySelectorAll("select[data-group]")
  );
  return [...choices].map((choice) => {
    const group = groups.find(({ id }) => id === choice.dataset.group);
    if (!choice.value || !group) return null;
    const rows = group.rows.filter(({ name }) => name === choice.value);
    return new Set(rows.flatMap((row) => row.bars));
  });
}

/** Show what is asked for, in the chart and in the list. */
function show() {
  const text = /** @type {HTMLInputElement} */ (byId("search")).value;
  const wish = { text, kinds: new Set(chosen("kind").map(Number)), rows: chosenRows() };
  const shown = wanted(data, texts, wish);
  const day = chosen("day")[0];
  chart.shown = shown;
  chart.day = day === undefined || day === "all" ? null : Number(day);
  chart.group = chosen("group")[0] ?? groups[0].id;
  let count = 0;
  for (const row of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("tr[data-bar]"))) {
    const bar = Number(row.dataset.bar);
    const there = !shown || shown.has(bar);
    row.hidden = !there;
    if (there && (chart.day === null || bars[bar].day === chart.day)) count++;
  }
  for (const part of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-day]"))) {
    part.classList.toggle("other-day", chart.day !== null && Number(part.dataset.day) !== chart.day);
  }
  const all = chart.day === null ? bars.length : bars.filter((bar) => bar.day === chart.day).length;
  byId("count").textContent = data.words.count
    .replace("{shown}", String(count))
    .replace("{all}", String(all));
}

/**
 * Tell everything about a bar beside the chart.
 * @param {number} number
 */
function tell(number) {
  const bar = bars[number];
  const { when, room, people } = data.details[number];
  const panel = byId("detail");
  const title = made("", bar.text, "h3");
  title.dir = "auto";
  const facts = made("", "", "dl");
  const rows = [
    [data.words.time, when],
    [data.words.room, room],
    [data.words.kind, `${kinds[bar.kind].name} · ${bar.id}`],
    [data.words.who, people.map((person) => data.names[person]).join(" · ")],
  ];
  for (const [name, value] of rows) {
    if (value) facts.append(made("", name, "dt"), made("", value, "dd"));
  }
  const close = made("close", "×", "button");
  close.setAttribute("aria-label", data.words.close);
  close.addEventListener("click", hush);
  const link = made("to-list", data.words["to-list"], "button");
  link.addEventListener("click", () => toList(number));
  panel.replaceChildren(close, title, facts, link);
  panel.hidden = false;
  chart.selected = number;
}

/** Make the title of each row of the list a link to its bar. */
function linkList() {
  for (const row of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("tr[data-bar]"))) {
    const cell = /** @type {HTMLElement} */ (row.children[1]);
    const link = /** @type {HTMLAnchorElement} */ (made("to-chart", cell.textContent ?? "", "a"));
    link.href = "#chart";
    link.title = data.words["to-chart"];
    cell.replaceChildren(link);
  }
}

/**
 * Go from a row of the list to its bar, in rows where there is one.
 * @param {Event} event
 */
function toChart(event) {
  const link = /** @type {HTMLElement} */ (event.target).closest("a.to-chart");
  const row = /** @type {HTMLElement | null} */ (link?.closest("tr[data-bar]"));
  if (!row) return;
  event.preventDefault();
  const number = Number(row.dataset.bar);
  const group = groups.find(({ id }) => id === chart.group);
  if (!group?.rows.some((own) => own.bars.includes(number))) {
    /** @type {HTMLInputElement} */ (document.querySelector('input[name="group"]')).checked = true;
    show();
  }
  chart.scrollIntoView({ block: "center" });
  tell(number);
  chart.reveal(number);
}

/**
 * Go from a bar to its row of the list.
 * @param {number} number
 */
function toList(number) {
  hush();
  const link = /** @type {HTMLElement | null} */ (
    document.querySelector(`tr[data-bar="${number}"] a.to-chart`)
  );
  link?.scrollIntoView({ block: "center" });
  link?.focus({ preventScroll: true });
}

/** Close what is told about a bar, and go back to it. */
function hush() {
  const panel = byId("detail");
  const number = chart.selected;
  if (panel.hidden || number === null) return;
  panel.hidden = true;
  chart.selected = null;
  chart.reveal(number);
}

/**
 * Order the rows of each day by their cells in a column.
 * @param {string} key
 */
function order(key) {
  /** @param {HTMLElement} row */
  const number = (row) => Number(row.dataset.bar);
  const place = new Map(groups[0].rows.flatMap((row, at) => row.bars.map((bar) => [bar, at])));
  for (const body of document.querySelectorAll("#programme tbody")) {
    const rows = /** @type {HTMLElement[]} */ ([...body.children]);
    rows.sort((a, b) => {
      const byRoom = (place.get(number(a)) ?? 0) - (place.get(number(b)) ?? 0);
      return (key === "room" && byRoom) || number(a) - number(b);
    });
    body.append(...rows);
  }
  for (const head of document.querySelectorAll("th[data-sort]")) {
    const own = /** @type {HTMLElement} */ (head).dataset.sort === key;
    head.setAttribute("aria-sort", own ? "ascending" : "none");
  }
}

function changeTheme() {
  const root = document.documentElement;
  const isDark = root.dataset.theme
    ? root.dataset.theme === "dark"
    : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = isDark ? "light" : "dark";
  chart.setAttribute("theme", root.dataset.theme);
}

function preparePaper() {
  const group = groups.find(({ id }) => id === chart.group) ?? groups[0];
  byId("paper").replaceChildren(
    paperLegend(data.timeline),
    ...paperChart(data.timeline, group, chart.shown),
  );
}

byId("chart").hidden = false;
for (const tool of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-tool]"))) {
  tool.hidden = false;
}
chart.data = data.timeline;
if (matchMedia("(max-width: 760px)").matches) {
  /** @type {HTMLDetailsElement} */ (byId("filters")).open = false;
  chart.zoom = 3;
  chart.scrollLeft = 0;
}
byId("chart").addEventListener("input", show);
byId("wishes").addEventListener("reset", () => setTimeout(show));
byId("zoom-in").addEventListener("click", () => (chart.zoom *= 1.4));
byId("zoom-out").addEventListener("click", () => (chart.zoom /= 1.4));
byId("zoom-fit").addEventListener("click", () => (chart.zoom = 1));
byId("theme").addEventListener("click", changeTheme);
byId("print").addEventListener("click", () => print());
for (const head of document.querySelectorAll("th[data-sort] button")) {
  const key = /** @type {HTMLElement} */ (head.parentElement).dataset.sort ?? "time";
  head.addEventListener("click", () => order(key));
}
chart.addEventListener("bar-click", (event) => {
  tell(/** @type {CustomEvent<{bar: number}>} */ (event).detail.bar);
});
addEventListener("keydown", ({ key }) => {
  if (key === "Escape") hush();
});
addEventListener("beforeprint", preparePaper);
linkList();
byId("programme").addEventListener("click", toChart);
show();
