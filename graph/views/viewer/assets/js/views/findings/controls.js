/** What chooses among reports and rows. */

import { el } from "../../dom.js";
import { inOrder, number } from "../../format.js";
import { ruleText, SEVERITIES, severityOf, severityWord } from "../../rules.js";
import { countByCode, countByUnit, KEYS, NOBODY, rowsOf } from "./filters.js";

const REPORTS = ["รายงาน", "Reports"];
const FIND = ["ค้นในตาราง", "Find in the table"];
const SEVERITY = ["ความรุนแรง", "Severity"];
const ANY_SEVERITY = ["ทุกระดับความรุนแรง", "Every severity"];
const RULE = ["กฎ", "Rule"];
const ANY_RULE = ["ทุกกฎ", "Every rule"];
const UNIT = ["หน่วยงาน", "Unit"];
const ANY_UNIT = ["ทุกหน่วยงาน", "Every unit"];
const NO_UNIT = ["ไม่ระบุหน่วยงาน", "No unit named"];
const CLEAR = ["ล้างตัวกรอง", "Clear the filters"];
const WAIT = 150; // Milliseconds of quiet before what is typed is looked for.

/** The reports with how many findings each has: buttons, and for narrow screens a select. */
export function reportChoice(app, reports, chosen) {
  const goTo = (name) => app.go({ report: name, sort: null, severity: null, rule: null, rows: null });
  const tabs = reports.map(({ name, title, count }) => {
    const pressed = { "aria-pressed": String(name === chosen), onclick: () => goTo(name) };
    return el("button.report-tab", { type: "button", id: `report-${name}`, "data-report": name, ...pressed },
      el("span", null, title), " ", el(count ? "span.count" : "span.count.soft", null, number(count)));
  });
  const options = reports.map(({ name, title, count }) => ({ value: name, text: `${title} (${number(count)})` }));
  return el("div.report-choice", null,
    el("div.report-tabs", { role: "group", "aria-label": app.t(REPORTS) }, tabs),
    el("div.report-select", null, choice("report-choice", app.t(REPORTS), options, chosen, goTo)));
}

/** The filters of one report; those that would choose nothing are left out. */
export class Filters {
  constructor(app, table) {
    Object.assign(this, { app, table });
    this.rows = rowsOf(table, app.state);
    this.selects = { severity: this._severities(), rule: this._rules(), unit: this._units() };
    this.find = el("input", {
      id: "find-in-table", type: "search", placeholder: app.t(FIND), "aria-label": app.t(FIND), oninput: () => this._typed(),
    });
    const none = Object.fromEntries(KEYS.map((key) => [key, null]));
    this.clear = el("button", { type: "button", id: "clear-filters", onclick: () => app.go(none, { replace: true }) }, app.t(CLEAR));
    const found = Object.values(this.selects).filter((one) => one !== null);
    this.element = el("div.filters", null, this.find, found, this.clear);
    this.follow();
  }

  /** Show what the address asks for, unless it is being typed. */
  follow() {
    const { state } = this.app;
    if (document.activeElement !== this.find || !this.waiting) this._write(state.find ?? "");
    for (const [key, box] of Object.entries(this.selects)) {
      const select = box?.querySelector("select");
      if (select) select.value = [...select.options].some((one) => one.value === state[key]) ? state[key] : "";
    }
    this.clear.hidden = !KEYS.some((key) => state[key]);
  }

  /** What is typed and not yet looked for is no longer wanted. */
  leave() {
    clearTimeout(this.waiting);
  }

  _write(text) {
    if (this.find.value !== text) this.find.value = text;
  }

  _typed() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => {
      this.waiting = null;
      this.app.go({ find: this.find.value }, { replace: true });
    }, WAIT);
  }

  _select(key, label, every, options) {
    const { app } = this;
    const first = { value: "", text: app.t(every) };
    return choice(`by-${key}`, app.t(label), [first, ...options], "", (value) => app.go({ [key]: value || null }));
  }

  _severities() {
    const counts = new Map();
    for (const [code, count] of countByCode(this.app, this.table, this.rows)) {
      const severity = severityOf(this.app, code);
      counts.set(severity, (counts.get(severity) ?? 0) + count);
    }
    if (counts.size < 2) return null;
    const found = SEVERITIES.filter((one) => counts.has(one));
    const options = found.map((one) => ({ value: one, text: `${severityWord(this.app, one)} (${number(counts.get(one))})` }));
    return this._select("severity", SEVERITY, ANY_SEVERITY, options);
  }

  _rules() {
    const counts = countByCode(this.app, this.table, this.rows);
    if (counts.size < 2) return null;
    const say = (code) => `${code} ${ruleText(this.app, code, "title")} (${number(counts.get(code))})`;
    return this._select("rule", RULE, ANY_RULE, [...counts.keys()].map((code) => ({ value: code, text: say(code) })));
  }

  _units() {
    const { app } = this;
    const counts = countByUnit(this.table, this.rows);
    if (counts.size < 2) return null;
    const title = (unit) => (unit < 0 ? app.t(NO_UNIT) : app.title(unit));
    const units = [...counts.keys()].sort((one, other) => (one < 0) - (other < 0) || inOrder(title(one), title(other)) || one - other);
    const options = units.map((unit) => ({
      value: unit < 0 ? NOBODY : app.store.id(unit), text: `${title(unit)} (${number(counts.get(unit))})`,
    }));
    return this._select("unit", UNIT, ANY_UNIT, options);
  }
}

/** A select with its name before it for those who hear it. */
function choice(id, label, options, chosen, onChange) {
  const made = options.map(({ value, text }) => el("option", { value, selected: value === chosen }, text));
  return el("div.choice", null, el("select", { id, "aria-label": label, onchange: (event) => onChange(event.target.value) }, made));
}
