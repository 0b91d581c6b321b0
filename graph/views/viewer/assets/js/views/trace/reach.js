/** What is reached from one item along the chain, after graph/reports/reach.py; steps are those of chain.js. */

import { DOWN } from "../../chain.js";

/** From each kind, the arrows that lead up to the policies. */
export const UPWARDS = {
  unit: [["LED_BY", false], ["ALLOCATED_TO", false]],
  area: [["TARGETS", false]],
  handoff: [["HANDED_OVER", false]],
  project: [["DELIVERED_BY", false]],
  kpi: [["MEASURED_BY", false], ["TRACKED_BY", false]],
  key_result: [["HAS_KEY_RESULT", false]],
  objective: [["CALLS_FOR", false], ["HAS_OBJECTIVE", false]],
  strategy: [["ADVANCES", false], ["PART_OF", true]],
};

/** From each kind, the arrows that lead down to the units. */
export const DOWNWARDS = {
  ...DOWN,
  dimension: [["IN_DIMENSION", false]],
  handoff: [["FROM_UNIT", true], ["TO_UNIT", true]],
};

/** Every item and arrow that is reached, the nearest first. */
export class Reach {
  /** @param {object} steps UPWARDS or DOWNWARDS @param {number} start the item */
  constructor(store, steps, start) {
    this.start = start;
    this.depths = new Map([[start, 0]]); // Arrows away, by the shortest way.
    this._hops = new Map();
    for (const [near, depth] of this.depths) { // A Map yields what is added meanwhile.
      const hops = hopsOf(store, steps, near);
      this._hops.set(near, hops);
      for (const hop of hops) if (!this.depths.has(hop.far)) this.depths.set(hop.far, depth + 1);
    }
  }

  /** @returns {object[]} the arrows that lead on from an item: near, far, source, target, relation */
  hops(item) {
    return this._hops.get(item);
  }

  /** Every arrow that is followed once, the nearest first. */
  * every() {
    for (const hops of this._hops.values()) yield* hops;
  }

  /** @returns {Set<number>} the start, and what it leads to by arrows that a published source states */
  stated(isInferred) {
    const found = new Set([this.start]);
    for (const item of found) for (const hop of this._hops.get(item)) if (!isInferred(hop)) found.add(hop.far);
    return found;
  }

  /** @returns {Set<number>} the items of a kind, and those that lead to one of them */
  leadingTo(isEnd) {
    const back = new Map();
    for (const hop of this.every()) {
      if (back.has(hop.far)) back.get(hop.far).push(hop.near);
      else back.set(hop.far, [hop.near]);
    }
    const found = new Set([...this.depths.keys()].filter(isEnd));
    for (const item of found) for (const near of back.get(item) ?? []) found.add(near);
    return found;
  }
}

function hopsOf(store, steps, near) {
  const hops = [];
  for (const [relation, isForward] of steps[store.kindName(near)] ?? []) {
    for (const far of isForward ? store.targets(relation, near) : store.sources(relation, near)) {
      hops.push(isForward ? { near, far, relation, source: near, target: far } : { near, far, relation, source: far, target: near });
    }
  }
  return hops;
}
