/** What the table of the overview shows: its columns, its rows and their figures, from the report's rows. */

import { EVERY } from "../carried.js";
import { tier } from "../domain.js";
import { inOrder } from "../format.js";

const WAYS = ["dimension", "strategy", "zone"];
const COUNTS = { projects: "project", key_results: "key_result", objectives: "objective", policies: "policy", budget: "project" };
const FIRST_TIERS = ["bureau", "office"];
const DISTRICT = "district";
const EMPTY = { policies: 0, objectives: 0, key_results: 0, projects: 0, budget: 0, unknown_budget: 0 };

/** The row of all districts, which opens. */
export const DISTRICTS = EVERY + DISTRICT;

export class OverviewModel {
  constructor(app) {
    this.store = app.store;
    this.rows = app.store.report("overview");
    this._places = new Map();
    for (let row = 0; row < this.rows.length; row += 1) {
      this._places.set(place(...["by", "unit", "column"].map((one) => this.rows.cell(one, row))), row);
    }
    this._title = (item) => app.title(item);
    this.by = this.ways.includes(app.state.by) ? app.state.by : this.ways[0];
    this.count = this.counts.includes(app.state.count) ? app.state.count : this._telling;
    this.isOpen = app.state.districts === "open";
    this.columns = this._columns();
    this.units = this._units();
    this.total = { key: EVERY, item: null, kind: "total" };
  }

  /** What the columns may be: the ways of which there are any columns, by dimension above all. */
  get ways() {
    const found = WAYS.filter((by) => this._columnItems(by).length);
    return found.length ? found : ["dimension"];
  }

  /** What may be counted; policies are meant for no zone. */
  get counts() {
    return Object.keys(COUNTS).filter((one) => one !== "policies" || this.by !== "zone");
  }

  /** Projects, if there are any: they are what the chain must reach. Else what stands nearest above them. */
  get _telling() {
    const all = this.figures(EVERY, EVERY);
    return this.counts.find((one) => all[one] > 0) ?? "projects";
  }

  /** The kind of the items that are counted. */
  get kindName() {
    return COUNTS[this.count];
  }

  /** @returns {{policies: number, budget: number, …}} the figures of a cell, as the report has them */
  figures(unit, column, by = this.by) {
    const row = this._places.get(place(by, unit, column));
    return row === undefined ? EMPTY : this.rows.row(row);
  }

  /** @returns {{key: string|null, item: number|null}[]} in the sources' order, then that of none, then that of all */
  _columns() {
    const own = this._columnItems(this.by).map((item) => ({ key: this.store.id(item), item }));
    return [...own, { key: null, item: null }, { key: EVERY, item: null }];
  }

  _columnItems(by) {
    const { store } = this;
    const all = (kind) => {
      const [first, end] = store.range(kind);
      return Array.from({ length: end - first }, (_, at) => first + at);
    };
    if (by === "dimension") return all("dimension");
    if (by === "strategy") return all("strategy").filter((one) => store.targets("PART_OF", one).length === 0);
    return all("area").filter((one) => {
      const kind = store.field("area_kind", one);
      return kind === "zone" || (kind === "city" && this._places.has(place(by, EVERY, store.id(one))));
    });
  }

  /**
   * Bureaus and offices in Thai order, the districts as one row or as all, others, nobody; the total stands apart.
   * @returns {{key: string|null, item: number|null, kind: string}[]}
   */
  _units() {
    const busy = this._busy;
    const of = (tiers) => this._sorted(busy.filter((one) => tiers.includes(tier(this.store, one))));
    const districts = of([DISTRICT]);
    const first = of(FIRST_TIERS);
    const others = this._sorted(busy.filter((one) => ![...FIRST_TIERS, DISTRICT].includes(tier(this.store, one))));
    const asRow = (kind) => (item) => ({ key: this.store.id(item), item, kind });
    const hasNobody = WAYS.some((by) => this._places.has(place(by, null, EVERY)));
    return [
      ...first.map(asRow("unit")),
      ...(districts.length ? [{ key: DISTRICTS, item: null, kind: "districts", count: districts.length }] : []),
      ...(this.isOpen ? districts.map(asRow("district")) : []),
      ...others.map(asRow("unit")),
      ...(hasNobody ? [{ key: null, item: null, kind: "nobody" }] : []),
    ];
  }

  /** @returns {number[]} bureaus, offices and districts that carry nothing at all, in Thai order */
  get idle() {
    const busy = new Set(this._busy);
    const [first, end] = this.store.range("unit");
    const found = [];
    for (let unit = first; unit < end; unit += 1) {
      const isOurs = [...FIRST_TIERS, DISTRICT].includes(this.store.field("unit_kind", unit));
      if (isOurs && !busy.has(unit) && this.store.isAsked(unit)) found.push(unit);
    }
    return this._sorted(found);
  }

  /** The units that carry anything, by whatever columns. */
  get _busy() {
    const found = new Set();
    for (let row = 0; row < this.rows.length; row += 1) {
      const unit = this.rows.cell("unit", row);
      if (unit !== null && !unit.startsWith(EVERY)) found.add(this.store.numberOf(unit));
    }
    return [...found];
  }

  _sorted(units) {
    return units.sort((one, other) => inOrder(this._title(one), this._title(other)) || one - other);
  }

  /** @returns {number|null} what a cell counts; null is a budget that nobody knows */
  value(figures) {
    const isUnknown = this.count === "budget" && figures.unknown_budget > 0 && figures.unknown_budget === figures.projects;
    return isUnknown ? null : figures[this.count];
  }

  /** @returns {{own: number, broken: number}} the largest value of the cells that are shaded alike */
  get largest() {
    const found = { own: 0, broken: 0 };
    for (const unit of this.units) {
      for (const column of this.columns) {
        if (column.key === EVERY || unit.kind === "districts") continue;
        const side = isBroken(unit, column) ? "broken" : "own";
        found[side] = Math.max(found[side], this.value(this.figures(unit.key, column.key)) ?? 0);
      }
    }
    return found;
  }
}

/** Whether a cell is where the chain breaks: nobody answers, or nothing above. */
export function isBroken(unit, column) {
  return unit.kind === "nobody" || column.key === null;
}

function place(by, unit, column) {
  return `${by} ${unit ?? ""} ${column ?? ""}`;
}
