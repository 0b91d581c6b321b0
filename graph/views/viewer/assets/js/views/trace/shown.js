/** The view as it is on the screen: what is told above the lanes, and the lanes. */

import { glyph } from "../../chips.js";
import { el } from "../../dom.js";
import { number } from "../../format.js";
import { codeOf, rowsBy, valueWord } from "./facts.js";
import { keyList } from "./key.js";
import { moneyText } from "./boxes.js";
import { Stage } from "./stage.js";

const TRACE_THIS = ["ไล่สายโซ่จากรายการที่เลือก", "Trace the chosen item"];
const LARGER = ["ขยาย", "Larger"];
const SMALLER = ["ย่อ", "Smaller"];
const FIT = ["พอดีกว้าง", "Fit the width"];
const TIE = {
  direct: ["โยงถึงนโยบายโดยตรง", "tied to a policy directly"],
  via_strategy: ["โยงถึงนโยบายผ่านยุทธศาสตร์", "tied to a policy via a strategy"],
  null: ["ไม่โยงถึงนโยบายใด", "serves no policy"],
};
const TIED = ["objective", "key_result", "project"];
const SHOWN = [["แสดง", "จาก", "รายการ"], ["Showing", "of", "items"]];
const HIDDEN = ["ซ่อนไว้", "hidden"];
const ABOVE = ["ข้างบน", "above"];
const BELOW = ["ข้างล่าง", "below"];
const [POLICY, POLICIES] = [["นโยบาย", "policy"], ["นโยบาย", "policies"]];
const [PROJECT, PROJECTS] = [["โครงการ", "project,"], ["โครงการ", "projects,"]];
const [STEP, LEAST, MOST] = [1.25, 0.3, 2.5];
const MARGINS = 30; // Of the frame, its scroll bar and the lanes.
const HIDDEN_BELOW = 100; // What is narrower is not being looked at.
const REDRAWN = 40; // A change of width that is worth it.

export class Shown {
  constructor(app, item, view, root) {
    Object.assign(this, { app, item, view });
    this.signature = signature(app, item);
    this.width = widthOf(root);
    this.host = el("section.trace", { "aria-label": `${app.t(view.words)}: ${app.title(item)}` });
    this._build();
    this.watch = new ResizeObserver(() => this._resized());
  }

  /** Whether it shows what the state asks for. */
  fits(app, item) {
    return this.signature === signature(app, item);
  }

  /** Whether an item has a box of its own; what stands nowhere in the trace needs none. */
  holds(item) {
    const { buttons, scene } = this.stage;
    if (item === undefined || buttons.has(String(item))) return true;
    return !scene.trace.has(item) || this.app.isHidden(this.app.store.kindName(item));
  }

  /** Take over where another drawing of the lanes was looked at. */
  follow(before) {
    this.place = before.item === this.item ? before.place : null;
    const folded = before.stage.scene.bands.find((band) => `more:${band.key}` === before.focusKey)?.folded[0];
    this.focusKey = folded === undefined ? before.focusKey : String(folded); // What was unfolded.
  }

  enter(root, app) {
    root.append(this.host);
    if (this.place) [this.stage.element.scrollLeft, this.stage.element.scrollTop] = this.place;
    else this._reveal();
    if (this.focusKey) this.stage.focus(this.focusKey);
    this.focusKey = null;
    this.watch.observe(root);
    this.select(app.item);
  }

  leave() {
    const { element } = this.stage;
    this.place = [element.scrollLeft, element.scrollTop];
    this.focusKey = this.stage.focusedKey;
    this.watch.disconnect();
  }

  select(item) {
    this.button.disabled = item === undefined || item === this.item;
    this.stage.select(item);
  }

  destroy() {
    this.watch.disconnect();
    this.stage.destroy();
  }

  _build() {
    const { app } = this;
    const scene = this.view.sceneOf(app, this.item, this.width - MARGINS);
    this.stage = new Stage(app, scene, {
      open: (item) => app.go({ node: app.store.id(item), root: app.store.id(this.item) }),
      trace: (item) => this._trace(item),
      unfold: (band) => this._unfold(band),
    });
    this.button = el("button", { type: "button", onclick: () => this._trace(app.item) }, app.t(TRACE_THIS));
    this.host.replaceChildren(this._head(scene), this.stage.element, keyList(app));
  }

