/** The grammar of selectors, after graph/selection/grammar.py: text in, a tree out; it knows no graph. */

import { Refusal } from "./refusal.js";

// What Python takes for a space.
const SPACE = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const WORD = new RegExp(`[^${SPACE}]+`, "gu");
const TERM = /^(?:([0-9]{0,2})\+)?([^+]+)(?:\+([0-9]{0,2}))?/u;

const EMPTY = [
  "ยังไม่มีตัวเลือก: พิมพ์รหัส หรือวิธีเลือกกับค่า เช่น kind:project",
  "the selector is empty: name an id, or a method and a value: kind:project",
];
const COMMA = [
  "จุลภาคอยู่ระหว่างสองพจน์โดยไม่เว้นวรรค เช่น kind:project,owner:B1",
  "a comma stands between two terms, without spaces: 'kind:project,owner:B1'",
];
const PLUS = [
  "'+' อยู่หน้าหรือหลังพจน์ กับจำนวนขั้นไม่เกินสองหลัก เช่น 2+x+1",
  "'+' stands before a term and after it, with a depth of one or two digits at most: '2+x+1'",
];
const AT = ["ไม่รู้จัก '@' ใช้ '+x', 'x+' หรือ '+x+'", "'@' is not known here: use '+x', 'x+' or '+x+'"];
const METHOD = [
  "ใส่ชื่อวิธีเลือกหน้า ':' เช่น kind:project",
  "name a method before ':', such as 'kind:project'",
];

/**
 * @param {string} text
 * @returns {{value: string, method: string, up: number|null, down: number|null, column: number}[][]} groups of terms;
 *   a depth of null is all the way
 */
export function parse(text) {
  const normal = text.normalize("NFC");
  const groups = [...normal.matchAll(WORD)].map((word) => terms(word[0], word.index, normal));
  if (!groups.length) throw new Refusal(...EMPTY);
  return groups;
}

function terms(word, start, text) {
  const found = [];
  let at = start;
  for (const one of word.split(",")) {
    if (!one) throw mistake(text, Math.min(at, start + word.length - 1), COMMA);
    found.push(term(one, at, text));
    at += one.length + 1;
  }
  return found;
}

function term(written, start, text) {
  const found = TERM.exec(written);
  if (!found || found[0].length < written.length) throw mistake(text, start + misplaced(written, found), PLUS);
  const [, up, body, down] = found;
  const bodyStart = start + (up === undefined ? 0 : up.length + 1);
  if (body.startsWith("@")) throw mistake(text, bodyStart, AT);
  const colon = body.indexOf(":");
  const depths = { up: depth(up), down: depth(down), column: columnOf(text, bodyStart) };
  if (colon < 0) return { value: body, method: "", ...depths };
  if (colon === 0) throw mistake(text, bodyStart, METHOD);
  const method = body.slice(0, colon);
  if (colon === body.length - 1) {
    throw mistake(text, bodyStart + colon, [`ใส่ค่าหลัง '${method}:'`, `name a value after '${method}:'`]);
  }
  return { value: body.slice(colon + 1), method, ...depths };
}

/** Where that which cannot be read begins in a term. */
function misplaced(written, found) {
  if (found) return found[0].length;
  return written.length > 1 ? 1 : 0; // It begins with two plus signs, or is one.
}

function depth(digits) {
  if (digits === undefined) return 0;
  return digits ? Number(digits) : null;
}

/** Columns count characters, from 1. */
function columnOf(text, position) {
  return [...text.slice(0, position)].length + 1;
}

function mistake(text, position, [thai, english]) {
  const column = columnOf(text, position);
  return new Refusal(
    `อ่านตัวเลือก '${text}' ไม่ได้ที่ตัวอักษรที่ ${column}: ${thai}`,
    `the selector '${text}' cannot be read at column ${column}: ${english}`,
  );
}

/** Whether a text is meant as a selector: it has a method or a depth, or names ids by their pattern. */
export function readsAsSelector(text, isId) {
  const words = text.normalize("NFC").match(WORD) ?? [];
  const parts = words.flatMap((word) => word.split(",")).filter(Boolean);
  if (parts.some((one) => /^(?:\d{0,2}\+)?[a-z_]+:\S*$/i.test(one) && !/^[a-z]+:\/\//i.test(one))) return true;
  if (parts.some((one) => /^\d{0,2}\+[^+]+$|^[^+]+\+\d{0,2}$/.test(one))) return true;
  const named = (one) => isId(one) || /^[\w.-]*[*?[][\w.*?[\]!^-]*$/.test(one);
  return parts.length > 0 && parts.every(named) && (parts.length > 1 || !isId(parts[0]));
}
