/** By what the tiles can be coloured: a number, or why there is none. */

import { baht, number } from "../../format.js";
import { classesOf, classesOfPercent, stepIn } from "./scale.js";

const MILLION = 1e6;
const LETTERS = 6; // As many as fit on a tile; where the wider work has no room a sign stands for it.
const MORE = "+";
const COUNTED = {
  projects: ["โครงการ", "projects", "project"],
  policies: ["นโยบาย", "policies", "policy"],
  works: ["งาน", "pieces of work", "piece of work"],
  districts: ["เขต", "districts", "district"],
};
const WORDS = {
  wider: ["วงกว้าง", "wider"],
  atLeast: ["อย่างน้อย", "at least"],
  noData: ["ไม่มีข้อมูล", "no data"],
  unknownBudget: ["ไม่ทราบงบ", "budget unknown"],
  nothing: ["ไม่มีงานระบุเขตนี้", "no work names it"],
  unreached: ["ลงไม่ถึง", "not reached"],
  widerOnly: ["ได้เฉพาะงานวงกว้าง", "wider work only"],
  work: ["มีงาน แต่สืบขึ้นไปไม่ถึงนโยบาย", "work, but no policy above it"],
  progress: ["คืบหน้า", "progress"],
};

/** The states that a pattern marks too, for those who see no colours. */
export const HATCHED = ["none", "gap"];

/** @returns {string} the noun behind a number; English knows one and many */
export function nounOf(app, words, count) {
  return app.lang === "en" && count === 1 ? (words[2] ?? words[1]) : app.t(words);
}

/** @returns {string} such as "1 district" */
export function districts(app, count) {
  return `${number(count)} ${nounOf(app, COUNTED.districts, count)}`;
}

/** How each state without a number is told in the legend. */
export const STATES = {
  none: ["ไม่มีงานใดระบุเขตนี้", "No work names the district"],
  gap: ["ไม่มีงานใดระบุเขตนี้", "No work names the district"],
  wider: ["มีแต่งานวงกว้าง (ทั้งกลุ่มเขตหรือทั้งเมือง)", "Only wider work (of the zone or the city)"],
  work: ["มีงาน แต่สืบขึ้นไปไม่ถึงนโยบายใด", "Work, but no policy above it"],
  unknown: ["ไม่มีข้อมูล", "No data"],
};

/** The measures by name: words, unit, whether the districts have it at all, and each district's figure. */
export const MEASURES = {
  projects: {
    words: ["โครงการ", "Projects"],
    unit: COUNTED.projects,
    classes: classesOf,
    of: (figures, app) => ({
      ...counted(figures.projects, figures.wider_projects),
      said: figures.projects
        ? saidWith(app, COUNTED.projects, figures.projects, figures.wider_projects)
        : app.t(figures.wider_projects ? WORDS.widerOnly : WORDS.nothing),
    }),
  },
  budget: { words: ["งบประมาณ", "Budget"], unit: ["ล้านบาท", "million baht"], classes: classesOf, of: budget, written: millions },
  progress: {
    words: ["ความก้าวหน้า", "Progress"],
    unit: ["ร้อยละ", "percent"],
    classes: classesOfPercent,
    of: ({ progress }, app) => {
      if (progress === null) return { state: "unknown", text: "", said: app.t(WORDS.noData) };
      const text = `${progress.toLocaleString("en", { maximumFractionDigits: 0 })}%`;
      return { value: progress, text, said: `${app.t(WORDS.progress)} ${number(progress)}%` };
    },
  },
  gaps: { words: ["ช่องว่าง", "Gaps"], unit: COUNTED.policies, unitOfOne: COUNTED.works, classes: classesOf, of: gap },
};

function counted(own, wider, none = "none") {
  if (!own) return { state: wider ? "wider" : none, text: "–" };
  const [text, side] = [number(own), wider ? `+${number(wider)}` : ""];
  return { value: own, text, side: text.length + side.length > LETTERS ? MORE : side };
}

/** A number, and the wider work beside it. */
function saidWith(app, words, own, wider) {
  return `${number(own)} ${nounOf(app, words, own)}${wider ? ` +${number(wider)} ${app.t(WORDS.wider)}` : ""}`;
}

function budget(figures, app) {
  if (!figures.projects) {
    const said = app.t(figures.wider_projects ? WORDS.widerOnly : WORDS.nothing);
    return { ...counted(0, figures.wider_projects), said };
  }
  if (figures.unknown_budget === figures.projects) return { state: "unknown", text: "", said: app.t(WORDS.unknownBudget) };
  const isLeast = figures.unknown_budget > 0;
  const said = `${isLeast ? `${app.t(WORDS.atLeast)} ` : ""}${baht(figures.budget, app.lang)}`;
  return { value: figures.budget, text: `${isLeast ? "≥" : ""}${millions(figures.budget)}`, said };
}

function gap(figures, app) {
  const works = figures.projects + figures.objectives;
  if (figures.policies_direct === null) {
    const wider = figures.wider_projects + figures.wider_objectives;
    const said = works ? saidWith(app, COUNTED.works, works, wider) : app.t(wider ? WORDS.widerOnly : WORDS.unreached);
    return { ...counted(works, wider, "gap"), said };
  }
  if (!works) return { state: "gap", text: "–", said: app.t(WORDS.nothing) };
  const policies = figures.policies_direct + figures.policies_via_strategy;
  if (!policies) return { state: "work", text: "0", said: app.t(WORDS.work) };
  return { value: policies, text: number(policies), said: `${number(policies)} ${nounOf(app, COUNTED.policies, policies)}` };
}

function millions(value) {
  const inMillions = value / MILLION;
  return inMillions.toLocaleString("en", { maximumFractionDigits: inMillions < 1 ? 2 : inMillions < 10 ? 1 : 0 });
}

/**
 * What the tiles show by one measure.
 * @returns {{measure: object, tiles: Map<number, object>, classes: object[], isEmpty: boolean}}
 */
export function shownBy(name, model, app) {
  const measure = MEASURES[name];
  const tiles = new Map(model.districts.map((area) => [area, measure.of(model.figures(area), app)]));
  const values = [...tiles.values()].map((one) => one.value).filter((one) => one !== undefined);
  const classes = values.length ? measure.classes(values) : [];
  for (const tile of tiles.values()) {
    if (tile.value !== undefined) tile.step = stepIn(classes, tile.value);
  }
  return { name, measure, tiles, classes, isEmpty: !values.length };
}

/** @returns {string} the measure that is asked for, else the first that has data */
export function colourOf(app, model) {
  if (Object.hasOwn(MEASURES, app.state.colour ?? "")) return app.state.colour;
  return Object.keys(MEASURES).find((name) => !shownBy(name, model, app).isEmpty) ?? "gaps";
}

/** @returns {string} a class of numbers, with its ends as the tiles write them */
export function classWords(measure, { from, to }) {
  const written = measure.written ?? number;
  return written(from) === written(to) ? written(to) : `${written(from)}–${written(to)}`;
}
