/** What went wrong, told in a sentence where it went wrong; the console has the error. */

import { el } from "./dom.js";

const FAILED = ["แสดง", "Could not show"];
const FAILED_END = [
  "ไม่สำเร็จ โปรดโหลดหน้านี้ใหม่หรือเปิดมุมมองอื่น หากยังไม่สำเร็จ โปรดแจ้งผู้จัดทำไฟล์นี้พร้อมข้อความ:",
  "Reload the page or open another view; if it stays so, tell whoever made this file, with the message:",
];
const ERROR = [
  "เกิดข้อผิดพลาด บางส่วนของหน้านี้อาจไม่ตอบสนอง โปรดโหลดใหม่ หากยังเป็นอยู่ โปรดแจ้งผู้จัดทำไฟล์นี้พร้อมข้อความ:",
  "Something went wrong, and a part of this page may not answer: reload it; if it stays so, tell whoever made this file, with the message:",
];
const NO_VIEW = [["ไม่มีมุมมองชื่อ", "จึงแสดงภาพรวมแทน"], ["There is no view", "so the overview is shown."]];
const NO_ITEM = [["หน้านี้ไม่มีรายการรหัส", "ลองค้นหาด้วยชื่อแทน"], ["This page has no item", "try searching for its name."]];
const NO_LANGUAGE = [["หน้านี้มีภาษาไทยและภาษาอังกฤษ ไม่มีภาษา", ""], ["This page is in Thai and in English, and has no language", ""]];
const CLOSE = ["ปิด", "Close"];
const BROKEN = [
  ["th", "อ่านข้อมูลในไฟล์นี้ไม่ได้ ไฟล์อาจส่งมาไม่ครบ โปรดขอไฟล์ใหม่จากผู้จัดทำ"],
  ["en", "The data in this file cannot be read; it may not have arrived whole. Please ask whoever made it for a new one."],
];

/** Make an element; where that fails, one with the id that says what could not be shown, by its words. */
export function guarded(app, words, id, make) {
  try {
    return make();
  } catch (error) {
    return el("div", { id }, failure(app, words, error));
  }
}

/** @returns {HTMLElement} the sentence that something could not be shown */
export function failure(app, words, error) {
  console.error(error);
  const name = app.t(words);
  const said = app.lang === "en" ? `${app.t(FAILED)} “${name}”. ` : `${app.t(FAILED)} “${name}” `;
  return el("p.failure", { role: "alert" }, `${said}${app.t(FAILED_END)} ${error?.message ?? error}`);
}

/** Say what the address asks for and the page does not have. */
export function sayWhatIsUnknown(app) {
  const { view, node, lang } = app.state;
  const said = [];
  if (view !== undefined && view !== app.view.name) said.push(warning(app, "view", NO_VIEW, view));
  if (node !== undefined && app.item === undefined) said.push(warning(app, "node", NO_ITEM, node));
  if (lang !== undefined && lang !== app.lang) said.push(warning(app, "lang", NO_LANGUAGE, lang));
  document.getElementById("warnings").replaceChildren(...said);
}

/** What is not there, by its name in the address; the button takes it out of the address. */
function warning(app, key, words, name) {
  const [before, after] = app.t(words);
  const close = el("button", { type: "button", onclick: () => app.go({ [key]: null }) }, app.t(CLOSE));
  const quoted = ["“", el("bdi", null, name), app.lang === "en" && after ? "”; " : "” "];
  return el("p.warning", null, el("span", null, `${before} `, ...quoted, after), close);
}

/** Tell of errors that nothing else tells of, such as those of something that was waited for. */
export function watchForErrors(app) {
  const tell = (message) => {
    const place = document.getElementById("warnings");
    if (!place.querySelector(".failure")) place.append(el("p.failure", null, `${app.t(ERROR)} ${message}`));
  };
  window.addEventListener("error", (event) => tell(event.message));
  window.addEventListener("unhandledrejection", (event) => tell(event.reason?.message ?? String(event.reason)));
}

/** Say that the file's data could not be read, or nothing be made of it. */
export function sayBroken(error) {
  console.error(error);
  const sentences = BROKEN.map(([lang, text]) => el("p.failure", { lang }, text));
  document.getElementById("app").replaceChildren(...sentences);
}
