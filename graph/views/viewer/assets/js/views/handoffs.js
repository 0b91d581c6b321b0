/** The view "Handoffs": who hands over to whom, and with whom the ball lies. */

import { el } from "../dom.js";
import { number } from "../format.js";
import { columnWord, ReportTable, valueWord } from "../report-table.js";
import { cellAt, crossingsOf, keyOf, KINDS, WAYS } from "./handoffs/count.js";
import { cellRows, pairs, ranking } from "./handoffs/lists.js";
import { markOpen, matrixTable } from "./handoffs/matrix.js";
import { EVERY_TIER, hasFurther, notListed, showsEveryTier } from "./handoffs/tiers.js";

const REPORT = "handoffs";
const KIND = ["ชนิดงานส่งต่อ", "Kind of handoff"];
const OPEN = ["บันทึกไว้ ที่ยังค้าง", "recorded and open"];
const ALL = ["ทั้งหมด รวมที่ปิดแล้ว", "all, with those closed"];
const WAY = ["ทิศทาง", "Direction"];
const WAY_WORDS = {
  both: ["ทั้งสองทาง", "both ways"],
  any: ["ทุกทิศทาง", "every direction"],
  there: ["เขต → สำนัก", "district → bureau"],
  back: ["สำนัก → เขต", "bureau → district"],
};
const TIERS = ["ระดับของหน่วยงาน", "Tiers of the units"];
const BETWEEN = ["ระหว่างเขตกับสำนัก", "between districts and bureaus"];
const WHOLE = ["แสดงทุกเขต", "Show every district"];
const NOTHING = ["ไม่มีงานส่งต่อชนิดนี้ระหว่างเขตกับสำนัก", "No handoff of this kind between a district and a bureau."];
const MATRIX = ["เขต × สำนัก", "District × bureau"];
const HINT = ["ตัวเลขคือจำนวนงานส่งต่อ กดเพื่อดูรายการ · → เขตส่งให้สำนัก ← สำนักส่งให้เขต ⇄ ทั้งสองทาง",
  "A number counts handoffs; press it for the list · → district to bureau, ← bureau to district, ⇄ both"];
const INFERRED = ["อาศัยลิงก์อนุมาน", "resting on inferred links"];
const EVERY = ["ทุกเขต", "Every district"];
const EVERY_BUREAU = ["ทุกสำนัก", "every bureau"];
const EVERY_TIER_LIST = ["งานส่งต่อทุกระดับ", "Handoffs of every tier"];
const CLOSE = ["ปิดรายการ", "Close the list"];

let shown = null; // What is on the page.

export const handoffsView = {
  name: "handoffs",
  words: ["งานส่งต่อ", "Handoffs"],

  /** What of the state it is drawn by, but for the view, the language and the theme. */
  keys: ["kind", "way", "districts", "tiers"],

  /** Draw it into an element; return what is to be done when it goes, if anything. */
  render(root, app) {
    shown = new Handoffs(root, app);
    return () => { shown = null; };
  },

  moved(app) {
    shown.follow(app.state);
  },

  /** The rows that are listed; where none are, the matrix. */
  table() {
    const rows = shown.listed();
    return rows ? shown.table.contract(rows) : shown.asTable();
  },
};

class Handoffs {
  constructor(root, app) {
    const { state, store } = app;
    this.app = app;
    this.isEvery = showsEveryTier(app, REPORT);
    this.table = new ReportTable(app, REPORT, this.isEvery ? store.widest(REPORT) : store.report(REPORT));
    this.crossings = crossingsOf(app, this.table.report);
    const hasOpen = crossingsOf(app, store.report(REPORT)).rows("recorded").length > 0; // The switch leaves the kind as it is.
    this.kind = KINDS.includes(state.kind) ? state.kind : hasOpen ? "recorded" : "all";
    this.way = WAYS.includes(state.way) ? state.way : null;
    this.rows = this.crossings.rows(this.kind, this.way);
    this.found = this.crossings.matrix(this.rows);
    this.isWhole = state.districts === "all";
    this.list = el("section.cell-list", { "aria-live": "off" });
    const { summary } = this.table.report;
    root.append(
      this._facts(summary), this._switches(),
      el("div.beside", null, el("section.matrix-part", null, this._matrix()), ranking(app, summary), this.list, pairs(app, summary)),
    );
    this._open(state, false);
  }

  _facts(summary) {
    const { app } = this;
    const parts = ["handoffs", "open", "overdue"].map((name) => `${columnWord(app, name)} ${number(summary[name])}`);
    parts.push(`${app.t(INFERRED)} ${number(summary.on_inferred_links)}`);
    const others = notListed(app, this.table.report, REPORT);
    return el("div.facts", null, el("p", null, parts.join(" · ")), others.map((text) => el("p.soft", null, text)));
  }

