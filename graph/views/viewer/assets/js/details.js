/** The details of one item. */

import { el } from "./dom.js";

const DETAILS = ["รายละเอียด", "Details"];

export function detailsPanel(app) {
  const panel = el("aside", { id: "details", "aria-label": app.t(DETAILS) });
  if (app.item !== undefined) panel.append(el("h2", null, app.title(app.item)));
  return panel;
}
