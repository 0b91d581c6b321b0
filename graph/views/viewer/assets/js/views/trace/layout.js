/** Where boxes and lines stand: a pure function of what is to be drawn, for the canvas and for pictures alike. */

import { ordered } from "./order.js";

const BETWEEN = 10; // From box to box.
const BESIDE_PASS = 5;
const INDENT = 16; // Of a part of a strategy below it.
const BRACKET = 7; // From a whole's left edge to the line to its parts.
const STRENGTHS = ["direct", "via_strategy"];
const TOP = 14;
const ANCHOR = 210; // Where the root stands at the lowest.
const ROUNDS = 3;
const LOOSE = 0.01; // The weight of what no line holds.
const INNER = 0.8; // How much more the side of the root counts, so that a chain runs straight.

/**
 * @param {{lanes: object[], links: object[], root: string, gap: number}} drawing lanes {key, width, bands: [{key, lead, boxes}]}
 * @returns {{width, height, lanes, boxes, titles, lines, strokes}} in pixels; lines by link, and the curves that they are drawn as
 */
export function layout({ lanes, links, root, gap }) {
  const xs = [];
  lanes.reduce((x, lane) => { xs.push(x); return x + lane.width + gap; }, 0);
  const start = Math.max(lanes.findIndex((lane) => lane.bands.some((band) => band.boxes.some((box) => box.key === root))), 0);
  const order = ordered(lanes, links, start);
  lead(order.lanes, lanes);
  place(order.lanes, start, root);
  const boxes = new Map();
  order.lanes.forEach((entries, at) => {
    const depth = new Map();
    for (const one of entries) {
      depth.set(one.key, one.parent ? depth.get(one.parent) + 1 : 0);
      const indent = INDENT * Math.min(depth.get(one.key), 3);
      const { key, y, height, isPass } = one;
      boxes.set(key, { key, lane: at, x: xs[at] + indent, y, width: lanes[at].width - indent, height, isPass });
    }
  });
  const lines = links.map((link, at) => ({ link: at, path: path(order.chains.get(link), link, boxes, xs, lanes) }));
  const bottom = Math.max(TOP, ...order.lanes.flat().map((one) => one.y + one.height));
  return {
    width: xs.at(-1) + lanes.at(-1).width,
    height: bottom + TOP,
    lanes: lanes.map((lane, at) => ({ key: lane.key, x: xs[at], width: lane.width })),
    boxes: [...boxes.values()].filter((one) => !one.isPass),
    titles: titlesOf(order.lanes, lanes, xs),
    lines,
    strokes: strokesOf(lines, links),
  };
}

/** Curves that several lines go by are drawn once: as the strongest of them, and dashed where all are inferred. */
function strokesOf(lines, links) {
  const found = new Map();
  for (const line of lines) {
    const { strength, isInferred } = links[line.link];
    for (const curve of line.path) {
      const stroke = found.get(curve.join(" ")) ?? { curve, links: [], strength, isInferred };
      stroke.links.push(line.link);
      stroke.strength = STRENGTHS.find((one) => one === strength || one === stroke.strength) ?? null;
      stroke.isInferred &&= isInferred;
      found.set(curve.join(" "), stroke);
    }
  }
  return [...found.values()];
}

/** The first box of each band that has a title has room for it above. */
function lead(entries, lanes) {
  entries.forEach((lane, at) => {
    lanes[at].bands.forEach((band, rank) => {
      const first = lane.find((one) => one.band === rank);
      if (first) [first.lead, first.title] = [band.lead ?? 0, band.key];
    });
  });
}

function titlesOf(entries, lanes, xs) {
  return entries.flatMap((lane, at) => lane.filter((one) => one.lead).map((one) => (
    { key: one.title, x: xs[at], y: one.y - one.lead, width: lanes[at].width, height: one.lead }
  )));
}

