/** The links of an item, by relation and in both directions. */

import { chipList } from "../chips.js";
import { answerable } from "../domain.js";
import { el } from "../dom.js";
import { number } from "../format.js";
import { fieldWord, inferredMark } from "./fields.js";

const INHERITED = ["เจ้าภาพของวัตถุประสงค์ (ผลลัพธ์สำคัญไม่ได้ระบุเอง)", "The objective's owner (the key result names none)"];

/** @returns {HTMLElement[]} a group for each relation and direction that has any: first what leads here */
export function linkGroups(app, item) {
  const { store } = app;
  const names = [...store.relations.keys()];
  const back = names.map((name) => group(app, name, "back", store.sources(name, item), (end) => remark(app, name, end, item)));
  const forward = names.map((name) => group(app, name, "forward", store.targets(name, item), (end) => remark(app, name, item, end)));
  return [...back, inherited(app, item), ...forward].filter(Boolean);
}

function group(app, name, way, items, extra) {
  if (!items.length) return null;
  const words = app.store.relations.get(name)[way === "forward" ? 0 : 1];
  return section(app, app.t(words), items, extra, { "data-relation": name, "data-way": way });
}

function section(app, heading, items, extra, attributes) {
  const count = el("span.soft", null, ` ${number(items.length)}`);
  return el("section.links", attributes, el("h3", null, heading, count), chipList(app, items, extra));
}

/** Whether a link is our judgement; of a part of a target its figures. */
function remark(app, name, source, target) {
  const { store } = app;
  const figures = name === "ALLOCATED_TO" ? part(app, store, source, target) : null;
  const mark = store.isInferredArrow(name, source, target) ? inferredMark(app) : null;
  return figures || mark ? el("span.remark", null, figures, mark) : null;
}

function part(app, store, source, target) {
  const at = store.arrowAt("ALLOCATED_TO", source, target);
  const arrows = store.arrows("ALLOCATED_TO");
  const told = ["target", "actual"].map((figure) => {
    const value = arrows[figure]?.[at];
    return value === null || value === undefined ? null : `${fieldWord(app, figure)} ${number(value)}`;
  });
  return told.filter(Boolean).join(" · ") || null;
}

/** A key result that is silent has the owners of its objective. */
function inherited(app, item) {
  const { store } = app;
  if (store.kindName(item) !== "key_result" || !store.isSilent(item)) return null;
  const owners = [...new Set(answerable(store, item))];
  return owners.length ? section(app, app.t(INHERITED), owners, () => null, { "data-relation": "inherited" }) : null;
}
