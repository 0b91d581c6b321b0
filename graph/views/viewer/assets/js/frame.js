/** The frame of the page: the header, the tabs of the views, and the places of the rest. */

import { el } from "./dom.js";
import { paper, title } from "./heading.js";
import { searchBox } from "./search.js";
import { toolbar } from "./toolbar.js";

const SKIP = ["ข้ามไปที่เนื้อหา", "Skip to the content"];
const VIEWS_LABEL = ["มุมมอง", "Views"];

/** Build the frame anew, in the reader's language; the keyboard's focus stays where it is. */
export function frame(app) {
  const focused = document.activeElement?.id;
  document.documentElement.lang = app.lang;
  const skip = (event) => { event.preventDefault(); document.getElementById("content").focus(); };
  const tabs = app.views.map((one) => tab(app, one));
  const top = el(
    "header",
    { id: "top" },
    el("div.head", null, title(app), searchBox(app), toolbar(app)),
    el("div.bar", null, el("nav", { "aria-label": app.t(VIEWS_LABEL) }, tabs), el("div", { id: "legend" })),
  );
  document.getElementById("app").replaceChildren(
    el("a.skip", { href: "#content", onclick: skip }, app.t(SKIP)),
    top,
    paper(),
    el("div", { id: "warnings", role: "status" }),
    el("section", { id: "results", hidden: true }),
    el("div.columns", { id: "columns" }, el("main", { id: "content", tabindex: "-1" }), el("aside", { id: "details" })),
    el("p", { id: "status", role: "status", "aria-live": "polite" }),
    el("p", { id: "note", role: "status" }),
  );
  tellHeight(top);
  if (focused) document.getElementById(focused)?.focus();
}

function tab(app, view) {
  const go = () => app.go({ view: view.name });
  return el("button.tab", { type: "button", id: `tab-${view.name}`, "data-view": view.name, onclick: go }, app.t(view.words));
}

/** Let styles know how high the header is, as `--top`, for what sticks below it. */
function tellHeight(top) {
  const tell = () => {
    const sticks = getComputedStyle(top).position === "sticky";
    document.documentElement.style.setProperty("--top", `${sticks ? top.offsetHeight : 0}px`);
  };
  new ResizeObserver(tell).observe(top);
  tell();
}

/** Mark the tab of the view that is shown, and bring it into sight where the tabs scroll. */
export function markTab(app) {
  for (const one of document.querySelectorAll(".tab")) {
    if (one.dataset.view === app.view.name) one.setAttribute("aria-current", "page");
    else one.removeAttribute("aria-current");
  }
  const nav = document.querySelector(".bar nav");
  const current = document.getElementById(`tab-${app.view.name}`);
  if (nav.scrollWidth > nav.clientWidth) nav.scrollLeft = current.offsetLeft - nav.offsetLeft - (nav.clientWidth - current.offsetWidth) / 2;
}

/** Give the content the room of the details where no item is chosen. */
export function settle(app) {
  document.getElementById("columns").classList.toggle("with-details", app.item !== undefined);
}

/** Put an element in the place of the one with the id, and the focus that stood inside it where it belongs. */
export function replace(id, element) {
  const old = document.getElementById(id);
  const giveFocus = keptFocus(old);
  old.replaceWith(element);
  giveFocus(element);
}

/**
 * Remember the focus that stands inside an element which is to go.
 * @returns {function(HTMLElement): void} to give it to what stands there for the same, else to the new element
 */
export function keptFocus(old) {
  const focused = document.activeElement;
  if (focused === document.body || !old.contains(focused)) return () => {};
  const same = sameAs(focused);
  return (element) => {
    if (document.activeElement !== document.body) return; // It has found its way already.
    if (!element.hasAttribute("tabindex")) element.setAttribute("tabindex", "-1");
    const shown = [same && element.querySelector(same), element, document.getElementById("content")];
    for (const one of shown) {
      one?.focus({ preventScroll: true });
      if (document.activeElement === one) return;
    }
  };
}

/** @returns {string|null} a selector of what stands for the same after it was drawn anew */
function sameAs(element) {
  if (element.id) return `#${CSS.escape(element.id)}`;
  if (element.dataset.id) return `[data-id="${CSS.escape(element.dataset.id)}"]`;
  return null;
}
