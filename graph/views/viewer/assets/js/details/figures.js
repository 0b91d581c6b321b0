/** The figures of a key result: a table of the last ones, and a line through them. */

import { el, svg } from "../dom.js";
import { date, number } from "../format.js";
import { fieldWord } from "./fields.js";

const DAY = ["วันที่", "day"];
const FIGURE = ["ตัวเลข", "figure"];
const [WIDTH, HEIGHT, EDGE] = [240, 56, 6];

/** @returns {HTMLElement|null} nothing where none was reported */
export function figures(app, item) {
  const kept = app.store.record("check_ins", item);
  if (!kept) return null;
  const unit = app.store.record("measure", item)?.unit;
  const row = ([day, value]) => el("tr", null, el("td", null, date(day, app.lang)), el("td.number", null, number(value)));
  const figure = unit ? `${app.t(FIGURE)} (${unit})` : app.t(FIGURE);
  const head = [el("th", { scope: "col" }, app.t(DAY)), el("th.number", { scope: "col" }, figure)];
  return el(
    "section",
    { "data-field": "check_ins" },
    el("h3", null, fieldWord(app, "check_ins")),
    kept.length > 1 && line(app, item, kept),
    el("table.figures", null, el("thead", null, el("tr", null, head)), el("tbody", null, [...kept].reverse().map(row))),
  );
}

/** A line through the figures in time, and the target as a level. */
function line(app, item, kept) {
  const target = app.store.field("target", item);
  const values = [...kept.map(([, value]) => value), ...(target === undefined ? [] : [target])];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const times = kept.map(([day]) => Date.parse(day));
  const [first, last] = [times[0], times.at(-1)];
  const x = (time) => EDGE + ((time - first) / (last - first || 1)) * (WIDTH - 2 * EDGE);
  const y = (value) => HEIGHT - EDGE - ((value - low) / (high - low || 1)) * (HEIGHT - 2 * EDGE);
  const points = kept.map(([, value], at) => [x(times[at]).toFixed(1), y(value).toFixed(1)]);
  const told = kept.map(([day, value]) => `${date(day, app.lang)}: ${number(value)}`).join(", ");
  return svg(
    "svg.spark",
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": `${fieldWord(app, "check_ins")}: ${told}` },
    target !== undefined && svg("line.spark-target", { x1: 0, x2: WIDTH, y1: y(target), y2: y(target) }),
    svg("polyline.spark-line", { points: points.map((point) => point.join(",")).join(" ") }),
    points.map(([cx, cy]) => svg("circle.spark-dot", { cx, cy, r: 2.5 })),
  );
}
