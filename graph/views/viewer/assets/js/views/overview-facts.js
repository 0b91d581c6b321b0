/** Where the chain breaks, in plain figures: the way down from the policies, and what to look at first. */

import { el } from "../dom.js";
import { baht, number } from "../format.js";

const W = {
  chain: ["สายโซ่จากนโยบายลงไปถึงโครงการ", "The chain from policies down to projects"],
  steps: [
    ["นโยบายทั้งหมด", "policies"],
    ["มีวัตถุประสงค์", "have an objective"],
    ["มีผลลัพธ์สำคัญ", "have a key result"],
    ["ลงไปถึงโครงการ", "reach a project"],
  ],
  lost: ["ขาดไป", "lost:"],
  none: ["ไม่ขาด", "none lost"],
  worst: ["ขาดมากที่สุด", "most are lost here"],
  first: ["จุดที่ควรดูก่อน", "What to look at first"],
  unknown: ["ไม่ทราบงบ", "budget unknown for"],
  waived: ["ยกเว้นไว้", "waived"],
};

/** How many policies get how far. */
export function funnel(app) {
  const { policies, by_level: levels, waived } = app.store.report("coverage").summary;
  const projects = levels.project;
  const keyResults = projects + levels.key_result;
  const reached = [policies, keyResults + levels.objective, keyResults, projects];
  const lost = reached.map((count, at) => (at ? reached[at - 1] - count : 0));
  const worst = Math.max(...lost);
  const steps = W.steps.map((words, at) => step(app, words, reached[at], policies, at ? lost[at] : null, worst));
  const note = waived.length ? el("p.soft", null, `${app.t(W.waived)} ${number(waived.length)}`) : null;
  return el(
    "section.overview-chain",
    { "aria-labelledby": "overview-chain" },
    el("h2", { id: "overview-chain" }, sentence(app, projects, policies)),
    el("ol.funnel", { "aria-label": app.t(W.chain) }, steps),
    note,
  );
}

function sentence(app, projects, policies) {
  const share = policies ? ` (${((100 * projects) / policies).toFixed(1)}%)` : "";
  if (app.lang === "en") return `${number(projects)} of ${number(policies)} policies reach a project${share}`;
  return `นโยบาย ${number(projects)} จาก ${number(policies)} ข้อลงไปถึงโครงการ${share}`;
}

function step(app, words, count, policies, lost, worst) {
  const isWorst = lost > 0 && lost === worst;
  const told = lost ? `${app.t(W.lost)} ${number(lost)}` : app.t(W.none);
  const remark = isWorst ? `${told} · ${app.t(W.worst)}` : told;
  const share = policies ? (100 * count) / policies : 0;
  return el(
    `li.funnel-step${isWorst ? ".funnel-worst" : ""}`,
    null,
    el(
      "button",
      { type: "button", onclick: () => app.go({ view: "findings", report: "coverage" }) },
      el("span.funnel-count", null, number(count)),
      el("span.funnel-words", null, app.t(words)),
      el("span.funnel-lost", null, lost === null ? "" : remark),
      el("span.funnel-track", { "aria-hidden": "true" }, el("span.funnel-bar", { style: { width: `${share}%` } })),
    ),
  );
}

/** What is wrong, each with the way to its list. */
export function cards(app) {
  const shown = [orphans, unowned, gaps, handoffs, contradictions].map((one) => one(app));
  return el(
    "section.overview-cards",
    { "aria-labelledby": "overview-cards" },
    el("h2", { id: "overview-cards" }, app.t(W.first)),
    el("div.cards", null, shown),
  );
}

function card(app, report, count, title, remarks, state = { view: "findings", report }) {
  return el(
    `button.card${count > 0 ? ".card-alarm" : ""}`,
    { type: "button", id: `card-${report}`, onclick: () => app.go(state) },
    el("span.card-count", null, number(count)),
    el("span.card-title", null, title),
    remarks.filter(Boolean).map((one) => el("span.soft.card-remark", null, one)),
  );
}

function orphans(app) {
  const found = app.store.report("orphan-projects").summary;
  const of = number(found.projects);
  const title = app.t([`โครงการไม่โยงถึงนโยบาย จาก ${of}`, `of ${of} projects serve no policy`]);
  const unknown = found.unknown_budget ? `${app.t(W.unknown)} ${number(found.unknown_budget)}` : "";
  return card(app, "orphan-projects", found.orphans, title, [baht(found.budget, app.lang), unknown]);
}

function unowned(app) {
  const found = app.store.report("unowned-policies").summary;
  const of = number(found.policies);
  const title = app.t([`นโยบายไม่มีเจ้าภาพที่ทำจริง จาก ${of}`, `of ${of} policies have nobody who answers`]);
  return card(app, "unowned-policies", found.unowned, title, [counted(app, found.by_state)]);
}

function gaps(app) {
  const found = app.store.report("gaps").summary;
  const title = app.t(["รายการไม่มีอะไรรองรับ (ทางตัน)", "items with nothing below them"]);
  return card(app, "gaps", found.gaps, title, [counted(app, found.by_kind)]);
}

function handoffs(app) {
  const { open, overdue, bottlenecks } = app.store.report("handoffs").summary;
  const title = app.t(["งานส่งต่อที่ยังค้าง", "handoffs still open"]);
  const late = app.t([`เกินกำหนด ${number(overdue)}`, `${number(overdue)} overdue`]);
  return card(app, "handoffs", open, title, [late, bottlenecks.length ? worst(app, bottlenecks[0]) : ""], { view: "handoffs" });
}

function worst(app, { unit, open }) {
  return `${app.t(["ค้างมากที่สุดที่", "most wait with"])} ${app.title(app.store.numberOf(unit))} (${number(open)})`;
}

function contradictions(app) {
  const found = app.store.report("contradictions").summary;
  const title = app.t(["ตัวเลขที่ขัดแย้งกัน", "contradictions in the figures"]);
  return card(app, "contradictions", found.contradictions, title, [counted(app, found.by_severity)]);
}

/** How often each word occurs, in a line that breaks between them. */
function counted(app, counts) {
  const words = app.store.data.words.values;
  const some = Object.entries(counts).filter(([, count]) => count);
  return some.flatMap(([key, count], at) => [
    at ? " · " : "",
    el("span.overview-whole", null, `${app.t(words[key] ?? [key, key])} ${number(count)}`),
  ]);
}
