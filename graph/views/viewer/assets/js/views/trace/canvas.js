/** Boxes and lines on a canvas. */

import { INSET, STYLES } from "./boxes.js";
import { BAR, RING, ROUND, boxLook, lineLook, textColour } from "./looks.js";

/** Draw what lies below the boxes: the lanes, the titles of bands, the lines; `lit` are the boxes that are looked at. */
export function drawBackground(context, scene, lit) {
  const { colours, layout } = scene;
  context.fillStyle = colours.lane;
  for (const lane of layout.lanes) context.fillRect(lane.x - 6, 0, lane.width + 12, layout.height);
  for (const title of layout.titles) drawLines(context, scene, scene.contents.get(`band:${title.key}`).lines, title.x, title.y + 4);
  const isLit = (stroke) => stroke.links.some((link) => lit.has(scene.links[link].from) && lit.has(scene.links[link].to));
  for (const isAbove of lit.size ? [false, true] : [false]) {
    const state = { isLit: isAbove, isDimmed: lit.size > 0 && !isAbove };
    for (const stroke of layout.strokes) {
      if (isLit(stroke) === isAbove) drawStroke(context, stroke.curve, lineLook(colours, stroke, state));
    }
  }
}

function drawStroke(context, [x0, y0, ...bend], look) {
  context.save();
  context.globalAlpha = look.opacity;
  context.strokeStyle = look.stroke;
  context.lineWidth = look.width;
  context.setLineDash(look.dash);
  context.beginPath();
  context.moveTo(x0, y0);
  context.bezierCurveTo(...bend);
  context.stroke();
  context.restore();
}

/** Draw one box, wherever its middle is. */
export function drawBox(context, scene, box, state) {
  const content = scene.contents.get(box.key);
  const look = boxLook(scene.colours, content, state);
  context.save();
  context.beginPath();
  context.roundRect(box.x, box.y, box.width, box.height, ROUND);
  if (look.fill !== "none") {
    context.fillStyle = look.fill;
    context.fill();
  }
  if (look.bar) {
    context.save();
    context.clip();
    context.fillStyle = look.bar;
    context.fillRect(box.x, box.y, BAR, box.height);
    context.restore();
  }
  if (look.stroke !== "none") {
    context.lineWidth = look.width;
    context.strokeStyle = look.stroke;
    context.setLineDash(look.dash);
    context.stroke();
  }
  context.restore();
  drawContent(context, scene, content, box);
  if (look.ring) drawRing(context, box, look.ring);
}

function drawRing(context, box, colour) {
  context.save();
  context.beginPath();
  context.roundRect(box.x - RING.away, box.y - RING.away, box.width + 2 * RING.away, box.height + 2 * RING.away, ROUND + RING.away);
  context.lineWidth = RING.width;
  context.strokeStyle = colour;
  context.stroke();
  context.restore();
}

function drawContent(context, scene, content, box) {
  if (content.glyph) {
    context.font = scene.type.font({ size: 13 });
    context.fillStyle = scene.colours.ink;
    context.textBaseline = "middle";
    context.textAlign = "left";
    context.fillText(content.glyph, box.x + INSET.left, box.y + INSET.top + STYLES.title.step / 2);
  }
  drawLines(context, scene, content.lines, box.x + INSET.left, box.y + INSET.top);
}

function drawLines(context, scene, lines, x, y) {
  let top = y;
  context.textBaseline = "middle";
  context.textAlign = "left";
  for (const line of lines) {
    const style = STYLES[line.role];
    context.font = scene.type.font(style);
    context.fillStyle = textColour(scene.colours, line.role);
    context.fillText(line.text, x + line.before, top + style.step / 2);
    top += style.step;
  }
}
