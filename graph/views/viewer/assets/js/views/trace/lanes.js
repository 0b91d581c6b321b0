/** Which items of a trace stand in which lane, which of them are shown, and which lanes are empty and why. */

import { lifted, tier } from "../../domain.js";
import { codeOf, rowsBy } from "./facts.js";

/** The lanes from left to right, by the kind of what stands in them. */
export const LANES = ["dimension", "policy", "strategy", "objective", "key_result", "project", "kpi", "handoff", "area", "unit"];

/** The lanes of a whole chain; those that a start of another kind can have stand beside it. */
const CHAIN = ["policy", "strategy", "objective", "key_result", "project", "unit"];
const CHAIN_OF = { kpi: CHAIN.slice(0, 4), area: CHAIN.slice(0, 5) };
const BANDS = ["bureau", "district", "other"]; // Of the units.
const BAND_OF = { bureau: "bureau", office: "bureau", district: "district" };

const SHOWN = 12; // Items of a lane or band.
const TOLERATED = 3; // More than that, before any are folded away.
const OPENED = 60; // Once it is opened; the table has the rest.

/**
 * @param {Trace} trace
 * @param {{opened: Set<string>, pinned: number|null, isHidden: function(string): boolean}} choice
 * @returns {{lanes: object[], hidden: Map<string, number>}} lanes of bands of items, and how many items of kinds that are switched off
 */
export function lanesOf(trace, choice) {
  const { store, root } = trace;
  const byKind = grouped(trace.items(), (item) => store.kindName(item));
  const kinds = LANES.filter((kind) => byKind.has(kind) || (CHAIN_OF[store.kindName(root)] ?? CHAIN).includes(kind));
  const hidden = new Map(kinds.filter((kind) => choice.isHidden(kind) && byKind.has(kind)).map((kind) => [kind, byKind.get(kind).length]));
  const lanes = kinds.filter((kind) => !choice.isHidden(kind)).map((kind) => laneOf(store, kind, byKind.get(kind) ?? []));
  choose(trace, lanes, choice);
  const empty = emptyLanes(trace, kinds, byKind);
  for (const lane of lanes) lane.empty = empty.get(lane.kind) ?? null;
  return { lanes, hidden };
}

function grouped(items, keyOf) {
  const found = new Map();
  for (const item of items) {
    const key = keyOf(item);
    if (found.has(key)) found.get(key).push(item);
    else found.set(key, [item]);
  }
  return found;
}

function laneOf(store, kind, items) {
  if (kind !== "unit" || !items.length) return { kind, items, bands: [{ key: kind, items }] };
  const byBand = grouped(items, (unit) => BAND_OF[tier(store, unit)] ?? "other");
  return { kind, items, bands: BANDS.filter((key) => byBand.has(key)).map((key) => ({ key, items: byBand.get(key) })) };
}

/** Choose what is shown of each band, from the lane of the root outwards. */
function choose(trace, lanes, choice) {
  const { store, root } = trace;
  const start = Math.max(lanes.findIndex((lane) => lane.items.includes(root)), 0);
  const outwards = lanes.map((lane, at) => [Math.abs(at - start), lane]).sort(([one], [other]) => one - other);
  const near = neighbours(trace);
  const shown = new Set([root]);
  for (const [, lane] of outwards) {
    for (const band of lane.bands) {
      const isLinked = (item) => (near.get(item) ?? []).some((one) => shown.has(one));
      const ranks = new Map(band.items.map((item) => [item, 2 * !isLinked(item) + !trace.sideOf(item).isLeading(item)]));
      const inOrder = (one, other) => ranks.get(one) - ranks.get(other) || one - other;
      const isKept = (item) => item === root || item === choice.pinned;
      const ordered = [...band.items].sort((one, other) => isKept(other) - isKept(one) || inOrder(one, other));
      const most = choice.opened.has(band.key) ? OPENED : SHOWN;
      const room = ordered.length <= most + TOLERATED ? ordered.length : most;
      band.shown = together(store, lane.kind, ordered.slice(0, room).sort(inOrder));
      band.folded = ordered.slice(room);
      band.isOpened = choice.opened.has(band.key);
      band.canOpen = !band.isOpened && band.folded.length > 0;
    }
    for (const band of lane.bands) for (const item of band.shown) shown.add(item);
  }
}

/** The divisions of a bureau side by side, behind it. */
function together(store, kind, items) {
  if (kind !== "unit") return items;
  const byTop = grouped(items, (unit) => lifted(store, unit));
  return [...byTop].flatMap(([top, units]) => units.sort((one, other) => (other === top) - (one === top)));
}

