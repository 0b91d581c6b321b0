/** The table of what a drawing shows: for those who cannot see it, and for small screens. */

import { el } from "./dom.js";
import { number } from "./format.js";

const TABLE = ["ตารางของสิ่งที่แสดง", "Table of what is shown"];
const ROWS = ["แถว", "rows"];
const EMPTY = ["ไม่มีอะไรแสดงอยู่", "Nothing is shown."];
const MORE = ["แสดงอีก", "Show"];
const MORE_END = ["แถว", "more"];
const STEP = 200;

export class Twin {
  /** @param {Twin|undefined} before the table of the same view, which was open or not */
  constructor(app, before) {
    this.app = app;
    this.body = el("div");
    this.isFilled = false;
    const unfold = () => { if (!this.isFilled) this.refresh(); };
    const summary = el("summary", { id: "twin-summary" }, app.t(TABLE));
    this.element = el("details.twin", { id: "twin", open: before?.element.open, ontoggle: unfold }, summary, this.body);
  }

  open() {
    this.element.open = true;
  }

  /** Write the table anew, if it is open; else once it is opened. */
  refresh() {
    this.isFilled = this.element.open;
    if (!this.isFilled) return;
    const focused = this.body.contains(document.activeElement) ? document.activeElement.dataset.id : undefined;
    const shown = this.app.view.table(this.app);
    this.body.replaceChildren(...(shown.rows.length ? tableOf(this.app, shown) : [el("p.soft", null, this.app.t(EMPTY))]));
    if (focused) this.body.querySelector(`[data-id="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  }
}

function tableOf(app, { columns, rows }) {
  const body = el("tbody");
  const add = () => {
    const from = body.rows.length;
    for (const row of rows.slice(from, from + STEP)) body.append(rowOf(app, row));
    const left = rows.length - body.rows.length;
    more.hidden = left === 0;
    const shown = `${number(body.rows.length)} / ${number(rows.length)}`;
    more.textContent = `${app.t(MORE)} ${number(Math.min(left, STEP))} ${app.t(MORE_END)} (${shown})`;
  };
  const more = el("button.more", { type: "button", onclick: add });
  const caption = el("caption", null, `${app.t(app.view.words)} · ${number(rows.length)} ${app.t(ROWS)}`);
  const head = el("thead", null, el("tr", null, columns.map((one) => el("th", { scope: "col" }, one))));
  add();
  const box = { role: "region", tabindex: "0", "aria-label": app.t(TABLE) };
  return [el("div.twin-box", box, el("table", null, caption, head, body)), more];
}

function rowOf(app, { item, cells }) {
  const named = item === null ? -1 : naming(app, item, cells);
  return el("tr", null, cells.map((cell, at) => {
    const text = typeof cell === "number" ? number(cell) : cell ?? "";
    const shown = at === named ? opener(app, item, text) : text;
    return el(typeof cell === "number" ? "td.number" : "td", null, shown);
  }));
}

/** @returns {number} the cell that names the item, and opens it: its title, else its id, else the first */
function naming(app, item, cells) {
  const title = cells.indexOf(app.title(item));
  return title >= 0 ? title : Math.max(cells.indexOf(app.store.id(item)), 0);
}

function opener(app, item, text) {
  return el("button.link", { type: "button", "data-id": app.store.id(item), onclick: () => app.open(item) }, text);
}
