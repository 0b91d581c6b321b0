/** The view "Overview". */

import { el } from "../dom.js";

export const overviewView = {
  name: "overview",
  words: ["ภาพรวม", "Overview"],

  /** What of the state it is drawn by, but for the view, the language and the theme. */
  keys: [],

  /** Draw it into an element; return what is to be done when it goes, if anything. */
  render(root, app) {
    root.append(el("p", null, app.t(this.words)));
  },
};
