/** The view "Trace": the chain of one item, lane by lane, from the policies down to the units. */

import { el } from "../dom.js";
import { drawingOf } from "./trace/boxes.js";
import { drawnLinks, lanesOf } from "./trace/lanes.js";
import { layout } from "./trace/layout.js";
import { palette } from "./trace/looks.js";
import { pngOf, svgOf } from "./trace/picture.js";
import { Shown } from "./trace/shown.js";
import { startPage } from "./trace/start.js";
import { tableOf } from "./trace/table.js";
import { Type } from "./trace/texts.js";
import { traced } from "./trace/traced.js";

const TRACE_OF = ["สายโซ่ของ", "Trace of"];
const WIDTH = 1050; // For a picture that is asked for before anything is shown.

export const traceView = {
  name: "trace",
  words: ["สายโซ่", "Trace"],

  /** What of the state it is drawn by; `node` moves the lanes only where it stands in none of them. */
  keys: ["root", "open", "hide"],

  /** What is on the screen. @type {Shown|null} */
  shown: null,
  root: null,
  last: null,
  type: null,

  /** Draw it into an element; return what is to be done when it goes. */
  render(root, app) {
    this.root = root;
    this._show(app, this.rootOf(app));
    return () => this._leave();
  },

  /** Another item's details are shown: mark it, or move the lanes to it. */
  moved(app) {
    const item = this.rootOf(app);
    if (this.shown?.fits(app, item) && this.shown.holds(app.item)) {
      this.shown.select(app.item);
    } else if (this.root?.isConnected) {
      this.shown?.leave();
      this.root.replaceChildren();
      this._show(app, item);
    }
  },

  /** All of the trace, for spreadsheets and for those who read tables. */
  table(app) {
    const item = this.rootOf(app);
    return item === undefined ? { name: "trace", columns: [], rows: [] } : tableOf(app, this.traced(app.store, item));
  },

  /** The lanes as they are shown, to keep. */
  picture(app) {
    const item = this.rootOf(app);
    if (item === undefined) return null;
    const scene = () => ({ ...(this.shown?.stage.scene ?? this.sceneOf(app, item, WIDTH)), colours: palette() });
    return { name: `trace-${app.store.id(item)}`, svg: () => svgOf(app, scene()), png: (scale) => pngOf(app, scene(), scale) };
  },

  /** The item whose lanes are shown: `root`, or `node` where there is none or it stands elsewhere. @returns {number|undefined} */
  rootOf(app) {
    const named = app.state.root === undefined ? undefined : app.store.numberOf(app.state.root);
    if (named === undefined || app.item === undefined) return named ?? app.item;
    return this.traced(app.store, named).has(app.item) ? named : app.item;
  },

  /** @returns {Trace} the last one is kept */
  traced(store, root) {
    if (this.last?.root !== root || this.last.store !== store) this.last = traced(store, root);
    return this.last;
  },

  /** Everything that is drawn for an item in a width. @returns {object} */
  sceneOf(app, item, width) {
    const trace = this.traced(app.store, item);
    const pinned = app.item !== undefined && trace.has(app.item) ? app.item : null;
    const opened = new Set((app.state.open ?? "").split(","));
    const isHidden = (kind) => kind !== app.store.kindName(item) && app.isHidden(kind);
    const { lanes, hidden } = lanesOf(trace, { opened, pinned, isHidden });
    const links = drawnLinks(trace, lanes);
    this.type ??= new Type();
    const { type } = this;
    const drawing = drawingOf(app, lanes, links, { trace, type, width });
    const name = `${app.t(TRACE_OF)} ${app.title(item)}`;
    const bands = lanes.flatMap((lane) => lane.bands);
    return { ...drawing, layout: layout(drawing), bands, hidden, trace, type, name, colours: palette() };
  },

  /** What fits is shown as it was; else it is drawn anew. */
  _show(app, item) {
    const before = this.shown;
    if (item === undefined || !before?.fits(app, item) || !before.holds(app.item)) {
      this.shown = item === undefined ? null : new Shown(app, item, this, this.root);
      if (before) this.shown?.follow(before);
      before?.destroy();
    }
    if (this.shown) this.shown.enter(this.root, app);
    else startPage(this.root, app);
  },

  /** Unless it is shown again at once, it goes. */
  _leave() {
    const { shown } = this;
    if (!shown) return;
    shown.leave();
    queueMicrotask(() => {
      if (shown.host.isConnected) return;
      shown.destroy();
      if (this.shown === shown) this.shown = null;
    });
  },
};
