/** Where to begin, as long as no item is chosen. */

import { chipList } from "../../chips.js";
import { el } from "../../dom.js";
import { baht, number } from "../../format.js";

const SHOWN = 8;
const REACHES = ["project", "key_result", "objective", "strategy", "policy"];
const HINT = [
  "เลือกรายการเพื่อดูสายโซ่ของรายการนั้น จากนโยบายลงไปถึงหน่วยงาน: พิมพ์ชื่อหรือรหัสในช่องค้นหา หรือเริ่มจากรายการข้างล่างนี้",
  "Choose an item to see its chain, from the policies down to the units: type a name or an id into the search box, or begin with these",
];
const LONGEST = ["นโยบายที่สายโซ่ไปได้ไกลที่สุด", "Policies whose chain goes furthest"];
const ORPHANS = ["โครงการใหญ่ที่สุดที่ไม่โยงถึงนโยบายใด", "The largest projects that serve no policy"];
const PROJECT = ["โครงการ", "project"];
const PROJECTS = ["โครงการ", "projects"];

/** Write it into the view. */
export function startPage(root, app) {
  root.append(
    el("div.trace-start", null,
      el("p", null, app.t(HINT)),
      el("div.trace-starts", null,
        part(app, LONGEST, longest(app), (row) => workText(app, row)),
        part(app, ORPHANS, orphans(app), ([, budget]) => baht(budget, app.lang)))),
  );
}

function part(app, words, rows, remark) {
  if (!rows.length) return null;
  const remarks = new Map(rows.map((row) => [row[0], remark(row)]));
  const list = chipList(app, rows.map(([item]) => item), (item) => el("span.soft", null, remarks.get(item)));
  return el("section", null, el("h2", null, app.t(words)), list);
}

function workText(app, [, projects, budget, , , unknown]) {
  const text = `${number(projects)} ${app.t(projects === 1 ? PROJECT : PROJECTS)}`;
  return unknown === projects ? text : `${text} · ${baht(budget, app.lang)}`; // Of none is anything known.
}

function longest(app) {
  const rows = rowsOf(app, "coverage", ["policy", "projects", "budget", "reaches", "key_results", "unknown_budget"]);
  const reach = (row) => REACHES.indexOf(row[3]);
  const order = (one, other) => reach(one) - reach(other) || other[1] - one[1] || other[4] - one[4] || one[0] - other[0];
  return rows.filter(([, , , reaches]) => reaches !== "policy").sort(order).slice(0, SHOWN);
}

function orphans(app) {
  const rows = rowsOf(app, "orphan-projects", ["project", "budget"]).filter(([, budget]) => budget !== null);
  return rows.sort((one, other) => other[1] - one[1] || one[0] - other[0]).slice(0, SHOWN);
}

function rowsOf(app, name, columns) {
  const report = app.store.report(name);
  return Array.from({ length: report.length }, (_, row) => columns.map((column) => report.cell(column, row)));
}
