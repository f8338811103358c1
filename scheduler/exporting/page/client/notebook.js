/** @import {TimelineData} from "../timeline/types.js" */
/** @import {SummitTimeline} from "../timeline/summit-timeline.js" */
import { made } from "../timeline/drawing.js";

/**
 * @typedef {object} Model What a notebook shares with the widget.
 * @property {(name: string) => any} get
 * @property {(name: string, value: any) => void} set
 * @property {() => void} save_changes
 * @property {(name: string, callback: () => void) => void} on
 */

/**
 * Show a timeline in the output of a cell, with a choice of rows and days above it.
 * @param {{model: Model, el: HTMLElement}} given
 */
export function render({ model, el }) {
  const chart = /** @type {SummitTimeline} */ (document.createElement("summit-timeline"));
  const tools = made("", "", "p");
  const rows = choice(model.get("words").view);
  const days = choice(model.get("words").day);
  const fill = () => {
    /** @type {TimelineData} */
    const data = model.get("data");
    chart.data = data;
    chart.style.height = `${model.get("height")}px`;
    fillChoice(rows, data.groups.map(({ id, name }) => [id, name]));
    const all = model.get("words")["all-days"];
    const named = data.days.map(({ name }, number) => [String(number), name]);
    fillChoice(days, named.length > 1 ? [...named, ["all", all]] : named);
  };
  rows.addEventListener("change", () => (chart.group = rows.value));
  days.addEventListener("change", () => {
    chart.day = days.value === "all" ? null : Number(days.value);
  });
  chart.addEventListener("bar-click", (event) => {
    const { bar } = /** @type {CustomEvent<{bar: number}>} */ (event).detail;
    chart.selected = bar;
    model.set("selected", model.get("data").bars[bar].id);
    model.save_changes();
  });
  model.on("change:data", fill);
  tools.append(rows, " ", days);
  el.append(tools, chart);
  fill();
}

/** @param {string} label */
function choice(label) {
  const select = document.createElement("select");
  select.setAttribute("aria-label", label);
  return select;
}

/**
 * @param {HTMLSelectElement} select
 * @param {string[][]} options Value and text of each.
 */
function fillChoice(select, options) {
  select.replaceChildren(...options.map(([value, text]) => new Option(text, value)));
  select.hidden = options.length < 2;
}
