/** The table of the overview: units by dimension, strategy or zone; a cell opens to the list of its items. */

import { carried, EVERY } from "../carried.js";
import { chipList } from "../chips.js";
import { answerable } from "../domain.js";
import { el } from "../dom.js";
import { baht, number } from "../format.js";
import { isBroken } from "./overview-model.js";

const MILLION = 1e6;
const STRONGEST = 0.42; // Of the shades: their text keeps its contrast in light and dark.
const SHORT = 12; // Letters of a column's name that stay on one line.
const WITHOUT_WIDTH = /[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]/g; // Thai vowels and tones above and below.
const WIDE = 12; // Columns beyond which the table scrolls in a box of its own on every screen.

export const WORDS = {
  unit: ["หน่วยงาน", "Unit"],
  total: ["รวม", "All"],
  nobody: ["ไม่มีผู้รับผิดชอบ", "Nobody answers"],
  districts: ["สำนักงานเขต", "District offices"],
  none: {
    dimension: ["ไม่โยงถึงมิติใด", "No dimension"],
    strategy: ["ไม่โยงถึงยุทธศาสตร์ใด", "No strategy"],
    zone: ["ไม่ระบุกลุ่มเขต", "No zone"],
  },
  projects: ["โครงการ", "projects"],
  key_results: ["ผลลัพธ์สำคัญ", "key results"],
  objectives: ["วัตถุประสงค์", "objectives"],
  policies: ["นโยบาย", "policies"],
  budget: ["งบประมาณ", "budget"],
};
const UNKNOWN = [(count) => `ไม่ทราบ ${count}`, (count) => `${count} unknown`];
const ONLY_UNKNOWN = ["ไม่ทราบงบประมาณ", "budget unknown"];
const CLOSE = ["ปิดรายการ", "Close the list"];
const OPEN_ALL = ["แสดงทุกเขต", "Show every district"];
const CLOSE_ALL = ["ซ่อนรายเขต", "Hide the districts"];
const NOTHING = "–";

/** @returns {string} the name of a row */
export function unitTitle(app, unit) {
  if (unit.kind === "nobody") return app.t(WORDS.nobody);
  if (unit.kind === "districts") return `${app.t(WORDS.districts)} (${number(unit.count)})`;
  return unit.kind === "total" ? app.t(WORDS.total) : app.title(unit.item);
}

/** @returns {string} the name of a column */
export function columnTitle(app, model, column) {
  if (column.key === null) return app.t(WORDS.none[model.by]);
  return column.key === EVERY ? app.t(WORDS.total) : app.title(column.item);
}

/** The whole table. */
export function matrixTable(app, model) {
  const largest = model.largest;
  const row = (unit) => tableRow(app, model, unit, largest);
  const { columns } = model;
  return el(
    "div.overview-frame",
    null,
    el(`div.overview-box${columns.length > WIDE ? ".overview-wide" : ""}`, null, el(
      "table.overview-table",
      { "aria-labelledby": "overview-table" },
      el("thead", null, el("tr", null, el("th", { scope: "col" }, app.t(WORDS.unit)), columns.map((one) => columnHead(app, model, one)))),
      el("tbody", null, model.units.map(row)),
      el("tfoot", null, row(model.total)),
    )),
  );
}

function columnHead(app, model, column) {
  const kind = column.key === null ? ".broken" : column.key === EVERY ? ".total" : "";
  const title = columnTitle(app, model, column);
  const code = model.by === "strategy" && column.item !== null ? el("span.soft.overview-code", null, column.key) : null;
  const attributes = { scope: "col", "data-column": column.key ?? "-" };
  if (column.key === null) return el(`th${kind}`, attributes, mark(), title);
  const isShort = title.replace(WITHOUT_WIDTH, "").length <= SHORT;
  return el(`th${kind}`, attributes, code, isShort ? el("span.overview-whole", null, title) : title);
}

function mark() {
  return el("span.overview-mark", { "aria-hidden": "true" }, "⚠ ");
}

function tableRow(app, model, unit, largest) {
  return el(
    `tr.overview-${unit.kind}`,
    { "data-unit": unit.key ?? "-" },
    el("th", { scope: "row" }, rowHead(app, model, unit)),
    model.columns.map((column) => tableCell(app, model, unit, column, largest)),
  );
}

function rowHead(app, model, unit) {
  const title = unitTitle(app, unit);
  if (unit.kind === "nobody") return [mark(), title];
  if (unit.kind === "total") return title;
  if (unit.kind === "districts") return districtsButton(app, model, title);
  return el("button.overview-name", { type: "button", id: `unit-${unit.key}`, title: unit.key, onclick: () => app.open(unit.item) }, title);
}

function districtsButton(app, model, title) {
  const { isOpen } = model;
  return el(
    "button.overview-name",
    {
      type: "button", id: "overview-districts", "aria-expanded": String(isOpen), title: app.t(isOpen ? CLOSE_ALL : OPEN_ALL),
      onclick: () => app.go({ districts: isOpen ? null : "open" }),
    },
    el("span", { "aria-hidden": "true" }, isOpen ? "▾ " : "▸ "),
    title,
  );
}

