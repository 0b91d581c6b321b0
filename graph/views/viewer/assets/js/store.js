/**
 * The graph of the page, asked by number of the item. Nothing is indexed before it is asked for.
 */

const NONE = new Uint32Array(0);

export class Store {
  /** @param {object} data what payload.py wrote */
  constructor(data) {
    this.data = data;
    this.meta = data.meta;
    this.kinds = data.kinds;
    this.starts = [0]; // Where each kind's items begin; they stand by kind.
    for (const kind of data.kinds) this.starts.push(this.starts.at(-1) + kind.count);
    this.count = this.starts.at(-1);
    this.kindByName = new Map(data.kinds.map((kind, number) => [kind.name, number]));
    this.relations = new Map(data.relations.map((one) => [one.name, one.words]));
    this._numbers = null;
    this._fields = new Map();
    this._ends = new Map();
    this._inferred = new Map();
    this._reports = new Map();
    this._inferredNodes = null;
    this._around = null;
    this._silent = null;
    this._calling = null;
  }

  // Items

  /** @returns {string} */
  id(item) {
    return this.data.nodes.id[item];
  }

  /** @returns {number|undefined} the item with the id */
  numberOf(id) {
    if (!this._numbers) this._numbers = new Map(this.data.nodes.id.map((one, at) => [one, at]));
    return this._numbers.get(id);
  }

  /** @returns {number} the number of the item's kind in `kinds` */
  kind(item) {
    let kind = 0;
    while (item >= this.starts[kind + 1]) kind += 1;
    return kind;
  }

  /** @returns {string} the kind as selectors name it, such as `key_result` */
  kindName(item) {
    return this.kinds[this.kind(item)].name;
  }

  /** @returns {number[]} first and last + 1 of the items of a kind */
  range(kindName) {
    const kind = this.kindByName.get(kindName);
    return [this.starts[kind], this.starts[kind + 1]];
  }

  /** @returns {string} in `th` or `en`; where that is silent in the other; else the id */
  title(item, language) {
    const { th, en, id } = this.data.nodes;
    return (language === "en" ? en[item] || th[item] : th[item] || en[item]) || id[item];
  }

  file(item) {
    return this.data.nodes.files[this.data.nodes.file[item]];
  }

  line(item) {
    return this.data.nodes.line[item];
  }

  /** Whether the item, or one of its fields, is our judgement. */
  isInferred(item) {
    this._inferredNodes ??= new Set(this.data.nodes.inferred);
    return this._inferredNodes.has(item);
  }

  /** Whether nothing is said of the item's owners. */
  isSilent(item) {
    this._silent ??= new Set(this.data.nodes.silent);
    return this._silent.has(item);
  }

  /** Whether a policy calls for objectives, be they on the page or not. */
  isCalling(item) {
    this._calling ??= new Set(this.data.nodes.calling);
    return this._calling.has(item);
  }

  /** Whether the page was asked for it; else it only stands around what was. */
  isAsked(item) {
    this._around ??= new Set(this.data.nodes.around);
    return !this._around.has(item);
  }

  /** @returns {Map<number, string|number|boolean>} a field by item */
  column(name) {
    if (!this._fields.has(name)) {
      const { at, is } = this.data.fields[name] ?? { at: [], is: [] };
      this._fields.set(name, new Map(at.map((item, position) => [item, is[position]])));
    }
    return this._fields.get(name);
  }

  /** @returns {string|number|boolean|undefined} */
  field(name, item) {
    return this.column(name).get(item);
  }

  /** @returns {object|undefined} what an item says in more than one value: `measure`, `check_ins`, … */
  record(name, item) {
    const key = `record ${name}`;
    if (!this._fields.has(key)) {
      const { at, is } = this.data.records[name];
      this._fields.set(key, new Map(at.map((one, position) => [one, is[position]])));
    }
    return this._fields.get(key).get(item);
  }

  /** @returns {string[]} the fields that any item has */
  get fieldNames() {
    return Object.keys(this.data.fields);
  }

  // Arrows, by relation

  /** @returns {{from: number[], to: number[]}|undefined} every arrow, in the sources' order */
  arrows(relation) {
    return this.data.links[relation];
  }

  get arrowCount() {
    return Object.values(this.data.links).reduce((sum, one) => sum + one.from.length, 0);
  }

  /** @returns {Uint32Array} where the relation's arrows from the item lead */
  targets(relation, item) {
    return this._near(relation, "from", "to", item).ends;
  }

