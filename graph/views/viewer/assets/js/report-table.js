/** A report's rows as readers see them: in words, with items to open; and as the contract has them, for CSV. */

import { folded } from "./folding.js";
import { date, number, pick } from "./format.js";
import { cellChips } from "./cell-chips.js";
import { lifted } from "./domain.js";
import { codeButton, rankOf } from "./rules.js";

const BY_ITEM = ["title", "subject"]; // Written from the item of the row.
const UNSEEN = [...BY_ITEM, "rule"]; // The items' chips and the finding say these.
const DAY = /^\d{4}(-\d\d){0,2}$/;
const DAYS = ["since", "oldest", "newest", "until", "due_on", "asked_on"];
const PLAIN = ["fiscal_year"]; // Numbers that are not counted.
const TRUE = "true";

/** @returns {string} the word for a column's name */
export function columnWord(app, name) {
  return wordOf(app, app.store.data.words.columns, name);
}

/** @returns {string} the word for a value such as `via_strategy`; what has none stands for itself */
export function valueWord(app, value) {
  return wordOf(app, app.store.data.words.values, value);
}

/** What a contradiction says; its details, in parentheses, are the same in either language. */
function sayingWord(app, text) {
  const at = text.indexOf(" (");
  const end = at < 0 ? text.length : at;
  return wordOf(app, app.store.data.words.sayings, text.slice(0, end)) + text.slice(end);
}

function wordOf(app, words, key) {
  return Object.hasOwn(words, key) ? pick(words[key], app.lang) : key;
}

export class ReportTable {
  constructor(app, name, report = app.store.report(name)) {
    this.app = app;
    this.store = app.store;
    this.name = name;
    this.report = report;
    this.every = Array.from({ length: this.report.length }, (_, row) => row);
    this._codes = this.every.map((row) => this.report.cell("finding", row)?.split(":", 1)[0] ?? null);
    this.findings = this.every.filter((row) => this._codes[row] !== null);
    this._texts = [];
    this._units = [];
    this._lifted = new Map();
    this._folded = new Map();
  }

  /** @returns {string|null} the code of a row's finding; null where the row is none */
  code(row) {
    return this._codes[row];
  }

  /** @returns {number|null} the item that opens when a row is chosen */
  item(row) {
    return this.report.about(row)[0] ?? null;
  }

  /** @returns {number|null} the item whose title the row bears: of a recorded handoff, the handoff */
  titled(row) {
    const isHandover = this.report.columns.includes("via") && this.report.cell("kind", row) === "recorded";
    return isHandover ? this.report.cell("via", row) : this.item(row);
  }

  /** @returns {number[]} the units that a row names, each at its tier */
  units(row) {
    this._unitColumns ??= this.report.columns.filter((one) => this.report.holds(one) !== "values");
    this._units[row] ??= [...new Set(this._unitColumns.flatMap((one) => this._unitsIn(this.report.cell(one, row))))];
    return this._units[row];
  }

  _unitsIn(cell) {
    const [first, end] = (this._range ??= this.store.range("unit"));
    const items = Array.isArray(cell) ? cell : [cell];
    return items.filter((one) => one !== null && one >= first && one < end).map((one) => this._lift(one));
  }

  _lift(unit) {
    if (!this._lifted.has(unit)) this._lifted.set(unit, lifted(this.store, unit));
    return this._lifted.get(unit);
  }

  // What readers see

  /** @returns {import("./table.js").Column[]} the columns worth the width: none that is empty in all the rows */
  columns(rows) {
    const { report } = this;
    return report.columns
      .filter((name) => !UNSEEN.includes(name) && rows.some((row) => !isEmpty(report.cell(name, row))))
      .map((name) => ({
        name,
        label: columnWord(this.app, name),
        isNumber: this._isNumber(name, rows),
        cell: (row, table) => this.shown(name, row, table),
        value: (row) => this.sortedBy(name, row),
      }));
  }

  _isNumber(name, rows) {
    if (PLAIN.includes(name)) return false;
    const row = rows.find((one) => !isEmpty(this.report.cell(name, one)));
    return this.report.holds(name) === "values" && typeof this.report.cell(name, row) === "number";
  }

  /** @returns {Node|string|null} a cell, for the page */
  shown(name, row, table) {
    const cell = this.report.cell(name, row);
    if (isEmpty(cell)) return null;
    if (name === "finding") return codeButton(this.app, this.code(row), (button) => table.toggle(row, button));
    const holds = this.report.holds(name);
    if (holds !== "values") return cellChips(this.app, holds === "lists" ? cell : [cell]);
    return this.text(name, row);
  }

  /** @returns {string} what a cell without items says */
  text(name, row) {
    const cell = this.report.cell(name, row);
    if (typeof cell === "boolean") return cell ? valueWord(this.app, TRUE) : "";
    if (typeof cell === "number") return PLAIN.includes(name) ? String(cell) : number(cell);
    if (Array.isArray(cell)) return cell.map((one) => valueWord(this.app, one)).join(", ");
    if (typeof cell !== "string") return "";
    if (name === "what") return sayingWord(this.app, cell);
    return DAYS.includes(name) && DAY.test(cell) ? date(cell, this.app.lang) : valueWord(this.app, cell);
  }

  /** @returns {string|number|boolean|null} items by title, words as they are read, findings by severity and code */
  sortedBy(name, row) {
    const cell = this.report.cell(name, row);
    if (isEmpty(cell)) return null;
    if (name === "finding") return `${rankOf(this.app, this.code(row))} ${cell}`;
    const holds = this.report.holds(name);
    if (holds !== "values") return this.app.title(holds === "lists" ? cell[0] : cell);
    return typeof cell === "string" && !DAYS.includes(name) ? this.text(name, row) : cell;
  }

  /** @returns {string} all that a row says, as text is searched */
  searched(row) {
    this._texts[row] ??= this.report.columns.map((name) => this._words(name, row)).join("\n");
    return this._texts[row];
  }

  _words(name, row) {
    const cell = this.report.cell(name, row);
    if (isEmpty(cell)) return "";
    const holds = this.report.holds(name);
    if (holds === "values") return folded(name === "finding" ? cell : this.text(name, row));
    return holds === "lists" ? cell.map((one) => this._itemWords(one)).join("\n") : this._itemWords(cell);
  }

  _itemWords(item) {
    if (!this._folded.has(item)) this._folded.set(item, folded(`${this.app.title(item)} ${this.store.id(item)}`));
    return this._folded.get(item);
  }

  // As the contract has them

  /** @returns {{name: string, columns: string[], rows: object[]}} the rows with the columns of `policytrace report` */
  contract(rows) {
    const columns = this.report.contract;
    return {
      name: this.name,
      columns,
      rows: rows.map((row) => ({ item: this.item(row), cells: columns.map((name) => this._plain(name, row)) })),
    };
  }

  _plain(name, row) {
    if (BY_ITEM.includes(name) && !this.report.columns.includes(name)) {
      const item = this.titled(row);
      return item === null ? null : this.app.title(item);
    }
    const cell = this.report.cell(name, row);
    const holds = this.report.holds(name);
    if (cell === null || cell === undefined) return null;
    if (holds === "items") return this.store.id(cell);
    if (holds === "lists") return cell.map((one) => this.store.id(one)).join(" ");
    if (name === "what") return this.text(name, row);
    return Array.isArray(cell) ? cell.join(" ") : typeof cell === "boolean" ? String(cell) : cell;
  }
}

function isEmpty(cell) {
  return cell === null || cell === undefined || cell === "" || cell === false || (Array.isArray(cell) && !cell.length);
}
