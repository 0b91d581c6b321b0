/** What the reports find about an item, by rule: what it means and what to do. */

import { findingsAbout } from "../about.js";
import { el } from "../dom.js";
import { date, number, pick } from "../format.js";
import { fieldWord, valueWord } from "./fields.js";

const FINDINGS = ["ข้อค้นพบ", "Findings"];
const WHAT_TO_DO = ["ควรทำ:", "To do:"];
const MORE = [(left) => `แสดงอีก ${left} ข้อ`, (left) => `Show ${left} more`];
const SEVERITIES = ["error", "warning", "notice"];
const STEP = 5;
const MARKS = { error: "✕", warning: "!", notice: "i" };
const DATES = ["since", "oldest", "newest", "until"];
const UNSPOKEN = ["finding", "rule"];

/** @returns {HTMLElement|null} nothing where nothing is found */
export function findings(app, item) {
  const byCode = new Map();
  for (const one of findingsAbout(app.store, item)) {
    if (byCode.has(one.code)) byCode.get(one.code).push(one);
    else byCode.set(one.code, [one]);
  }
  if (!byCode.size) return null;
  const rank = ([code]) => SEVERITIES.indexOf(app.store.rule(code)?.severity);
  const sorted = [...byCode].sort((one, other) => rank(one) - rank(other));
  return el("section.found", null, el("h3", null, app.t(FINDINGS)), sorted.map(([code, rows]) => ofCode(app, item, code, rows)));
}

function ofCode(app, item, code, rows) {
  const rule = app.store.rule(code);
  const severity = rule?.severity ?? "notice";
  const count = rows.length > 1 ? el("span.soft", null, ` ×${number(rows.length)}`) : null;
  const mark = el("span.finding-mark", { "aria-hidden": "true" }, MARKS[severity]);
  return el(
    "div.finding",
    { "data-finding": code, "data-severity": severity },
    el("h4", null, mark, `${valueWord(app, severity)} ${code} `, rule && pick(rule.title, app.lang), count),
    rule && el("p", null, pick(rule.meaning, app.lang)),
    rule && el("p", null, el("strong", null, app.t(WHAT_TO_DO)), ` ${pick(rule.remedy, app.lang)}`),
    told(app, item, rows),
  );
}

/** What the rows say, some at a time. */
function told(app, item, rows) {
  const list = el("ul.plain.soft");
  const texts = rows.map((one) => sentence(app, item, one)).filter(Boolean);
  const more = el("button.more", { type: "button", onclick: () => add() });
  const add = () => {
    const from = list.children.length;
    list.append(...texts.slice(from, from + STEP).map((text) => el("li", null, text)));
    const left = texts.length - list.children.length;
    more.hidden = left === 0;
    more.textContent = app.t(MORE.map((say) => say(number(left))));
  };
  add();
  return texts.length ? [list, more] : null;
}

/** The cells of a row with their words; what is known from the panel itself is left out. */
function sentence(app, item, { report, row, dangling }) {
  if (dangling) return `${fieldWord(app, dangling.field)}: ${dangling.missing} (${dangling.file}:${dangling.line})`;
  const rows = app.store.widest(report);
  const said = rows.columns.map((column) => {
    if (UNSPOKEN.includes(column)) return null;
    const text = cell(app, item, column, rows.cell(column, row), rows.holds(column));
    return text ? `${app.t(app.store.data.words.columns[column] ?? [column, column])} ${text}` : null;
  });
  return said.filter(Boolean).join(" · ");
}

function cell(app, item, column, value, holds) {
  if (value === null || value === undefined || value === false || value === "") return null;
  if (holds === "items") return value === item ? null : titled(app, value);
  if (holds === "lists") return value.map((one) => titled(app, one)).join(", ");
  if (value === true) return valueWord(app, "true");
  if (Array.isArray(value)) return value.map((one) => named(app, one)).join(", ");
  if (typeof value === "number") return column === "fiscal_year" ? String(value) : number(value);
  return DATES.includes(column) ? date(value, app.lang) : named(app, value);
}

/** Units and areas are known by their titles; of other things many have the same. */
function titled(app, item) {
  const { store } = app;
  const isPlain = ["unit", "area"].includes(store.kindName(item));
  return isPlain ? app.title(item) : `${app.title(item)} (${store.id(item)})`;
}

/** A word of the reports, an item's title, or the text as it is. */
function named(app, value) {
  if (typeof value === "object") return JSON.stringify(value);
  const known = app.store.numberOf(String(value));
  return known === undefined ? valueWord(app, value) : titled(app, known);
}