function neighbours(trace) {
  const near = new Map();
  const add = (one, other) => (near.has(one) ? near.get(one).push(other) : near.set(one, [other]));
  for (const side of [trace.up, trace.down]) {
    for (const hop of side.reach.every()) {
      add(hop.near, hop.far);
      add(hop.far, hop.near);
    }
  }
  return near;
}

/**
 * Why lanes are empty: the chain breaks there ("break"), goes around it ("around") or has ended before ("beyond").
 * @returns {Map<string, {state: string, code: string, isDown: boolean}>}
 */
function emptyLanes(trace, kinds, byKind) {
  const found = new Map();
  const at = kinds.indexOf(trace.store.kindName(trace.root));
  const isFilled = (kind) => byKind.has(kind);
  const walk = (way, isDown) => {
    let [last, isBroken] = [trace.store.kindName(trace.root), false];
    way.forEach((kind, position) => {
      if (isFilled(kind)) {
        last = kind;
        return;
      }
      const goesOn = way.slice(position + 1).some(isFilled);
      const isAround = goesOn && !(isDown && kind === "project");
      const state = isAround ? "around" : isBroken ? "beyond" : "break";
      isBroken ||= state === "break";
      found.set(kind, { state, code: state === "break" ? codeAt(trace, byKind.get(last), isDown) : "", isDown });
    });
  };
  walk(kinds.slice(at + 1), true);
  walk(kinds.slice(0, at).reverse(), false);
  return found;
}

/** The code that a report has for the break: of the root, else of the last items before it. */
function codeAt(trace, last, isDown) {
  const { store, root } = trace;
  const reports = isDown
    ? [[rowsBy(store, "coverage", "policy"), [root]], [rowsBy(store, "gaps", "item"), [root, ...last]]]
    : [[rowsBy(store, "orphan-projects", "project"), [root, ...last]], [rowsBy(store, "gaps", "item"), [root]]];
  for (const [rows, items] of reports) {
    for (const item of items) if (codeOf(rows.get(item))) return codeOf(rows.get(item));
  }
  return "";
}

/**
 * The arrows to draw: between what is shown, and from it to what is folded away; those of one pair are one.
 * @returns {{from: string, to: string, isInferred: boolean, strength: string|null, relations: string[]}[]} from left to right
 */
export function drawnLinks(trace, lanes) {
  const place = places(lanes);
  const found = new Map();
  for (const side of [trace.up, trace.down]) {
    for (const arrow of side.arrows) {
      const ends = [place.get(arrow.source), place.get(arrow.target)];
      if (!ends[0] || !ends[1] || (ends[0].isFolded && ends[1].isFolded)) continue;
      if (ends[0].lane === ends[1].lane && (ends[0].isFolded || ends[1].isFolded)) continue;
      // A part of a strategy stands below it; else the lanes say which end is left.
      const isTurned = arrow.relation === "PART_OF" || ends[0].lane > ends[1].lane;
      const [from, to] = isTurned ? [ends[1].key, ends[0].key] : [ends[0].key, ends[1].key];
      merge(found, `${from} ${to}`, { from, to, isInferred: arrow.isInferred, strength: strengthOf(arrow), relations: [arrow.relation] });
    }
  }
  return [...found.values()];
}

/** @returns {Map<number, {key: string, lane: number, isFolded: boolean}>} the box that stands for each item */
function places(lanes) {
  const found = new Map();
  lanes.forEach((lane, at) => {
    for (const band of lane.bands) {
      for (const item of band.shown) found.set(item, { key: String(item), lane: at, isFolded: false });
      for (const item of band.folded) found.set(item, { key: `more:${band.key}`, lane: at, isFolded: true });
    }
  });
  return found;
}

const NO_WAY = ["IN_DIMENSION", "FROM_UNIT", "TO_UNIT"]; // Arrows that say nothing of policies above.

function strengthOf(arrow) {
  return arrow.strength ?? (NO_WAY.includes(arrow.relation) ? "via_strategy" : null);
}

function merge(found, key, link) {
  const known = found.get(key);
  if (!known) {
    found.set(key, link);
    return;
  }
  known.isInferred &&= link.isInferred;
  if (known.strength !== "direct") known.strength = link.strength ?? known.strength;
  if (!known.relations.includes(link.relations[0])) known.relations.push(link.relations[0]);
}
