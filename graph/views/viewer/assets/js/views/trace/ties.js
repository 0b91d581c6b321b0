/** How items and arrows are tied to policies, after graph/reports/ties.py: directly, or only through a strategy. */

import { ends, inside } from "../../domain.js";

const FROM_ABOVE = { key_result: "HAS_KEY_RESULT", project: "DELIVERED_BY", handoff: "HANDED_OVER" };

/** The ties to some policies. */
export class Ties {
  /** @param {Iterable<number>} policies */
  constructor(store, policies) {
    this._store = store;
    this._policies = new Set(policies);
    this._strategies = inside(store, ends(store, "ADVANCES", this._policies));
    this._known = new Map();
    for (const one of ends(store, "HAS_OBJECTIVE", this._strategies)) this._known.set(one, "via_strategy");
    for (const one of ends(store, "CALLS_FOR", this._policies)) this._known.set(one, "direct");
  }

  /** @returns {"direct"|"via_strategy"|null} the tie of an item of the chain below the policies */
  of(item) {
    if (!this._known.has(item)) this._known.set(item, this._of(item));
    return this._known.get(item);
  }

  _of(item) {
    const kind = this._store.kindName(item);
    if (kind === "strategy") return this._strategies.has(item) ? "via_strategy" : null;
    const relation = FROM_ABOVE[kind];
    const found = new Set(relation ? [...this._store.sources(relation, item)].map((one) => this.of(one)) : []);
    return found.has("direct") ? "direct" : found.has("via_strategy") ? "via_strategy" : null;
  }

  /** @returns {"direct"|"via_strategy"|null} the tie of the ways from the policies that go through an arrow */
  ofArrow({ relation, source, target }) {
    if (relation === "CALLS_FOR") return this._policies.has(source) ? "direct" : null;
    if (relation === "ADVANCES") return this._policies.has(source) ? "via_strategy" : null;
    return this.of(relation === "PART_OF" ? target : source);
  }
}
