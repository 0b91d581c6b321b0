/** The trace of one item, as `policytrace trace` gives it: what is above and below, and each arrow's basis and strength. */

import { DOWNWARDS, Reach, UPWARDS } from "./reach.js";
import { Ties } from "./ties.js";

const SATANG = 100;
const kept = new WeakMap(); // By store: what the traces of all items have in common.

/** @returns {Trace} */
export function traced(store, root) {
  return new Trace(store, root);
}

/** Everything above and below one item. */
export class Trace {
  constructor(store, root) {
    const every = common(store).ties;
    this.store = store;
    this.root = root;
    this.strength = every.of(root);
    this.up = new Side(store, new Reach(store, UPWARDS, root), every, "policy");
    const down = new Reach(store, DOWNWARDS, root);
    this.down = new Side(store, down, tiesBelow(store, root, down, every), "unit");
  }

  /** @returns {boolean} */
  has(item) {
    return this.up.reach.depths.has(item) || this.down.reach.depths.has(item);
  }

  /** @returns {Side} the side on which an item stands; the root is on the upper one */
  sideOf(item) {
    return this.up.reach.depths.has(item) ? this.up : this.down;
  }

  /** @returns {Set<number>} the root, what is above it and what is below */
  items() {
    return new Set([...this.up.reach.depths.keys(), ...this.down.reach.depths.keys()]);
  }
}

/** What is above the item, or below it. */
export class Side {
  constructor(store, reach, ties, end) {
    this.reach = reach;
    this._store = store;
    this._ties = ties;
    this._end = end;
    this._leading = null;
  }

  /** Whether an item leads to the end of this side: a policy, or a unit. */
  isLeading(item) {
    this._leading ??= this.reach.leadingTo((one) => this._store.kindName(one) === this._end);
    return this._leading.has(item);
  }

  /** Every arrow of this side, with its basis and strength. @returns {object[]} */
  get arrows() {
    this._arrows ??= [...this.reach.every()].map((hop) => ({
      ...hop,
      isInferred: isInferred(this._store, hop),
      strength: this._ties.ofArrow(hop),
      depth: this.reach.depths.get(hop.near) + 1,
    }));
    return this._arrows;
  }

  /** What it adds up to: policies, projects and their budgets, and how much rests on inferred links alone. */
  get sums() {
    const items = [...this.reach.depths.keys()].filter((one) => one !== this.reach.start);
    const stated = this.reach.stated((hop) => isInferred(this._store, hop));
    const inferred = items.filter((one) => !stated.has(one));
    const policies = (some) => some.filter((one) => this._store.kindName(one) === "policy").length;
    return {
      policies: policies(items),
      inferredPolicies: policies(inferred),
      work: workOf(this._store, items),
      inferredWork: workOf(this._store, inferred),
    };
  }
}

/** @returns {{projects: number, budget: number, unknown: number}} the projects among some items, and their money */
export function workOf(store, items) {
  let [projects, unknown, satang] = [0, 0, 0];
  for (const item of items) {
    if (store.kindName(item) !== "project") continue;
    const budget = store.field("budget", item);
    projects += 1;
    if (budget === undefined) unknown += 1;
    else satang += Math.round(budget * SATANG); // Whole numbers: the same in whatever order.
  }
  return { projects, budget: satang / SATANG, unknown };
}

function tiesBelow(store, root, reach, every) {
  const kind = store.kindName(root);
  if (kind === "policy") return new Ties(store, [root]);
  if (kind === "dimension") return new Ties(store, reach.hops(root).map((hop) => hop.far));
  return every;
}

function common(store) {
  if (!kept.has(store)) {
    const [first, end] = store.range("policy");
    const policies = Array.from({ length: end - first }, (_, position) => first + position);
    kept.set(store, { ties: new Ties(store, policies), inferred: new Map() });
  }
  return kept.get(store);
}

/** Whether an arrow is our judgement; kept by both ends, since a hub has too many arrows to look through. */
function isInferred(store, { relation, source, target }) {
  const { inferred } = common(store);
  if (!inferred.has(relation)) {
    const { from, to, inferred: positions } = store.arrows(relation);
    inferred.set(relation, new Set(positions.map((at) => from[at] * store.count + to[at])));
  }
  return inferred.get(relation).has(source * store.count + target);
}
