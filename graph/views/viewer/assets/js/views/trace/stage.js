/** The lanes on the screen: vis-network draws them and tells what the mouse is on; buttons are for keyboard, fingers and ears. */

import { visNetwork } from "../../data.js";
import { el } from "../../dom.js";
import { STYLES } from "./boxes.js";
import { drawBackground, drawBox } from "./canvas.js";
import { hangingTogether } from "./looks.js";
import { neighbour } from "./steps.js";

const OPTIONS = {
  autoResize: false,
  physics: false,
  layout: { improvedLayout: false },
  interaction: { dragNodes: false, dragView: false, zoomView: false, hover: true, tooltipDelay: 500 },
};
const STAGE = [
  "สายโซ่เป็นช่อง เลื่อนด้วยปุ่มลูกศร เปิดด้วย Enter ไล่สายโซ่ด้วย Shift+Enter",
  "Lanes: arrow keys move, Enter opens, Shift+Enter traces",
];
const HEAD_BELOW = 6;
const BARE = { top: 0, right: 0, bottom: 0, left: 0 };
const NONE = { background: "transparent", border: "transparent" };
const CLEAR = { ...NONE, hover: NONE, highlight: NONE };

/** One drawing of the lanes. */
export class Stage {
  /** @param {{open: function(number), trace: function(number), unfold: function(string)}} acts what a press does */
  constructor(app, scene, acts) {
    Object.assign(this, { app, scene, acts, scale: 1, selected: null, hovered: null, focused: null, network: null, isGone: false });
    this.canvasHost = el("div.trace-canvas");
    this.buttons = new Map(this._inReadingOrder().map((box) => [box.key, this._button(box)]));
    this.overlay = el("div.trace-nodes", { role: "group", "aria-label": app.t(STAGE) }, [...this.buttons.values()], this._notes());
    this.heads = el("div.trace-heads", null, scene.layout.lanes.map((lane, at) => this._head(lane, scene.lanes[at].head)));
    this.sheet = el("div.trace-sheet", null, this.heads, el("div.trace-stage", null, this.canvasHost, this.overlay));
    this.element = el("div.trace-scroll", { "data-drawn": "false" }, this.sheet);
    this._tabStop(String(scene.trace.root));
    this._size();
    this.drawn = this._draw();
  }

  /** Mark the item whose details are shown, and its way through the lanes. */
  select(item) {
    this.selected = item === undefined ? null : String(item);
    for (const [key, button] of this.buttons) button.setAttribute("aria-pressed", String(key === this.selected));
    this._redraw();
  }

  /** @param {number} scale 1 is one pixel to one */
  zoom(scale) {
    this.scale = scale;
    this._size();
    if (!this.network) return;
    this.network.setSize(`${this._wide()}px`, `${this._high()}px`);
    this._center();
    this.network.redraw();
  }

  focus(key) {
    this.buttons.get(key)?.focus();
  }

  /** The key of the box that has the keyboard's focus, if any. */
  get focusedKey() {
    return [...this.buttons].find(([, button]) => button === document.activeElement)?.[0] ?? null;
  }

  destroy() {
    this.isGone = true;
    this.network?.destroy();
  }

  async _draw() {
    const vis = await visNetwork();
    if (this.isGone) return;
    const nodes = this.scene.layout.boxes.filter((box) => this._isLive(box)).map((box) => this._node(box));
    const options = { ...OPTIONS, width: `${this._wide()}px`, height: `${this._high()}px` };
    this.network = new vis.Network(this.canvasHost, { nodes, edges: [] }, options);
    this.network.on("beforeDrawing", (context) => {
      drawBackground(context, this.scene, this._lit());
      for (const box of this.scene.layout.boxes) drawBox(context, this.scene, box, this._stateOf(box.key));
    });
    this._listen();
    this._center();
    this._name();
    this.network.once("afterDrawing", () => { this.element.dataset.drawn = "true"; });
    this.network.redraw();
  }

  _listen() {
    this.network.on("click", ({ nodes, event }) => { if (nodes.length) this._press(nodes[0], event.srcEvent?.shiftKey); });
    this.network.on("doubleClick", ({ nodes }) => { if (nodes.length) this._press(nodes[0], true); });
    this.network.on("hoverNode", ({ node }) => this._hover(node));
    this.network.on("blurNode", () => this._hover(null));
  }

  /** The canvas is a picture of what the buttons say. */
  _name() {
    const canvas = this.canvasHost.querySelector("canvas");
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", this.scene.name);
    for (const one of this.canvasHost.querySelectorAll("[tabindex]")) one.tabIndex = -1;
  }

  /** A box of the same size for vis-network, which draws nothing of it: what is in it is more than a label. */
  _node(box) {
    const { key, width, height } = box;
    const place = { x: box.x + width / 2, y: box.y + height / 2 };
    const size = { widthConstraint: { minimum: width, maximum: width }, heightConstraint: { minimum: height }, margin: BARE };
    const looks = { shape: "box", label: " ", shapeProperties: { borderRadius: 0 }, borderWidth: 0, color: CLEAR };
    return { id: key, ...place, ...size, ...looks, title: this.scene.contents.get(key).said.join("\n") };
  }

