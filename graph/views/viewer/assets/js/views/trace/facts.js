/** What is said of an item beside its title: who answers for it, its money and progress, and what the reports find. */

import { answerable, lifted, tier } from "../../domain.js";
import { baht, number } from "../../format.js";

const OWNERS_SHOWN = 2;
const kept = new WeakMap(); // By store: the rows of a report by item.

const JOINTLY = ["ร่วม: ", "jointly: "];
const OWNERLESS = {
  none: ["ระบุว่าไม่มีเจ้าภาพ", "stated: no owner"],
  unrecorded: ["ไม่ได้บันทึกเจ้าภาพ", "owner not recorded"],
  phantom: ["มีแต่ชื่อ ไม่มีงาน", "in name only"],
};
const UNKNOWN_BUDGET = ["ไม่ทราบงบ", "budget unknown"];
const NO = ["ไม่มี", "no "];
const BROKEN_AT = ["ขาดที่", "broken at "];
const IN = ["สังกัด ", "in "];
const ATTAINED = [["สำเร็จ ", "%"], ["", "% attained"]]; // Before and after a number.
const MET = [["บรรลุ", "ยังไม่บรรลุ"], ["met", "not met"]];
const WHOLE_CITY = { city: ["กทม.", "city"], external: ["ภายนอก", "external"], office: ["สำนักงาน", "office"] };

/** @returns {Map<number, object>} the first row of a report, between all tiers, about each item; by a column of items */
export function rowsBy(store, name, column) {
  if (!kept.has(store)) kept.set(store, new Map());
  const known = kept.get(store);
  if (!known.has(name)) {
    const [report, found] = [store.widest(name), new Map()];
    for (let row = 0; row < report.length; row += 1) {
      const item = report.cell(column, row);
      if (item !== null && !found.has(item)) found.set(item, report.row(row));
    }
    known.set(name, found);
  }
  return known.get(name);
}

/** @returns {string} the code of a row's finding, such as TRC201; else nothing */
export function codeOf(row) {
  return row?.finding ? row.finding.split(":")[0] : "";
}

/** @returns {string} a value of a report or field in the reader's language */
export function valueWord(app, value) {
  const words = app.store.data.words.values[value];
  return words ? app.t(words) : String(value);
}

/** @returns {string} a unit's abbreviation; in English, or where it has none, its title */
export function shortName(app, unit) {
  return (app.lang === "en" ? undefined : app.store.field("abbreviation", unit)) ?? app.title(unit);
}

/** @returns {string} who answers for an item: two at most, and how many more; those who share it are marked */
export function ownersText(app, item) {
  const owners = [...new Set(answerable(app.store, item))];
  if (!owners.length) return "";
  const names = owners.slice(0, OWNERS_SHOWN).map((one) => shortName(app, one));
  const more = owners.length > OWNERS_SHOWN ? ` +${owners.length - OWNERS_SHOWN}` : "";
  return (owners.length > 1 ? app.t(JOINTLY) : "") + names.join(", ") + more;
}

/** @returns {number|string|null} how far a project or key result is: percent, or in a word whether its target is met */
export function progressOf(app, item) {
  const told = app.store.record("attained", item);
  if (!told) return app.store.kindName(item) === "project" ? app.store.field("progress", item) ?? null : null;
  const [percent, isMet] = told;
  return percent ?? app.t(MET)[isMet ? 0 : 1];
}

/** @returns {string} how far a key result is, by which figure of which target; nothing where that is not known */
function attainedText(app, item) {
  const told = app.store.record("attained", item);
  if (!told) return "";
  const progress = progressOf(app, item);
  const share = typeof progress === "number" ? app.t(ATTAINED).join(number(progress)) : progress;
  return `${share} (${number(told[2])}/${number(app.store.field("target", item))})`;
}

/** Lines of soft text below a title. @returns {string[]} */
export function factsOf(app, item) {
  const kind = app.store.kindName(item);
  const told = (FACTS[kind] ?? ((at, one) => [ownersText(at, one)]))(app, item);
  return told.filter(Boolean);
}

const FACTS = {
  project: (app, item) => {
    const budget = app.store.field("budget", item);
    const progress = app.store.field("progress", item);
    const money = budget === undefined ? app.t(UNKNOWN_BUDGET) : baht(budget, app.lang);
    return [progress === undefined ? money : `${money} · ${number(progress)}%`];
  },
  unit: (app, item) => {
    const whole = lifted(app.store, item);
    const words = WHOLE_CITY[tier(app.store, item)];
    return [whole === item ? words && app.t(words) : app.t(IN) + shortName(app, whole)];
  },
  handoff: (app, item) => {
    const { store } = app;
    const ends = ["FROM_UNIT", "TO_UNIT"].map((relation) => shortName(app, store.targets(relation, item)[0]));
    const state = rowsBy(store, "handoffs", "via").get(item)?.state ?? store.field("state", item);
    return [ends.join(" → "), state && valueWord(app, state)];
  },
  key_result: (app, item) => [
    [app.store.field("code", item), ownersText(app, item)].filter(Boolean).join(" · "),
    attainedText(app, item),
  ],
  area: () => [],
  dimension: () => [],
};

/** What is amiss with an item, with the codes of the reports. @returns {string[]} */
export function alarmsOf(app, item, trace) {
  const { store } = app;
  const found = [];
  const unowned = rowsBy(store, "unowned-policies", "policy").get(item);
  if (unowned) found.push(`${app.t(OWNERLESS[unowned.state])} ${codeOf(unowned)}`);
  const gap = rowsBy(store, "gaps", "item").get(item);
  if (gap && trace.down.reach.depths.has(item) && gap.missing !== "work") {
    found.push(`${missingText(app, gap.missing)} ${codeOf(gap)}`);
  }
  const orphan = rowsBy(store, "orphan-projects", "project").get(item);
  if (orphan && trace.up.reach.depths.has(item)) {
    found.push(`${app.t(BROKEN_AT)}${valueWord(app, orphan.broken_at)} ${codeOf(orphan)}`);
  }
  return found;
}

/** @returns {string} that there is none of a kind */
export function missingText(app, kindName) {
  return app.t(NO) + valueWord(app, kindName);
}
