/** What reaches the districts, answered as graph/reports/areas.py answers it. */

import { above, ends, fiscalYear, inside, lifted, objectivesBelow, tier } from "../../domain.js";

const OPEN = ["waiting", "accepted", "returned"];

/** @returns {boolean} whether an item is of the fiscal year that the page is of */
export function counts(store, item) {
  const year = store.meta.fiscal_year;
  return year === null || fiscalYear(store, item) === year;
}

/** @returns {Set<number>} the objectives below a policy or a strategy */
export function below(store, item) {
  if (store.kindName(item) === "policy") return objectivesBelow(store, item);
  return ends(store, "HAS_OBJECTIVE", inside(store, [item]));
}

/** Which objectives and projects target which places: of all, or of those below some objectives. */
export class Targeting {
  /** @param {Set<number>|null} objectives null is everything */
  constructor(store, objectives = null) {
    this.store = store;
    this._within = objectives === null ? null : withProjects(store, objectives);
    this._byPlace = new Map();
    this._own = new Map();
    this._around = new Map();
    this.placeless = 0; // How many of those below some objectives name no place.
    this._group();
  }

  _group() {
    const { store } = this;
    const items = this._within ?? new Set(store.arrows("TARGETS")?.from ?? []);
    for (const item of items) {
      if (!counts(store, item)) continue;
      const places = store.targets("TARGETS", item);
      const kind = store.kindName(item) === "project" ? "projects" : "objectives";
      if (!places.length) this.placeless += 1;
      for (const place of places) {
        if (!this._byPlace.has(place)) this._byPlace.set(place, nothing());
        this._byPlace.get(place)[kind].add(item);
      }
    }
  }

  /** Whether there is work, of which none names a place: then nobody can say which districts it reaches. */
  get isNowhere() {
    return this.placeless > 0 && this._byPlace.size === 0;
  }

  /** @returns {{objectives: Set<number>, projects: Set<number>}} what targets a district or a place in it */
  own(area) {
    if (!this._own.has(area)) this._own.set(area, this._union(inside(this.store, [area])));
    return this._own.get(area);
  }

  /** @returns {{objectives: Set<number>, projects: Set<number>}} what targets what the district is part of */
  around(area) {
    const [, parent] = above(this.store, area);
    if (!this._around.has(parent)) this._around.set(parent, this._union(above(this.store, area).slice(1)));
    return this._around.get(parent);
  }

  /** @returns {number[]} what targets what is around the district, and not the district itself */
  wider(area, kind) {
    const own = this.own(area)[kind];
    return [...this.around(area)[kind]].filter((one) => !own.has(one));
  }

  /** @returns {number} how many these are, without a list of them */
  widerCount(area, kind) {
    const around = this.around(area)[kind];
    let both = 0;
    for (const one of this.own(area)[kind]) both += around.has(one);
    return around.size - both;
  }

  _union(places) {
    const found = nothing();
    for (const place of places) {
      const there = this._byPlace.get(place);
      for (const kind of there ? Object.keys(found) : []) for (const one of there[kind]) found[kind].add(one);
    }
    return found;
  }
}

function nothing() {
  return { objectives: new Set(), projects: new Set() };
}

function withProjects(store, objectives) {
  const projects = ends(store, "DELIVERED_BY", ends(store, "HAS_KEY_RESULT", objectives));
  return new Set([...objectives, ...projects]);
}

/** @returns {{direct: Set<number>, via: Set<number>, strategies: Set<number>}} what stands above objectives and projects */
export function plansAbove(store, { objectives, projects }) {
  const reached = starts(store, "HAS_KEY_RESULT", starts(store, "DELIVERED_BY", projects));
  for (const objective of objectives) reached.add(objective);
  const strategies = new Set();
  for (const own of starts(store, "HAS_OBJECTIVE", reached)) for (const one of above(store, own)) strategies.add(one);
  const advancing = [...starts(store, "ADVANCES", strategies)];
  return {
    direct: starts(store, "CALLS_FOR", reached),
    via: new Set(advancing.filter((policy) => !store.targets("CALLS_FOR", policy).length)),
    strategies,
  };
}

/** @returns {Set<number>} where a relation's arrows to any of the items come from */
function starts(store, relation, items) {
  const found = new Set();
  for (const item of items) for (const start of store.sources(relation, item)) found.add(start);
  return found;
}

/** @returns {number[]} the units of the district offices that serve an area, and what is inside them */
function officeUnits(store, area) {
  const serving = [...store.sources("SERVES", area)].filter((one) => tier(store, one) === "district");
  const offices = new Set(serving.map((one) => lifted(store, one)));
  return [...inside(store, offices)].filter((one) => offices.has(lifted(store, one)));
}

/** @returns {Set<number>} the key results of which the district office has a part */
export function keyResultParts(store, area) {
  const found = new Set();
  for (const unit of officeUnits(store, area)) {
    for (const result of store.sources("ALLOCATED_TO", unit)) if (counts(store, result)) found.add(result);
  }
  return found;
}

/** @returns {Map<number, string>} the open handoffs with the district office at one end, and their states */
export function openHandoffs(store, area) {
  const found = new Map();
  for (const unit of officeUnits(store, area)) {
    for (const relation of ["FROM_UNIT", "TO_UNIT"]) {
      for (const handoff of store.sources(relation, unit)) {
        const state = stateOf(store, handoff);
        if (OPEN.includes(state) && counts(store, handoff) && crosses(store, handoff)) found.set(handoff, state);
      }
    }
  }
  return found;
}

/** @returns {boolean} whether an open handoff waits with the district office */
export function isHeld(store, area, handoff) {
  const relation = stateOf(store, handoff) === "returned" ? "FROM_UNIT" : "TO_UNIT";
  const units = new Set(officeUnits(store, area));
  return [...store.targets(relation, handoff)].some((one) => units.has(one));
}

function crosses(store, handoff) {
  const [from] = store.targets("FROM_UNIT", handoff);
  const [to] = store.targets("TO_UNIT", handoff);
  return from !== undefined && to !== undefined && lifted(store, from) !== lifted(store, to);
}

function stateOf(store, handoff) {
  const said = (name) => store.field(name, handoff);
  if (said("state")) return said("state");
  if (said("done_on")) return "done";
  if (said("returned_on")) return "returned";
  return said("accepted_on") ? "accepted" : "waiting";
}
