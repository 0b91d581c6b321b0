/** How numbers become colours: few classes, each with about as many districts. */

export const STEPS = 5;
const HUNDREDTHS = [20, 40, 60, 80, 100];

/**
 * Of many different numbers each class holds about as many; of few each number is a class.
 * @param {number[]} values
 * @returns {{from: number, to: number, step: number}[]} from the lowest; `step` is the colour
 */
export function classesOf(values) {
  const sorted = [...values].sort((one, other) => one - other);
  const distinct = [...new Set(sorted)];
  const first = new Map();
  sorted.forEach((value, rank) => first.has(value) || first.set(value, rank));
  const groups = new Map();
  for (const value of distinct) {
    const group = distinct.length <= STEPS ? value : Math.floor((STEPS * first.get(value)) / sorted.length);
    groups.set(group, [...(groups.get(group) ?? []), value]);
  }
  const found = [...groups.values()];
  return found.map((group, at) => ({ from: group[0], to: group.at(-1), step: stepOf(at, found.length) }));
}

/** Percent always has the same classes, so that one map can be held against another. */
export function classesOfPercent() {
  return HUNDREDTHS.map((to, step) => ({ from: step ? HUNDREDTHS[step - 1] : 0, to, step }));
}

/** @returns {number} the colour of a number */
export function stepIn(classes, value) {
  return (classes.find((one) => value <= one.to) ?? classes.at(-1)).step;
}

function stepOf(at, count) {
  return count === 1 ? 2 : Math.round((at * (STEPS - 1)) / (count - 1));
}