  _switches() {
    const { app, crossings } = this;
    const kinds = KINDS.map((kind) => {
      const word = kind === "recorded" ? app.t(OPEN) : kind === "all" ? app.t(ALL) : valueWord(app, kind);
      return this._button(`kind-${kind}`, word, crossings.rows(kind).length, kind === this.kind, { kind, cell: null });
    });
    const ways = [null, ...WAYS].map((way) => {
      const [name, count] = [way ?? (this.isEvery ? "any" : "both"), crossings.rows(this.kind, way).length];
      return this._button(`way-${name}`, app.t(WAY_WORDS[name]), count, way === this.way, { way, cell: null });
    });
    const all = crossings.districts.length;
    const whole = this._button("whole", app.t(WHOLE), all, this.isWhole, { districts: this.isWhole ? null : "all" });
    return el("div.switches", null, hasFurther(app, REPORT) && this._tiers(),
      el("div.switch", { role: "group", "aria-label": app.t(KIND) }, kinds),
      el("div.switch", { role: "group", "aria-label": app.t(WAY) }, ways),
      this.found.districts.length > 0 && all > this.found.districts.length && el("div.switch", null, whole));
  }

  /** Whether the rows between all tiers are shown, or those between districts and bureaus alone. */
  _tiers() {
    const { app } = this;
    const count = (report) => crossingsOf(app, report).rows(this.kind).length;
    const [some, all] = [app.store.report(REPORT), app.store.widest(REPORT)].map(count);
    return el("div.switch", { role: "group", "aria-label": app.t(TIERS) },
      this._button("tiers-some", app.t(BETWEEN), some, !this.isEvery, { tiers: null }),
      this._button("tiers-all", app.t(EVERY_TIER), all, this.isEvery, { tiers: "all" }));
  }

  _button(id, word, count, isOn, changes) {
    const attributes = { type: "button", id: `handoffs-${id}`, "aria-pressed": String(isOn), onclick: () => this.app.go(changes) };
    return el("button", attributes, `${word} `, el("span.count", null, number(count)));
  }

  _matrix() {
    const { app } = this;
    const heading = el("h2", null, app.t(MATRIX));
    if (!this.found.cells.size) return [heading, el("p.nothing", null, app.t(NOTHING))];
    this.grid = matrixTable(app, this.crossings, this.found, { caption: app.t(MATRIX), isWhole: this.isWhole });
    return [heading, this.grid, el("p.soft.hint", null, app.t(HINT))];
  }

  /** The state has changed, but not what the matrix counts. */
  follow(state) {
    if (state.cell !== this.cell) this._open(state, true);
    this.rowsTable?.mark(this.app.item);
  }

  /** @returns {number[]|null} the rows of the cell that is open; null where none is */
  opened() {
    const at = cellAt(this.app.store, this.app.state.cell);
    return (at && this.found.cells.get(keyOf(...at))) ?? null;
  }

  /** @returns {number[]|null} the rows of the cell that is open; else, between all tiers, every row of the kind and way */
  listed() {
    return this.opened() ?? (this.isEvery && this.rows.length ? this.rows : null);
  }

  _open(state, isMoved) {
    const before = this.cell;
    this.cell = state.cell;
    if (this.grid) markOpen(this.grid, state.cell);
    const rows = this.listed();
    this.rowsTable = null;
    this.list.replaceChildren();
    this.list.hidden = !rows;
    if (rows) this._list(rows);
    if (!isMoved) return;
    if (this.opened()) this.list.querySelector("h2").focus();
    else if (before) this.grid?.querySelector(`[data-cell="${CSS.escape(before)}"]`)?.focus();
  }

  _list(rows) {
    const { app } = this;
    const isCell = this.opened() !== null;
    const title = isCell ? this._cellTitle() : app.t(EVERY_TIER_LIST);
    this.rowsTable = cellRows(app, this.table, rows, title);
    this.rowsTable.mark(app.item);
    const heading = el("h2", { tabindex: "-1" }, `${title} `, el("span.count", null, number(rows.length)));
    const close = () => el("button", { type: "button", id: "close-cell", onclick: () => app.go({ cell: null }) }, app.t(CLOSE));
    this.list.append(el("div.cell-heading", null, heading, isCell && close()), this.rowsTable.element);
  }

  _cellTitle() {
    const { app } = this;
    const [district, bureau] = cellAt(app.store, app.state.cell);
    const nameOf = (unit, every) => (unit === null ? app.t(every) : app.title(unit));
    return `${nameOf(district, EVERY)} × ${nameOf(bureau, EVERY_BUREAU)}`;
  }

  /** The matrix as a table of numbers, with the names of the units in full. */
  asTable() {
    const { app, found } = this;
    const size = (district, bureau) => found.cells.get(keyOf(district, bureau))?.length ?? 0;
    const districts = this.isWhole ? this.crossings.districts : found.districts;
    const columns = [columnWord(app, "district"), ...found.bureaus.map((one) => app.title(one)), columnWord(app, "handoffs")];
    const rows = districts.map((district) => ({
      item: district, cells: [app.title(district), ...found.bureaus.map((bureau) => size(district, bureau)), size(district, null)],
    }));
    return { name: "handoffs-matrix", columns, rows };
  }
}