  _head(scene) {
    const { app, item } = this;
    const tool = (words, sign, act) => el(
      "button", { type: "button", title: app.t(words), "aria-label": app.t(words), onclick: act }, sign,
    );
    const zoom = (factor) => this.stage.zoom(Math.min(Math.max(this.stage.scale * factor, LEAST), MOST));
    const id = el("span.soft", null, app.store.id(item));
    const title = el("h2", null, glyph(app.store.kindName(item)), app.title(item), " ", id);
    const tools = [tool(SMALLER, "−", () => zoom(1 / STEP)), tool(LARGER, "+", () => zoom(STEP)), tool(FIT, "⇔", () => this._fit())];
    return el(
      "div.trace-bar",
      null,
      el("div.trace-name", null, title, el("p", null, this._sums(scene))),
      el("div.trace-tools", null, this.button, tools),
    );
  }

  /** One line: how it is tied, what is above and below, how much of it is shown. */
  _sums(scene) {
    const { app, item } = this;
    const { store } = app;
    const { trace, bands, hidden } = scene;
    const said = [];
    const kind = store.kindName(item);
    if (TIED.includes(kind)) said.push(app.t(TIE[trace.strength]) + orphanCode(app, item));
    for (const [side, words] of [[trace.up, ABOVE], [trace.down, BELOW]]) {
      const told = sumsText(app, side.sums, [...side.reach.depths.keys()].filter((one) => one !== item));
      if (told) said.push(`${app.t(words)} ${told}`);
    }
    const [shown, all] = ["shown", "items"].map((name) => bands.reduce((sum, band) => sum + band[name].length, 0));
    const total = all + [...hidden.values()].reduce((sum, one) => sum + one, 0);
    const [before, of, after] = app.t(SHOWN);
    said.push(`${before} ${number(shown)} ${of} ${number(total)} ${after}`);
    for (const [name, count] of hidden) said.push(`${app.t(HIDDEN)}: ${valueWord(app, name)} ${number(count)}`);
    return said.join(" · ");
  }

  _fit() {
    const room = this.stage.element.clientWidth - 12;
    this.stage.zoom(Math.min(Math.max(room / this.stage.scene.layout.width, LEAST), MOST));
  }

  /** Scroll to the root, where it stands out of sight. */
  _reveal() {
    const { element, scene, scale } = this.stage;
    const box = scene.layout.boxes.find((one) => one.key === String(this.item));
    if (box) element.scrollLeft = Math.max(0, (box.x + box.width) * scale + 160 - element.clientWidth);
  }

  _trace(item) {
    this.app.go({ node: this.app.store.id(item), root: this.app.store.id(item), open: null });
  }

  _unfold(band) {
    const { state, store } = this.app;
    const opened = [...(state.open ?? "").split(",").filter(Boolean), band];
    this.app.go({ open: opened.join(","), root: store.id(this.item), node: state.node ?? store.id(this.item) });
  }

  _resized() {
    const root = this.host.parentElement;
    if (!root || root.clientWidth < HIDDEN_BELOW || Math.abs(widthOf(root) - this.width) < REDRAWN) return;
    this.width = widthOf(root);
    this.stage.destroy();
    this._build();
    this.select(this.app.item);
  }
}

function widthOf(element) {
  const { paddingLeft, paddingRight } = getComputedStyle(element);
  return element.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
}

function signature(app, item) {
  const { open = "", hide = "", theme = "" } = app.state;
  return [item, open, hide, theme, app.lang].join(" | ");
}

function orphanCode(app, item) {
  const code = codeOf(rowsBy(app.store, "orphan-projects", "project").get(item));
  return code && ` ${code}`;
}

/** Policies, projects and their money on one side. */
function sumsText(app, { policies, work }, items) {
  const said = [];
  if (policies) said.push(`${number(policies)} ${app.t(policies === 1 ? POLICY : POLICIES)}`);
  if (work.projects) said.push(`${number(work.projects)} ${app.t(work.projects === 1 ? PROJECT : PROJECTS)} ${moneyText(app, items)}`);
  return said.join(", ");
}
