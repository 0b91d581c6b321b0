/** Arrows and bundles as strokes; they run from the upper edge of one glyph to the lower of another. */

import { spot } from "./spots.js";

const MOST_CURVES = 900; // Above that, straight lines.

/** Draw single arrows, as one stroke. */
export function strokeArrows(pen, scene, arrows, width) {
  pen.lineWidth = width;
  pen.beginPath();
  for (const [from, to] of arrows) line(pen, spot(scene, from), spot(scene, to), arrows.length <= MOST_CURVES);
  pen.stroke();
}

/** Draw bundles, the stronger the more of their relation's arrows they hold. */
export function strokeBundles(pen, { places, camera }, bundles, strength) {
  const { sx, sy, ox, oy } = camera;
  for (const { fromX, toX, from, to, share } of bundles) {
    const [high, low] = [places.bands[from], places.bands[to]];
    const isDown = high.top < low.top;
    const start = (isDown ? high.top + high.height : high.top) * sy + oy;
    const end = (isDown ? low.top : low.top + low.height) * sy + oy;
    pen.globalAlpha = Math.min(1, strength * (0.4 + 2 * Math.sqrt(share)));
    pen.lineWidth = Math.min(14, 0.7 + 22 * share);
    pen.beginPath();
    line(pen, [fromX * sx + ox, start, 0], [toX * sx + ox, end, 0], true);
    pen.stroke();
  }
  pen.globalAlpha = 1;
}

function line(pen, [x1, y1, r1], [x2, y2, r2], isCurve) {
  const way = Math.sign(Math.round(y2 - y1));
  const [start, end] = [y1 + way * r1, y2 - way * r2];
  const bow = Math.abs(x2 - x1) / 4 + 12; // Of those that stay in a row.
  pen.moveTo(x1, start);
  if (!isCurve) pen.lineTo(x2, end);
  else if (way) pen.bezierCurveTo(x1, (start + end) / 2, x2, (start + end) / 2, x2, end);
  else pen.bezierCurveTo(x1, y1 - bow, x2, y2 - bow, x2, y2);
}
