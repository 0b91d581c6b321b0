/** Text on canvas and in pictures: measured, and broken between words, which Thai does not write apart. */

const words = new Intl.Segmenter("th", { granularity: "word" });
const letters = new Intl.Segmenter("th", { granularity: "grapheme" });
const CUT = "…";
const CLOSING = /^[\s)\]}»”’.,:;!?ๆฯ%/–-]+$/; // What never begins a line.

/** How text is set: the page's own typeface. */
export class Type {
  constructor() {
    this.family = getComputedStyle(document.documentElement).fontFamily;
    this._context = document.createElement("canvas").getContext("2d");
    this._widths = new Map();
  }

  /** @param {{size: number, bold?: boolean}} style @returns {string} as CSS has it */
  font(style) {
    return `${style.bold ? "600 " : ""}${style.size}px ${this.family}`;
  }

  /** @returns {number} in pixels */
  width(text, style) {
    const key = `${style.size} ${style.bold ? 1 : 0} ${text}`;
    let width = this._widths.get(key);
    if (width === undefined) {
      this._context.font = this.font(style);
      width = this._context.measureText(text).width;
      this._widths.set(key, width);
    }
    return width;
  }

  /** Break text into lines of a width; what is beyond `most` lines is cut, and that is shown. @returns {string[]} */
  lines(text, style, width, most = Infinity) {
    const lines = [];
    let line = "";
    for (const piece of this._pieces(text, style, width)) {
      if (line && this.width((line + piece).trimEnd(), style) > width) {
        lines.push(line.trimEnd());
        line = piece.trimStart();
      } else line += piece;
    }
    if (line.trim()) lines.push(line.trimEnd());
    if (lines.length <= most) return lines;
    return [...lines.slice(0, most - 1), this._cut(lines[most - 1], style, width)];
  }

  /** Words with what opens and closes them, and a figure with its target; a word that is too long for a line by itself in parts. */
  _pieces(text, style, width) {
    const pieces = [];
    for (const { segment } of words.segment(text)) {
      if (pieces.length && CLOSING.test(segment)) pieces.push(pieces.pop() + segment);
      else if (pieces.length && /[([{“‘]$|\d\/$/.test(pieces.at(-1))) pieces.push(pieces.pop() + segment);
      else pieces.push(segment);
    }
    const inParts = (piece) => [...letters.segment(piece)].map((one) => one.segment);
    return pieces.flatMap((piece) => (this.width(piece.trimEnd(), style) <= width ? [piece] : inParts(piece)));
  }

  /** Between words where that leaves half a line at least. */
  _cut(line, style, width) {
    for (const [segmenter, least] of [[words, width / 2], [letters, 0]]) {
      const kept = [...segmenter.segment(line)].map((one) => one.segment);
      while (kept.length && this.width(kept.join("").trimEnd() + CUT, style) > width) kept.pop();
      const text = kept.join("").trimEnd();
      if (this.width(text, style) >= least) return text + CUT;
    }
    return CUT;
  }
}
