/** Copy a text for the reader, and say whether it is done. */

import { el } from "./dom.js";

const DONE = ["คัดลอกแล้ว", "Copied"];
const FAILED = ["คัดลอกไม่ได้ เบราว์เซอร์ไม่อนุญาต", "Not copied: the browser does not allow it"];

/** `done` is what is said then. @returns {Promise<boolean>} whether the text is on the clipboard */
export async function copy(app, text, done = DONE) {
  const isDone = (await byClipboard(text)) || bySelection(text);
  app.tell(app.t(isDone ? done : FAILED));
  return isDone;
}

async function byClipboard(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false; // Not there, or not allowed.
  }
}

/** The old way, for where the new one is not allowed. */
function bySelection(text) {
  const focused = document.activeElement;
  const area = el("textarea", { readonly: true, "aria-hidden": "true", style: { position: "fixed", top: "0", opacity: "0" } }, text);
  document.body.append(area);
  area.select();
  const isDone = document.execCommand("copy");
  area.remove();
  focused?.focus?.({ preventScroll: true });
  return isDone;
}
