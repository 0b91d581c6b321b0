/** Which part of the map is seen, and how large. */

const WIDEST = 270; // Pixels of the narrowest place where it is seen largest.
const FARTHEST = 0.8; // Of the size at which all of the map is seen.
const MOST_GUTTER = 0.4; // Of the width.
const MARGIN = { top: 30, right: 14, bottom: 10 };

export class Camera {
  constructor(places) {
    this.places = places;
    this.width = 1;
    this.height = 1;
    this.isFitted = true; // Until someone moves it.
    this.resize(1, 1, 0);
  }

  /** A point of the map is at (x * sx + ox, y * sy + oy) on the screen. */
  get state() {
    const { sx, sy, ox, oy } = this;
    return { sx, sy, ox, oy };
  }

  /** See the same on a screen of another size; all, if all was seen. The gutter is for the names of the bands. */
  resize(width, height, gutter) {
    const middle = this.isFitted ? null : this.toMap(this.width / 2, this.height / 2);
    const scale = this.sx;
    this.width = Math.max(width, 1);
    this.height = Math.max(height, 1);
    this.gutter = Math.min(gutter, MOST_GUTTER * width);
    const wide = Math.max(40, this.width - this.gutter - MARGIN.right) / this.places.width;
    const high = Math.max(40, this.height - MARGIN.top - MARGIN.bottom) / this.places.height;
    this.stretch = Math.min(4.5, Math.max(0.75, high / wide)); // Narrow screens see the map taller.
    this.whole = Math.min(wide, high / this.stretch);
    this.nearest = Math.max(WIDEST / Math.min(...this._cells()), this.whole);
    if (middle) this._look(scale, middle.x, middle.y);
    else this.fit();
  }

  _cells() {
    return [100, ...this.places.bands.flatMap((band) => band.blocks.map((block) => block.cell))];
  }

  /** See all of the map. */
  fit() {
    this._scale(this.whole);
    this.ox = this.gutter + (this.width - this.gutter - MARGIN.right - this.places.width * this.sx) / 2;
    this.oy = MARGIN.top + (this.height - MARGIN.top - MARGIN.bottom - this.places.height * this.sy) / 2;
    this.isFitted = true;
  }

  /** See a part of the map, with some room around it. */
  show({ left, top, right, bottom }) {
    const wide = (this.width - this.gutter - 60) / Math.max(right - left, 1);
    const high = (this.height - 110) / Math.max(bottom - top, 1) / this.stretch;
    this._look(Math.min(wide, high, this.nearest / 2), (left + right) / 2, (top + bottom) / 2);
    this.ox += (this.gutter - MARGIN.right) / 2;
    this._stay();
  }

  /** Come nearer to a point of the screen, or go farther from it. */
  zoom(factor, px = this.width / 2, py = this.height / 2) {
    const { x, y } = this.toMap(px, py);
    this._scale(this.sx * factor);
    this.ox = px - x * this.sx;
    this.oy = py - y * this.sy;
    this._stay();
  }

  pan(dx, dy) {
    this.ox += dx;
    this.oy += dy;
    this._stay();
  }

  /** Bring a point of the map onto the screen, if it is not. */
  reveal(x, y) {
    const [px, py] = [x * this.sx + this.ox, y * this.sy + this.oy];
    const aside = px < this.gutter + 20 || px > this.width - 40 || py < 40 || py > this.height - 40;
    if (aside) this._look(this.sx, x, y);
  }

  toMap(px, py) {
    return { x: (px - this.ox) / this.sx, y: (py - this.oy) / this.sy };
  }

  /** @returns {{left: number, top: number, right: number, bottom: number}} the part of the map that is seen */
  get box() {
    const start = this.toMap(0, 0);
    const end = this.toMap(this.width, this.height);
    return { left: start.x, top: start.y, right: end.x, bottom: end.y };
  }

  _look(scale, x, y) {
    this._scale(scale);
    this.ox = this.width / 2 - x * this.sx;
    this.oy = this.height / 2 - y * this.sy;
    this._stay();
  }

  _scale(scale) {
    this.sx = Math.min(this.nearest, Math.max(this.whole * FARTHEST, scale));
    this.sy = this.sx * this.stretch;
  }

  /** The middle of the screen never leaves the map. */
  _stay() {
    const { width, height } = this.places;
    this.isFitted = false;
    this.ox = Math.min(this.width / 2, Math.max(this.width / 2 - width * this.sx, this.ox));
    this.oy = Math.min(this.height / 2, Math.max(this.height / 2 - height * this.sy, this.oy));
  }
}
