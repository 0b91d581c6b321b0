/** The map on the screen: what is seen of it, what is pointed at, and what is pressed. */

import { el } from "../dom.js";
import { number } from "../format.js";
import { Camera } from "./camera.js";
import { onKeys, onPointers } from "./gestures.js";
import { Layers, sized } from "./layers.js";
import { paintNames, roomForNames } from "./names.js";
import { paint } from "./painter.js";
import { sceneOf } from "./scene.js";
import { dressOf, ring, spot } from "./spots.js";
import { SvgPen } from "./svg_pen.js";
import { colours } from "./theme.js";

const NEAR = 12; // Pixels from a glyph at which it is meant.
const LIT_NEAR = 7;
const AWAY = 14; // Of the tip from the pointer.

export class Stage {
  /** @param {Camera|null} camera of an earlier stage, which the reader has moved */
  constructor(app, places, canvas, tip, camera) {
    Object.assign(this, { app, places, canvas, tip, given: null, focused: -1, hovered: -1 });
    this.camera = camera ?? new Camera(places);
    this.layers = new Layers(canvas, this.camera, (pen) => paint(pen, this.seen), (pen) => this._paintOver(pen));
    this._hear();
    this.renew();
  }

  /** Draw anew what the page's state now asks for. */
  renew() {
    this.colours = colours();
    this.scene = sceneOf(this.app, this.places, this.colours.family, this.given);
    this.focused = this.hovered = -1;
    this._walk = null;
    this.layers.renew(this.colours.paper);
  }

  /** The scene as it is seen now. */
  get seen() {
    return { ...this.scene, camera: this.camera, colours: this.colours };
  }

  stop() {
    this.layers.stop();
    this._observer.disconnect();
  }

  _hear() {
    const pan = (dx, dy) => { this._hover(); this.camera.pan(dx, dy); this.layers.request(); };
    const zoom = (factor, x, y) => { this._hover(); this.zoom(factor, x, y); };
    const [hover, leave] = [(x, y) => this._hover(x, y), () => this._hover()];
    onPointers(this.canvas, { pan, zoom, hover, leave, click: (x, y) => this._open(this.itemAt(x, y)) });
    const [all, trace] = [() => this.showAll(), () => this.showLit()];
    onKeys(this.canvas, { pan, zoom, all, trace, step: (way) => this._step(way), open: () => this._open(this.focused) });
    this._observer = new ResizeObserver(() => this._resize());
    this._observer.observe(this.canvas.parentElement);
  }

  _resize() {
    const { clientWidth, clientHeight } = this.canvas.parentElement;
    this.camera.width = clientWidth; // The names are smaller where it is narrow.
    this.camera.resize(clientWidth, clientHeight, roomForNames(this.layers.pen, this.seen, this.app));
    sized(this.canvas, this.camera, window.devicePixelRatio);
    this.layers.renew(this.colours.paper);
  }

  // Where to look

  showAll() {
    this.camera.fit();
    this.layers.request();
  }

  /** See what is lit; all, if nothing is. */
  showLit() {
    const lit = [...(this.scene.lit ?? [])].filter(this.scene.isShown);
    if (!lit.length) return this.showAll();
    const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
    for (const item of lit) {
      box.left = Math.min(box.left, this.places.x[item]);
      box.right = Math.max(box.right, this.places.x[item]);
      box.top = Math.min(box.top, this.places.y[item]);
      box.bottom = Math.max(box.bottom, this.places.y[item]);
    }
    this.camera.show(box);
    return this.layers.request();
  }

  zoom(factor, x, y) {
    this.camera.zoom(factor, x, y);
    this.layers.request();
  }

  // What is pointed at

  /** @returns {[number, number, number]} the middle of an item's glyph on the canvas, and its radius */
  spot(item) {
    const { places, camera } = this;
    return spot({ places, camera, dress: { [places.bandOf[item]]: dressOf(places.bands[places.bandOf[item]], camera) } }, item);
  }

