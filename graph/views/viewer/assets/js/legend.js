/** The legend, which is a filter too: a kind that is switched off is not drawn. */

import { glyph } from "./chips.js";
import { el } from "./dom.js";
import { number } from "./format.js";

const LEGEND = ["ชนิดที่แสดง", "Kinds shown"];
const ALL = ["แสดงทุกชนิด", "Show every kind"];
const DRAWN = ["trace", "map"]; // The views that leave out what is switched off.
const FOLDED = window.matchMedia("(max-width: 75rem)"); // Where it would not fit beside the tabs.
const INLINE = window.matchMedia("(max-width: 48rem)"); // Where it unfolds in the page; else over it.
FOLDED.addEventListener("change", () => unfold(!FOLDED.matches));

/** @returns {HTMLElement} empty where the view leaves nothing out */
export function legend(app) {
  const place = el("div", { id: "legend" });
  if (!DRAWN.includes(app.view.name)) return place;
  const kinds = app.store.kinds.filter((kind) => kind.count);
  const buttons = kinds.map((kind) => toggle(app, kind));
  const isFiltered = kinds.some((kind) => app.isHidden(kind.name));
  const all = isFiltered && el("button", { type: "button", id: "kind-all", onclick: () => app.go({ hide: null }) }, app.t(ALL));
  const isOpen = !FOLDED.matches || (folding()?.open ?? (isFiltered && INLINE.matches));
  const group = el("div.legend", { role: "group", "aria-label": app.t(LEGEND) }, buttons, all);
  const hidden = isFiltered && ` ${number(kinds.filter((kind) => !app.isHidden(kind.name)).length)}/${number(kinds.length)}`;
  place.append(el("details", { open: isOpen, onfocusout: leave, onkeydown: fold }, el("summary", null, app.t(LEGEND), hidden), group));
  return place;
}

function folding() {
  return document.querySelector("#legend details");
}

function unfold(isOpen) {
  if (folding()) folding().open = isOpen;
}

/** What lies over the page goes when the keyboard or the mouse goes elsewhere. */
function leave({ relatedTarget, currentTarget }) {
  const isOver = FOLDED.matches && !INLINE.matches;
  if (isOver && relatedTarget && !currentTarget.contains(relatedTarget)) currentTarget.open = false;
}

function fold(event) {
  if (event.key !== "Escape" || !FOLDED.matches || !event.currentTarget.open) return;
  event.preventDefault(); // Else it would close the details too.
  event.currentTarget.open = false;
  event.currentTarget.querySelector("summary").focus();
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
