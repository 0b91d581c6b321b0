/** The details of one item: every field, every link, what is found about it, and where it stands in the sources. */

import { glyph } from "./chips.js";
import { copy } from "./copy.js";
import { fieldList, originList } from "./details/fields.js";
import { figures } from "./details/figures.js";
import { findings } from "./details/findings.js";
import { linkGroups } from "./details/links.js";
import { el } from "./dom.js";
import { guarded } from "./trouble.js";

const DETAILS = ["รายละเอียด", "Details"];
const TRACE = ["ไล่สายโซ่", "Trace this"];
const MAP = ["แผนที่กราฟ", "On the map"];
const COPY_ID = ["คัดลอกรหัส", "Copy id"];
const COPY_LINK = ["คัดลอกลิงก์", "Copy link"];
const CLOSE = ["ปิดรายละเอียด", "Close the details"];
const AROUND = ["อยู่นอกสิ่งที่เลือก: แสดงเพราะโยงกับสิ่งที่เลือก", "Not among what was selected: shown because it is tied to it"];
const START = [
  "เลือกรายการใดก็ได้เพื่อดูรายละเอียด หรือกด / เพื่อค้นหาชื่อ รหัส หรือตัวเลือก เช่น kind:policy",
  "Pick any item to see its details, or press / to search a name, an id or a selector such as kind:policy",
];

let isRaised = false; // The sheet that the panel is on a phone; until it is raised it shows the title alone.

/** @returns {HTMLElement} the panel of the item that is chosen; a hint where there is none */
export function detailsPanel(app) {
  const { item } = app;
  const panel = el("aside", { id: "details", "aria-label": app.t(DETAILS) });
  if (item === undefined) {
    isRaised = false;
    panel.append(el("p.soft.details-hint", null, app.t(START)));
    return panel;
  }
  panel.classList.add("chosen");
  const body = el("div", { id: "details-body" }, actions(app, item));
  if (!app.store.isAsked(item)) body.append(el("p.soft", null, app.t(AROUND)));
  const parts = [findings(app, item), fieldList(app, item), figures(app, item), linkGroups(app, item), originList(app, item)];
  body.append(...parts.flat().filter(Boolean));
  panel.append(head(app, item, handle(app, panel)), body);
  return panel;
}

/** What raises the sheet of a phone and lowers it; elsewhere it is not seen, and the panel is never low. */
function handle(app, panel) {
  const button = el("button.handle", { type: "button", id: "details-handle", "aria-controls": "details-body" }, app.t(DETAILS));
  const show = () => {
    panel.classList.toggle("low", !isRaised);
    panel.scrollTop = 0;
    button.setAttribute("aria-expanded", String(isRaised));
  };
  button.addEventListener("click", () => { isRaised = !isRaised; show(); });
  show();
  return button;
}

function head(app, item, raise) {
  const { store } = app;
  const kind = store.kinds[store.kind(item)];
  const other = app.lang === "en" ? "th" : "en";
  const second = store.title(item, other);
  return el(
    "div.details-head",
    null,
    el("p.details-kind", null, glyph(kind.name), app.t(kind.words), el("code", null, store.id(item))),
    raise,
    closeButton(app),
    el("h2", { id: "details-title", tabindex: "-1" }, app.title(item)),
    second !== app.title(item) && el("p.soft", { lang: other }, second),
  );
}

function closeButton(app) {
  const name = app.t(CLOSE);
  return el("button.close", { type: "button", id: "details-close", "aria-label": name, title: name, onclick: () => close(app) }, "✕");
}

function actions(app, item) {
  const id = app.store.id(item);
  const button = (name, words, onclick) => el("button", { type: "button", id: `details-${name}`, onclick }, app.t(words));
  return el(
    "div.details-actions",
    null,
    button("trace", TRACE, () => app.go({ view: "trace", node: id, root: id, open: null })),
    button("map", MAP, () => app.go({ view: "map", node: id })),
    button("copy-id", COPY_ID, () => copy(app, id)),
    button("copy-link", COPY_LINK, () => copy(app, location.href)),
  );
}

function close(app) {
  app.go({ node: null });
  document.getElementById("content").focus({ preventScroll: true });
}

/** Put the panel in its place; who was in it before is at its heading then, and others hear of it. */
export function showDetails(app) {
  const before = document.getElementById("details");
  const wasInside = before.contains(document.activeElement);
  const id = document.activeElement?.id;
  before.replaceWith(guarded(app, DETAILS, "details", () => detailsPanel(app)));
  if (!wasInside) {
    if (app.item !== undefined) app.announce(app.title(app.item));
  } else if (id && document.getElementById(id)) document.getElementById(id).focus({ preventScroll: true });
  else focusDetails();
}

/** Go to the heading of the panel. */
export function focusDetails() {
  document.getElementById("details-title")?.focus();
}

/** Let Esc close the panel, unless something else has taken the key. */
export function watchEscape(app) {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented || app.item === undefined) return;
    if (event.target instanceof Element && event.target.closest("input, textarea, select, dialog, [popover]")) return;
    close(app);
  });
}
