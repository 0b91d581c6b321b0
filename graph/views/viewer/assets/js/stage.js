/** Where a view is drawn: its drawing, and below it the table of what the drawing shows. */

import { el } from "./dom.js";
import { Twin } from "./twin.js";
import { failure } from "./trouble.js";

const NARROW = "(max-width: 48rem)";
const LIST_FIRST = ["trace", "map"]; // Drawings that a small screen shows only when they are asked for.
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
    this.isDrawn = false;
  }

  /** Fill the element, which stands on the page. */
  render() {
    this._draw();
    if (this.twin) this._tryTo(() => this.twin.refresh());
  }

  _draw() {
    const isListed = this._isListed();
    const isDrawn = !isListed || this.app.state.drawn === "1";
    if (isListed) {
      this.twin.open();
      this.element.append(this.twin.element, this._switch(isDrawn));
    }
    if (isDrawn) {
      this.element.append(this.root);
      this._tryTo(() => { this.cleanup = this.view.render(this.root, this.app) ?? null; });
      this.isDrawn = true;
    }
    if (this.twin && !isListed) this.element.append(this.twin.element);
  }

  /** Whether the screen is too small for the drawing, and there is something to list. */
  _isListed() {
    if (!this.twin || !LIST_FIRST.includes(this.view.name) || !matchMedia(NARROW).matches) return false;
    return this._tryTo(() => this.view.table(this.app).rows.length > 0) ?? false;
  }

  _switch(isDrawn) {
    const onclick = () => this.app.go({ drawn: isDrawn ? null : "1" }, { replace: true });
    const state = { type: "button", id: "show-drawing", "aria-expanded": String(isDrawn), onclick };
    return el("button", state, this.app.t(isDrawn ? HIDE : SHOW));
  }

  /** Something changed that the view is not drawn by, such as the item. */
  moved() {
    if (this.isDrawn) this._tryTo(() => this.view.moved?.(this.app));
    if (this.twin) this._tryTo(() => this.twin.refresh());
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
      if (!this.root.isConnected) this.element.prepend(this.root);
      return null;
    }
  }
}
