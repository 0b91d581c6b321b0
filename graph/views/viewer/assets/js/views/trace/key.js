/** What the lines mean. */

import { el, svg } from "../../dom.js";

const KEY = ["ความหมายของเส้น", "What the lines mean"];
const ENTRIES = [
  { strength: "direct", isInferred: false, words: ["โยงตรง: นโยบายกำหนดวัตถุประสงค์เอง", "direct: the policy calls for the objective"] },
  { strength: "via_strategy", isInferred: false, words: ["โยงผ่านยุทธศาสตร์", "via a strategy"] },
  { strength: null, isInferred: false, words: ["ไม่โยงถึงนโยบาย", "tied to no policy"] },
  { strength: "via_strategy", isInferred: true, words: ["เส้นประ: อนุมาน ไม่มีเอกสารระบุ", "dashed: inferred, no source states it"] },
];

/** @returns {{strength: string|null, isInferred: boolean, words: string}[]} */
export function keyEntries(app) {
  return ENTRIES.map((one) => ({ ...one, words: app.t(one.words) }));
}

/** @returns {HTMLElement} the key as a list beside the lanes */
export function keyList(app) {
  const sample = ({ strength, isInferred }) => svg(
    "svg.trace-sample",
    { width: 34, height: 8, "aria-hidden": "true", "data-strength": strength ?? "none", "data-inferred": String(isInferred) },
    svg("line", { x1: 0, x2: 34, y1: 4, y2: 4 }),
  );
  return el("ul.trace-key", { "aria-label": app.t(KEY) }, keyEntries(app).map((one) => el("li", null, sample(one), one.words)));
}
