/** The titles on the map: below the glyphs where there is room, and of what is lit wherever they do not overlap. */

import { LINE, isSeen, spot } from "./spots.js";

const MOST = 400; // Titles in one picture.
const MOST_LIT = 60;
const LIT_WIDTH = 150;
const RING = 8; // Pixels about the glyph of the chosen item.
const MOST_GLYPHS = 1500; // Lit glyphs that titles keep clear of; more would take too long.
const MOST_OF_BAND = 40; // Where more of a band are lit, and seen, none of them is named: few would be, at random.

/** Draw the titles of all items whose places are large enough. */
export function paintLabels(pen, scene) {
  const { places, dress, isShown, lit, colours, wrapper, title } = scene;
  let left = MOST;
  pen.font = wrapper.font;
  pen.textAlign = "center";
  for (const { band, first, end } of scene.runs) {
    const { lines, wide } = dress[band.number];
    if (!lines || !isShown(places.order[first])) continue;
    for (const item of places.order.subarray(first, end)) {
      const [x, y, r] = spot(scene, item);
      if (!isSeen(scene, x, y) || left-- <= 0) continue;
      pen.globalAlpha = lit && !lit.has(item) && !scene.beside.has(item) ? 0.45 : 1;
      pen.fillStyle = colours.ink;
      const text = wrapper.lines(title(item), Math.min(wide - 10, 190), lines);
      text.forEach((one, at) => pen.fillText(one, x, y + r + (at + 0.85) * LINE));
    }
  }
  pen.globalAlpha = 1;
}

/** Draw titles of what is lit and has none yet: the chosen item first, then bands with few lit items. */
export function paintLitLabels(pen, scene) {
  const taken = [];
  const { camera, wrapper, title, colours } = scene;
  const glyphs = scene.lit.size > MOST_GLYPHS ? [] : [...scene.lit].map((item) => glyphBox(scene, item));
  pen.font = wrapper.font;
  pen.textAlign = "center";
  for (const item of candidates(scene)) {
    const [x, y, r] = spot(scene, item);
    const lines = wrapper.lines(title(item), LIT_WIDTH, item === scene.item ? 2 : 1);
    const wide = Math.max(...lines.map((one) => wrapper.width(one))) + 8;
    const middle = Math.min(camera.width - wide / 2 - 4, Math.max(camera.gutter + wide / 2, x));
    const top = y + Math.max(r, 4) + (item === scene.item ? 6 : 2);
    const box = { left: middle - wide / 2, right: middle + wide / 2, top, bottom: top + lines.length * LINE };
    if (taken.length >= MOST_LIT) break;
    const covers = item !== scene.item && glyphs.some((one) => overlap(box, one));
    if (covers || box.bottom > camera.height || taken.some((other) => overlap(box, other))) continue;
    taken.push(box);
    if (item === scene.item) taken.push(glyphBox(scene, item, RING));
    pen.globalAlpha = 0.85;
    pen.fillStyle = colours.paper;
    pen.fillRect(box.left, box.top, wide, box.bottom - box.top);
    pen.globalAlpha = 1;
    pen.fillStyle = colours.ink;
    lines.forEach((one, at) => pen.fillText(one, middle, top + (at + 0.75) * LINE));
  }
}

function glyphBox(scene, item, more = 0) {
  const [x, y, small] = spot(scene, item);
  const r = small + more;
  return { left: x - r, right: x + r, top: y - r, bottom: y + r };
}

function candidates(scene) {
  const { lit, item, places, dress, isShown } = scene;
  const groups = places.bands.map(() => []);
  for (const one of lit) {
    const [x, y] = spot(scene, one);
    if (one !== item && isShown(one) && !dress[places.bandOf[one]].lines && isSeen(scene, x, y)) groups[places.bandOf[one]].push(one);
  }
  groups.sort((one, other) => one.length - other.length);
  const found = groups.filter((group) => group.length <= MOST_OF_BAND).flat();
  return item !== undefined && isShown(item) && !dress[places.bandOf[item]].lines ? [item, ...found] : found;
}

function overlap(one, other) {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}
