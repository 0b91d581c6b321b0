/** What selectors are answered from, after graph/selection/ground.py; what is asked of it is found once. */

import { answerable, fiscalYear } from "../domain.js";
import { findingsOf } from "../about.js";

const grounds = new WeakMap();

/** @returns {Ground} the one of a store */
export function groundOf(store) {
  if (!grounds.has(store)) grounds.set(store, new Ground(store));
  return grounds.get(store);
}

class Ground {
  constructor(store) {
    this.store = store;
    this.selectors = new Map(Object.entries(store.meta.selectors));
    this._found = new Map();
  }

  /** The items of each unit: those that it owns, by itself or by its objective, or leads. */
  get byAnswerable() {
    return this._once("answerable", () => this._grouped((item) => answerable(this.store, item)));
  }

  /** Projects by status, handoffs by state. */
  get byStatus() {
    return this._once("status", () => this._grouped((item) => {
      const status = statusOf(this.store, item);
      return status === undefined ? [] : [status];
    }));
  }

  /** The items that are of a fiscal year, in the order of the years. */
  get byYear() {
    return this._once("year", () => {
      const grouped = this._grouped((item) => {
        const year = fiscalYear(this.store, item);
        return year ? [String(year)] : [];
      });
      return new Map([...grouped].sort(([one], [other]) => (one < other ? -1 : 1)));
    });
  }

  /** The items that rest on judgement in any field, and those that do not in any. */
  get byBasis() {
    return this._once("basis", () => {
      const grouped = this._grouped((item) => [this.store.isInferred(item) ? "inferred" : "stated"]);
      return new Map(["stated", "inferred"].map((basis) => [basis, grouped.get(basis) ?? []]));
    });
  }

  /** The items of each file, by its path and by each end of it. */
  get byFile() {
    return this._once("file", () => {
      const { file, files } = this.store.data.nodes;
      const ends = files.map(endsOf);
      return this._grouped((item) => ends[file[item]]);
    });
  }

  /** The items that each finding is about. */
  get findings() {
    return this._once("findings", () => findingsOf(this.store));
  }

  _once(name, found) {
    if (!this._found.has(name)) this._found.set(name, found());
    return this._found.get(name);
  }

  _grouped(keysOf) {
    const groups = new Map();
    for (let item = 0; item < this.store.count; item += 1) {
      for (const key of keysOf(item)) {
        if (groups.has(key)) groups.get(key).push(item);
        else groups.set(key, [item]);
      }
    }
    return groups;
  }
}

/** `data/units/a.yaml`, `units/a.yaml`, `a.yaml`. */
function endsOf(path) {
  const parts = path.split("/");
  return parts.map((_, start) => parts.slice(start).join("/"));
}

/** @returns {string|undefined} a project's status; a handoff's state as given, else as its dates tell */
export function statusOf(store, item) {
  const kind = store.kindName(item);
  if (kind === "project") return store.field("status", item);
  if (kind !== "handoff") return undefined;
  const given = store.field("state", item);
  if (given) return given;
  const dated = [["done_on", "done"], ["returned_on", "returned"], ["accepted_on", "accepted"]];
  return dated.find(([name]) => store.field(name, item) !== undefined)?.[1] ?? "waiting";
}
