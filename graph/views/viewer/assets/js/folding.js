/** Text as it is compared: compatible forms made one, nothing invisible, no capitals. */

const INVISIBLE = /[\u00ad\u200b-\u200f\u2060\ufeff]/g;
const TORN_AM = /\u0e4d([\u0e48-\u0e4b])\u0e32/g; // Nikhahit before the tone mark: sara am all the same.

/** @returns {string} */
export function folded(text) {
  return String(text).normalize("NFKC").replace(INVISIBLE, "").replace(TORN_AM, "$1\u0e4d\u0e32").toLowerCase();
}
