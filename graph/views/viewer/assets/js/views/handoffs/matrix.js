/** The matrix of districts and bureaus: a number in a cell opens what it counts. */

import { el } from "../../dom.js";
import { number } from "../../format.js";
import { shortName } from "../../short-names.js";
import { addressOf, keyOf } from "./count.js";

const CORNER = ["เขต", "District"];
const TOTAL = ["รวม", "Total"];
const ALL_DISTRICTS = ["ทุกเขต", "every district"];
const ALL_BUREAUS = ["ทุกสำนัก", "every bureau"];
const HANDOFFS = ["งานส่งต่อ", "handoffs"];
const THERE = ["เขตส่งสำนัก", "district to bureau"];
const BACK = ["สำนักส่งเขต", "bureau to district"];
const ARROWS = { there: "→", back: "←", both: "⇄" };
const DEEPEST = 0.42; // Of the colour: the number on it stays legible.
const FEW = 4; // A matrix of ones is not deep in colour.
const LIGHTEST = 0.08;
const STEPS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

/** Draw it; `isWhole` shows the districts that have none, too. @returns {HTMLElement} */
export function matrixTable(app, crossings, found, { caption, isWhole }) {
  const districts = isWhole ? crossings.districts : found.districts;
  const highest = Math.max(FEW, ...found.bureaus.flatMap((bureau) => found.districts.map((one) => sizeOf(found, one, bureau))));
  const rows = districts.length > 1 ? [...districts, null] : districts;
  const columns = found.bureaus.length > 1 ? [...found.bureaus, null] : found.bureaus;
  const body = rows.map((district) => el(district === null ? "tr.total" : "tr", null,
    el("th", { scope: "row" }, unitHead(app, district)),
    columns.map((bureau) => cell(app, crossings, found, { district, bureau, highest }))));
  const heads = columns.map((bureau) => el(bureau === null ? "th.total" : "th", { scope: "col" }, unitHead(app, bureau)));
  const table = el("table.matrix", { onkeydown: move, onfocusin: stay }, el("caption.unseen", null, caption),
    el("thead", null, el("tr", null, el("th.corner", { scope: "col" }, app.t(CORNER)), heads)), el("tbody", null, body));
  table.querySelector(".cell")?.setAttribute("tabindex", "0");
  return el("div.table-box.matrix-box", { role: "group", "aria-label": caption }, table);
}

/** Tell which cell is open. */
export function markOpen(root, address) {
  for (const button of root.querySelectorAll(".cell")) {
    button.setAttribute("aria-pressed", String(button.dataset.cell === address));
  }
}

/** @returns {Node|string} the short name of a unit, which opens it; null is the total */
function unitHead(app, unit) {
  if (unit === null) return app.t(TOTAL);
  const title = app.title(unit);
  const named = { title: `${title} ${app.store.id(unit)}`, "aria-label": title };
  return el("button.head", { type: "button", ...named, onclick: () => app.open(unit) }, shortName(app, unit));
}

function sizeOf(found, district, bureau) {
  return found.cells.get(keyOf(district, bureau))?.length ?? 0;
}

function cell(app, crossings, found, { district, bureau, highest }) {
  const rows = found.cells.get(keyOf(district, bureau)) ?? [];
  const isTotal = district === null || bureau === null;
  if (!rows.length) return el(isTotal ? "td.total" : "td", null, el("span.calm", { "aria-hidden": "true" }, "·"));
  const [there, back] = [crossings.count(rows, "there"), crossings.count(rows, "back")];
  const name = `${nameOf(app, district, ALL_DISTRICTS)} × ${nameOf(app, bureau, ALL_BUREAUS)}`;
  const says = `${name}: ${app.t(HANDOFFS)} ${number(rows.length)} (${app.t(THERE)} ${number(there)}, ${app.t(BACK)} ${number(back)})`;
  const depth = LIGHTEST + (DEEPEST - LIGHTEST) * Math.sqrt(rows.length / highest);
  const address = addressOf(app.store, district, bureau);
  const arrow = ARROWS[there && back ? "both" : there ? "there" : "back"];
  const button = el("button.cell", {
    type: "button", tabindex: "-1", title: says, "aria-label": says, "data-cell": address, "aria-pressed": "false",
    onclick: () => app.go({ cell: app.state.cell === address ? null : address }),
    style: isTotal ? {} : { background: `rgba(var(--cell), ${depth.toFixed(3)})` },
  }, number(rows.length), el("span.way", { "aria-hidden": "true" }, arrow));
  return el(isTotal ? "td.total" : "td", null, button);
}

function nameOf(app, unit, all) {
  return unit === null ? app.t(all) : app.title(unit);
}

/** The whole matrix is one stop of the keyboard; the arrows go to the next number in their direction. */
function move(event) {
  const step = STEPS[event.key];
  const from = event.target.closest(".cell");
  if (!step || !from) return;
  event.preventDefault();
  const lines = [...event.currentTarget.tBodies[0].rows];
  let [x, y] = [from.closest("td").cellIndex + step[0], from.closest("tr").sectionRowIndex + step[1]];
  for (; lines[y]?.cells[x]; x += step[0], y += step[1]) {
    const next = lines[y].cells[x].querySelector(".cell");
    if (next) return void next.focus();
  }
}

function stay(event) {
  if (!event.target.matches(".cell")) return;
  for (const one of event.currentTarget.querySelectorAll('.cell[tabindex="0"]')) one.setAttribute("tabindex", "-1");
  event.target.setAttribute("tabindex", "0");
}
