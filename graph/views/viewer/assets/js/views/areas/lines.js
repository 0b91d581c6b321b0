/** Words in lines that fit: SVG text does not wrap by itself, and Thai has no spaces between words. */

const MORE = "…";
const LATIN = /^[\p{Script=Latin}]+$/u;
const LETTER = /[เ-ไ]?\P{M}\p{M}*[ะาำๅๆฯ]*/gsu;
let context = null;

/**
 * @param {string|string[]} text or the pieces of it between which alone it may break
 * @param {string} font as CSS writes it, such as "12px Sarabun"
 * @returns {string[]} at most `most` lines of at most `width` pixels
 */
export function inLines(text, font, width, most = 2) {
  context ??= document.createElement("canvas").getContext("2d");
  context.font = font;
  const fits = (one) => context.measureText(one.trim()).width <= width;
  const lines = [""];
  for (const word of Array.isArray(text) ? text : words(text)) {
    for (const part of fits(word) ? [word] : halves(word, context.measureText(word).width / width)) {
      if (fits(lines.at(-1) + part) || lines.at(-1) === "") lines[lines.length - 1] += part;
      else lines.push(part);
    }
  }
  const trimmed = lines.map((one) => one.trim()).filter(Boolean);
  if (trimmed.length <= most) return trimmed;
  return [...trimmed.slice(0, most - 1), shortened(trimmed.slice(most - 1).join(""), fits)];
}

function shortened(text, fits) {
  const kept = letters(text);
  while (kept.length && !fits(kept.join("") + MORE)) kept.pop();
  return kept.join("") + MORE;
}

function words(text) {
  return [...new Intl.Segmenter("th", { granularity: "word" }).segment(text)].map((one) => one.segment);
}

/** A word that is too long for a line, in about equal pieces; a Latin one with hyphens. */
function halves(word, lines) {
  const found = letters(word);
  const size = Math.ceil(found.length / Math.ceil(lines));
  const pieces = [];
  for (let at = 0; at < found.length; at += size) {
    const isBroken = at + size < found.length && LATIN.test(word);
    pieces.push(found.slice(at, at + size).join("") + (isBroken ? "-" : ""));
  }
  return pieces;
}

/** A letter with its marks and the vowels around it stays whole. */
function letters(text) {
  return text.match(LETTER) ?? [];
}
