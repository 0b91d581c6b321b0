/** The known word that is nearest to one that is not known, for "did you mean". */

const LENGTHS_APART = 3;

/** @returns {string|null} the nearest word; null where none is near; case is ignored */
export function nearest(word, known) {
  const wanted = word.toLowerCase();
  let best = null;
  let least = Math.max(1, Math.floor(word.length / 3)) + 1; // Few letters may be wrong.
  for (const name of known) {
    if (Math.abs(name.length - word.length) > Math.min(LENGTHS_APART, least - 1)) continue;
    const apart = distance(wanted, name.toLowerCase(), least);
    if (apart < least) [best, least] = [name, apart];
    if (least === 0) break;
  }
  return best;
}

/** How many letters to change, add or leave out; `limit` where it is as many or more. */
function distance(one, other, limit) {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let at = 1; at <= one.length; at += 1) {
    const next = [at];
    let least = at;
    for (let to = 1; to <= other.length; to += 1) {
      const changed = row[to - 1] + (one[at - 1] === other[to - 1] ? 0 : 1);
      next.push(Math.min(changed, row[to] + 1, next[to - 1] + 1));
      least = Math.min(least, next[to]);
    }
    if (least >= limit) return limit;
    row = next;
  }
  return row[other.length];
}
