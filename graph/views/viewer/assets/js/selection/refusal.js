/** Why a selector finds nothing, in Thai and English. */

export class Refusal extends Error {
  /** @param {string} thai @param {string} english */
  constructor(thai, english) {
    super(english);
    this.words = [thai, english];
  }
}
