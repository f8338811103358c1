/** @import {Group, TimelineData} from "../timeline/types.js" */
import { made } from "../timeline/drawing.js";
import { LANE, placeRows } from "../timeline/rows.js";

const MANY_HOURS = 14; // on one line of paper
const ROOMY = 0.04; // of the width; in less there is no room for a letter beside the text

/**
 * Draw the chart for paper: a table for each day, whose head, the day and its hours, is repeated on
 * every page; each row begins with its name.
 * @param {TimelineData} data
 * @param {Group} group
 * @param {Set<number> | null} shown
 */
export function paperChart(data, group, shown) {
  return data.days.flatMap((day, number) => {
    const rows = placeRows(group, data.bars, [number], shown).filter(({ bars }) => bars.length > 0);
    if (!rows.length) return [];
    const table = made("paper", "", "table");
    const widths = made("", "", "colgroup");
    widths.append(made("names", "", "col"), made("", "", "col"));
    table.append(widths, headOf(data, group, number));
    const body = made("", "", "tbody");
    for (const { row, bars, height } of rows) {
      const line = made("", "", "tr");
      const name = made("", row.note ? `${row.name}, ${row.note}` : row.name, "th");
      name.setAttribute("scope", "row");
      const cell = made("", "", "td");
      const track = made("track", "", "div");
      track.style.height = `${height}px`;
      for (const [minute] of day.ticks) track.append(at("tick", minute / day.minutes));
      for (const { bar, lane } of bars) {
        track.append(paperBar(data, bar, row.texts[bar] ?? data.bars[bar].text, lane));
      }
      cell.append(track);
      line.append(name, cell);
      body.append(line);
    }
    table.append(body);
    return [table];
  });
}

/**
 * The kinds with their colours and letters.
 * @param {TimelineData} data
 */
export function paperLegend({ kinds, bars }) {
  const legend = made("legend", "", "p");
  kinds.forEach((kind, number) => {
    if (!bars.some((bar) => bar.kind === number)) return;
    legend.append(made(`sign sign-${number}`, kind.letter), document.createTextNode(kind.name));
  });
  return legend;
}

/**
 * @param {TimelineData} data
 * @param {Group} group
 * @param {number} number
 */
function headOf(data, group, number) {
  const { name, minutes, ticks } = data.days[number];
  const head = made("", "", "thead");
  const day = made("", "", "tr");
  const title = made("date", name, "th");
  title.setAttribute("colspan", "2");
  day.append(title);
  const hours = made("", "", "tr");
  const axis = made("", "", "th");
  const track = made("track axis", "", "div");
  for (const [place, [minute, text]] of ticks.slice(0, -1).entries()) {
    if (minutes > MANY_HOURS * 60 && place > 0 && ticks[place - 1][2]) continue; // dates are wider
    const label = at("hour", minute / minutes);
    label.textContent = text;
    track.append(label);
  }
  axis.append(track);
  hours.append(made("", group.name, "th"), axis);
  head.append(day, hours);
  return head;
}

/**
 * @param {TimelineData} data
 * @param {number} number
 * @param {string} text
 * @param {number} lane
 */
function paperBar(data, number, text, lane) {
  const { day, start, end, kind } = data.bars[number];
  const { minutes } = data.days[day];
  const { face, line, ink, letter } = data.kinds[kind];
  const bar = at("bar", start / minutes);
  bar.style.width = `${((end - start) / minutes) * 100}%`;
  bar.style.top = `${lane * LANE + 2}px`;
  bar.style.background = face;
  bar.style.borderColor = line;
  bar.style.color = ink;
  if ((end - start) / minutes >= ROOMY) bar.append(made("letter", letter));
  bar.append(document.createTextNode(` ${text}`));
  return bar;
}

/**
 * @param {string} name
 * @param {number} share Of the width, from the left.
 */
function at(name, share) {
  const element = made(name);
  element.style.left = `${share * 100}%`;
  return element;
}
