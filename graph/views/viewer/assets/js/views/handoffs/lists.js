/** The tables beside the matrix: with whom work waits, which pairs hand over most, and what a cell counts. */

import { cellChips } from "../../cell-chips.js";
import { el } from "../../dom.js";
import { date, number } from "../../format.js";
import { columnWord } from "../../report-table.js";
import { SortableTable } from "../../table.js";

const RANKING = ["คอขวด: งานรออยู่ที่ใคร", "Bottlenecks: with whom work waits"];
const PAIRS = ["เขตกับสำนักที่ส่งต่อกันมากที่สุด", "Pairs that hand over most"];
const NOBODY_WAITS = ["ไม่มีงานส่งต่อที่ค้างอยู่กับใคร", "Nobody holds an open handoff."];
const OF_RANKING = ["open", "overdue", "days_median", "days_p90", "budget", "policies", "ping_pongs"];
const FIRST = 8; // As the command line shows them.

/** The summary's ranking, in its order. @returns {HTMLElement} */
export function ranking(app, summary) {
  const columns = [unitColumn(app, "unit"), ...OF_RANKING.map((name) => figure(app, name))];
  return block("ranking", app, RANKING, columns, summary.bottlenecks, NOBODY_WAITS);
}

/** The summary's pairs: what is open first, then what is most. @returns {HTMLElement} */
export function pairs(app, summary) {
  const columns = [unitColumn(app, "district"), unitColumn(app, "bureau"), figure(app, "handoffs"), figure(app, "open")];
  const rows = [...summary.matrix].sort((one, other) => other.open - one.open || other.handoffs - one.handoffs);
  return block("pairs", app, PAIRS, columns, rows, null);
}

function block(name, app, title, columns, rows, nothing) {
  const heading = el("h2", null, app.t(title));
  if (!rows.length) return el(`section.${name}`, null, nothing && heading, nothing && el("p.soft", null, app.t(nothing)));
  const table = new SortableTable({ caption: app.t(title), columns, app, step: FIRST });
  table.show(rows);
  return el(`section.${name}`, null, heading, table.element);
}

function unitColumn(app, name) {
  const numberOf = (row) => app.store.numberOf(row[name]);
  const cell = (row) => (numberOf(row) === undefined ? row[name] : cellChips(app, [numberOf(row)]));
  const value = (row) => (numberOf(row) === undefined ? row[name] : app.title(numberOf(row)));
  return { name, label: columnWord(app, name), cell, value };
}

function figure(app, name) {
  const value = (row) => row[name] ?? null;
  return { name, label: columnWord(app, name), isNumber: true, value, cell: (row) => (value(row) === null ? null : number(value(row))) };
}

/** The rows that a cell counts. @returns {SortableTable} */
export function cellRows(app, table, rows, caption) {
  const { report } = table;
  const dueOn = (row) => dueOf(app.store, report.cell("via", row));
  const due = {
    name: "due_on", label: columnWord(app, "due_on"), value: dueOn,
    cell: (row) => (dueOn(row) ? date(dueOn(row), app.lang) : null),
  };
  const about = {
    name: "subject", label: columnWord(app, "subject"), value: (row) => app.title(table.titled(row)),
    cell: (row) => cellChips(app, [table.titled(row)]),
  };
  const item = { // Where the subject is another, such as a handoff of the project.
    name: "item", label: columnWord(app, "item"), value: (row) => titleOf(app, itemOf(table, row)),
    cell: (row) => (itemOf(table, row) === null ? null : cellChips(app, [itemOf(table, row)])),
  };
  const given = new Map(table.columns(rows).map((one) => [one.name, one]));
  const kinds = new Set(rows.map((row) => report.cell("kind", row)));
  const further = [...(kinds.size > 1 ? ["kind"] : []), "state", "days", "due_on", "overdue", "holder", "from", "to"];
  given.set("due_on", rows.some((row) => dueOn(row)) ? due : undefined);
  const items = rows.some((row) => itemOf(table, row) !== null) ? [item] : [];
  const columns = [about, ...items, ...further.map((name) => given.get(name)).filter((one) => one)];
  const shown = new SortableTable({ caption, columns, app, itemOf: (row) => table.titled(row) });
  shown.show(rows);
  return shown;
}

function itemOf(table, row) {
  const { report } = table;
  if (report.cell("kind", row) === "delivery") return report.cell("via", row);
  return table.titled(row) === report.cell("item", row) ? null : report.cell("item", row);
}

function titleOf(app, item) {
  return item === null ? null : app.title(item);
}

function dueOf(store, via) {
  return (via === null ? undefined : store.field("due_on", via)) ?? null;
}
