/** Titles as lines: broken between words, in Thai too, where there are no spaces. */

const segmenters = new Map();
const CACHE_LIMIT = 20_000;
const CLOSING = /^[\p{Pe}\p{Pf}\p{Po}ๆฯ%]+$/u;
const OPENING = /[\p{Ps}\p{Pi}]$/u;

/** Breaks texts into lines with the measures of one font. */
export class Wrapper {
  /** @param {CanvasRenderingContext2D} pen measures; its font is set when it is asked */
  constructor(pen, font, language) {
    this.pen = pen;
    this.font = font;
    this.language = language;
    this._widths = new Map();
  }

  /** @returns {string[]} at most `most` lines that are at most `width` wide; what is left out ends in `…` */
  lines(text, width, most) {
    const found = [];
    let line = "";
    const words = pieces(text, this.language);
    for (let at = 0; at < words.length; at += 1) {
      const longer = line + words[at];
      if (!line || this.width(longer.trimEnd()) <= width) {
        line = longer;
        continue;
      }
      if (found.length === most - 1) return [...found, this._cut(longer, width)];
      found.push(this._cut(line.trim(), width));
      line = words[at].trimStart();
    }
    return line.trim() ? [...found, this._cut(line.trim(), width)] : found;
  }

  /** @returns {number} how wide a text is */
  width(text) {
    let width = this._widths.get(text);
    if (width === undefined) {
      this.pen.font = this.font;
      width = this.pen.measureText(text).width;
      if (this._widths.size > CACHE_LIMIT) this._widths.clear();
      this._widths.set(text, width);
    }
    return width;
  }

  /** The text, or as many of its characters as fit; marks above and below stay with theirs. */
  _cut(text, width) {
    if (this.width(text) <= width) return text;
    const letters = [...segmenter(this.language, "grapheme").segment(text)].map((one) => one.segment);
    while (letters.length > 1 && this.width(`${letters.join("")}…`) > width) letters.pop();
    return `${letters.join("").trimEnd()}…`;
  }
}

/** The words of a text; what closes them, such as a bracket, goes with the one before, what opens them with the next. */
function pieces(text, language) {
  const found = [];
  for (const { segment } of segmenter(language).segment(text)) {
    const last = found.length - 1;
    if (last >= 0 && (CLOSING.test(segment) || OPENING.test(found[last]))) found[last] += segment;
    else found.push(segment);
  }
  return found;
}

function segmenter(language, granularity = "word") {
  const key = `${language} ${granularity}`;
  if (!segmenters.has(key)) segmenters.set(key, new Intl.Segmenter(language, { granularity }));
  return segmenters.get(key);
}