  /** @returns {Uint32Array} where the relation's arrows to the item come from */
  sources(relation, item) {
    return this._near(relation, "to", "from", item).ends;
  }

  /** @returns {boolean} whether an arrow is our judgement */
  isInferredArrow(relation, source, target) {
    const at = this.arrowAt(relation, source, target);
    if (!this._inferred.has(relation)) {
      this._inferred.set(relation, new Set(this.data.links[relation]?.inferred ?? []));
    }
    return this._inferred.get(relation).has(at);
  }

  /** @returns {number} the position of an arrow among those of its relation; -1 for none */
  arrowAt(relation, source, target) {
    const { ends, at } = this._near(relation, "from", "to", source);
    const position = ends.indexOf(target);
    return position < 0 ? -1 : at[position];
  }

  _near(relation, near, far, item) {
    const key = `${relation} ${near}`;
    if (!this._ends.has(key)) this._ends.set(key, indexed(this.data.links[relation], near, far, this.count));
    const { starts, ends, at } = this._ends.get(key);
    if (!starts) return { ends: NONE, at: NONE };
    const [first, end] = [starts[item], starts[item + 1]];
    return { ends: ends.subarray(first, end), at: at.subarray(first, end) };
  }

  // Reports

  /** @returns {ReportRows} the rows of a report, as the command line gives them */
  report(name) {
    if (!this._reports.has(name)) this._reports.set(name, new ReportRows(this, this.data.reports[name]));
    return this._reports.get(name);
  }

  /** @returns {ReportRows} the rows of a report between units of all tiers, which may be no others than its rows */
  widest(name) {
    const data = this.data.reports[name];
    const key = `${name} between all tiers`;
    if (!data.widest) return this.report(name);
    if (!this._reports.has(key)) {
      const { length, summary } = data.widest;
      const whole = { ...data, length, summary: { ...data.summary, ...summary }, widest: null };
      this._reports.set(key, new ReportRows(this, whole));
    }
    return this._reports.get(key);
  }

  get reportNames() {
    return Object.keys(this.data.reports);
  }

  /** @returns {{severity: string, title: string[], meaning: string[], remedy: string[]}} */
  rule(code) {
    return this.data.rules[code];
  }
}

/** The rows of a report; a cell that names an item holds its number, or null. */
export class ReportRows {
  constructor(store, data) {
    this.store = store;
    this.title = data.title;
    this.summary = data.summary;
    this.subjects = data.subjects;
    this.length = data.length;
    this.columns = Object.keys(data.columns);
    this.contract = data.contract; // All columns of the command line's, with those that the page writes itself.
    this._data = data.columns;
    this._places = data.widest ? placesWithout(data.widest) : null; // Where the columns hold further rows.
  }

  /** @returns {"items"|"lists"|"values"} what the cells of a column hold */
  holds(column) {
    return Object.keys(this._data[column])[0];
  }

  cell(column, row) {
    const kept = this._data[column];
    const at = this._places ? this._places[row] : row;
    if (kept.items) return kept.items[at] < 0 ? null : kept.items[at];
    return (kept.lists ?? kept.values)[at];
  }

  /** @returns {object} the row with its columns */
  row(row) {
    return Object.fromEntries(this.columns.map((column) => [column, this.cell(column, row)]));
  }

  /** @returns {number[]} the items that a row is about */
  about(row) {
    return this.subjects.map((column) => this.cell(column, row)).filter((item) => typeof item === "number");
  }
}

/** @returns {number[]} the places of a report's rows among those between all tiers */
function placesWithout({ length, further }) {
  const others = new Set(further);
  return Array.from({ length }, (_, at) => at).filter((at) => !others.has(at));
}

/** Group arrows by one end: the positions of item i are starts[i] … starts[i + 1] - 1. */
function indexed(arrows, near, far, count) {
  if (!arrows) return {};
  const nears = arrows[near];
  const starts = new Uint32Array(count + 1);
  for (const one of nears) starts[one + 1] += 1;
  for (let item = 0; item < count; item += 1) starts[item + 1] += starts[item];
  const next = starts.slice();
  const ends = new Uint32Array(nears.length);
  const at = new Uint32Array(nears.length);
  for (let position = 0; position < nears.length; position += 1) {
    const place = next[nears[position]]++;
    ends[place] = arrows[far][position];
    at[place] = position;
  }
  return { starts, ends, at };
}
