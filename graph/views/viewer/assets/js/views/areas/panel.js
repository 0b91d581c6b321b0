/** One district: what reaches it, and what does not. */

import { chipList } from "../../chips.js";
import { above, inside } from "../../domain.js";
import { el } from "../../dom.js";
import { baht, inOrder, number } from "../../format.js";
import { modelOf } from "./model.js";
import { isHeld, keyResultParts, openHandoffs, plansAbove } from "./reach.js";

const HINT = [
  "เลือกเขตบนแผนที่ เพื่อดูว่างานใดลงถึงและงานใดลงไม่ถึง",
  "Pick a district on the map to see what reaches it and what does not",
];
const ZONES = ["กลุ่มเขต", "Zones"];
const DETAILS = ["รายละเอียด", "Details"];
const CLOSE = ["ปิด", "Close"];
const BUDGET = ["งบประมาณที่ทราบ", "Known budget"];
const UNKNOWN = ["ไม่ทราบงบ", "budget unknown"];
const PROGRESS = ["ความก้าวหน้า", "Progress"];
const NO_DATA = ["ไม่มีข้อมูล", "no data"];
const HERE = ["ลงถึงเขตนี้", "Reaches the district"];
const NOT_HERE = ["ลงไม่ถึงเขตนี้", "Does not reach it"];
const OF_THIS = ["ลงถึงเขตนี้ด้วย", "reaches the district by"];
const OF_THIS_WIDER = ["ไม่มีงานที่ระบุเขตนี้ มีแต่งานวงกว้าง", "has no work that names the district, only wider work"];
const OF_THIS_NOT = ["ลงไม่ถึงเขตนี้", "does not reach the district"];
const FEW = 5;
const HELD = ["ค้างที่เขต", "waits here"];
const GAP = ["ไม่มีงานในระบบ", "has no work"];
const DISTRICTS = ["เขต", "districts"];
const NOTHING = ["ไม่มีงานลง", "without work"];
const OPEN_ONES = ["งานส่งต่อที่ค้าง", "open handoffs"];
const SECTIONS = {
  projects: ["โครงการ", "Projects"],
  wider_projects: ["โครงการวงกว้าง", "Wider projects"],
  objectives: ["วัตถุประสงค์", "Objectives"],
  wider_objectives: ["วัตถุประสงค์วงกว้าง", "Wider objectives"],
  key_results: ["ผลลัพธ์สำคัญที่เขตมีส่วน", "Key results with a part"],
  policies_direct: ["นโยบาย (ตรง)", "Policies, direct"],
  policies_via_strategy: ["นโยบาย (ผ่านยุทธศาสตร์)", "Policies, via strategy"],
  open_handoffs: ["งานส่งต่อที่ค้าง", "Open handoffs"],
  units: ["หน่วยงานที่ดูแล", "Units that serve it"],
  no_policies: ["นโยบายที่ไม่ถึงเขตนี้ ทั้งโดยตรงและงานวงกว้าง", "Policies that reach it neither by name nor by wider work"],
  no_strategies: ["ยุทธศาสตร์ที่ไม่มีงานลงที่นี่", "Strategies with nothing here"],
};

/** @returns {HTMLElement} the panel of the district that is open, or of the whole city */
export function areaPanel(app, model, area) {
  const panel = el("section.area-panel", { id: "area-panel", tabindex: "-1" });
  if (area === null) panel.append(el("p.soft", null, app.t(HINT)), zoneTable(app));
  else fill(panel, app, model, area);
  return panel;
}

function fill(panel, app, model, area) {
  const { store } = app;
  const everything = modelOf(app, null);
  const [, zone] = above(store, area);
  panel.setAttribute("aria-label", app.title(area));
  panel.append(
    el(
      "div.area-head",
      null,
      el("div", null, el("h2", null, app.title(area)), zone === undefined ? null : el("span.soft", null, app.title(zone))),
      el("button", { type: "button", id: "area-details", onclick: () => app.open(area) }, app.t(DETAILS)),
      el("button", { type: "button", id: "area-close", onclick: () => app.go({ area: null }) }, app.t(CLOSE)),
    ),
  );
  if (model.asked !== null) ofTheChosen(panel, app, model, area);
  const figures = everything.figures(area);
  panel.append(money(app, figures), el("h3", null, app.t(HERE)));
  for (const [name, items, extra] of reaching(store, everything.targeting, area, app)) panel.append(section(app, name, items, extra));
  panel.append(el("h3", null, app.t(NOT_HERE)));
  for (const [name, items] of missing(store, everything.targeting, area)) panel.append(section(app, name, items));
}

