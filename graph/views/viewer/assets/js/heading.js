/** What the page is, and what it tells of: above it on the screen, and at the head of a print. */

import { el } from "./dom.js";
import { date } from "./format.js";

export const TITLE = ["กราฟนโยบายกรุงเทพมหานคร", "Bangkok policy graph"];
const AS_OF = ["ข้อมูล ณ", "As of"];
const YEAR = ["ปีงบประมาณ", "Fiscal year"];
const EVERY_YEAR = ["ทุกปีงบประมาณ", "Every fiscal year"];
const ONLY = ["เฉพาะ", "Only"];
const WITHOUT = ["เว้น", "Without"];
const DATASET = ["ชุดข้อมูล", "Data set"];
const VIEW = ["มุมมอง", "View"];
const PLACE = ["ตำแหน่งในหน้านี้", "Place in the page"];

/** The title, with the day and the years that it tells of. */
export function title(app) {
  const { dataset } = app.store.meta;
  const named = dataset === "default" ? [] : [`${app.t(DATASET)} ${dataset}`];
  return el("div.title", null, el("h1", null, app.t(TITLE)), el("p.soft", null, [...scope(app), ...named].join(" · ")));
}

/** @returns {string[]} the day, the fiscal year, and what was asked for */
function scope(app) {
  const { as_of: day, fiscal_year: year, select, exclude } = app.store.meta;
  return [
    `${app.t(AS_OF)} ${date(day, app.lang)}`,
    year ? `${app.t(YEAR)} ${year}` : app.t(EVERY_YEAR),
    ...(select ? [`${app.t(ONLY)} ${select}`] : []),
    ...(exclude ? [`${app.t(WITHOUT)} ${exclude}`] : []),
  ];
}

/** The head of a print, which the screen does not show. */
export function paper() {
  return el("div", { id: "paper" });
}

/** Write what is shown now into the head of a print. */
export function fillPaper(app) {
  const { dataset, version } = app.store.meta;
  const item = app.item === undefined ? [] : [`${app.title(app.item)} (${app.store.id(app.item)})`];
  document.getElementById("paper").replaceChildren(
    el("p.paper-title", null, app.t(TITLE)),
    el("p", null, [`${app.t(VIEW)}: ${app.t(app.view.words)}`, ...item].join(" · ")),
    el("p.soft", null, [...scope(app), `${app.t(DATASET)}: ${dataset}`, `policytrace ${version}`].join(" · ")),
    el("p.soft", null, `${app.t(PLACE)}: ${place(app.state)}`),
  );
}

/** @returns {string} the address; of a file only what follows its name, as its folder is the reader's own */
function place({ theme, drawn, ...state }) {
  const page = location.protocol === "file:" ? "" : location.href.split("#")[0];
  return `${page}#${Object.entries(state).map((one) => one.join("=")).join("&")}`;
}
