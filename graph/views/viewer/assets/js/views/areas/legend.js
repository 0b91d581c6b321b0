/** What the colours of the tile map mean, and what they say of the whole city. */

import { el, svg } from "../../dom.js";
import { HATCHED, STATES, classWords, districts, nounOf } from "./measures.js";

const LEGEND = ["ความหมายของสี", "What the colours mean"];
const WIDER = [
  "+ คืองานวงกว้าง (ทั้งกลุ่มเขตหรือทั้งเมือง) ที่ครอบคลุมเขตนี้",
  "+ is wider work (of the zone or the city) around the district",
];
const NOWHERE = [
  "งานที่เลือกไว้ไม่มีรายการใดระบุพื้นที่เลย จึงบอกไม่ได้ว่าลงถึงเขตใด",
  "Nothing of what was chosen names a place, so nobody can say which districts it reaches",
];
const LEAST = ["≥ คือมีโครงการที่ไม่ทราบงบรวมอยู่ด้วย", "≥ marks districts with projects of unknown budget besides"];
const EMPTY_PROGRESS = [
  "ไม่มีข้อมูลความก้าวหน้ารายเขต: คิดจากวัตถุประสงค์ที่ระบุพื้นที่ และยังไม่มีวัตถุประสงค์ใดที่ระบุเขตและมีค่าวัดผล",
  "No progress by district: it comes from objectives that name a place, and none that names a district has a figure yet",
];
const SWATCH = { width: 22, height: 16, rx: 4 };

/** @returns {{look: string, words: string, count: number}[]} the colours that are to be seen */
export function entries(app, model, shown) {
  const { measure, classes, tiles } = shown;
  const figures = [...tiles.values()];
  const unit = unitOf(model, shown);
  const numbers = classes.map((one) => ({
    look: `step-${one.step}`,
    words: `${classWords(measure, one)} ${nounOf(app, unit, one.to)}`,
    count: figures.filter((tile) => tile.step === one.step).length,
  }));
  const states = Object.entries(STATES).map(([state, words]) => ({
    look: state,
    words: app.t(words),
    count: figures.filter((tile) => tile.state === state).length,
  }));
  return [...states, ...numbers].filter((one) => one.count);
}

/** @returns {string[]} what else there is to say of the tiles */
export function remarks(app, model, shown) {
  const figures = [...shown.tiles.values()];
  return [
    model.targeting.isNowhere ? NOWHERE : null,
    shown.name === "progress" && shown.isEmpty ? EMPTY_PROGRESS : null,
    figures.some((one) => one.side) ? WIDER : null,
    shown.name === "budget" && figures.some((one) => one.text.startsWith("≥")) ? LEAST : null,
  ].filter(Boolean).map((one) => app.t(one));
}

/** @returns {HTMLElement} */
export function mapLegend(app, model, shown) {
  const items = entries(app, model, shown).map(({ look, words, count }) => el(
    "li",
    null,
    swatch(look),
    el("span", null, words),
    el("span.soft", null, districts(app, count)),
  ));
  return el(
    "div.areas-legend",
    null,
    el("ul", { "aria-label": app.t(LEGEND) }, items),
    remarks(app, model, shown).map((one) => el("p.soft", null, one)),
  );
}

function swatch(look) {
  return svg("svg.area-swatch", { width: SWATCH.width, height: SWATCH.height, "aria-hidden": "true" }, swatchBoxes(look, 0, 0));
}

/** @returns {SVGElement} a little tile of that look */
export function swatchBoxes(look, x, y) {
  const box = { ...SWATCH, x, y };
  const hatch = HATCHED.includes(look) ? svg("rect.tile-hatch", { ...box, fill: `url(#areas-${look})` }) : null;
  return svg(`g.tile-${look}`, null, svg("rect.tile-box", box), hatch);
}

/** @returns {string[]} of what the numbers are, in either language */
function unitOf(model, { measure }) {
  return model.asked !== null && measure.unitOfOne ? measure.unitOfOne : measure.unit;
}
