/** The view "Overview": where the chain breaks, and what each unit carries. */

import { chipList } from "../chips.js";
import { el } from "../dom.js";
import { number } from "../format.js";
import { cards, funnel } from "./overview-facts.js";
import { OverviewModel } from "./overview-model.js";
import { columnTitle, matrixTable, showCell, unitTitle, WORDS } from "./overview-table.js";

const TITLE = ["แต่ละหน่วยงานรับผิดชอบอะไร", "What each unit carries"];
const BY = ["คอลัมน์", "Columns"];
const WAYS = { dimension: ["มิติ", "Dimensions"], strategy: ["ยุทธศาสตร์", "Strategies"], zone: ["กลุ่มเขต", "Zones"] };
const COUNT = ["ตัวเลข", "Figures"];
const FIGURES = {
  projects: ["โครงการ", "Projects"],
  key_results: ["ผลลัพธ์สำคัญ", "Key results"],
  objectives: ["วัตถุประสงค์", "Objectives"],
  policies: ["นโยบาย", "Policies"],
  budget: ["งบประมาณ", "Budget"],
};
const HINT = [
  "กดตัวเลขเพื่อดูรายการ รายการที่มีหลายหน่วยงานหรือหลายคอลัมน์นับในทุกช่อง แต่ในยอดรวมนับครั้งเดียว",
  "Press a figure for its list. What has several units or columns counts in each, and once in the totals.",
];
const MILLIONS = ["ล้านบาท", "million baht"];
const IDLE = ["หน่วยงานที่ยังไม่มีรายการใด", "Units that carry nothing"];

const DRAWN = new WeakMap(); // Of each app, the model of the table that is shown.
const LEFT = new WeakMap(); // Of each app, what puts the reader back where he was before it was drawn anew.

export const overviewView = {
  name: "overview",
  words: ["ภาพรวม", "Overview"],

  /** What of the state it is drawn by, but for the view, the language and the theme; `cell` moves it. */
  keys: ["by", "count", "districts"],

  render(root, app) {
    const model = new OverviewModel(app);
    DRAWN.set(app, model);
    root.append(funnel(app), cards(app), tableSection(app, model));
    showCell(root, app, model);
    LEFT.get(app)?.();
    return () => LEFT.set(app, returning(root));
  },

  /** Another cell is open, or another item is shown. */
  moved(app) {
    const root = document.getElementById("content");
    const open = root.querySelector('.overview-cell[aria-expanded="true"]')?.dataset.cell;
    if (open !== app.state.cell) showCell(root, app, DRAWN.get(app));
    for (const one of root.querySelectorAll(".chip[aria-current]")) one.removeAttribute("aria-current");
    for (const one of root.querySelectorAll(".chip")) if (one.dataset.id === app.state.node) one.setAttribute("aria-current", "true");
  },

  /** The table as it is shown; budgets in baht, null where nobody knows them. */
  table(app) {
    const model = new OverviewModel(app);
    const { columns } = model;
    const units = [...model.units, model.total];
    return {
      name: `overview-${model.by}-${model.count}`,
      columns: [app.t(WORDS.unit), ...columns.map((one) => columnTitle(app, model, one))],
      rows: units.map((unit) => ({
        item: unit.item,
        cells: [unitTitle(app, unit), ...columns.map((one) => model.value(model.figures(unit.key, one.key)))],
      })),
    };
  },
};

/** @returns {function} what puts the reader back: to the control that had the focus, and to the columns in sight */
function returning(root) {
  const focused = root.contains(document.activeElement) ? document.activeElement.id : "";
  const left = root.querySelector(".overview-box").scrollLeft;
  return () => {
    document.querySelector(".overview-box").scrollLeft = left;
    if (focused && document.activeElement === document.body) document.getElementById(focused)?.focus({ preventScroll: true });
  };
}

function tableSection(app, model) {
  const unit = model.count === "budget" ? ` (${app.t(MILLIONS)})` : "";
  return el(
    "section",
    { "aria-labelledby": "overview-table" },
    el("div.overview-head", null,
      el("h2", { id: "overview-table" }, `${app.t(TITLE)}: ${app.t(WORDS[model.count])}${unit}`),
      choice(app, BY, "by", model.ways, model.by, WAYS),
      choice(app, COUNT, "count", model.counts, model.count, FIGURES)),
    el("p.soft.overview-hint", null, app.t(HINT)),
    matrixTable(app, model),
    idleUnits(app, model),
  );
}

function choice(app, label, key, names, chosen, words) {
  return el(
    "div.overview-choice",
    { role: "group", "aria-label": app.t(label) },
    names.map((name) => el("button", {
      type: "button", id: `${key}-${name}`, "aria-pressed": String(name === chosen), onclick: () => app.go({ [key]: name, cell: null }),
    }, app.t(words[name]))),
  );
}

function idleUnits(app, model) {
  const { idle } = model;
  if (!idle.length) return null;
  const details = el("details.overview-idle", null, el("summary", null, `${app.t(IDLE)} (${number(idle.length)})`));
  details.addEventListener("toggle", () => { if (details.open && details.children.length === 1) details.append(chipList(app, idle)); });
  return details;
}
