/** The lanes as a picture to keep: SVG with text as text, and PNG made from it. */

import { svg } from "../../dom.js";
import { date } from "../../format.js";
import { INSET, STYLES } from "./boxes.js";
import { keyEntries } from "./key.js";
import { BAR, ROUND, boxLook, lineLook, textColour } from "./looks.js";

const MARGIN = 20;
const AS_OF = ["ข้อมูล ณ", "as of"];
const TRACE_OF = ["สายโซ่ของ", "Trace of"];
const SAMPLE = 34; // The length of a line in the key.

/** @returns {string} an SVG document */
export function svgOf(app, scene) {
  const { layout, colours } = scene;
  const heads = Math.max(...scene.lanes.map((lane) => heightOf(lane.head)));
  const caption = captionOf(app, scene);
  const key = keyEntries(app);
  const [top, foot] = [MARGIN + heightOf(caption) + 12 + heads, 12 + key.length * STYLES.fact.step];
  const [width, height] = [layout.width + 2 * MARGIN, top + layout.height + foot + MARGIN];
  const picture = svg(
    "svg",
    { width, height, viewBox: `0 0 ${width} ${height}`, "font-family": scene.type.family, role: "img", "aria-label": caption[0].text },
    svg("rect", { width, height, fill: colours.paper }),
    svg("g", { transform: `translate(${MARGIN} ${MARGIN})` }, texts(scene, caption, 0, 0)),
    svg("g", { transform: `translate(${MARGIN} ${top - heads})` }, headsOf(scene)),
    svg("g", { transform: `translate(${MARGIN} ${top})` }, background(scene), layout.boxes.map((box) => boxOf(scene, box))),
    svg("g", { transform: `translate(${MARGIN} ${top + layout.height + 12})` }, key.flatMap((one, at) => keyLine(scene, one, at))),
  );
  return new XMLSerializer().serializeToString(picture);
}

/** @returns {Promise<Blob>} the same as PNG */
export async function pngOf(app, scene, scale) {
  const url = URL.createObjectURL(new Blob([svgOf(app, scene)], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [Math.round(image.width * scale), Math.round(image.height * scale)];
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    const failure = new Error("the picture is too large");
    return await new Promise((done, failed) => canvas.toBlob((blob) => (blob ? done(blob) : failed(failure)), "image/png"));
  } finally {
    URL.revokeObjectURL(url);
  }
}

function headsOf(scene) {
  return scene.layout.lanes.flatMap((lane, at) => texts(scene, scene.lanes[at].head, lane.x, 0));
}

function captionOf(app, scene) {
  const { trace, type, layout } = scene;
  const title = `${app.t(TRACE_OF)} ${app.title(trace.root)} (${app.store.id(trace.root)})`;
  const lines = type.lines(title, STYLES.head, layout.width).map((text) => ({ text, role: "head", before: 0 }));
  return [...lines, { text: `${app.t(AS_OF)} ${date(app.store.meta.as_of, app.lang)}`, role: "fact", before: 0 }];
}

function heightOf(lines) {
  return lines.reduce((sum, line) => sum + STYLES[line.role].step, 0);
}

function texts(scene, lines, x, y) {
  let top = y;
  return lines.map((line) => {
    const style = STYLES[line.role];
    const place = { x: x + line.before, y: top + style.step / 2, "dominant-baseline": "central" };
    const type = { "font-size": style.size, "font-weight": style.bold ? 600 : null, fill: textColour(scene.colours, line.role) };
    top += style.step;
    return svg("text", { ...place, ...type }, line.text);
  });
}

function background(scene) {
  const { colours, contents, layout } = scene;
  const { height } = layout;
  return [
    ...layout.lanes.map((lane) => svg("rect", { x: lane.x - 6, y: 0, width: lane.width + 12, height, fill: colours.lane })),
    ...layout.titles.flatMap((title) => texts(scene, contents.get(`band:${title.key}`).lines, title.x, title.y + 4)),
    ...layout.strokes.map((stroke) => pathOf(stroke.curve, lineLook(colours, stroke))),
  ];
}

function pathOf([x0, y0, ...bend], look) {
  return svg("path", { d: `M${x0} ${y0}C${bend.join(" ")}`, fill: "none", ...outline(look) });
}

function outline(look) {
  return { stroke: look.stroke, "stroke-width": look.width, "stroke-dasharray": look.dash.join(" ") || null };
}

function boxOf(scene, box) {
  const content = scene.contents.get(box.key);
  const look = boxLook(scene.colours, content);
  const frame = { x: box.x, y: box.y, width: box.width, height: box.height, rx: ROUND };
  const glyph = { text: content.glyph ?? "", role: "title", before: 0 };
  return svg(
    "g",
    null,
    svg("title", null, content.said.join(" · ")),
    svg("rect", { ...frame, fill: look.fill, ...outline(look) }),
    look.bar ? svg("rect", { x: box.x + 1, y: box.y + 1, width: BAR, height: box.height - 2, fill: look.bar }) : null,
    content.glyph ? texts(scene, [glyph], box.x + INSET.left, box.y + INSET.top) : null,
    texts(scene, content.lines, box.x + INSET.left, box.y + INSET.top),
  );
}

function keyLine(scene, one, at) {
  const y = at * STYLES.fact.step;
  const middle = y + STYLES.fact.step / 2;
  return [
    pathOf([0, middle, 0, middle, SAMPLE, middle, SAMPLE, middle], lineLook(scene.colours, one)),
    ...texts(scene, [{ text: one.words, role: "fact", before: 0 }], SAMPLE + 8, y),
  ];
}