  /** @returns {number} the item at a point of the canvas; -1 for none. What is lit goes first. */
  itemAt(px, py) {
    const { lit, isShown } = this.scene;
    const dress = this.places.bands.map((band) => dressOf(band, this.camera));
    const away = (item) => {
      const [x, y] = spot({ places: this.places, camera: this.camera, dress }, item);
      return Math.hypot(x - px, y - py);
    };
    let [best, least] = [-1, LIT_NEAR];
    for (const item of lit ?? []) {
      if (isShown(item) && away(item) < least) [best, least] = [item, away(item)];
    }
    if (best >= 0) return best;
    const { x, y } = this.camera.toMap(px, py);
    const item = this.places.itemAt(x, y);
    if (item < 0 || !isShown(item)) return -1;
    const { r, lines } = dress[this.places.bandOf[item]];
    return lines || away(item) <= Math.max(NEAR, r + 4) ? item : -1;
  }

  _hover(x, y) {
    const item = x === undefined ? -1 : this.itemAt(x, y);
    this.canvas.classList.toggle("over", item >= 0);
    if (item !== this.hovered) {
      this.hovered = item;
      this.layers.request();
    }
    this.tip.hidden = item < 0;
    if (item >= 0) this._tell(item, x, y);
  }

  _tell(item, x, y) {
    const { app, tip, camera } = this;
    tip.replaceChildren(el("span", null, app.title(item)), el("span.soft", null, this._about(item)));
    const left = Math.min(x + AWAY, camera.width - tip.offsetWidth - 4);
    const top = y + AWAY + tip.offsetHeight > camera.height ? y - AWAY - tip.offsetHeight : y + AWAY;
    tip.style.setProperty("left", `${Math.max(4, left)}px`);
    tip.style.setProperty("top", `${Math.max(4, top)}px`);
  }

  _about(item) {
    const { store } = this.app;
    return `${this.app.t(store.kinds[store.kind(item)].words)} · ${store.id(item)}`;
  }

  _open(item) {
    if (item >= 0) this.app.open(item);
  }

  /** The items in the order of the map: those that are lit, else all. @returns {Uint32Array} */
  get walk() {
    const { lit, isShown } = this.scene;
    this._walk ??= this.places.order.filter((item) => isShown(item) && (!lit || lit.has(item)));
    return this._walk;
  }

  /** Let the keyboard's focus go to the next item of the walk, or to the one before. */
  _step(way) {
    const { walk, app } = this;
    if (!walk.length) return;
    const from = walk.indexOf(this.focused >= 0 ? this.focused : this.scene.item);
    this.focused = walk[from < 0 ? (way > 0 ? 0 : walk.length - 1) : (from + way + walk.length) % walk.length];
    this.camera.reveal(this.places.x[this.focused], this.places.y[this.focused]);
    const at = `${number(walk.indexOf(this.focused) + 1)}/${number(walk.length)}`;
    app.announce(`${app.title(this.focused)} · ${this._about(this.focused)} · ${at}`);
    this._tell(this.focused, ...this.spot(this.focused));
    this.tip.hidden = false;
    this.layers.request();
  }

  _paintOver(pen) {
    const { seen, app } = this;
    for (const [item, colour] of [[this.hovered, seen.colours.ink], [this.focused, seen.colours.focus]]) {
      if (item >= 0) ring(pen, this.spot(item), colour, item === this.focused ? 5 : 3, 2);
    }
    paintNames(pen, seen, app);
  }

  // Pictures of what is seen

  _paintAll(pen) {
    paint(pen, this.seen);
    paintNames(pen, this.seen, this.app);
  }

  /** @returns {string} */
  svg() {
    const pen = new SvgPen(this.camera.width, this.camera.height, document.createElement("canvas").getContext("2d"));
    this._paintAll(pen);
    return pen.toString();
  }

  /** @returns {Promise<Blob>} */
  png(scale) {
    const canvas = document.createElement("canvas");
    sized(canvas, this.camera, scale);
    const pen = canvas.getContext("2d", { alpha: false });
    pen.scale(scale, scale);
    this._paintAll(pen);
    return new Promise((done) => canvas.toBlob(done, "image/png"));
  }
}
