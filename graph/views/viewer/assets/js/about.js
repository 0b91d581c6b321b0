/** What the reports' findings are about, and what is found about an item. */

const indexes = new WeakMap();

/** @returns {Map<string, number[]>} the items that each finding is about, as selectors know them */
export function findingsOf(store) {
  const found = new Map();
  for (const { finding, items } of allFindings(store)) found.set(finding, items);
  return found;
}

/**
 * @returns {{code: string, finding: string, report: string, row: number}[]} what is found about an item, each finding
 *   once; `row` is that of the report, -1 for a reference that leads nowhere
 */
export function findingsAbout(store, item) {
  if (!indexes.has(store)) indexes.set(store, indexed(store));
  return indexes.get(store).get(item) ?? [];
}

function indexed(store) {
  const index = new Map();
  const seen = new Set();
  for (const { finding, items, report, row } of allFindings(store)) {
    if (seen.has(finding)) continue;
    seen.add(finding);
    const told = { code: finding.split(":")[0], finding, report, row };
    for (const item of new Set(items)) {
      if (index.has(item)) index.get(item).push(told);
      else index.set(item, [told]);
    }
  }
  return index;
}

function* allFindings(store) {
  for (const name of store.reportNames) {
    const report = store.report(name);
    for (let row = 0; row < report.length; row += 1) {
      const finding = report.cell("finding", row);
      if (finding) yield { finding, items: subjectsOf(store, report, row), report: name, row };
    }
    for (const { finding, item } of report.summary.dangling ?? []) {
      yield { finding, items: numbered(store, item), report: name, row: -1 };
    }
  }
}

function subjectsOf(store, report, row) {
  return report.subjects.flatMap((column) => numbered(store, report.cell(column, row)));
}

/** The number of an item, however a cell names it. */
function numbered(store, cell) {
  const item = typeof cell === "string" ? store.numberOf(cell) : cell;
  return item === null || item === undefined ? [] : [item];
}
