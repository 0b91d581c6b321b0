/** What the tile map shows: of everything, one strategy or one policy, each district's figures. */

import { Targeting, below, plansAbove } from "./reach.js";

const SATANG = 100;

/** @returns {number|null} the policy or strategy that is asked for; null is everything */
export function askedFor(app) {
  const item = app.state.for === undefined ? undefined : app.store.numberOf(app.state.for);
  return item !== undefined && ["policy", "strategy"].includes(app.store.kindName(item)) ? item : null;
}

const kept = new WeakMap();

/** @returns {Model} of everything, or of one policy or strategy; the latest of each is kept */
export function modelOf(app, asked) {
  const models = kept.get(app.store) ?? {};
  kept.set(app.store, models);
  const name = asked === null ? "everything" : "one";
  if (models[name]?.asked !== asked) models[name] = new Model(app, asked);
  return models[name];
}

/** The districts and what reaches them. */
class Model {
  /** @param {number|null} asked a policy, a strategy, or null */
  constructor(app, asked) {
    this.store = app.store;
    this.asked = asked;
    this.places = app.store.data.places;
    this.targeting = new Targeting(app.store, asked === null ? null : below(app.store, asked));
    this._rows = byItem(app.store.report("areas"), "area");
    this._figures = new Map();
  }

  /** @returns {number[]} the districts, in reading order */
  get districts() {
    const { area, column, row } = this.places;
    const order = [...area.keys()].sort((one, other) => row[one] - row[other] || column[one] - column[other]);
    return order.map((at) => area[at]);
  }

  /**
   * Where a district's tile stands; `name` tells where its Thai name may break.
   * @returns {{column: number, row: number, zone: number, name: string|null}}
   */
  place(area) {
    this._at ??= new Map(this.places.area.map((one, at) => [one, at]));
    const at = this._at.get(area);
    const { column, row, zone, name } = this.places;
    return { column: column[at], row: row[at], zone: zone[at], name: name[at] };
  }

  /** The figures of a district: of everything those of the report's row, if it has one. */
  figures(area) {
    if (!this._figures.has(area)) this._figures.set(area, this._count(area));
    return this._figures.get(area);
  }

  _count(area) {
    const row = this.asked === null ? this._rows.get(area) : undefined;
    const wider = { wider_objectives: this.targeting.widerCount(area, "objectives") };
    if (row !== undefined) return { ...this.store.report("areas").row(row), ...wider, progress: this._progressOfArea(area) };
    const own = this.targeting.own(area);
    const plans = this.asked === null ? plansAbove(this.store, own) : null;
    return {
      objectives: own.objectives.size,
      projects: own.projects.size,
      wider_projects: this.targeting.widerCount(area, "projects"),
      ...wider,
      ...this._money(own.projects),
      policies_direct: plans?.direct.size ?? null,
      policies_via_strategy: plans?.via.size ?? null,
      progress: this.asked === null ? this._progressOfArea(area) : this._progressOf(own.objectives),
    };
  }

  _money(projects) {
    const known = [...projects].map((one) => this.store.field("budget", one)).filter((one) => one !== undefined);
    const sum = known.reduce((before, one) => before + one, 0);
    return { budget: Math.round(sum * SATANG) / SATANG, unknown_budget: projects.size - known.length };
  }

  get _progress() {
    this._progressRows ??= byItem(this.store.report("progress"), "item");
    return this._progressRows;
  }

  /** The report's own figure. */
  _progressOfArea(area) {
    const row = this._progress.get(area);
    return row === undefined ? null : this.store.report("progress").cell("progress", row);
  }

  /** The mean of the report's figures for the objectives that have any. */
  _progressOf(objectives) {
    const shares = [...objectives].map((one) => this._progressOfArea(one)).filter((one) => one !== null);
    return shares.length ? shares.reduce((sum, one) => sum + one, 0) / shares.length : null;
  }
}

function byItem(report, column) {
  const found = new Map();
  for (let row = 0; row < report.length; row += 1) found.set(report.cell(column, row), row);
  return found;
}
