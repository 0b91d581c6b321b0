/** The search box. */

import { el } from "./dom.js";

const HINT = ["ค้นหา ชื่อ รหัส หรือตัวเลือก", "Search a name, an id or a selector"];

export function searchBox(app) {
  return el("input", { id: "search", type: "search", placeholder: app.t(HINT), "aria-label": app.t(HINT) });
}
