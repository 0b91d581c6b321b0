/** What can be done with the page: language, light or dark, pictures, print. */

import { el } from "./dom.js";

export function toolbar(app) {
  return el(
    "div.toolbar",
    null,
    el("button", { type: "button", id: "language", lang: app.lang === "en" ? "th" : "en", onclick: () => app.go({ lang: app.lang === "en" ? "th" : "en" }) }, app.lang === "en" ? "ไทย" : "English"),
  );
}
