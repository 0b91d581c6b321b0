/** Bytes as text in base 85, which graph/views/viewer/html_page.py writes. */

// The digits of RFC 1924, but a comma for its "<", which could end the element, and a point for its backtick.
const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;,=>?@^_.{|}~";
const HIGHEST = 84; // Fills up what is left at the end.

/** @returns {Uint8Array} four bytes of every five digits, and of what is left one less than its digits */
export function bytesOf(text) {
  const worth = new Uint8Array(128);
  for (let digit = 0; digit < DIGITS.length; digit += 1) worth[DIGITS.charCodeAt(digit)] = digit;
  const words = new DataView(new ArrayBuffer(Math.ceil(text.length / 5) * 4));
  for (let at = 0, byte = 0; at < text.length; byte += 4) {
    let word = 0;
    for (const end = at + 5; at < end; at += 1) word = word * 85 + (at < text.length ? worth[text.charCodeAt(at)] : HIGHEST);
    words.setUint32(byte, word);
  }
  return new Uint8Array(words.buffer, 0, Math.floor((text.length * 4) / 5));
}
