/** The tile map with its title above and its legend below, for pictures. */

import { svg } from "../../dom.js";
import { date } from "../../format.js";
import { inLines } from "./lines.js";
import { entries, remarks, swatchBoxes } from "./legend.js";
import { districts } from "./measures.js";
import { tileMap } from "./tiles.js";

const TITLE = ["งานที่ลงถึงแต่ละเขต", "What reaches each district"];
const EVERYTHING = ["ทุกยุทธศาสตร์และนโยบาย", "all strategies and policies"];
const AS_OF = ["ณ", "as of"];
const EDGE = 16;
const LINE = 24;

/** @returns {SVGElement} */
export function poster(app, model, shown) {
  const map = tileMap(app, model, shown, () => {});
  const [width, height] = ["width", "height"].map((name) => Number(map.getAttribute(name)));
  const head = headLines(app, model, shown, width);
  const further = remarks(app, model, shown).flatMap((words) => inPicture(words, width));
  const foot = [...entries(app, model, shown), ...further.map((words) => ({ words }))];
  const [top, under] = [EDGE + head.length * LINE, EDGE + head.length * LINE + height + EDGE];
  const whole = { width: width + 2 * EDGE, height: under + foot.length * LINE + EDGE };
  map.setAttribute("x", EDGE);
  map.setAttribute("y", top);
  return svg(
    "svg.poster",
    { xmlns: "http://www.w3.org/2000/svg", viewBox: `0 0 ${whole.width} ${whole.height}`, ...whole },
    svg("rect.poster-paper", whole),
    head.map((line, at) => svg(at ? "text.poster-text" : "text.poster-title", { x: EDGE, y: EDGE + at * LINE + 16 }, line)),
    map,
    foot.map((one, at) => footLine(app, one, under + at * LINE)),
  );
}

function headLines(app, model, shown, width) {
  const of = model.asked === null ? app.t(EVERYTHING) : app.title(model.asked);
  const asOf = `${app.t(AS_OF)} ${date(app.store.meta.as_of, app.lang)}`;
  return [`${app.t(TITLE)}: ${app.t(shown.measure.words)}`, ...inPicture(`${of} · ${asOf}`, width)];
}

function inPicture(text, width) {
  return inLines(text, `13px ${getComputedStyle(document.documentElement).fontFamily}`, width, 3);
}

function footLine(app, { look, words, count }, y) {
  if (!look) return svg("text.poster-text", { x: EDGE, y: y + 13 }, words);
  const text = svg("text.poster-text", { x: EDGE + 32, y: y + 13 }, `${words} (${districts(app, count)})`);
  return svg("g", null, swatchBoxes(look, EDGE, y), text);
}