/** Give every entry its `y`: as near to its neighbours as the others of its lane let it. */
function place(entries, start, root) {
  const heights = entries.map((lane) => spans(lane).at(-1) + (lane.at(-1)?.height ?? 0));
  const anchor = TOP + Math.min(Math.max(...heights) / 2, ANCHOR);
  for (const one of entries.flat()) one.y = null;
  settle(entries[start], (one) => (one.key === root ? anchor : null));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (let at = start + 1; at < entries.length; at += 1) settle(entries[at], (one) => wanted(one.left, one.right));
    for (let at = start - 1; at >= 0; at -= 1) settle(entries[at], (one) => wanted(one.right, one.left));
  }
}

/** The height that its neighbours want an entry at; those that stand nowhere yet have no say. */
function wanted(inner, outer) {
  const [near, far] = [mean(inner), mean(outer)];
  return near === null || far === null ? near ?? far : near * INNER + far * (1 - INNER);
}

function mean(entries) {
  const some = entries.filter((one) => one.y !== null);
  return some.length ? some.reduce((sum, one) => sum + one.y + one.height / 2, 0) / some.length : null;
}

/** How far below the first entry each begins, when they stand as close as they may. */
function spans(lane) {
  const found = [];
  let y = 0;
  lane.forEach((one, at) => {
    if (at > 0) y += lane[at - 1].height + (one.isPass || lane[at - 1].isPass ? BESIDE_PASS : BETWEEN);
    y += one.lead;
    found.push(y);
  });
  return found.length ? found : [0];
}

/** Put the entries of a lane as near to where they are wanted as their order lets them: a regression that keeps the order. */
function settle(lane, middleOf) {
  const offsets = spans(lane);
  const blocks = [];
  const middles = lane.map(middleOf);
  const targets = middles.map((middle, at) => (middle === null ? TOP : middle - lane[at].height / 2 - offsets[at]));
  for (let at = lane.length - 2; at >= 0; at -= 1) { // A whole that no line holds stands close above its parts.
    if (middles[at] === null && lane[at + 1].parent === lane[at].key) targets[at] = targets[at + 1];
  }
  lane.forEach((one, at) => {
    let block = { weight: middles[at] === null ? LOOSE : 1, target: targets[at], count: 1 };
    while (blocks.length && blocks.at(-1).target >= block.target) {
      const before = blocks.pop();
      const weight = before.weight + block.weight;
      block = { weight, target: (before.target * before.weight + block.target * block.weight) / weight, count: before.count + block.count };
    }
    blocks.push(block);
  });
  // No lane begins far below the root: its first boxes are seen without scrolling.
  const lift = Math.max(0, (blocks[0]?.target ?? 0) - ANCHOR);
  let at = 0;
  for (const block of blocks) {
    for (let left = block.count; left > 0; left -= 1, at += 1) lane[at].y = Math.round(Math.max(block.target - lift, TOP) + offsets[at]);
  }
}

/** The way of a link, as cubic curves; they bend between the lanes alone, so that no box stands in their way. */
function path(chain, link, boxes, xs, lanes) {
  if (!chain) return bracket(boxes.get(link.from), boxes.get(link.to));
  const curves = [];
  const straight = (x0, x1, y) => { if (x0 !== x1) curves.push([x0, y, x0, y, x1, y, x1, y]); };
  chain.slice(1).forEach((key, position) => {
    const [from, to] = [boxes.get(chain[position]), boxes.get(key)];
    const [y0, y1] = [from.y + from.height / 2, to.y + to.height / 2];
    const [x0, x1] = [xs[from.lane] + lanes[from.lane].width, xs[to.lane]];
    const bend = (x0 + x1) / 2;
    curves.push([x0, y0, bend, y0, bend, y1, x1, y1]);
    if (to.isPass) straight(x1, x1 + lanes[to.lane].width, y1);
    else straight(x1, to.x, y1);
  });
  return curves;
}

function bracket(whole, part) {
  const [x, y] = [whole.x + BRACKET, part.y + part.height / 2];
  const bottom = whole.y + whole.height;
  return [[x, bottom, x, bottom, x, y, x, y], [x, y, x, y, part.x, y, part.x, y]];
}
