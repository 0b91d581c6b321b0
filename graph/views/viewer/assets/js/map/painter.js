/** Draws the map with any pen that knows the strokes of a canvas: the screen's, a picture's, or SVG's. */

import { arrowsNear } from "./arrows.js";
import { paintLabels, paintLitLabels } from "./labels.js";
import { circle, outline } from "./shapes.js";
import { dressOf, isSeen, ring, spot } from "./spots.js";
import { strokeArrows, strokeBundles } from "./strokes.js";

const MOST_SEEN = 1500; // Items, where single arrows still help.
const MOST_ARROWS = 4000;
const FEW = 300; // Arrows of a trace that can be drawn strongly.
const MANY = 1000; // Small glyphs, whose shapes no one sees.
const SMALLEST_GLYPH = 2.4; // Pixels from its middle to its edge; below that, dots.
const SMALLEST_DOT = 2.2; // Pixels from one to the next; below that, whole blocks.

/**
 * Draw what the camera sees.
 * @param {object} pen a 2D context, or what does as it does
 * @param {object} scene what scene.js makes, with a camera and colours
 */
export function paint(pen, scene) {
  const { camera, places, colours } = scene;
  const drawn = { ...scene, runs: places.runs(camera.box), dress: places.bands.map((band) => dressOf(band, camera)) };
  pen.fillStyle = colours.paper;
  pen.fillRect(0, 0, camera.width, camera.height);
  paintBands(pen, drawn);
  paintArrows(pen, drawn);
  paintItems(pen, drawn);
  paintLabels(pen, drawn);
  if (drawn.lit) paintTrace(pen, drawn);
  paintMarks(pen, drawn);
  if (drawn.lit) paintLitLabels(pen, drawn);
}

function paintBands(pen, { places, camera, colours }) {
  const { sx, sy, ox, oy } = camera;
  const pad = Math.min(8, sy * 14);
  pen.fillStyle = colours["map-band"];
  for (const band of places.bands) pen.fillRect(0, band.top * sy + oy - pad, camera.width, band.height * sy + 2 * pad);
  if (places.border === null) return;
  pen.strokeStyle = colours.alarm;
  pen.lineWidth = 1;
  pen.setLineDash([5, 5]);
  pen.beginPath();
  pen.moveTo(places.border * sx + ox, oy);
  pen.lineTo(places.border * sx + ox, places.height * sy + oy);
  pen.stroke();
  pen.setLineDash([]);
}

function paintArrows(pen, scene) {
  const { store, runs, isShown, colours, lit } = scene;
  const many = runs.reduce((sum, { first, end }) => sum + end - first, 0);
  const arrows = many <= MOST_SEEN ? arrowsNear(store, itemsSeen(scene), isShown, MOST_ARROWS) : null;
  pen.strokeStyle = colours["map-arrow"];
  pen.globalAlpha = lit ? 0.3 : 0.8;
  if (arrows) strokeArrows(pen, scene, arrows, 0.8);
  else strokeBundles(pen, scene, scene.bundles(), lit ? 0.3 : 0.9);
  pen.globalAlpha = 1;
}

function itemsSeen({ places, runs, isShown, camera }) {
  const { top, bottom } = camera.box;
  const found = new Set();
  for (const { band, first, end } of runs) {
    for (const item of places.order.subarray(first, end)) {
      if (places.y[item] > top - band.tall && places.y[item] < bottom + band.tall && isShown(item)) found.add(item);
    }
  }
  return found;
}

function paintItems(pen, scene) {
  const { places, colours, lit, dress, isShown } = scene;
  for (const { band, block, first, end } of scene.runs) {
    if (!isShown(places.order[first])) continue;
    const items = places.order.subarray(first, end);
    const { r, high, wide } = dress[band.number];
    pen.fillStyle = colours.kinds[band.kind][lit ? "faded" : "calm"];
    if (r >= SMALLEST_GLYPH) fillGlyphs(pen, scene, items);
    else if (high >= SMALLEST_DOT) fillDots(pen, scene, items, 2 * r, Math.min(3 * r, wide * 0.6));
    else fillPlaces(pen, scene, block, band.tall);
  }
}

