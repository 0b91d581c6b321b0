/** Text as it is compared: compatible forms made one, nothing invisible, no capitals. */

const INVISIBLE = /[\u00ad\u200b-\u200f\u2060\ufeff]/g;

/** @returns {string} */
export function folded(text) {
  return String(text).normalize("NFKC").replace(INVISIBLE, "").toLowerCase();
}
