/** What is written in each box and above each lane, in the reader's language, broken into lines. */

import { baht, number } from "../../format.js";
import { LOOKS } from "../../kinds.js";
import { alarmsOf, factsOf, missingText } from "./facts.js";
import { workOf } from "./traced.js";

/** How each sort of line is set; `step` is from line to line. */
export const STYLES = {
  title: { size: 14, step: 21 },
  root: { size: 14, bold: true, step: 21 },
  fact: { size: 13, step: 20 },
  alarm: { size: 13, step: 20 },
  head: { size: 14, bold: true, step: 21 },
  band: { size: 13, bold: true, step: 20 },
  more: { size: 13, bold: true, step: 20 },
  note: { size: 13, step: 20 },
};

/** Inside a box, at its left with the bar of its kind, at its right, above and below. */
export const INSET = { left: 12, right: 5, top: 5 };

const GLYPH = 16; // The width of a glyph before a title.
const MOST = { title: 4, root: 6, fact: 2 };
const NARROW = { break: 116, around: 116, beyond: 96 }; // Of an empty lane.
const WIDTHS = [138, 260]; // Of a lane with items, at least and at most.
const GAP = 34;
const BAND_LEAD = 30;
const INDENT_ROOM = 48; // That the parts of strategies may be set in.

const LANE_WORDS = {
  dimension: ["มิติ", "Dimensions"],
  policy: ["นโยบาย", "Policies"],
  strategy: ["ยุทธศาสตร์", "Strategies"],
  objective: ["วัตถุประสงค์", "Objectives"],
  key_result: ["ผลลัพธ์สำคัญ", "Key results"],
  project: ["โครงการ", "Projects"],
  kpi: ["ตัวชี้วัด", "KPIs"],
  handoff: ["งานส่งต่อ", "Handoffs"],
  area: ["พื้นที่", "Areas"],
  unit: ["หน่วยงาน", "Units"],
};
const BAND_WORDS = {
  bureau: ["สำนัก/สำนักงาน", "Bureaus, offices"],
  district: ["เขต", "Districts"],
  other: ["กทม. และภายนอก", "City and external"],
};
const OF = ["จาก", "of"];
const SHOWN = ["แสดง", "showing"];
const UNKNOWN = ["ไม่ทราบงบ", "budget unknown:"];
const UNKNOWN_ALL = ["ไม่ทราบงบประมาณ", "budget unknown"];
const MORE = [["อีก ", " รายการ"], ["+", " more"]]; // Before and after a number.
const IN_TABLE = ["ดูทั้งหมดในตาราง", "all are in the table"];
const EMPTY = {
  break: ["สายโซ่ขาดที่นี่", "the chain breaks here"],
  around: ["สายโซ่ไม่ผ่านขั้นนี้", "the chain goes around it"],
  beyond: ["–", "–"],
};
const NOT_HERE = ["หน้านี้มีเฉพาะรายการที่เลือก", "this page holds a selection only"];

/**
 * @param {object} app
 * @param {object[]} lanes of lanesOf
 * @param {object[]} links of drawnLinks
 * @param {{trace: Trace, type: Type, width: number}} setting
 * @returns {{lanes, links, root, gap, contents}} what layout() takes, and what stands in the boxes by their keys
 */
export function drawingOf(app, lanes, links, setting) {
  const widths = widthsOf(lanes, setting.width);
  const parents = parentsOf(lanes, links);
  const contents = new Map();
  const made = lanes.map((lane, at) => {
    const bands = lane.bands.map((band) => bandOf(app, lane, band, { ...setting, width: widths[at], parents, contents }));
    return { key: lane.kind, width: widths[at], bands, head: headOf(app, lane, setting.type, widths[at]) };
  });
  return { lanes: made, links, root: String(setting.trace.root), gap: GAP, contents };
}

function widthsOf(lanes, width) {
  const filled = lanes.filter((lane) => lane.items.length).length;
  const narrow = (lane) => (lane.items.length ? 0 : NARROW[lane.empty.state]);
  const room = lanes.reduce((left, lane) => left - narrow(lane), width - GAP * (lanes.length - 1));
  const wide = Math.floor(Math.min(Math.max(room / Math.max(filled, 1), WIDTHS[0]), WIDTHS[1]));
  return lanes.map((lane) => (narrow(lane) || wide));
}

/** The strategy that each part of a strategy stands below. */
function parentsOf(lanes, links) {
  const strategies = new Set(lanes.filter((lane) => lane.kind === "strategy").flatMap((lane) => lane.bands[0].shown.map(String)));
  return new Map(links.filter((link) => strategies.has(link.from) && strategies.has(link.to)).map((link) => [link.to, link.from]));
}

