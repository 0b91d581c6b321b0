/** The view "Findings": the rows of each report, to sort, to filter, and to open. */

import { el } from "../dom.js";
import { baht, number } from "../format.js";
import { ReportTable } from "../report-table.js";
import { explanation, SEVERITIES, severityMark, severityOf } from "../rules.js";
import { SortableTable, sortedRows } from "../table.js";
import { Filters, reportChoice } from "./findings/controls.js";
import { countByCode, KEYS, matching, rowsOf, showsAll, stake } from "./findings/filters.js";
import { codes, notes } from "./findings/notes.js";

const NOTHING = ["ไม่พบข้อค้นพบในรายงานนี้", "This report has found nothing."];
const NO_MATCH = ["ไม่มีแถวที่ตรงกับตัวกรอง", "No row fits the filters."];
const SHOWN = ["แสดง", "Showing"];
const OF = ["จาก", "of"];
const ROWS = ["แถว", "rows"];
const FINDINGS = ["ข้อค้นพบ", "findings"];
const NO_FINDINGS = ["ไม่มีแถวใดเป็นข้อค้นพบ จึงแสดงทุกแถวของรายงาน", "No row is a finding, so every row of the report is shown."];
const STAKE = ["งบประมาณของโครงการที่แสดง", "budget of the projects shown"];
const PROJECTS = ["โครงการ", "projects"];
const UNKNOWN = ["ไม่ทราบงบ", "unknown"];
const ALL_ROWS = ["แสดงทุกแถวของรายงาน รวมที่ไม่ใช่ข้อค้นพบ", "Show every row of the report, findings or not"];

let shown = null; // What is on the page.
const counts = new WeakMap(); // Of the findings of each report.

export const findingsView = {
  name: "findings",
  words: ["ข้อค้นพบ", "Findings"],

  /** What of the state it is drawn by, but for the view, the language and the theme. */
  keys: ["report", "rows"],

  /** Draw it into an element; return what is to be done when it goes, if anything. */
  render(root, app) {
    shown = new Findings(root, app);
    return () => {
      shown.filters.leave();
      shown = null;
    };
  },

  moved(app) {
    shown.follow(app.state);
  },

  table(app) {
    return shown.table.contract(shown.sorted(app.state.sort));
  },
};

class Findings {
  constructor(root, app) {
    this.app = app;
    const reports = reportsOf(app);
    const name = reports.some((one) => one.name === app.state.report) ? app.state.report : reports[0].name;
    this.table = new ReportTable(app, name);
    this.filters = new Filters(app, this.table);
    this.count = el("p.shown", null);
    const { report } = this.table;
    const title = app.t(report.title);
    this.columns = this.table.columns(rowsOf(this.table, app.state));
    this.rows = new SortableTable({
      caption: title, columns: this.columns, app,
      onSort: (sort) => app.go({ sort: sort || null }, { replace: true }),
      itemOf: (row) => this.table.item(row),
      detail: (row) => explanation(app, this.table.code(row), report.cell("finding", row)),
    });
    this.empty = el("p.nothing", null, app.t(report.length ? NO_MATCH : NOTHING));
    const byCode = countByCode(app, this.table, this.table.findings);
    root.append(
      reportChoice(app, reports, name),
      el("h2", null, title),
      this._facts(byCode),
      report.length ? this.filters.element : "",
      this.count, this.empty, this.rows.element,
      el("div", null, codes(app, byCode), ...notes(app, report.summary)),
    );
    this._draw(app.state);
  }

  /** How many findings of each severity; and the way to the rows that are none. */
  _facts(byCode) {
    const { app, table } = this;
    const counts = Object.fromEntries(SEVERITIES.map((one) => [one, 0]));
    for (const [code, count] of byCode) counts[severityOf(app, code)] += count;
    const marks = SEVERITIES.filter((one) => counts[one]).map((one) => el("span", null, severityMark(app, one), ` ${number(counts[one])}`));
    const others = table.every.length - table.findings.length;
    const isAll = showsAll(table, app.state);
    const turn = () => app.go({ rows: isAll ? null : "all" });
    const toggle = el("button", { type: "button", id: "all-rows", "aria-pressed": String(isAll), onclick: turn },
      `${app.t(ALL_ROWS)} (${number(table.every.length)})`);
    const remark = table.findings.length ? others > 0 && toggle : others > 0 && el("span.soft", null, app.t(NO_FINDINGS));
    return el("div.facts", null, marks, remark);
  }

  /** The state has changed, but not the report. */
  follow(state) {
    if (KEYS.some((key) => state[key] !== this.state[key]) || state.sort !== this.state.sort) this._draw(state);
    else this._mark(state);
  }

  sorted(sort) {
    return sortedRows(this.matching, this.columns, sort);
  }

  _draw(state) {
    const { app } = this;
    const isNew = this.state && KEYS.some((key) => state[key] !== this.state[key]);
    this.state = state;
    this.filters.follow();
    this.matching = matching(app, this.table, state);
    this.rows.show(this.matching, state.sort ?? "");
    this.rows.element.hidden = this.matching.length === 0;
    this.empty.hidden = this.matching.length > 0;
    this.count.textContent = this._said();
    if (isNew) app.announce(this.count.textContent);
    this._mark(state);
  }

  _mark(state) {
    this.state = state;
    this.rows.mark(this.app.item);
  }

  /** How many rows are shown, and the budget of the projects that they are about. */
  _said() {
    const { app, table } = this;
    const all = rowsOf(table, app.state).length;
    if (!all) return "";
    const what = app.t(table.findings.length && !showsAll(table, app.state) ? FINDINGS : ROWS);
    const parts = [`${app.t(SHOWN)} ${number(this.matching.length)} ${app.t(OF)} ${number(all)} ${what}`];
    const { projects, budget, unknown } = stake(app.store, table, this.matching);
    if (projects) {
      parts.push(`${app.t(STAKE)} (${number(projects)} ${app.t(PROJECTS)}): ${baht(budget, app.lang)}`);
      if (unknown) parts.push(`${app.t(UNKNOWN)} ${number(unknown)} ${app.t(PROJECTS)}`);
    }
    return parts.join(" · ");
  }
}

/** How many rows of a report are findings; counted once. */
function findingsOf(report) {
  if (!counts.has(report)) {
    let count = 0;
    for (let row = 0; row < report.length; row += 1) count += report.cell("finding", row) !== null;
    counts.set(report, count);
  }
  return counts.get(report);
}

/** The reports and how many findings each has: those that have any first, in the order of the command line. */
function reportsOf(app) {
  const { store } = app;
  const all = store.reportNames.filter((name) => store.report(name).subjects.length).map((name) => {
    const report = store.report(name);
    return { name, title: app.t(report.title), count: findingsOf(report) };
  });
  return [...all.filter((one) => one.count), ...all.filter((one) => !one.count)];
}
