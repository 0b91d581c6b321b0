/** The names of the bands with their counts, at the edge, wherever the map has been moved to. */

import { number } from "../format.js";

const APART = 21; // Pixels from one name to the next.
const BORDER = ["ไม่มีทางขึ้นถึงนโยบาย", "No way up to a policy"];
const HIDDEN = ["ซ่อนอยู่", "hidden"];

/** Draw the names over the map. `scene` is that of painter.js; `app` knows the reader's language. */
export function paintNames(pen, scene, app) {
  const { camera, places, colours } = scene;
  const isNarrow = camera.width < 560;
  pen.font = `600 ${isNarrow ? 11.5 : 13}px ${colours.family}`;
  pen.textAlign = "left";
  let least = 34;
  for (const band of places.bands) {
    const top = band.top * camera.sy + camera.oy;
    const bottom = top + band.height * camera.sy;
    if (bottom < 0 || top > camera.height) continue;
    const middle = (Math.max(top, 0) + Math.min(bottom, camera.height)) / 2;
    const y = Math.max(least, middle);
    if (y > camera.height - 8) break;
    least = y + APART;
    const hidden = app.isHidden(band.kind) ? ` (${app.t(HIDDEN)})` : "";
    plate(pen, colours, `${app.t(band.words)} ${number(band.count)}${hidden}`, 8, y, colours[hidden ? "ink-soft" : "ink"]);
  }
  if (places.border !== null) paintBorderName(pen, scene, app);
}

function paintBorderName(pen, { camera, places, colours }, app) {
  const text = app.t(BORDER);
  const x = places.border * camera.sx + camera.ox + 6;
  if (x > camera.width - 40) return;
  const last = camera.width - pen.measureText(text).width - 12;
  plate(pen, colours, text, Math.max(8, Math.min(x, last)), 14, colours.alarm);
}

function plate(pen, colours, text, x, y, colour) {
  pen.globalAlpha = 0.88;
  pen.fillStyle = colours.paper;
  pen.fillRect(x - 4, y - 10, pen.measureText(text).width + 8, 20);
  pen.globalAlpha = 1;
  pen.fillStyle = colour;
  pen.fillText(text, x, y + 4.5);
}
