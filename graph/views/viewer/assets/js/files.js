/** Files that the reader keeps: made here, asked of no one. */

import { el } from "./dom.js";

/** Offer text or a blob as a file of that name. */
export function save(name, content, type) {
  const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  el("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** @returns {string} CSV as graph/views/csv_view.py writes it: UTF-8 with its mark, CRLF, no cell that could be a formula */
export function csv(columns, rows) {
  return `\ufeff${[columns, ...rows].map(line).join("\r\n")}\r\n`;
}

// What Python takes for white space, before which a spreadsheet may still see a formula; or a break at the start.
const RUNS = /^(?:[\t\r\n]|[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]*[=+\-@])/;

function line(cells) {
  const texts = cells.map(cell);
  return texts.length === 1 && texts[0] === "" ? '""' : texts.join(",");
}

function cell(value) {
  let text = value === null || value === undefined ? "" : String(value);
  if (typeof value === "string" && RUNS.test(text)) text = `'${text}`;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
