/** The fields of an item, each with its word: money in baht, dates of the Buddhist era in Thai, who says so. */

import { el } from "../dom.js";
import { date, number } from "../format.js";
import { linked, place } from "./sources.js";

const FIELDS = ["ข้อมูล", "Facts"];
const ORIGIN = ["ที่มา", "Where it comes from"];
const UNKNOWN = ["ไม่ได้บันทึก", "not recorded"];
const NONE = ["ระบุว่าไม่มี", "none, the source says"];
const INFERRED = ["อนุมาน", "inferred"];
const BASES = {
  stated: ["แหล่งที่เผยแพร่ระบุไว้", "a published source"],
  inferred: ["เราอนุมานเอง", "our judgement"],
};
const PARTLY = ["แหล่งที่เผยแพร่ระบุไว้ ยกเว้นที่เราอนุมาน:", "a published source; our judgement:"];
const PLACE = ["ในไฟล์", "in the sources"];
const ALWAYS = { project: ["budget", "status"], objective: ["fiscal_year"], key_result: ["target"] };
const LAST = ["source", "note"]; // Long texts, which stand below.
const OWNED = ["policy", "strategy", "objective", "key_result", "kpi"];

/** @returns {HTMLElement[]} heading and list of what an item says of itself */
export function fieldList(app, item) {
  const rows = [...simple(app, item), ownerless(app, item), measure(app, item)].filter(Boolean);
  return rows.length ? [el("h3", null, app.t(FIELDS)), el("dl.fields", null, rows.flat())] : [];
}

/** @returns {HTMLElement[]} heading and list of who says so, and where */
export function originList(app, item) {
  return [el("h3", null, app.t(ORIGIN)), el("dl.origin", null, more(app, item).filter(Boolean).flat())];
}

/** @returns {string} the word for a field */
export function fieldWord(app, name) {
  const { fields, columns } = app.store.data.words;
  return fields[name] || columns[name] ? app.t(fields[name] ?? columns[name]) : name;
}

/** @returns {string} the word for a value that is chosen from some, else the value */
export function valueWord(app, value) {
  const pair = app.store.data.words.values[value];
  return pair ? app.t(pair) : String(value);
}

/** The mark of what is our judgement. */
export function inferredMark(app) {
  return el("span.tag", { title: app.t(BASES.inferred) }, app.t(INFERRED));
}

function simple(app, item) {
  const { store } = app;
  const names = Object.keys(store.meta.types).filter((name) => !LAST.includes(name));
  return names.map((name) => {
    const value = store.field(name, item);
    const isMissed = value === undefined && ALWAYS[store.kindName(item)]?.includes(name);
    if (isMissed) return row(app, item, name, el("span.soft", null, app.t(UNKNOWN)));
    return value === undefined ? null : row(app, item, name, written(app, store.meta.types[name], value));
  });
}

/** A value in the reader's words. */
function written(app, type, value) {
  if (type === "money") return app.lang === "en" ? `฿${number(value)}` : `${number(value)} บาท`;
  if (type === "percent") return `${number(value)}%`;
  if (type === "date" || type === "partial_date") return date(value, app.lang);
  if (type === "choice") return valueWord(app, value);
  return type === "number" ? number(value) : String(value);
}

function row(app, item, name, ...content) {
  const bases = app.store.record("basis", item);
  const mark = bases?.[name] === "inferred" ? inferredMark(app) : null;
  return [el("dt", null, fieldWord(app, name)), el("dd", { "data-field": name }, ...content, mark && " ", mark)];
}

/** Owners are among the links; here it is told where there are none, and why. */
function ownerless(app, item) {
  const { store } = app;
  if (!OWNED.includes(store.kindName(item)) || store.targets("OWNED_BY", item).length) return null;
  if (!store.isSilent(item)) return row(app, item, "owner", app.t(NONE));
  return row(app, item, "owner", el("span.soft", null, app.t(UNKNOWN)));
}

function measure(app, item) {
  const kept = app.store.record("measure", item);
  if (!kept) return null;
  const parts = [kept.unit, kept.direction && valueWord(app, kept.direction), kept.aggregation && valueWord(app, kept.aggregation)];
  return row(app, item, "measure", parts.filter(Boolean).join(" · "));
}

function more(app, item) {
  const { store } = app;
  const codes = Object.entries(store.record("external_ids", item) ?? {});
  const waivers = store.record("waive", item) ?? [];
  const [source, note] = LAST.map((name) => store.field(name, item));
  return [
    note !== undefined && row(app, item, "note", note),
    row(app, item, "basis", basis(app, item)),
    source !== undefined && row(app, item, "source", ...linked(source)),
    codes.length && row(app, item, "external_ids", lines(codes.map(([system, code]) => `${system}: ${code}`))),
    waivers.length && row(app, item, "waive", lines(waivers.map((one) => waiver(app, one)))),
    [el("dt", null, app.t(PLACE)), el("dd", { "data-field": "place" }, place(app, item))],
  ];
}

function lines(texts) {
  return el("ul.plain", null, texts.map((text) => el("li", null, text)));
}

function waiver(app, { rule, reason, by, until }) {
  const end = until && `${fieldWord(app, "until")} ${date(until, app.lang)}`;
  return [rule, reason, by && `${fieldWord(app, "by")} ${by}`, end].filter(Boolean).join(" · ");
}

function basis(app, item) {
  const { store } = app;
  const inferred = Object.entries(store.record("basis", item) ?? {}).filter(([, one]) => one === "inferred");
  if (!inferred.length) return app.t(BASES[store.field("basis", item) ?? "stated"]);
  return `${app.t(PARTLY)} ${inferred.map(([name]) => fieldWord(app, name)).join(", ")}`;
}
