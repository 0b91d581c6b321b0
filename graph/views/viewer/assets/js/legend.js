/** The legend, which is a filter too: a kind that is switched off is not drawn. */

import { el } from "./dom.js";

const LEGEND = ["ชนิด", "Kinds"];

export function legend(app) {
  return el("div.legend", { id: "legend", role: "group", "aria-label": app.t(LEGEND) });
}
