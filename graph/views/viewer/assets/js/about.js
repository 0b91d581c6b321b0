/** What the reports' findings are about, and what is found about an item. */

const indexes = new WeakMap();

/** @returns {Map<string, number[]>} the items that each finding is about, as selectors know them */
export function findingsOf(store) {
  const found = new Map();
  const add = (finding, items) => found.set(finding, items);
  for (const name of store.reportNames) {
    const report = store.report(name);
    everyRow(store, report, (row, items) => add(report.cell("finding", row), items.slice()));
    for (const { finding, item } of report.summary.dangling ?? []) add(finding, [store.numberOf(item)]);
  }
  return found;
}

/**
 * As `policytrace why`, which asks between all tiers.
 * @returns {{code: string, finding: string, report: string|null, row: number, dangling?: object}[]} what is found about
 *   an item, each finding once; `row` is that of the widest report, or -1 for a reference that leads nowhere, which is told in `dangling`
 */
export function findingsAbout(store, item) {
  if (!indexes.has(store)) indexes.set(store, new Index(store));
  return indexes.get(store).about(item);
}

/** For each item a chain of entries, since most items have few: a report and a row each. */
class Index {
  constructor(store) {
    this.store = store;
    this.last = new Int32Array(store.count).fill(-1); // Of each item, its last entry.
    this.before = []; // Of each entry, the one before it.
    this.reports = [];
    this.rows = [];
    this.dangling = new Map();
    store.reportNames.forEach((name, at) => this._add(name, at));
  }

  _add(name, at) {
    const report = this.store.widest(name);
    everyRow(this.store, report, (row, items) => {
      for (const item of items) {
        this.before.push(this.last[item]);
        this.last[item] = this.reports.length;
        this.reports.push(at);
        this.rows.push(row);
      }
    });
    for (const one of report.summary.dangling ?? []) this.dangling.set(one.finding, one);
  }

  about(item) {
    const found = new Map(); // By finding, so that each is told once: by the first of the reports.
    const id = this.store.id(item);
    for (const [finding, one] of this.dangling) if (one.item === id) found.set(finding, { ...told(finding, null, -1), dangling: one });
    for (let at = this.last[item]; at >= 0; at = this.before[at]) {
      const name = this.store.reportNames[this.reports[at]];
      const finding = this.store.widest(name).cell("finding", this.rows[at]);
      found.delete(finding);
      found.set(finding, told(finding, name, this.rows[at]));
    }
    return [...found.values()].reverse();
  }
}

function told(finding, report, row) {
  return { code: finding.split(":")[0], finding, report, row };
}

/** Call with each row that has a finding, and the items that it is about; the list is used again. */
function everyRow(store, report, call) {
  const items = [];
  for (let row = 0; row < report.length; row += 1) {
    if (!report.cell("finding", row)) continue;
    items.length = 0;
    for (const column of report.subjects) {
      const cell = report.cell(column, row);
      const item = typeof cell === "string" ? store.numberOf(cell) : cell;
      if (item !== null && item !== undefined) items.push(item);
    }
    call(row, items);
  }
}
