/** Which rows of a report are shown: by what stands in the address. */

import { lifted } from "../../domain.js";
import { folded } from "../../folding.js";
import { rankOf, severityOf } from "../../rules.js";

/** For rows that name no unit; an id cannot be that. */
export const NOBODY = "-";
/** The parts of the state that choose among rows. */
export const KEYS = ["find", "severity", "rule", "unit"];

/** Whether the rows that are no findings are shown too: if asked for, and where a report has none. */
export function showsAll(table, state) {
  return state.rows === "all" || table.findings.length === 0;
}

/** @returns {number[]} the rows to choose among */
export function rowsOf(table, state) {
  return showsAll(table, state) ? table.every : table.findings;
}

/** @returns {number[]} the rows that are asked for, in the report's order; what the report does not know asks for nothing */
export function matching(app, table, state) {
  const rows = rowsOf(table, state);
  const tests = [];
  const codes = new Set(rows.map((row) => table.code(row)));
  if (codes.has(state.rule)) tests.push((row) => table.code(row) === state.rule);
  const severities = new Set([...codes].filter((one) => one !== null).map((one) => severityOf(app, one)));
  if (severities.has(state.severity)) tests.push((row) => isOf(app, table.code(row), state.severity));
  if (state.unit === NOBODY) tests.push((row) => table.units(row).length === 0);
  else if (state.unit) tests.push(...namesUnit(app, table, state.unit));
  const words = folded(state.find ?? "").trim();
  if (words) tests.push((row) => table.searched(row).includes(words));
  return rows.filter((row) => tests.every((test) => test(row)));
}

function isOf(app, code, severity) {
  return code !== null && severityOf(app, code) === severity;
}

/** A division stands for the unit that it is part of. */
function namesUnit(app, table, id) {
  const item = app.store.numberOf(id);
  if (item === undefined || app.store.kindName(item) !== "unit") return [];
  const unit = lifted(app.store, item);
  return [(row) => table.units(row).includes(unit)];
}

/** @returns {Map<string, number>} how many rows have each code, the most severe first, then by code */
export function countByCode(app, table, rows) {
  const counts = counted(rows, (row) => [table.code(row)].filter((code) => code !== null));
  const rank = (code) => rankOf(app, code);
  return new Map([...counts].sort(([one], [other]) => rank(one) - rank(other) || (one < other ? -1 : 1)));
}

/** @returns {Map<number, number>} how many rows name each unit; -1 counts those that name none */
export function countByUnit(table, rows) {
  return counted(rows, (row) => (table.units(row).length ? table.units(row) : [-1]));
}

function counted(rows, keysOf) {
  const counts = new Map();
  for (const row of rows) for (const key of keysOf(row)) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

/** @returns {{projects: number, budget: number, unknown: number}} of the projects that the rows are about, each once */
export function stake(store, table, rows) {
  const projects = new Set();
  for (const row of rows) for (const item of table.report.about(row)) if (store.kindName(item) === "project") projects.add(item);
  const known = [...projects].map((one) => store.field("budget", one)).filter((one) => one !== undefined);
  return { projects: projects.size, budget: known.reduce((sum, one) => sum + one, 0), unknown: projects.size - known.length };
}
