/** The map as a picture that stands alone: with its title, its legend, and its looks inside it. */

import { svg } from "../../dom.js";

/** All of these are inherited. */
const LOOKS = [
  "fill", "stroke", "stroke-width", "stroke-linecap", "stroke-dasharray",
  "font-family", "font-size", "font-weight", "text-anchor",
];
const BUTTON = ["class", "role", "tabindex", "aria-label", "aria-pressed", "aria-hidden", "data-area", "data-column", "data-row"];

/**
 * Write an SVG whose looks come from the page's styles as a file of its own.
 * @param {SVGElement} drawing it is put into the page for a moment, to be given its styles
 * @returns {string}
 */
export function standalone(drawing) {
  const hidden = svg("svg", { width: 0, height: 0, "aria-hidden": "true" }, drawing);
  document.body.append(hidden);
  const all = [drawing, ...drawing.querySelectorAll("*")];
  const looks = new Map(all.map((one) => [one, looksOf(one)]));
  hidden.remove();
  for (const [one, values] of looks) {
    const above = looks.get(one.parentNode);
    values.forEach((value, at) => value !== above?.[at] && one.setAttribute(LOOKS[at], value)); // The rest it inherits.
  }
  for (const one of all) for (const name of BUTTON) one.removeAttribute(name);
  return new XMLSerializer().serializeToString(drawing);
}

function looksOf(element) {
  const computed = getComputedStyle(element);
  return LOOKS.map((name) => computed.getPropertyValue(name).replaceAll('"', "'"));
}

/** @returns {Promise<Blob>} the picture as PNG, `scale` times as large */
export async function asPng(text, scale) {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = Math.ceil(image.naturalWidth * scale);
  canvas.height = Math.ceil(image.naturalHeight * scale);
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => { canvas.toBlob(resolve, "image/png"); });
}
