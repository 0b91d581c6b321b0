/** What the address picks by `q`, as a list under the header, above whatever view is shown. */

import { glyph } from "./chips.js";
import { answerable, fiscalYear } from "./domain.js";
import { el } from "./dom.js";
import { csv, save } from "./files.js";
import { number } from "./format.js";
import { found } from "./search/found.js";

const RESULTS = ["ผลการค้นหา", "Results"];
const FOUND = [(count) => `พบ ${count} รายการ`, (count) => `${count} found`];
const NOTHING = ["ไม่พบรายการใด", "Nothing was found"];
const ON_MAP = ["แสดงบนแผนที่กราฟ", "Show on the map"];
const LIST = ["ดูเป็นรายการ", "See the list"];
const CSV = ["บันทึก CSV", "Save as CSV"];
const CLOSE = ["ปิดผลการค้นหา", "Close the results"];
const MORE = [(left) => `แสดงอีก ${left} รายการ`, (left) => `Show ${left} more`];
const STEP = 50;
const COLUMNS = ["id", "kind", "title", "unit", "fiscal_year", "place"]; // As `policytrace list` has them.

/** @returns {HTMLElement} the panel; hidden where nothing is picked */
export function resultsPanel(app) {
  const text = app.state.q?.trim();
  if (!text) return el("section", { id: "results", hidden: true });
  const answered = found(app.store, text);
  const panel = el("section", { id: "results", tabindex: "-1", "aria-labelledby": "results-heading" });
  panel.append(heading(app, text, answered));
  if (answered.refusal) panel.append(el("p.alarm", null, app.t(answered.refusal)));
  else if (!answered.items.length) panel.append(el("p", null, app.t(NOTHING)));
  else panel.append(counts(app, answered.items), folded(app, answered.items));
  return panel;
}

/** On the map, which shows them too, the list waits. */
function folded(app, items) {
  if (app.view.name !== "map") return list(app, items);
  const fill = () => fold.children.length < 2 && fold.append(list(app, items));
  const fold = el("details", { ontoggle: fill }, el("summary", null, app.t(LIST)));
  return fold;
}

function heading(app, text, { items, refusal }) {
  const has = !refusal && items.length > 0;
  const count = has ? app.t(FOUND.map((say) => say(number(items.length)))) : null;
  const button = (name, words, onclick) => el("button", { type: "button", id: `results-${name}`, onclick }, app.t(words));
  return el(
    "div.results-head",
    null,
    el("h2", { id: "results-heading" }, `${app.t(RESULTS)} `, el("code", null, text)),
    count && el("span", { id: "results-count" }, count),
    has && app.view.name !== "map" && button("map", ON_MAP, () => app.go({ view: "map" })),
    has && button("csv", CSV, () => saveCsv(app, items)),
    button("close", CLOSE, () => app.go({ q: null })),
  );
}

/** How many of each kind. */
function counts(app, items) {
  const byKind = new Map();
  for (const item of items) byKind.set(app.store.kind(item), (byKind.get(app.store.kind(item)) ?? 0) + 1);
  const kinds = [...byKind].sort(([one], [other]) => one - other);
  const told = kinds.map(([kind, count]) => {
    const { name, words } = app.store.kinds[kind];
    return el("li", { "data-kind": name }, glyph(name), `${app.t(words)} ${number(count)}`);
  });
  return el("ul.results-kinds", null, told);
}

/** Rows by some dozens; the rest when it is asked for. */
function list(app, items) {
  const body = el("tbody");
  const more = el("button.more", { type: "button", onclick: () => add() });
  const add = () => {
    const from = body.children.length;
    body.append(...items.slice(from, from + STEP).map((item) => row(app, item)));
    const left = items.length - body.children.length;
    more.hidden = left === 0;
    more.textContent = app.t(MORE.map((say) => say(number(left))));
  };
  add();
  const word = (name) => app.t(app.store.data.words.columns[name]);
  const head = ["title", "unit", "fiscal_year"].map((name) => el("th", { scope: "col" }, word(name)));
  const table = el("table", null, el("thead", null, el("tr", null, head)), body);
  return el("div.results-list", { tabindex: "0", role: "group", "aria-labelledby": "results-heading" }, table, more);
}

function row(app, item) {
  const { store } = app;
  const title = el("span.chip-title", null, app.title(item));
  const id = el("span.soft.chip-id", null, store.id(item));
  const attributes = { type: "button", "data-id": store.id(item), onclick: () => app.open(item) };
  const button = el("button.chip", attributes, glyph(store.kindName(item)), title, id);
  const units = [...new Set(answerable(store, item))].map((unit) => app.title(unit)).join(", ");
  return el("tr", null, el("td", null, button), el("td", null, units), el("td.number", null, String(fiscalYear(store, item) ?? "")));
}

function saveCsv(app, items) {
  const { store } = app;
  const rows = items.map((item) => [
    store.id(item),
    store.kindName(item),
    app.title(item),
    [...new Set(answerable(store, item))].map((unit) => store.id(unit)).sort().join(" "),
    fiscalYear(store, item) ?? null,
    `${store.file(item)}:${store.line(item)}`,
  ]);
  save("policytrace-list.csv", csv(COLUMNS, rows), "text/csv;charset=utf-8");
}
