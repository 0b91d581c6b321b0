/** The view "Findings". */

import { el } from "../dom.js";

export const findingsView = {
  name: "findings",
  words: ["ข้อค้นพบ", "Findings"],

  /** What of the state it is drawn by, but for the view, the language and the theme. */
  keys: [],

  /** Draw it into an element; return what is to be done when it goes, if anything. */
  render(root, app) {
    root.append(el("p", null, app.t(this.words)));
  },
};
