/** Between which units handoffs are shown: districts and bureaus alone, or units of every tier. */

import { fiscalYear, lifted } from "../../domain.js";
import { number } from "../../format.js";

export const EVERY_TIER = ["ทุกระดับ", "every tier"];
const ELSEWHERE = ["งานส่งต่อที่บันทึกไว้อีก {} เรื่องเป็นระหว่างหน่วยงานระดับอื่น เช่น หน่วยงานภายนอก เลือก “ทุกระดับ” เพื่อดู",
  "{} further recorded handoffs are between units of other tiers, such as external ones: “every tier” lists them."];
const INSIDE = ["งานส่งต่อที่บันทึกไว้ {} เรื่องอยู่ภายในหน่วยงานเดียวกัน จึงไม่นับ",
  "{} recorded handoffs stay within one unit, and are not counted."];

/** Whether the report has rows between other tiers that its default leaves out. */
export function hasFurther(app, name) {
  return app.store.widest(name).length > app.store.report(name).length;
}

/** Whether rows between units of every tier are to be shown: the page was made of them, or the reader wants them. */
export function showsEveryTier(app, name) {
  return app.store.meta.all_tiers || (hasFurther(app, name) && app.state.tiers === "all");
}

/** @returns {string[]} how many recorded handoffs are not among the rows of the report that is shown, and why */
export function notListed(app, report, name) {
  const { store } = app;
  const recorded = (of) => of.summary.by_kind.recorded;
  const counts = [[ELSEWHERE, recorded(store.widest(name)) - recorded(report)], [INSIDE, insideOne(store)]];
  return counts.filter(([, count]) => count > 0).map(([words, count]) => app.t(words).replace("{}", number(count)));
}

/** How many of the recorded handoffs that were asked for are from a unit to itself or to a part of it. */
function insideOne(store) {
  const { fiscal_year: year } = store.meta;
  const [first, end] = store.range("handoff");
  let count = 0;
  for (let item = first; item < end; item += 1) {
    const [of] = store.sources("HANDED_OVER", item);
    const isAsked = store.isAsked(item) || (of !== undefined && store.isAsked(of));
    const isOfYear = year === null || (of !== undefined && fiscalYear(store, of) === year);
    const [from, to] = ["FROM_UNIT", "TO_UNIT"].map((relation) => store.targets(relation, item)[0]);
    const isInside = from !== undefined && to !== undefined && lifted(store, from) === lifted(store, to);
    if (isInside && isAsked && isOfYear) count += 1;
  }
  return count;
}