function bandOf(app, lane, band, setting) {
  const { contents, parents } = setting;
  const boxes = band.shown.map((item) => {
    const inset = parents.has(String(item)) ? INDENT_ROOM : 0;
    const content = itemContent(app, item, { ...setting, width: setting.width - inset });
    contents.set(String(item), content);
    return { key: String(item), height: heightOf(content), parent: parents.get(String(item)) ?? null };
  });
  const more = band.folded.length ? moreContent(app, lane, band, setting) : null;
  const note = lane.empty ? noteContent(app, lane, setting) : more;
  if (note) {
    contents.set(note.key, note);
    boxes.push({ key: note.key, height: heightOf(note), isLast: true });
  }
  return { key: band.key, boxes, lead: lane.bands.length > 1 || lane.kind === "unit" ? bandLead(app, band, setting, contents) : 0 };
}

function bandLead(app, band, { type, width }, contents) {
  if (!band.items.length) return 0;
  const text = `${app.t(BAND_WORDS[band.key] ?? LANE_WORDS[band.key])} ${countText(app, band.shown.length, band.items.length)}`;
  const lines = linesOf(type, [[text, "band"]], width);
  contents.set(`band:${band.key}`, { key: `band:${band.key}`, sort: "band", lines });
  return BAND_LEAD + (lines.length - 1) * STYLES.band.step;
}

function countText(app, shown, total) {
  return shown === total ? number(total) : `· ${app.t(SHOWN)} ${number(shown)} ${app.t(OF)} ${number(total)}`;
}

function itemContent(app, item, setting) {
  const { trace, type, width } = setting;
  const kind = app.store.kindName(item);
  const isRoot = item === trace.root;
  const role = isRoot ? "root" : "title";
  const title = app.title(item);
  const [facts, alarms] = [factsOf(app, item), alarmsOf(app, item, trace)];
  const texts = [[title, role, GLYPH], ...facts.map((one) => [one, "fact"]), ...alarms.map((one) => [one, "alarm"])];
  const said = [title, app.store.id(item), ...facts, ...alarms];
  return { key: String(item), sort: "item", item, kind, isRoot, lines: linesOf(type, texts, width), glyph: LOOKS[kind].glyph, said };
}

function moreContent(app, lane, band, { type, width }) {
  const [before, after] = app.t(MORE);
  const texts = [[before + number(band.folded.length) + after, "more"]];
  if (!band.canOpen) texts.push([app.t(IN_TABLE), "fact"]);
  if (lane.kind === "project") texts.push([moneyText(app, band.folded), "fact"]);
  const said = texts.map(([text]) => text);
  return { key: `more:${band.key}`, sort: "more", band: band.key, canOpen: band.canOpen, lines: linesOf(type, texts, width), said };
}

function noteContent(app, lane, { type, width }) {
  const { state, code, isDown } = lane.empty;
  const isSelection = isDown && Boolean(app.store.meta.select ?? app.store.meta.exclude);
  const isBreak = state === "break" && !isSelection;
  const why = app.t(state === "break" && isSelection ? NOT_HERE : EMPTY[state]);
  const text = state === "beyond" ? why : `${missingText(app, lane.kind)} – ${why} ${isBreak ? code : ""}`.trim();
  const lines = linesOf(type, [[text, isBreak ? "alarm" : "note"]], width);
  return { key: `note:${lane.kind}`, sort: "note", isBreak, lines, said: [text] };
}

function linesOf(type, texts, width) {
  return texts.flatMap(([text, role, before = 0]) => {
    const room = width - INSET.left - INSET.right - before;
    return type.lines(text, STYLES[role], room, MOST[role]).map((line) => ({ text: line, role, before }));
  });
}

function heightOf(content) {
  return 2 * INSET.top + content.lines.reduce((sum, line) => sum + STYLES[line.role].step, 0);
}

function headOf(app, lane, type, width) {
  const shown = lane.bands.reduce((sum, band) => sum + (band.shown?.length ?? 0), 0);
  const texts = [[app.t(LANE_WORDS[lane.kind]), "head"]];
  const total = number(lane.items.length);
  texts.push([shown === lane.items.length ? total : `${app.t(SHOWN)} ${number(shown)} ${app.t(OF)} ${total}`, "fact"]);
  if (lane.kind === "project" && lane.items.length) texts.push(...moneyParts(app, lane.items).map((one) => [one, "fact"]));
  return texts.flatMap(([text, role]) => type.lines(text, STYLES[role], width).map((line) => ({ text: line, role, before: 0 })));
}

/** @returns {string} the budgets of the projects among some items, and of how many it is not known */
export function moneyText(app, items) {
  const [budget, unknown] = moneyParts(app, items);
  return unknown ? `${budget} (${unknown})` : budget;
}

function moneyParts(app, items) {
  const work = workOf(app.store, items);
  if (work.unknown === work.projects) return [app.t(UNKNOWN_ALL)];
  const unknown = `${app.t(UNKNOWN)} ${number(work.unknown)}`;
  return [baht(work.budget, app.lang), ...(work.unknown ? [unknown] : [])];
}
