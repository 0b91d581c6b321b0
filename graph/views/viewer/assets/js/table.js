/** A table that its headers sort, and that draws some rows at a time: the rest on demand. */

import { el } from "./dom.js";
import { inOrder, number } from "./format.js";

const STEP = 100;
const MORE = ["แสดงอีก", "Show"];
const OF = ["จากที่เหลือ", "more of"];
const ROWS = ["แถว", "rows"];
const ARROWS = { ascending: "▲", descending: "▼" };

/**
 * @typedef {object} Column
 * @property {string} name as it stands in `sort`
 * @property {string} label
 * @property {boolean} [isNumber]
 * @property {function(row, SortableTable): (Node|Node[]|string|null)} cell what stands in a row's cell
 * @property {function(row): (string|number|boolean|null)} value what the rows are sorted by
 */

/** @returns {{name: string, isDown: boolean}} of `budget` or `budget-` */
export function sortOf(text) {
  const isDown = (text ?? "").endsWith("-");
  return { name: isDown ? text.slice(0, -1) : text ?? "", isDown };
}

/** @returns {Array} the rows in the order that `sort` asks for; what has no value comes last, equals stay as they are */
export function sortedRows(rows, columns, sort) {
  const { name, isDown } = sortOf(sort);
  const column = columns.find((one) => one.name === name);
  if (!column) return rows;
  const values = rows.map((row) => column.value(row));
  const ranks = ranked(values);
  const sign = isDown ? -1 : 1;
  const order = rows.map((_, at) => at);
  order.sort((one, other) => {
    const [left, right] = [ranks[one], ranks[other]];
    if (left < 0 || right < 0) return (left < 0) - (right < 0) || one - other;
    return sign * (left - right) || one - other;
  });
  return order.map((at) => rows[at]);
}

/** Numbers before texts; -1 for none. Each text is compared once, however often it occurs. */
function ranked(values) {
  const isNone = (one) => one === null || one === undefined || one === "";
  const compare = (one, other) => {
    const [left, right] = [typeof one === "string", typeof other === "string"];
    if (left !== right) return left - right;
    return left ? inOrder(one, other) || (one < other ? -1 : 1) : one - other;
  };
  const distinct = [...new Set(values.filter((one) => !isNone(one)))].sort(compare);
  const rank = new Map(distinct.map((one, at) => [one, at]));
  return values.map((one) => (isNone(one) ? -1 : rank.get(one)));
}

/** Without `onSort` the table sorts itself. */
export class SortableTable {
  /**
   * `onSort` is told what a header asks for, `itemOf` gives the item that a row opens, `detail` what `toggle` shows below a row.
   * @param {{caption: string, columns: Column[], app: object, onSort?: function, itemOf?: function, detail?: function, step?: number}} _
   */
  constructor({ caption, columns, app, onSort = null, itemOf = () => null, detail = null, step = STEP }) {
    Object.assign(this, { caption, columns, app, onSort, itemOf, detail, step, rows: [], sort: "" });
    this.heads = columns.map((one) => this._head(one));
    this.body = el("tbody", null);
    this.table = el("table.rows", null, el("caption.unseen", null, caption), el("thead", null, el("tr", null, this.heads)), this.body);
    this.more = el("button.more", { type: "button", onclick: () => this._further() });
    const box = el("div.table-box", { role: "region", tabindex: "0", "aria-label": caption }, this.table);
    this.element = el("div", null, box, this.more);
  }

  /** Show other rows, or the same in another order. */
  show(rows, sort = this.sort) {
    this.given = rows;
    this.sort = sort;
    this.rows = sortedRows(rows, this.columns, sort);
    this.drawn = 0;
    this.body.replaceChildren();
    this.table.setAttribute("aria-rowcount", rows.length + 1);
    this.heads.forEach((head, at) => this._markHead(head, this.columns[at]));
    this._draw();
  }

  /** Mark the rows of an item; undefined marks none. */
  mark(item) {
    this.marked = item;
    for (const line of this.body.children) this._markLine(line);
  }

  /** Show what is to be told of a row below it, or take that away; for a button inside the row. */
  toggle(row, button) {
    const line = button.closest("tr");
    const isOpen = button.getAttribute("aria-expanded") === "true";
    button.setAttribute("aria-expanded", String(!isOpen));
    if (isOpen) line.nextSibling.remove();
    else line.after(el("tr.detail", null, el("td", { colspan: this.columns.length }, this.detail(row))));
  }

  _head(column) {
    const arrow = el("span.arrow", { "aria-hidden": "true" });
    const button = el("button.sort", { type: "button", onclick: () => this._ask(column) }, el("span", null, column.label), arrow);
    return el(column.isNumber ? "th.number" : "th", { scope: "col", "data-column": column.name }, button);
  }

  _markHead(head, column) {
    const { name, isDown } = sortOf(this.sort);
    const direction = isDown ? "descending" : "ascending";
    const isSorted = name === column.name;
    if (isSorted) head.setAttribute("aria-sort", direction);
    else head.removeAttribute("aria-sort");
    head.querySelector(".arrow").textContent = isSorted ? ARROWS[direction] : "";
  }

  /** Upwards, then downwards, then as it was. */
  _ask(column) {
    const { name, isDown } = sortOf(this.sort);
    const next = name !== column.name ? column.name : isDown ? "" : `${column.name}-`;
    if (this.onSort) this.onSort(next);
    else this.show(this.given, next);
  }

  _draw() {
    const rows = this.rows.slice(this.drawn, this.drawn + this.step);
    const lines = rows.map((row, at) => this._line(row, this.drawn + at));
    this.body.append(...lines);
    this.drawn += rows.length;
    const left = this.rows.length - this.drawn;
    const { app } = this;
    this.more.hidden = left === 0;
    this.more.textContent = `${app.t(MORE)} ${number(Math.min(this.step, left))} ${app.t(OF)} ${number(left)} ${app.t(ROWS)}`;
    return lines;
  }

  /** The keyboard goes on in the new rows when the button has nothing more to give. */
  _further() {
    const [first] = this._draw();
    if (this.more.hidden) first?.querySelector("button")?.focus();
  }

  _line(row, at) {
    const cells = this.columns.map((one) => el(one.isNumber ? "td.number" : "td", { "data-column": one.name, "data-label": one.label }, one.cell(row, this)));
    const item = this.itemOf(row);
    const open = (event) => {
      if (event.target.closest("button, a") || !getSelection().isCollapsed) return;
      this.app.open(item);
    };
    const canOpen = item !== null && item !== undefined;
    const line = el(canOpen ? "tr.opens" : "tr", { "aria-rowindex": at + 2, onclick: canOpen && open }, cells);
    line.item = item;
    this._markLine(line);
    return line;
  }

  _markLine(line) {
    if (this.marked !== undefined && line.item === this.marked) line.setAttribute("aria-current", "true");
    else line.removeAttribute("aria-current");
  }
}
