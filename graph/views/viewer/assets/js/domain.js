/** The domain's own questions, answered as graph/network.py answers them. */

const TIERS = ["city", "district", "bureau", "office", "external"];

/** @returns {number[]} the item and all that it is part of, the nearest first */
export function above(store, item) {
  const chain = new Set([item]);
  const whole = (part) => store.targets("PART_OF", part)[0];
  for (let step = whole(item); step !== undefined && !chain.has(step); step = whole(step)) chain.add(step);
  return [...chain];
}

/** @returns {Set<number>} the items and all their parts, at any depth */
export function inside(store, items) {
  const found = new Set(items);
  for (const whole of found) for (const part of store.sources("PART_OF", whole)) found.add(part);
  return found;
}

/** @returns {number} the unit at its tier: a division counts as its bureau */
export function lifted(store, unit) {
  return above(store, unit).find((one) => TIERS.includes(store.field("unit_kind", one))) ?? unit;
}

/** @returns {string} city, district, bureau, office or external */
export function tier(store, unit) {
  return store.field("unit_kind", lifted(store, unit));
}

/** @returns {number[]} the units that own an item, by itself or by its objective, or lead a project */
export function answerable(store, item) {
  const own = [...store.targets("OWNED_BY", item), ...store.targets("LED_BY", item)];
  if (store.kindName(item) !== "key_result" || !store.isSilent(item)) return own;
  return [...store.sources("HAS_KEY_RESULT", item)].flatMap((one) => [...store.targets("OWNED_BY", one)]);
}

/** @returns {number|undefined} the fiscal year (Buddhist era) that an item is of */
export function fiscalYear(store, item) {
  return store.field("fiscal_year", item) ?? store.field("year_of", item);
}

/** @returns {Set<number>} the objectives that a policy calls for; for none: those of its strategies and their parts */
export function objectivesBelow(store, policy) {
  if (store.isCalling(policy)) return new Set(store.targets("CALLS_FOR", policy));
  return ends(store, "HAS_OBJECTIVE", inside(store, store.targets("ADVANCES", policy)));
}

/** @returns {Set<number>} where a relation's arrows from any of the items lead */
export function ends(store, relation, items) {
  const found = new Set();
  for (const item of items) for (const end of store.targets(relation, item)) found.add(end);
  return found;
}
