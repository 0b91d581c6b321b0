/** The legend, which is a filter too: a kind that is switched off is not drawn. */

import { glyph } from "./chips.js";
import { el } from "./dom.js";
import { number } from "./format.js";

const LEGEND = ["ชนิดที่แสดง", "Kinds shown"];
const ALL = ["แสดงทุกชนิด", "Show every kind"];
const DRAWN = ["trace", "map"]; // The views that leave out what is switched off.
const NARROW = "(max-width: 48rem)";

/** @returns {HTMLElement} empty where the view leaves nothing out */
export function legend(app) {
  const place = el("div", { id: "legend" });
  if (!DRAWN.includes(app.view.name)) return place;
  const kinds = app.store.kinds.filter((kind) => kind.count);
  const buttons = kinds.map((kind) => toggle(app, kind));
  const isFiltered = kinds.some((kind) => app.isHidden(kind.name));
  const all = isFiltered && el("button", { type: "button", id: "kind-all", onclick: () => app.go({ hide: null }) }, app.t(ALL));
  const isOpen = isFiltered || !window.matchMedia(NARROW).matches;
  const group = el("div.legend", { role: "group", "aria-label": app.t(LEGEND) }, buttons, all);
  place.append(el("details", { open: isOpen }, el("summary", null, app.t(LEGEND)), group));
  return place;
}

function toggle(app, kind) {
  const isShown = !app.isHidden(kind.name);
  return el(
    "button",
    { type: "button", id: `kind-${kind.name}`, "aria-pressed": String(isShown), onclick: () => app.go({ hide: turned(app, kind.name) }) },
    glyph(kind.name),
    el("span.kind-word", null, app.t(kind.words)),
    el("span.soft", null, ` ${number(kind.count)}`),
  );
}

/** The hidden kinds with one of them turned over. */
function turned(app, name) {
  const hidden = (app.state.hide ?? "").split(",").filter(Boolean);
  return (hidden.includes(name) ? hidden.filter((one) => one !== name) : [...hidden, name]).join(",");
}
