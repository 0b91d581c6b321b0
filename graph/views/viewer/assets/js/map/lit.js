/** Which items stand out: the trace of the one that is chosen, or those that were given; and which bear a mark. */

import { DOWN, UP, reached } from "../chain.js";

/** The reports whose findings can be marked. */
export const MARKS = ["orphan-projects", "unowned-policies", "gaps"];

/** @returns {Set<number>} the item with all that is above and below it in the chain */
export function traceOf(store, item) {
  return new Set([item, ...reached(store, [item], UP), ...reached(store, [item], DOWN)]);
}

/** @returns {Set<number>} what the rows of a report are about */
export function markedBy(store, name) {
  const found = new Set();
  if (!store.reportNames.includes(name)) return found;
  const report = store.report(name);
  for (let row = 0; row < report.length; row += 1) for (const item of report.about(row)) found.add(item);
  return found;
}

/** @returns {string[]} the reports whose findings are wanted */
export function wantedMarks(state) {
  return MARKS.filter((name) => (state.mark ?? "").split(",").includes(name));
}
