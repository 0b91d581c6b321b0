/** Who hands over to whom: the report's rows by district and bureau. */

import { inOrder } from "../../format.js";

/** What can be counted; `recorded` are those that are open, `all` is every row of the report. */
export const KINDS = ["recorded", "delivery", "support", "allocation", "all"];
/** From the district to the bureau, and back; between other tiers it goes neither way. */
export const WAYS = ["there", "back"];

const known = new WeakMap(); // By report.

/** @returns {Crossings} of a report; read once */
export function crossingsOf(app, report) {
  if (!known.has(report)) known.set(report, new Crossings(app, report));
  return known.get(report);
}

/** Every row with its kind, and with its two ends where it is between a district and a bureau. */
class Crossings {
  constructor(app, report) {
    this.app = app;
    this.ends = new Map();
    for (let row = 0; row < report.length; row += 1) {
      const tiers = `${report.cell("from_tier", row)} ${report.cell("to_tier", row)}`;
      const [from, to, kind] = ["from", "to", "kind"].map((name) => report.cell(name, row));
      const isClosed = kind === "recorded" && report.cell("holder", row) === null;
      const of = isClosed ? null : kind;
      if (tiers === "district bureau") this.ends.set(row, { district: from, bureau: to, way: "there", of });
      else if (tiers === "bureau district") this.ends.set(row, { district: to, bureau: from, way: "back", of });
      else this.ends.set(row, { district: null, bureau: null, way: null, of });
    }
  }

  /** @returns {number[]} the rows of a kind that go one way; null is any; a recorded one counts while it is open */
  rows(kind, way = null) {
    const found = [];
    for (const [row, end] of this.ends) {
      if ((way === null || end.way === way) && (kind === "all" || end.of === kind)) found.push(row);
    }
    return found;
  }

  /** @returns {object} the rows of each cell, of those between a district and a bureau; the districts and bureaus that have any, in the reader's order */
  matrix(rows) {
    const cells = new Map();
    for (const row of rows) {
      const { district, bureau, way } = this.ends.get(row);
      if (way === null) continue;
      for (const key of [keyOf(district, bureau), keyOf(district, null), keyOf(null, bureau), keyOf(null, null)]) {
        if (!cells.has(key)) cells.set(key, []);
        cells.get(key).push(row);
      }
    }
    const some = (end) => this._named(end, rows.map((row) => this.ends.get(row)));
    return { cells, districts: this._inOrder(some("district")), bureaus: this._inOrder(some("bureau")) };
  }

  /** @returns {number} how many of the rows go one way */
  count(rows, way) {
    return rows.reduce((sum, row) => sum + (this.ends.get(row).way === way), 0);
  }

  /** @returns {number[]} every district of the city, and any other that hands over */
  get districts() {
    const { store } = this.app;
    const [first, end] = store.range("unit");
    const found = this._named("district", this.ends.values());
    for (let unit = first; unit < end; unit += 1) if (store.field("unit_kind", unit) === "district") found.add(unit);
    return this._inOrder(found);
  }

  _named(end, all) {
    const found = new Set();
    for (const one of all) if (one[end] !== null) found.add(one[end]);
    return found;
  }

  _inOrder(units) {
    const { app } = this;
    return [...units].sort((one, other) => inOrder(app.title(one), app.title(other)) || one - other);
  }
}

/** @returns {string} a cell's key; null is the total */
export function keyOf(district, bureau) {
  return `${district ?? ""}:${bureau ?? ""}`;
}

/** @returns {string} a cell as the address has it: `D5001:B1000`, `D5001:` for all of a district */
export function addressOf(store, district, bureau) {
  return keyOf(district === null ? null : store.id(district), bureau === null ? null : store.id(bureau));
}

/** @returns {[number|null, number|null]|null} the cell of an address; null where it names none */
export function cellAt(store, address) {
  const parts = (address ?? "").split(":");
  if (parts.length !== 2) return null;
  const units = parts.map((id) => (id ? store.numberOf(id) : null));
  return units.includes(undefined) ? null : units;
}
