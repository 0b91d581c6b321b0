/** What is shown, as files; and its address, to send. */

import { copy } from "./copy.js";
import { csv, save } from "./files.js";

const SAVED = ["บันทึกแล้ว:", "Saved:"];
const NOTHING = ["ยังไม่มีอะไรให้บันทึกในมุมมองนี้ โปรดเลือกรายการก่อน", "Nothing to save in this view yet: choose an item first."];
const FAILED = ["บันทึกไม่สำเร็จ:", "Could not save:"];
const COPIED = ["คัดลอกลิงก์แล้ว ผู้รับต้องมีไฟล์นี้ด้วย", "Link copied. Whoever gets it needs this file too."];
const COPIED_WEB = ["คัดลอกลิงก์แล้ว", "Link copied."];
const PICTURE_SCALE = 2;
const LONGEST = 80; // Characters of a file's name.

/** Save the rows of the view that is shown as CSV. */
export function saveTable(app) {
  return attempt(app, () => {
    const { name, columns, rows } = app.view.table(app);
    if (!rows.length) return app.tell(app.t(NOTHING));
    return keep(app, `${fileName(name)}.csv`, csv(columns, rows.map((row) => row.cells)), "text/csv;charset=utf-8");
  });
}

/** Save the drawing of the view that is shown. @param {"png"|"svg"} form */
export function savePicture(app, form) {
  return attempt(app, async () => {
    const picture = app.view.picture(app);
    if (!picture) return app.tell(app.t(NOTHING));
    const content = form === "svg" ? picture.svg() : await picture.png(PICTURE_SCALE);
    return keep(app, `${fileName(picture.name)}.${form}`, content, form === "svg" ? "image/svg+xml" : "image/png");
  });
}

/** Copy the address of what is shown. */
export function copyLink(app) {
  return copy(app, location.href, location.protocol === "file:" ? COPIED : COPIED_WEB);
}

async function attempt(app, act) {
  try {
    await act();
  } catch (error) {
    console.error(error);
    app.tell(`${app.t(FAILED)} ${error?.message ?? error}`);
  }
}

function keep(app, name, content, type) {
  save(name, content, type);
  app.tell(`${app.t(SAVED)} ${name}`);
}

/** @returns {string} a name that any system takes for a file's: letters with their marks, digits, dots, dashes */
function fileName(text) {
  const kept = text.normalize("NFC").replace(/[^\p{L}\p{M}\p{N}._-]+/gu, "-").replace(/^[-.]+|[-.]+$/g, "");
  return [...kept].slice(0, LONGEST).join("") || "policytrace";
}
