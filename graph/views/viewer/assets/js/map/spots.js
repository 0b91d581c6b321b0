/** Where and how large the glyphs are on the screen. */

import { circle } from "./shapes.js";

const LARGEST = 11; // Pixels from the middle of a glyph to its edge.
const LABEL = { width: 92, height: 50 };

export const LINE = 18; // How high a line of a title is.

/** How the items of a band are drawn at this size: radius, how far above the middle, and lines of title. */
export function dressOf(band, camera) {
  const high = band.tall * camera.sy;
  const wide = Math.min(...band.blocks.map((block) => block.cell)) * camera.sx;
  const r = Math.min(LARGEST, high * 0.36, wide * 0.36);
  if (wide < LABEL.width || high < LABEL.height) return { r, up: 0, lines: 0, high, wide };
  const lines = Math.min(3, Math.floor((high - 2 * r - 10) / LINE));
  return { r, up: (lines * LINE + 4) / 2, lines, high, wide };
}

/** @returns {[number, number, number]} where the middle of an item's glyph is on the screen, and its radius */
export function spot({ places, camera, dress }, item) {
  const { r, up } = dress[places.bandOf[item]];
  return [places.x[item] * camera.sx + camera.ox, places.y[item] * camera.sy + camera.oy - up, r];
}

/** @returns {boolean} whether a point is on the screen, or at its very edge */
export function isSeen({ camera }, x, y) {
  return x > -20 && y > -20 && x < camera.width + 20 && y < camera.height + 20;
}

/** A ring about an item that stands out alone. */
export function ring(pen, [x, y, r], colour, away, width) {
  pen.strokeStyle = colour;
  pen.lineWidth = width;
  pen.beginPath();
  circle(pen, x, y, Math.max(r, 3) + away);
  pen.stroke();
}
