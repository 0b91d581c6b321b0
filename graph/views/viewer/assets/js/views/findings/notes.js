/** What is told beside a report's rows: what its codes mean, what was waived, what leads nowhere. */

import { chip } from "../../chips.js";
import { el } from "../../dom.js";
import { date, number } from "../../format.js";
import { columnWord } from "../../report-table.js";
import { explanation, ruleText, severityMark, severityOf } from "../../rules.js";
import { SortableTable } from "../../table.js";

const MEANING = ["ความหมายและวิธีแก้", "What the codes mean, and what to do"];
const WAIVERS = {
  waived: ["ยกเว้นไว้โดยมีเหตุผล ไม่นับข้างบน", "Waived with a reason, not counted above"],
  expired: ["เคยยกเว้นไว้แต่พ้นกำหนดแล้ว จึงนับข้างบน", "Waived until a day that is past, so counted above"],
  unused: ["การยกเว้นที่ไม่มีข้อค้นพบแล้ว ลบออกได้", "Waivers of findings that are not there, which can be deleted"],
};
const DANGLING = [
  "การอ้างอิงที่ไม่มีปลายทาง ตัวเลขข้างบนจึงอาจเกินจริง",
  "References that lead nowhere, so the figures above may be too high",
];

/** Each code with its severity, how often it is found, and what it says when it is opened. @returns {Node|null} */
export function codes(app, counts) {
  if (!counts.size) return null;
  const list = [...counts].map(([code, count]) => {
    const says = ` ${code} ${ruleText(app, code, "title")} `;
    const head = el("summary", null, severityMark(app, severityOf(app, code)), says, el("span.soft", null, number(count)));
    return el("details", null, head, explanation(app, code));
  });
  return el("section.codes", { "aria-label": app.t(MEANING) }, el("h3", null, app.t(MEANING)), list);
}

/** What the summary of a report tells of waivers and of references that lead nowhere. @returns {Node[]} */
export function notes(app, summary) {
  const found = Object.entries(WAIVERS).map(([key, words]) => block(app, words, summary[key] ?? [], waiverColumns(app)));
  return [...found, block(app, DANGLING, summary.dangling ?? [], danglingColumns(app))].filter((one) => one !== null);
}

function block(app, words, rows, columns) {
  if (!rows.length) return null;
  const title = app.t(words);
  const itemOf = (row) => app.store.numberOf(row.item ?? itemIn(row.finding));
  const table = new SortableTable({ caption: title, columns, app, itemOf });
  table.show(rows);
  return el("details.note", null, el("summary", null, `${title} `, el("span.count", null, number(rows.length))), table.element);
}

/** A finding's id is its code and the ids that it is about. */
function itemIn(finding) {
  return finding.split(":")[1];
}

function waiverColumns(app) {
  return [
    column(app, "finding", (row) => row.finding),
    itemColumn(app, (row) => itemIn(row.finding)),
    column(app, "reason", (row) => row.reason),
    column(app, "by", (row) => row.by),
    { ...column(app, "until", (row) => row.until), cell: (row) => (row.until ? date(row.until, app.lang) : null) },
  ];
}

function danglingColumns(app) {
  return [
    itemColumn(app, (row) => row.item),
    { ...column(app, "field", (row) => row.field), cell: (row) => columnWord(app, row.field) },
    column(app, "missing", (row) => row.missing),
    column(app, "place", (row) => `${row.file}:${row.line}`),
    column(app, "finding", (row) => row.finding),
  ];
}

function column(app, name, value) {
  return { name, label: columnWord(app, name), value, cell: value };
}

function itemColumn(app, idOf) {
  const show = (row) => {
    const item = app.store.numberOf(idOf(row));
    return item === undefined ? idOf(row) : chip(app, item);
  };
  return { ...column(app, "item", idOf), cell: show };
}
