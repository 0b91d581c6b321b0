/** The colours of the map, read from the page's variables when they are needed. */

import { LOOKS } from "../kinds.js";

const NAMES = ["paper", "ink", "ink-soft", "line", "accent", "alarm", "focus", "map-band", "map-arrow", "map-calm", "map-bright"];

/** @returns {object} colours by name; `kinds` holds for each kind `calm`, `lit` and `faded` */
export function colours() {
  const style = getComputedStyle(document.documentElement);
  const found = Object.fromEntries(NAMES.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
  const share = (name) => Number(style.getPropertyValue(`--map-${name}`));
  const family = style.fontFamily;
  const kinds = {};
  for (const [kindName, { colour }] of Object.entries(LOOKS)) {
    const lit = mixed(colour, found["map-bright"], share("bright-share"));
    const calm = mixed(lit, found["map-calm"], share("calm-share"));
    kinds[kindName] = { lit, calm, faded: mixed(calm, found["map-band"], share("faded-share")) };
  }
  return { ...found, family, kinds };
}

/** @returns {string} the first colour with a share of the second in it; both as `#rrggbb` */
export function mixed(colour, other, share) {
  const parts = [1, 3, 5].map((at) => {
    const [one, two] = [colour, other].map((text) => parseInt(text.slice(at, at + 2), 16));
    return Math.round(one * (1 - share) + two * share).toString(16).padStart(2, "0");
  });
  return `#${parts.join("")}`;
}
