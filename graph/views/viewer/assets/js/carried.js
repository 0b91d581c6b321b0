/** Which items stand in a cell of the overview: what graph/reports/overview.py counts, found again one by one. */

import { above, answerable, fiscalYear, lifted, objectivesBelow, tier } from "./domain.js";

/** Stands for every column, or for every unit; before the name of a tier, for the units of that tier. */
export const EVERY = "*";

const KEPT = new WeakMap(); // Of each store, the dimensions of its objectives.

/**
 * @param {string|null} unit an id, null for nobody, `*`, or `*` and a tier
 * @param {string|null} column an id, null for none, or `*`
 * @returns {number[]} the items of a kind that stand in a cell, in the order of the page
 */
export function carried(store, by, kindName, unit, column) {
  if (by === "zone" && kindName === "policy") return [];
  const found = [];
  const [first, end] = store.range(kindName);
  for (let item = first; item < end; item += 1) {
    if (counts(store, item) && hasUnit(store, item, unit) && hasColumn(store, item, by, column)) found.push(item);
  }
  return found;
}

function counts(store, item) {
  const year = store.meta.fiscal_year;
  const isOfYear = year === null || store.kindName(item) === "policy" || fiscalYear(store, item) === year;
  return isOfYear && store.isAsked(item);
}

function hasUnit(store, item, unit) {
  if (unit === EVERY) return true;
  const units = answerable(store, item);
  if (unit === null) return units.length === 0;
  if (unit.startsWith(EVERY)) return units.some((one) => tier(store, one) === unit.slice(EVERY.length));
  return units.some((one) => store.id(lifted(store, one)) === unit);
}

function hasColumn(store, item, by, column) {
  if (column === EVERY) return true;
  const columns = columnsOf(store, item, by);
  return column === null ? columns.size === 0 : columns.has(store.numberOf(column));
}

/** @returns {Set<number>} the dimensions, topmost strategies or zones that an item stands in */
function columnsOf(store, item, by) {
  const kind = store.kindName(item);
  if (kind === "key_result") return joined(store, store.sources("HAS_KEY_RESULT", item), by);
  if (kind === "project" && by !== "zone") return joined(store, store.sources("DELIVERED_BY", item), by);
  if (by === "zone") return zones(store, store.targets("TARGETS", item));
  if (by === "strategy") {
    const own = kind === "policy" ? store.targets("ADVANCES", item) : store.sources("HAS_OBJECTIVE", item);
    return new Set([...own].map((one) => above(store, one).at(-1)));
  }
  return kind === "policy" ? new Set(store.targets("IN_DIMENSION", item)) : dimensions(store).get(item) ?? new Set();
}

function joined(store, items, by) {
  const found = new Set();
  for (const item of items) for (const column of columnsOf(store, item, by)) found.add(column);
  return found;
}

/** @returns {Map<number, Set<number>>} the dimensions of the policies that each objective is below */
function dimensions(store) {
  if (!KEPT.has(store)) {
    const found = new Map();
    const [first, end] = store.range("policy");
    for (let policy = first; policy < end; policy += 1) {
      const own = store.targets("IN_DIMENSION", policy);
      for (const objective of own.length ? objectivesBelow(store, policy) : []) {
        if (!found.has(objective)) found.set(objective, new Set());
        for (const dimension of own) found.get(objective).add(dimension);
      }
    }
    KEPT.set(store, found);
  }
  return KEPT.get(store);
}

/** The zones that areas lie in; where they lie in none, the city if it is among them. */
function zones(store, areas) {
  const kind = (area) => store.field("area_kind", area);
  const inZones = new Set();
  const cities = new Set();
  for (const area of areas) {
    const zone = above(store, area).find((one) => kind(one) === "zone");
    if (zone !== undefined) inZones.add(zone);
    else if (kind(area) === "city") cities.add(area);
  }
  return inZones.size ? inZones : cities;
}
