/** The bitmaps of the map: drawn sharply when it rests, moved and stretched while it moves. */

const CHEAP = 12; // Milliseconds: what is drawn in less is drawn sharply while it moves too.
const REST = 130; // Milliseconds without a move.

export class Layers {
  /**
   * @param {HTMLCanvasElement} canvas what is seen
   * @param {Camera} camera
   * @param {function} paint draws the map with a pen
   * @param {function} paintOver draws over it, in every frame
   */
  constructor(canvas, camera, paint, paintOver) {
    Object.assign(this, { canvas, camera, paint, paintOver });
    this.pen = canvas.getContext("2d", { alpha: false });
    this.sharp = null; // What was drawn last, and how the camera then stood.
    this.whole = null; // The last that showed all of the map.
    this.cost = 0;
    this._waiting = 0;
    this._rest = 0;
  }

  /** Draw anew, since something else is shown; on paper of that colour. */
  renew(paper) {
    this.paper = paper;
    this.sharp = this.whole = null;
    this.request();
  }

  /** Draw in the next frame. */
  request() {
    this._waiting ||= requestAnimationFrame(() => this._frame());
  }

  stop() {
    cancelAnimationFrame(this._waiting);
    clearTimeout(this._rest);
  }

  _frame() {
    this._waiting = 0;
    if (!this.sharp || (!same(this.sharp, this.camera) && this.cost < CHEAP)) this._draw();
    const ratio = window.devicePixelRatio;
    this.pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    if (same(this.sharp, this.camera)) {
      this._lay(this.sharp);
    } else {
      this.pen.fillStyle = this.paper;
      this.pen.fillRect(0, 0, this.camera.width, this.camera.height);
      if (this.whole) this._lay(this.whole);
      this._lay(this.sharp);
      clearTimeout(this._rest);
      this._rest = setTimeout(() => { this.cost = 0; this.request(); }, REST);
    }
    this.paintOver(this.pen);
  }

  _draw() {
    const start = performance.now();
    const { camera } = this;
    const ratio = window.devicePixelRatio;
    const bitmap = this.sharp && this.sharp !== this.whole ? this.sharp.bitmap : document.createElement("canvas");
    sized(bitmap, camera, ratio);
    const pen = bitmap.getContext("2d", { alpha: false });
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.paint(pen);
    this.sharp = { bitmap, ...camera.state, width: camera.width, height: camera.height };
    if (camera.isFitted) this.whole = this.sharp;
    this._lay(this.sharp); // A canvas is drawn when it is used.
    this.cost = performance.now() - start;
  }

  /** Lay a bitmap where the camera would now see it. */
  _lay(layer) {
    const { camera, pen } = this;
    const scale = camera.sx / layer.sx;
    const stretch = camera.sy / layer.sy;
    const [left, top] = [camera.ox - layer.ox * scale, camera.oy - layer.oy * stretch];
    pen.imageSmoothingEnabled = scale !== 1;
    pen.drawImage(layer.bitmap, left, top, layer.width * scale, layer.height * stretch);
  }
}

/** Give a canvas the size of what the camera sees. */
export function sized(canvas, camera, ratio) {
  const [width, height] = [Math.round(camera.width * ratio), Math.round(camera.height * ratio)];
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
}

function same(one, other) {
  return ["sx", "sy", "ox", "oy", "width", "height"].every((key) => one[key] === other[key]);
}