function tableCell(app, model, unit, column, largest) {
  const figures = model.figures(unit.key, column.key);
  const classes = `td.number${isBroken(unit, column) ? ".broken" : ""}${column.key === EVERY || unit.kind === "total" ? ".total" : ""}`;
  const size = carriedCount(model, figures);
  if (size === 0) return el(classes, null, el("span.soft", null, NOTHING));
  const address = cellAddress(unit.key, column.key);
  const words = `${unitTitle(app, unit)} · ${columnTitle(app, model, column)}: ${told(app, model, figures)}`;
  return el(
    classes,
    { style: { "--heat": String(heat(model, unit, column, figures, largest)) } },
    el(
      "button.overview-cell",
      {
        type: "button", id: `cell-${address}`, "data-cell": address, "aria-expanded": "false", "aria-label": words,
        onclick: () => app.go({ cell: app.state.cell === address ? null : address }),
      },
      ...cellTexts(app, model, figures),
    ),
  );
}

/** @returns {string} a cell in the address: unit and column, where `-` is none */
export function cellAddress(unit, column) {
  return `${unit ?? "-"}/${column ?? "-"}`;
}

/** How many items a cell lists; a budget's are its projects. */
function carriedCount(model, figures) {
  return model.count === "budget" ? figures.projects : figures[model.count];
}

function cellTexts(app, model, figures) {
  const value = model.value(figures);
  if (model.count !== "budget") return [number(value)];
  const unknown = figures.unknown_budget ? el("small", null, app.t(UNKNOWN)(number(figures.unknown_budget))) : null;
  return [value === null ? el("span", null, "?") : millions(value), unknown];
}

/** @returns {string} millions of baht; a little is not nothing */
function millions(value) {
  const least = 0.01;
  if (value > 0 && value < least * MILLION) return `<${least}`;
  return number(value >= 100 * MILLION ? Math.round(value / MILLION) : value / MILLION);
}

function told(app, model, figures) {
  if (model.count !== "budget") return `${number(figures[model.count])} ${app.t(WORDS[model.count])}`;
  const known = model.value(figures) === null ? app.t(ONLY_UNKNOWN) : baht(figures.budget, app.lang);
  const projects = `${number(figures.projects)} ${app.t(WORDS.projects)}`;
  const unknown = figures.unknown_budget ? ` (${app.t(ONLY_UNKNOWN)} ${number(figures.unknown_budget)})` : "";
  return `${known} · ${projects}${unknown}`;
}

/** How strong a cell's shade is: by the root, so that one giant does not bleach the rest. */
function heat(model, unit, column, figures, largest) {
  if (column.key === EVERY || unit.kind === "total") return 0;
  const most = isBroken(unit, column) ? largest.broken : largest.own;
  const share = most ? Math.min(1, Math.sqrt((model.value(figures) ?? 0) / most)) : 0;
  return Math.round(100 * STRONGEST * (0.15 + 0.85 * share)) / 100;
}

/** Open the list of the cell that the address names, and close any other. */
export function showCell(root, app, model) {
  root.querySelector(".overview-list")?.remove();
  for (const one of root.querySelectorAll('.overview-cell[aria-expanded="true"]')) one.setAttribute("aria-expanded", "false");
  const button = [...root.querySelectorAll(".overview-cell")].find((one) => one.dataset.cell === app.state.cell);
  if (!button) return;
  button.setAttribute("aria-expanded", "true");
  const [unit, column] = app.state.cell.split("/").map((one) => (one === "-" ? null : one));
  const rows = [...model.units, model.total];
  const place = { unit: rows.find((one) => one.key === unit), column: model.columns.find((one) => one.key === column) };
  const list = el("td", { colspan: model.columns.length + 1 }, cellList(app, model, place, button));
  button.closest("tr").after(el("tr.overview-list", null, list));
}

function cellList(app, model, { unit, column }, button) {
  const items = inPlace(app, model, unit.key, column.key);
  const title = `${unitTitle(app, unit)} · ${columnTitle(app, model, column)}`;
  const close = () => { app.go({ cell: null }); button.focus(); };
  return el(
    "section.overview-items",
    { "aria-label": title, onkeydown: (event) => { if (event.key === "Escape") { event.preventDefault(); close(); } } },
    el("div.overview-items-head", null,
      el("h3", null, title),
      el("span.soft", null, told(app, model, model.figures(unit.key, column.key))),
      el("button", { type: "button", onclick: close }, app.t(CLOSE))),
    chipList(app, items, (item) => remark(app, item)),
  );
}

/** @returns {number[]} the items of a cell, the largest budget first */
export function inPlace(app, model, unit, column) {
  const { store } = app;
  const items = carried(store, model.by, model.kindName, unit, column);
  const budget = (item) => store.field("budget", item) ?? -1;
  return model.kindName === "project" ? items.sort((one, other) => budget(other) - budget(one) || one - other) : items;
}

/** Who answers for an item, and a project's budget. */
function remark(app, item) {
  const { store } = app;
  const units = [...answerable(store, item)].map((one) => app.title(one));
  const parts = [units.length ? [...new Set(units)].join(", ") : app.t(WORDS.nobody)];
  if (store.kindName(item) === "project") {
    const budget = store.field("budget", item);
    parts.push(budget === undefined ? app.t(ONLY_UNKNOWN) : baht(budget, app.lang));
  }
  return el("span.soft.chip-remark", null, parts.join(" · "));
}
