/** Which arrows of the map are drawn: single ones where few are seen, bundles where many are. */

import { DOWN } from "../chain.js";

const CHAIN = ["ADVANCES", "CALLS_FOR", "HAS_OBJECTIVE", "HAS_KEY_RESULT", "DELIVERED_BY", "LED_BY"];
const BESIDE = ["IN_DIMENSION", "TRACKED_BY", "MEASURED_BY", "HANDED_OVER", "FROM_UNIT", "TO_UNIT", "SUPPORTED_BY"];
const FEW = 250; // Items, where arrows beside the chain help too.
const BINS = 20; // Parts of the width that a bundle starts or ends in.
const WEAKEST = 0.004; // Of all arrows of its relation; a weaker bundle is left out.
const OF_CHAIN = new Set(Object.values(DOWN).flat().map(([relation]) => relation));

/** @returns {Array<[number, number]>|null} arrows to or from items that are seen; null if they are more than `most` */
export function arrowsNear(store, seen, isShown, most) {
  const found = [];
  const relations = seen.size > FEW ? CHAIN : [...CHAIN, ...BESIDE];
  for (const item of seen) {
    for (const relation of relations) {
      for (const end of store.targets(relation, item)) if (isShown(end)) found.push([item, end]);
      for (const start of store.sources(relation, item)) if (!seen.has(start) && isShown(start)) found.push([start, item]);
    }
    if (found.length > most) return null;
  }
  return found;
}

/** @returns {Array<[number, number]>} the arrows of the chain between items */
export function arrowsAmong(store, items) {
  const found = [];
  for (const item of items) {
    for (const [relation, isForward] of DOWN[store.kindName(item)] ?? []) {
      const ends = isForward ? store.targets(relation, item) : store.sources(relation, item);
      for (const end of ends) if (items.has(end)) found.push([item, end]);
    }
  }
  return found;
}

/** @returns {Set<number>} what an item is tied to beside the chain: owners, indicators, areas, dimensions … */
export function besides(store, item, most) {
  const found = new Set();
  const isStrategy = store.kindName(item) === "strategy"; // Its parts are a step of the chain.
  for (const relation of store.relations.keys()) {
    if (OF_CHAIN.has(relation) && (relation !== "PART_OF" || isStrategy)) continue;
    for (const end of store.targets(relation, item)) found.add(end);
    for (const start of store.sources(relation, item)) found.add(start);
  }
  return found.size > most ? new Set() : found;
}

/** @returns {Array<object>} bundles of every arrow of the chain: from and to where, and their share of their relation */
export function bundlesOfAll(store, places, isShown) {
  return CHAIN.flatMap((relation) => {
    const { from, to } = store.arrows(relation) ?? { from: [], to: [] };
    if (!from.length || !isShown(from[0]) || !isShown(to[0])) return [];
    const bundles = new Map();
    for (let at = 0; at < from.length; at += 1) add(bundles, places, from[at], to[at]);
    return strongest(bundles, from.length, WEAKEST);
  });
}

/** @returns {Array<object>} the same of some arrows */
export function bundlesOf(places, arrows) {
  const bundles = new Map();
  for (const [from, to] of arrows) add(bundles, places, from, to);
  return strongest(bundles, arrows.length, 0);
}

function add(bundles, places, from, to) {
  const width = places.width / BINS;
  const bins = [places.x[from], places.x[to]].map((x) => Math.floor(x / width));
  const key = ((bins[0] * BINS + bins[1]) * 16 + places.bandOf[from]) * 16 + places.bandOf[to];
  let bundle = bundles.get(key);
  if (!bundle) bundles.set(key, (bundle = { count: 0, fromX: 0, toX: 0, from: places.bandOf[from], to: places.bandOf[to] }));
  bundle.count += 1;
  bundle.fromX += places.x[from];
  bundle.toX += places.x[to];
}

function strongest(bundles, all, weakest) {
  return [...bundles.values()]
    .filter(({ count }) => count >= all * weakest)
    .map((one) => ({ ...one, share: one.count / all, fromX: one.fromX / one.count, toX: one.toX / one.count }));
}
