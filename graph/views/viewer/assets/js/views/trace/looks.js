/** How boxes and lines look, for the canvas and for pictures alike. */

import { LOOKS } from "../../kinds.js";

const COLOURS = ["ink", "ink-soft", "paper", "lane", "line", "accent", "alarm", "alarm-soft", "focus"];
const INFERRED = [6, 4];
const DIMMED = 0.22;

/** The width of the bar that tells a box's kind. */
export const BAR = 5;

/** How round the corners of a box are. */
export const ROUND = 4;

/** How far outside a box its ring is, and how wide. */
export const RING = { away: 3, width: 3 };

/** @returns {object} the page's colours as they are now, by the names of their variables */
export function palette() {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(COLOURS.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
}

/** Direct ties are strong, ties through a strategy thin, none in the colour of alarm; what is inferred is dashed. */
export function lineLook(colours, { strength, isInferred }, state = {}) {
  const [colour, width] = { direct: [colours.ink, 2], via_strategy: [colours["ink-soft"], 1.2] }[strength] ?? [colours.alarm, 1.2];
  return {
    stroke: state.isLit ? colours.accent : colour,
    width: state.isLit ? width + 0.8 : width,
    dash: isInferred ? INFERRED : [],
    opacity: state.isDimmed ? DIMMED : 1,
  };
}

/** @returns {{fill: string, stroke: string, width: number, dash: number[], bar: string|null, ring: string|null}} */
export function boxLook(colours, content, state = {}) {
  if (content.sort === "note") {
    const { isBreak } = content;
    const [fill, stroke] = isBreak ? [colours["alarm-soft"], colours.alarm] : ["none", "none"];
    return { fill, stroke, width: 1.5, dash: [4, 3], bar: null, ring: null };
  }
  const bar = content.sort === "item" ? LOOKS[content.kind].colour : null;
  const stroke = content.isRoot ? colours.ink : state.isHovered ? colours["ink-soft"] : colours.line;
  const ring = state.isFocused ? colours.focus : state.isSelected ? colours.accent : null;
  return { fill: colours.paper, stroke, width: content.isRoot ? 3 : 1, dash: content.sort === "more" ? [3, 3] : [], bar, ring };
}

/** @returns {string} the colour of a line of text */
export function textColour(colours, role) {
  return { fact: colours["ink-soft"], note: colours["ink-soft"], alarm: colours.alarm, more: colours.accent }[role] ?? colours.ink;
}

/** What hangs together with a box along the chain, both ways. @returns {Set<string>} keys of boxes */
export function hangingTogether(links, key) {
  const found = new Set([key]);
  for (const [near, far] of [["from", "to"], ["to", "from"]]) {
    const next = new Map();
    for (const link of links) next.set(link[near], [...(next.get(link[near]) ?? []), link[far]]);
    const way = new Set([key]);
    for (const one of way) for (const other of next.get(one) ?? []) way.add(other);
    for (const one of way) found.add(one);
  }
  return found;
}