  _stateOf(key) {
    const isFocused = key === this.focused && this.buttons.get(key).matches(":focus-visible");
    return { isSelected: key === this.selected, isHovered: key === this.hovered, isFocused };
  }

  _press(key, isTraced = false) {
    const content = this.scene.contents.get(key);
    if (content.sort === "more") {
      if (content.canOpen) this.acts.unfold(content.band);
    } else if (isTraced) this.acts.trace(content.item);
    else this.acts.open(content.item);
  }

  _hover(key) {
    this.hovered = key;
    this.canvasHost.style.setProperty("cursor", key ? "pointer" : "default");
    this._redraw();
  }

  /** What is looked at: by the mouse, by the keyboard, else the item whose details are shown. */
  _lit() {
    const root = String(this.scene.trace.root);
    const key = this.hovered ?? this.focused ?? (this.buttons.has(this.selected) ? this.selected : null);
    return key === null || key === root ? new Set() : hangingTogether(this.scene.links, key);
  }

  _redraw() {
    this.network?.redraw();
  }

  _isLive(box) {
    return this.scene.contents.get(box.key).sort !== "note";
  }

  /** What the canvas alone would say of empty lanes. */
  _notes() {
    const notes = this.scene.layout.boxes.filter((box) => !this._isLive(box));
    return notes.map((box) => el("p.trace-note", null, this.scene.contents.get(box.key).said.join(" ")));
  }

  _inReadingOrder() {
    return this.scene.layout.boxes.filter((box) => this._isLive(box)).sort((one, other) => one.lane - other.lane || one.y - other.y);
  }

  _button(box) {
    const content = this.scene.contents.get(box.key);
    const kind = content.kind ? `${this.app.t(this.app.store.kinds[this.app.store.kindByName.get(content.kind)].words)}: ` : "";
    return el("button.trace-node", {
      type: "button",
      tabindex: "-1",
      "data-key": box.key,
      "data-id": content.item === undefined ? null : this.app.store.id(content.item),
      "aria-label": kind + content.said.join(", "),
      "aria-pressed": content.item === undefined ? null : "false",
      onclick: (event) => this._press(box.key, event.shiftKey),
      ondblclick: () => this._press(box.key, true),
      onmouseenter: () => this._hover(box.key),
      onmouseleave: () => this._hover(null),
      onkeydown: (event) => this._step(event, box.key),
      onfocus: () => { this.focused = box.key; this._tabStop(box.key); this._redraw(); },
      onblur: () => { this.focused = null; this._redraw(); },
    });
  }

  _step(event, key) {
    const next = neighbour(this.scene, key, event.key);
    if (event.key === "Enter" && event.shiftKey) this._press(key, true);
    else if (!next) return;
    else this.focus(next);
    event.preventDefault();
  }

  /** One box at a time can be reached with Tab. */
  _tabStop(key) {
    for (const [one, button] of this.buttons) button.tabIndex = one === key ? 0 : -1;
  }

  _head(lane, lines) {
    return el("div.trace-head", { "data-lane": lane.key }, lines.map((line) => el(`div.trace-${line.role}`, null, line.text)));
  }

  _wide() {
    return Math.ceil(this.scene.layout.width * this.scale) + 12;
  }

  _high() {
    return Math.ceil(this.scene.layout.height * this.scale);
  }

  _center() {
    const { width, height } = this.scene.layout;
    this.network.moveTo({ position: { x: width / 2, y: height / 2 }, scale: this.scale, animation: false });
  }

  /** Put heads and buttons where the boxes are at this scale. */
  _size() {
    const { scale } = this;
    const heads = Math.max(...this.scene.lanes.map((lane) => lane.head.reduce((sum, line) => sum + STYLES[line.role].step, 0)));
    const left = 6; // The lanes' own margin.
    placed(this.sheet, { width: this._wide() });
    placed(this.heads, { height: heads + HEAD_BELOW });
    placed(this.canvasHost, { width: this._wide(), height: this._high() });
    this.element.style.setProperty("scroll-padding-top", `${heads + 2 * HEAD_BELOW}px`);
    this.scene.layout.lanes.forEach((lane, at) => {
      placed(this.heads.children[at], { left: left + lane.x * scale, width: lane.width * Math.max(scale, 1) });
    });
    for (const box of this.scene.layout.boxes) {
      const button = this.buttons.get(box.key);
      if (button) placed(button, { left: left + box.x * scale, top: box.y * scale, width: box.width * scale, height: box.height * scale });
    }
  }
}

function placed(element, sizes) {
  for (const [name, value] of Object.entries(sizes)) element.style.setProperty(name, `${Math.round(value)}px`);
}