function fillGlyphs(pen, scene, items, least = 0) {
  const { places } = scene;
  pen.beginPath();
  for (const item of items) {
    const [x, y, r] = spot(scene, item);
    if (isSeen(scene, x, y)) outline(pen, places.bands[places.bandOf[item]].kind, x, y, Math.max(r, least));
  }
  pen.fill();
}

function fillDots(pen, { places, camera }, items, high, wide) {
  const { sx, sy, ox, oy, height } = camera;
  const { x, y } = places;
  for (const item of items) {
    const top = y[item] * sy + oy;
    if (top >= -high && top <= height + high) pen.fillRect(x[item] * sx + ox - wide / 2, top - high / 2, wide, high);
  }
}

/** A block as a whole: its places are too small to be told apart, and a pattern of dots would show what is not there. */
function fillPlaces(pen, { camera }, { left, top, cell, rows, count }, tall) {
  const { sx, sy, ox, oy } = camera;
  const full = Math.floor(count / rows);
  pen.globalAlpha = 0.55;
  pen.fillRect(left * sx + ox, top * sy + oy, full * cell * sx, rows * tall * sy);
  pen.fillRect((left + full * cell) * sx + ox, top * sy + oy, cell * sx, (count % rows) * tall * sy);
  pen.globalAlpha = 1;
}

/** What is lit, over all else: the chain's arrows, what lies beside it, and the glyphs. */
function paintTrace(pen, scene) {
  const { lit, beside, item, colours, isShown } = scene;
  const { arrows, bundles } = scene.litArrows(MOST_ARROWS);
  pen.strokeStyle = colours.accent;
  pen.globalAlpha = bundles || arrows.length > FEW ? 0.4 : 0.75;
  if (bundles) strokeBundles(pen, scene, bundles, 0.5);
  else strokeArrows(pen, scene, arrows, arrows.length > FEW ? 0.8 : 1.4);
  if (beside.size) {
    pen.globalAlpha = 0.7;
    pen.setLineDash([3, 4]);
    strokeArrows(pen, scene, [...beside].filter(isShown).map((one) => [item, one]), 1);
    pen.setLineDash([]);
  }
  pen.globalAlpha = 1;
  fillByBand(pen, scene, beside, "calm", 3);
  fillByBand(pen, scene, lit, "lit", lit.size > 5000 ? 1.2 : lit.size > 500 ? 2.2 : 4);
  if (item !== undefined && isShown(item)) ring(pen, spot(scene, item), colours.focus, 5, 2.5);
}

function fillByBand(pen, scene, items, shade, least) {
  const { places, colours, isShown, dress } = scene;
  const groups = places.bands.map(() => []);
  for (const one of items) if (isShown(one)) groups[places.bandOf[one]].push(one);
  groups.forEach((group, number) => {
    pen.fillStyle = colours.kinds[places.bands[number].kind][shade];
    if (group.length > MANY && dress[number].r < SMALLEST_GLYPH) fillDots(pen, scene, group, 2 * least, 2 * least);
    else fillGlyphs(pen, scene, group, least);
  });
}

function paintMarks(pen, scene) {
  const { places, colours, marked, isShown, dress } = scene;
  const isLarge = (item) => dress[places.bandOf[item]].r >= SMALLEST_GLYPH;
  const shown = [...marked].filter(isShown);
  pen.strokeStyle = colours.alarm;
  pen.fillStyle = colours.alarm;
  pen.lineWidth = 1.6;
  pen.beginPath();
  for (const item of shown.filter(isLarge)) {
    const [x, y, r] = spot(scene, item);
    if (isSeen(scene, x, y)) circle(pen, x, y, Math.min(r * 1.25 + 1.5, dress[places.bandOf[item]].high / 2 - 1));
  }
  pen.stroke();
  pen.globalAlpha = 0.6;
  fillDots(pen, scene, shown.filter((item) => !isLarge(item)), 2, 2);
  pen.globalAlpha = 1;
}
