/** The order of the boxes in each lane, so that few lines cross; lines that pass a lane get a place of their own in it. */

const PASS = 10; // The height that is kept free for lines that pass a lane.

/**
 * @param {object[]} lanes with bands of boxes {key, height, parent?, isLast?}
 * @param {object[]} links {from, to} by the keys of boxes
 * @param {number} start the lane of the root
 * @returns {{lanes: object[][], chains: Map<object, string[]>}} the entries of each lane in order; the entries that each link goes by
 */
export function ordered(lanes, links, start) {
  const entries = lanes.map((lane, at) => lane.bands.flatMap((band, rank) => band.boxes.map((box) => entry(box, at, rank))));
  const byKey = new Map(entries.flat().map((one) => [one.key, one]));
  const chains = chainsOf(links, byKey, entries);
  for (const chain of chains.values()) join(chain.map((key) => byKey.get(key)));
  for (const lane of entries) for (const one of lane) if (one.parent && !byKey.has(one.parent)) one.parent = null;
  number(entries);
  sort(entries, start, () => []);
  for (let at = start + 1; at < entries.length; at += 1) sort(entries, at, (one) => one.left);
  for (let at = start - 1; at >= 0; at -= 1) sort(entries, at, (one) => one.right);
  return { lanes: entries, chains };
}

function entry(box, lane, band) {
  const { key, height, parent = null, isLast = false, lead = 0 } = box;
  return { key, height, lane, band, parent, isLast, lead, left: [], right: [], isPass: false };
}

/** Lead links past the lanes between their ends: those of one start together, or those of one end where these are fewer. */
function chainsOf(links, byKey, entries) {
  const bundles = new Map();
  const chains = new Map();
  for (const link of links) {
    const [from, to] = [byKey.get(link.from), byKey.get(link.to)];
    if (from.lane === to.lane) continue;
    const span = `${from.lane} ${to.lane}`;
    if (!bundles.has(span)) bundles.set(span, { from: new Set(), to: new Set() });
    bundles.get(span).from.add(link.from);
    bundles.get(span).to.add(link.to);
  }
  for (const link of links) {
    const [from, to] = [byKey.get(link.from), byKey.get(link.to)];
    if (from.lane === to.lane) continue;
    const bundle = bundles.get(`${from.lane} ${to.lane}`);
    const pivot = bundle.from.size <= bundle.to.size ? link.from : link.to;
    const chain = [link.from];
    for (let lane = from.lane + 1; lane < to.lane; lane += 1) {
      const key = `pass:${from.lane}:${to.lane}:${pivot}:${lane}`;
      if (!byKey.has(key)) {
        byKey.set(key, { ...entry({ key, height: PASS }, lane, 0), isPass: true });
        entries[lane].unshift(byKey.get(key)); // Above the boxes, where all else is equal.
      }
      chain.push(key);
    }
    chains.set(link, [...chain, link.to]);
  }
  return chains;
}

function join(chain) {
  for (let at = 1; at < chain.length; at += 1) {
    if (!chain[at].left.includes(chain[at - 1])) chain[at].left.push(chain[at - 1]);
    if (!chain[at - 1].right.includes(chain[at])) chain[at - 1].right.push(chain[at]);
  }
}

function number(entries) {
  for (const lane of entries) lane.forEach((one, at) => { one.rank = (at + 0.5) / lane.length; });
}

/** Sort one lane by where its neighbours towards the root stand; what belongs together stays together. */
function sort(entries, at, neighbours) {
  const lane = entries[at];
  const middle = new Map(lane.map((one) => [one, mean(neighbours(one)) ?? one.rank]));
  const tops = lane.filter((one) => !one.parent);
  const parts = new Map();
  for (const one of lane) if (one.parent) parts.set(one.parent, [...(parts.get(one.parent) ?? []), one]);
  const tree = (one) => [one, ...(parts.get(one.key) ?? []).sort(by(middle)).flatMap(tree)];
  const blocks = tops.map(tree);
  const weights = new Map(blocks.map((block) => [block[0], block.reduce((sum, one) => sum + middle.get(one), 0) / block.length]));
  blocks.sort(([one], [other]) => one.band - other.band || one.isLast - other.isLast || weights.get(one) - weights.get(other));
  entries[at] = blocks.flat();
  number([entries[at]]);
}

function by(middle) {
  return (one, other) => middle.get(one) - middle.get(other);
}

function mean(some) {
  return some.length ? some.reduce((sum, one) => sum + one.rank, 0) / some.length : null;
}
