/** Where a view is drawn: its drawing, and below it the table of what the drawing shows. */

import { el } from "./dom.js";
import { Twin } from "./twin.js";
import { failure } from "./trouble.js";

const NARROW = "(max-width: 48rem)";
const ON_CANVAS = ["trace", "map"]; // Drawings that a small screen shows only when they are asked for.
const SHOW = ["แสดงเป็นภาพ", "Show the drawing"];
const HIDE = ["ซ่อนภาพ", "Hide the drawing"];

export class Stage {
  /** @param {Stage|null} before the same view, as it was drawn before */
  constructor(app, before) {
    this.app = app;
    this.view = app.view;
    const words = app.t(this.view.words);
    this.root = el("div.view");
    this.element = el("main", { id: "content", tabindex: "-1", "aria-label": words, "data-view": this.view.name });
    this.twin = this.view.table && this.view.picture ? new Twin(app, before?.twin) : null;
    this.cleanup = null;
  }

  /** Fill the element, which stands on the page. */
  render() {
    this.element.append(this.root);
    this._tryTo(() => { this.cleanup = this.view.render(this.root, this.app) ?? null; });
    if (!this.twin) return;
    if (this._isListed()) this._list();
    else this.element.append(this.twin.element);
    this._tryTo(() => this.twin.refresh());
  }

  /** Whether the screen is too small for the drawing, and there is something to list. */
  _isListed() {
    if (!ON_CANVAS.includes(this.view.name) || !matchMedia(NARROW).matches) return false;
    return this._tryTo(() => this.view.table(this.app).rows.length > 0) ?? false;
  }

  /** The list in the place of the drawing, which has its room, but is not seen before it is asked for. */
  _list() {
    const isDrawn = this.app.state.drawn === "1";
    if (!isDrawn) this.twin.open();
    this.element.prepend(this._switch(isDrawn));
    this.element.append(this.twin.element);
    this.root.classList.toggle("behind", !isDrawn);
  }

  _switch(isDrawn) {
    const onclick = () => this.app.go({ drawn: isDrawn ? null : "1" }, { replace: true });
    const state = { type: "button", id: "show-drawing", "aria-expanded": String(isDrawn), onclick };
    return el("button", state, this.app.t(isDrawn ? HIDE : SHOW));
  }

  /** Whether the view is drawn on a canvas, and seen. */
  get isOnCanvas() {
    return ON_CANVAS.includes(this.view.name) && !this.root.classList.contains("behind");
  }

  /** Something changed that the view is not drawn by, such as the item. */
  moved() {
    this._tryTo(() => this.view.moved?.(this.app));
    if (this.twin) this._tryTo(() => this.twin.refresh());
  }

  /** Let these items stand out, where the view can show it. */
  highlight(items) {
    this._tryTo(() => this.view.highlight?.(this.app, items));
  }

  leave() {
    this._tryTo(() => this.cleanup?.());
    this.cleanup = null;
  }

  /** The rest of the page goes on where a view fails. */
  _tryTo(act) {
    try {
      return act();
    } catch (error) {
      this.root.replaceChildren(failure(this.app, this.view.words, error));
      this.root.classList.remove("behind");
      return null;
    }
  }
}
