/** Titles and ids, folded once so that they can be searched however they are typed. */

const ZERO_WIDTH = /[\u00ad\u200b-\u200d\u2060\ufeff]/g;
const DECOMPOSED_AM = /\u0e4d([\u0e48-\u0e4b]?)\u0e32/g; // A tone mark may stand between.
const DOUBLE_E = /\u0e40\u0e40/g; // Typed for sara ae, which looks the same.
const THAI_DIGITS = /[\u0e50-\u0e59]/g;
const LETTER = /[\p{L}\p{M}\p{N}]/u;
/** What folding may change: other scripts, Thai digits, nikhahit, two sara e, and marks that NFKC would put in order. */
const ODD = /[^\x20-\x7e\u0e01-\u0e4c\u0e4e\u0e4f\u0e5a\u0e5b]|\u0e40\u0e40|[\u0e38\u0e39\u0e48-\u0e4b][\u0e38-\u0e3a]/;
const PART = 1000; // Items that are folded at a time, while the reader types.
const FEW = 1000; // Hits among which the words of Thai are told apart; of more only spaces tell.
const RANK = 1e12;
const SIZE = 1e7; // More than a page has items.

const indexes = new WeakMap();

/** @returns {SearchIndex} the one of a store */
export function indexOf(store) {
  if (!indexes.has(store)) indexes.set(store, new SearchIndex(store));
  return indexes.get(store);
}

/** @returns {string} a text as it is compared: one spelling of each letter and digit, without case */
export function fold(text) {
  if (!ODD.test(text)) return text.toLowerCase();
  return text
    .replace(ZERO_WIDTH, "")
    .normalize("NFKC")
    .replace(DECOMPOSED_AM, "$1\u0e33")
    .replace(DOUBLE_E, "\u0e41")
    .replace(THAI_DIGITS, (digit) => String(digit.codePointAt(0) - 0x0e50))
    .toLowerCase();
}

class SearchIndex {
  constructor(store) {
    this.store = store;
    this.lines = []; // Of each item: its id, its titles, its short name and code, a line each.
    this._segmenter = null;
  }

  /** Fold in small parts, so that nothing waits; call back when all is done. */
  prepare(done = () => {}) {
    const before = this.lines.length;
    this._foldTo(Math.min(this.store.count, before + PART));
    if (this.lines.length < this.store.count) setTimeout(() => this.prepare(done));
    else done();
  }

  get isReady() {
    return this.lines.length >= this.store.count;
  }

  /** @returns {number[]} the items that hold all the words of a text, the best first */
  search(text) {
    this._foldTo(this.store.count);
    const words = fold(text).split(/\s+/).filter(Boolean);
    if (!words.length) return [];
    const hits = [];
    this.lines.forEach((lines, item) => {
      if (words.every((word) => lines.includes(word))) hits.push(item);
    });
    const keys = Float64Array.from(hits, (item) => this._key(item, words, hits.length <= FEW));
    return Array.from(keys.sort(), (key) => key % SIZE);
  }

  /** What hits are sorted by: rank, then length, then the order of the chain. */
  _key(item, words, isFew) {
    const lines = this.lines[item];
    const rank = this._rank(lines, words, isFew);
    const at = rank < 2 ? 0 : lines.indexOf(rank === 2 ? `\n${words.join(" ")}` : words[0]) + (rank === 2 ? 1 : 0);
    const length = lines.indexOf("\n", at) - (lines.lastIndexOf("\n", at - 1) + 1);
    return rank * RANK + Math.min(length, 99_999) * SIZE + item;
  }

  /** The id, how the id begins, how a title begins, how words begin, anywhere. */
  _rank(lines, words, isFew) {
    const whole = words.join(" ");
    if (lines.startsWith(`${whole}\n`)) return 0;
    if (lines.startsWith(whole)) return 1;
    if (lines.includes(`\n${whole}`)) return 2;
    return words.every((word) => this._beginsWord(lines, word, isFew)) ? 3 : 4;
  }

  _beginsWord(lines, word, isFew) {
    if (!isFew) return lines.includes(` ${word}`) || lines.includes(`\n${word}`);
    for (let at = lines.indexOf(word); at >= 0; at = lines.indexOf(word, at + 1)) {
      if (at === 0 || !LETTER.test(lines[at - 1])) return true;
      if (this._words(lines).containing(at)?.index === at) return true;
    }
    return false;
  }

  _words(lines) {
    this._segmenter ??= new Intl.Segmenter("th", { granularity: "word" });
    return this._segmenter.segment(lines);
  }

  _foldTo(end) {
    const { id, th, en } = this.store.data.nodes;
    for (let item = this.lines.length; item < end; item += 1) {
      const more = [this.store.field("abbreviation", item), this.store.field("code", item)];
      const texts = [id[item], th[item], en[item], ...more].filter(Boolean);
      this.lines.push(`${texts.map((text) => fold(text).replace(/\s+/g, " ")).join("\n")}\n`);
    }
  }
}
