/** Wildcards as Python's fnmatchcase reads them: `*`, `?`, `[…]` and `[!…]`. */

/** @returns {boolean} whether a value may stand for others */
export function hasWildcard(value) {
  return /[*?[]/.test(value);
}

/** @returns {(name: string) => boolean} whether a name fits the pattern, as a whole */
export function fitting(pattern) {
  const steps = stepsOf([...pattern]);
  return (name) => fits([...name], steps);
}

/** A step is "*", or a function that tells whether it takes a character. */
function stepsOf(pattern) {
  const steps = [];
  for (let at = 0; at < pattern.length; at += 1) {
    const one = pattern[at];
    const end = one === "[" ? closing(pattern, at + 1) : -1;
    if (one === "*") {
      if (steps.at(-1) !== "*") steps.push("*");
    } else if (one === "?") steps.push(() => true);
    else if (end >= 0) {
      steps.push(oneOf(pattern.slice(at + 1, end)));
      at = end;
    } else steps.push((character) => character === one);
  }
  return steps;
}

/** Where the bracket closes that opens before `start`; -1 where it does not. */
function closing(pattern, start) {
  let at = start;
  if (pattern[at] === "!") at += 1;
  return pattern.indexOf("]", pattern[at] === "]" ? at + 1 : at);
}

/** What stands between brackets: characters and ranges, none of which is taken where "!" begins it. */
function oneOf(inner) {
  const chunks = chunksOf(inner);
  const isNegated = chunks[0][0] === "!";
  if (isNegated) chunks[0] = chunks[0].slice(1);
  const single = new Set(chunks.flat());
  const ranges = chunks.slice(1).map((chunk, before) => [code(chunks[before].at(-1)), code(chunk[0])]);
  return (character) => {
    const value = code(character);
    return (single.has(character) || ranges.some(([low, high]) => low <= value && value <= high)) !== isNegated;
  };
}

/** Cut at the hyphens that make ranges; ranges that would be empty are left out. */
function chunksOf(inner) {
  const chunks = [];
  let from = 0;
  let hyphen = inner.indexOf("-", inner[0] === "!" ? 2 : 1);
  while (hyphen >= 0) {
    chunks.push(inner.slice(from, hyphen));
    from = hyphen + 1;
    hyphen = inner.indexOf("-", hyphen + 3);
  }
  const rest = inner.slice(from);
  if (rest.length) chunks.push(rest);
  else chunks.at(-1).push("-");
  for (let at = chunks.length - 1; at > 0; at -= 1) {
    if (code(chunks[at - 1].at(-1)) > code(chunks[at][0])) {
      chunks[at - 1] = [...chunks[at - 1].slice(0, -1), ...chunks[at].slice(1)];
      chunks.splice(at, 1);
    }
  }
  return chunks;
}

function code(character) {
  return character.codePointAt(0);
}

/** Only the last star is ever taken up again, so that no pattern takes long. */
function fits(name, steps) {
  let [at, step, star, resume] = [0, 0, -1, 0];
  while (at < name.length) {
    if (step < steps.length && steps[step] !== "*" && steps[step](name[at])) {
      at += 1;
      step += 1;
    } else if (steps[step] === "*") {
      star = step;
      resume = at;
      step += 1;
    } else if (star >= 0) {
      resume += 1;
      at = resume;
      step = star + 1;
    } else return false;
  }
  while (steps[step] === "*") step += 1;
  return step === steps.length;
}