function money(app, { budget, unknown_budget: unknown, progress }) {
  const rest = unknown ? ` · ${app.t(UNKNOWN)} ${number(unknown)}` : "";
  const share = progress === null ? app.t(NO_DATA) : `${number(progress)}%`;
  return el("p", null, `${app.t(BUDGET)} ${baht(budget, app.lang)}${rest}`, el("br"), `${app.t(PROGRESS)}: ${share}`);
}

/** What the policy or strategy that was chosen does here. */
function ofTheChosen(panel, app, model, area) {
  const { targeting } = model;
  const parts = {
    ...targeting.own(area),
    wider_projects: targeting.wider(area, "projects"),
    wider_objectives: targeting.wider(area, "objectives"),
  };
  const found = Object.entries(parts).map(([name, items]) => [name, [...items]]).filter(([, items]) => items.length);
  const isOwn = found.some(([name]) => ["projects", "objectives"].includes(name));
  const said = isOwn ? OF_THIS : found.length ? OF_THIS_WIDER : OF_THIS_NOT;
  panel.append(el("h3", null, app.title(model.asked)), el("p", null, app.t(said)));
  for (const [name, items] of found) panel.append(section(app, name, items, undefined, `chosen_${name}`));
}

function reaching(store, targeting, area, app) {
  const own = targeting.own(area);
  const plans = plansAbove(store, own);
  const handoffs = openHandoffs(store, area);
  const idle = new Set(idleUnits(store));
  return [
    ["projects", own.projects],
    ["policies_direct", plans.direct],
    ["policies_via_strategy", plans.via],
    ["objectives", own.objectives],
    ["key_results", keyResultParts(store, area)],
    ["open_handoffs", handoffs.keys(), (one) => (isHeld(store, area, one) ? el("span.area-alarm", null, app.t(HELD)) : null)],
    ["wider_projects", targeting.wider(area, "projects")],
    ["wider_objectives", targeting.wider(area, "objectives")],
    ["units", store.sources("SERVES", area), (one) => (idle.has(one) ? el("span.area-alarm", null, app.t(GAP)) : null)],
  ];
}

/** @returns {number[]} the units of which the report of gaps says that they have no work */
function idleUnits(store) {
  const report = store.report("gaps");
  const found = [];
  for (let row = 0; row < report.length; row += 1) if (report.cell("kind", row) === "unit") found.push(report.cell("item", row));
  return found;
}

/** Policies and strategies that reach the district neither by name nor by what is around it. */
function missing(store, targeting, area) {
  const own = plansAbove(store, targeting.own(area));
  const around = plansAbove(store, targeting.around(area));
  const policies = new Set([...own.direct, ...own.via, ...around.direct, ...around.via]);
  const strategies = new Set([...own.strategies, ...around.strategies]);
  const without = all(store, "strategy").filter((one) => !strategies.has(one));
  const covered = new Set(without.flatMap((one) => [...inside(store, [one])].filter((part) => part !== one)));
  return [
    ["no_strategies", without.filter((one) => !covered.has(one))], // A part says no more than its whole.
    ["no_policies", all(store, "policy").filter((one) => !policies.has(one))],
  ];
}

function all(store, kindName) {
  const [first, end] = store.range(kindName);
  return Array.from({ length: end - first }, (_, at) => first + at);
}

/** A heading with the number, and the list once it is opened. */
function section(app, name, items, extra = undefined, part = name) {
  const list = [...items].sort((one, other) => one - other);
  const words = [app.t(SECTIONS[name]), " ", el("strong.number", null, number(list.length))];
  const counted = { "data-part": part, "data-count": list.length };
  if (!list.length) return el("p.area-none", counted, words);
  const whole = el("details", counted, el("summary", null, words));
  whole.addEventListener("toggle", () => {
    if (whole.open && whole.children.length === 1) whole.append(chipList(app, list, extra));
  });
  whole.open = name === "projects" && list.length <= FEW;
  return whole;
}

/** The zones of the city, as the report sums them up. */
function zoneTable(app) {
  const zones = app.store.report("areas").summary.by_zone ?? [];
  const named = zones.map((one) => ({ ...one, item: one.zone === null ? undefined : app.store.numberOf(one.zone) }));
  const rows = named.filter((one) => one.item !== undefined).sort((one, other) => inOrder(app.title(one.item), app.title(other.item)));
  if (!rows.length) return null;
  const head = [ZONES, DISTRICTS, NOTHING, OPEN_ONES, HELD].map((words, at) => el(at ? "th.number" : "th", { scope: "col" }, app.t(words)));
  return el("table.area-zones", null, el("thead", null, el("tr", null, head)), el("tbody", null, rows.map((one) => el(
    "tr",
    null,
    el("th", { scope: "row" }, app.title(one.item)),
    [one.areas, one.untargeted, one.open_handoffs, one.held].map((figure) => el("td.number", null, number(figure))),
  ))));
}
