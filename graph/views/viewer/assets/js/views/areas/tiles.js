/** The tile map itself, as SVG. */

import { svg } from "../../dom.js";
import { CELL, GAP, Geometry, RIVER_WIDTH } from "./geometry.js";
import { inLines } from "./lines.js";
import { HATCHED } from "./measures.js";

const MAP = ["แผนที่เขต ใช้ปุ่มลูกศรเพื่อไปเขตข้างเคียง", "Map of the districts; the arrow keys go to the neighbours"];
const NO_DATA = ["ไม่มีข้อมูล", "no data"];
const PREFIX = /^(สำนักงานเขต|เขต)|\s+District$/g;
const NAME = { size: 11.5, line: 16.5 };
const BREAK = "-";
const ROUND = 7;
const MARGIN_OF_TEXT = 3;
const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** A district's name without the word for district, in the pieces that may stand on lines of their own. */
function shortName(app, area, { name }) {
  if (name && app.lang !== "en") return name.split(BREAK);
  return app.title(area).trim().replace(PREFIX, "").trim() || app.title(area);
}

/**
 * @param {object} shown what `shownBy` gives
 * @param {(area: number) => void} open
 * @returns {SVGElement} the map; its tiles are buttons, of which one at a time is on the way of the Tab key
 */
export function tileMap(app, model, shown, open) {
  const geometry = new Geometry(model.districts.map((one) => model.place(one)), model.places.river);
  const size = { viewBox: `0 0 ${geometry.width} ${geometry.height}`, width: geometry.width, height: geometry.height };
  const font = getComputedStyle(document.documentElement).fontFamily;
  const tiles = model.districts.map((area) => tile(app, area, geometry, model.place(area), shown.tiles.get(area), font));
  const whole = svg(
    "svg.tile-map",
    { ...size, role: "group", "aria-label": app.t(MAP) },
    hatching(),
    river(geometry),
    tiles,
    geometry.zones.map((zone) => svg("path.tile-zone", { d: geometry.outline(zone), "aria-hidden": "true" })),
    zoneNames(app, geometry, font),
  );
  whole.addEventListener("click", (event) => pressed(event, open));
  whole.addEventListener("keydown", (event) => keyed(event, whole, geometry, open));
  return whole;
}

/** Mark the tile of the district that is open, and let the Tab key come to it. */
export function markOpen(map, area) {
  const tiles = [...map.querySelectorAll(".tile")];
  const open = tiles.find((one) => Number(one.dataset.area) === area);
  for (const one of tiles) one.setAttribute("aria-pressed", String(one === open));
  putOnTab(map, open ?? tiles.find((one) => one.getAttribute("tabindex") === "0") ?? tiles[0]);
}

function tile(app, area, geometry, place, figure, font) {
  const { column, row } = place;
  const [x, y] = [geometry.left(column) + GAP / 2, geometry.top(row) + GAP / 2];
  const [width, height] = [CELL.width - GAP, CELL.height - GAP];
  const label = `${app.title(area)}: ${figure.said}`;
  const box = { x, y, width, height, rx: ROUND };
  const look = figure.state ?? `step-${figure.step}`;
  return svg(
    `g.tile.tile-${look}`,
    { role: "button", tabindex: "-1", "aria-label": label, "data-area": area, "data-column": column, "data-row": row },
    svg("title", null, label),
    svg("rect.tile-box", box),
    HATCHED.includes(figure.state) ? svg("rect.tile-hatch", { ...box, fill: `url(#areas-${figure.state})` }) : null,
    nameLines(shortName(app, area, place), x + width / 2, y, width, font),
    numberText(app, figure, x + width / 2, y + height),
    svg("rect.tile-ring", { ...box, "aria-hidden": "true" }),
  );
}

function nameLines(name, middle, top, width, font) {
  const lines = inLines(name, `${NAME.size}px ${font}`, width - MARGIN_OF_TEXT);
  const first = top + NAME.line * (lines.length === 1 ? 1.3 : 0.95);
  return lines.map((line, at) => svg("text.tile-name", { x: middle, y: first + at * NAME.line }, line));
}

function numberText(app, figure, middle, bottom) {
  if (figure.state === "unknown") return svg("text.tile-no-data", { x: middle, y: bottom - 8 }, app.t(NO_DATA));
  const side = figure.side ? svg("tspan.tile-side", { dx: 3 }, figure.side) : null;
  return svg("text.tile-number", { x: middle, y: bottom - 8 }, figure.text, side);
}

/** The patterns of what nothing reaches, which those who see no colours see too. */
function hatching() {
  const lines = { width: 7, height: 7, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" };
  const pattern = (state, look) => svg("pattern", { id: `areas-${state}`, ...lines }, svg(`rect.${look}`, { width: 2, height: 7 }));
  return svg("defs", null, pattern("none", "hatch-line"), pattern("gap", "hatch-alarm-line"));
}

function river(geometry) {
  if (geometry.river === null) return null;
  return svg("path.tile-river", { d: geometry.riverPath(), "stroke-width": RIVER_WIDTH, "aria-hidden": "true" });
}

function zoneNames(app, geometry, font) {
  return [...geometry.labels()].map(([zone, { column, row }]) => {
    const lines = inLines(app.title(zone), `bold ${NAME.size}px ${font}`, CELL.width - MARGIN_OF_TEXT, 3);
    const [x, middle] = [geometry.left(column) + CELL.width / 2, geometry.top(row) + CELL.height / 2];
    const first = middle - ((lines.length - 1) * NAME.line) / 2 + NAME.size / 3;
    return svg("g.tile-zone-name", { "aria-hidden": "true" }, lines.map((line, at) => svg("text", { x, y: first + at * NAME.line }, line)));
  });
}

function pressed(event, open) {
  const found = event.target.closest(".tile");
  if (found) open(Number(found.dataset.area));
}

function keyed(event, map, geometry, open) {
  const from = event.target.closest(".tile");
  if (!from || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Enter" || event.key === " ") open(Number(from.dataset.area));
  else if (MOVES[event.key]) focusOn(map, neighbour(map, from, MOVES[event.key]));
  else if (event.key === "Home" || event.key === "End") focusOn(map, [...map.querySelectorAll(".tile")].at(event.key === "Home" ? 0 : -1));
  else return;
  event.preventDefault();
}

/** The nearest tile that way; one in the same row or column before any other. */
function neighbour(map, from, [across, down]) {
  const place = (one) => [Number(one.dataset.column), Number(one.dataset.row)];
  const [column, row] = place(from);
  const ranked = [...map.querySelectorAll(".tile")].map((one) => {
    const [x, y] = place(one);
    const ahead = (x - column) * across + (y - row) * down;
    const aside = Math.abs((x - column) * down) + Math.abs((y - row) * across);
    return { one, ahead, rank: ahead + 3 * aside };
  });
  const those = ranked.filter((other) => other.ahead > 0);
  return those.reduce((best, other) => (best === null || other.rank < best.rank ? other : best), null)?.one;
}

function focusOn(map, one) {
  if (!one) return;
  putOnTab(map, one);
  one.focus();
}

function putOnTab(map, one) {
  for (const other of map.querySelectorAll('.tile[tabindex="0"]')) other.setAttribute("tabindex", "-1");
  one?.setAttribute("tabindex", "0");
}
