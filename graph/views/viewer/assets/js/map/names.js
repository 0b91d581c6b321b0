/** The names of the bands with their counts, at the edge, wherever the map has been moved to. */

import { number } from "../format.js";

const APART = 21; // Pixels from one name to the next.
const BORDER = ["ไม่มีทางขึ้นถึงนโยบาย", "No way up to a policy"];
const HIDDEN = ["(ซ่อน)", "(hidden)"];
const NARROW = 560;

/** @returns {number} how much room the names take beside the map */
export function roomForNames(pen, scene, app) {
  pen.font = font(scene);
  return Math.max(0, ...scene.places.bands.map((band) => pen.measureText(nameOf(band, app)).width)) + 20;
}

/** Draw the names over the map. `scene` is that of painter.js; `app` knows the reader's language. */
export function paintNames(pen, scene, app) {
  const { camera, places, colours } = scene;
  pen.font = font(scene);
  pen.textAlign = "left";
  let least = places.border === null ? APART : paintBorderName(pen, scene, app);
  for (const band of places.bands) {
    const top = band.top * camera.sy + camera.oy;
    const bottom = top + band.height * camera.sy;
    if (bottom < 0 || top > camera.height) continue;
    const middle = (Math.max(top, 0) + Math.min(bottom, camera.height)) / 2;
    const y = Math.max(least, middle);
    if (y > camera.height - 8) break;
    least = y + APART;
    plate(pen, colours, nameOf(band, app), 8, y, colours[app.isHidden(band.kind) ? "ink-soft" : "ink"]);
  }
}

function font({ camera, colours }) {
  return `600 ${camera.width < NARROW ? 11.5 : 13}px ${colours.family}`;
}

function nameOf(band, app) {
  return `${app.t(band.words)} ${app.isHidden(band.kind) ? app.t(HIDDEN) : number(band.count)}`;
}

/** Draw what the border means at the top, if its right side is seen. @returns {number} how high the first name below may stand */
function paintBorderName(pen, { camera, places, colours }, app) {
  const text = app.t(BORDER);
  const x = places.border * camera.sx + camera.ox + 6;
  if (x > camera.width - 40) return APART;
  const last = camera.width - pen.measureText(text).width - 12;
  const left = Math.max(8, Math.min(x, last));
  plate(pen, colours, text, left, 14, colours.alarm);
  return left > camera.gutter ? APART : 2 * APART;
}

function plate(pen, colours, text, x, y, colour) {
  pen.globalAlpha = 0.88;
  pen.fillStyle = colours.paper;
  pen.fillRect(x - 4, y - 10, pen.measureText(text).width + 8, 20);
  pen.globalAlpha = 1;
  pen.fillStyle = colour;
  pen.fillText(text, x, y + 4.5);
}
