/** A pen with the strokes of a canvas that the map needs, which writes SVG. */

const LEAST = 0.005;

export class SvgPen {
  /** @param {CanvasRenderingContext2D} measures tells how wide text is */
  constructor(width, height, measures) {
    this.width = width;
    this.height = height;
    this.measures = measures;
    this.parts = [];
    this.globalAlpha = 1;
    this.textAlign = "left";
    this._path = [];
    this._dash = [];
    this._dots = null; // Rectangles of one colour in a row are one path.
  }

  set font(font) {
    this._font = font;
    this.measures.font = font;
  }

  measureText(text) {
    return this.measures.measureText(text);
  }

  setLineDash(dash) {
    this._dash = dash;
  }

  beginPath() {
    this._path = [];
  }

  moveTo(x, y) {
    this._path.push(`M${short(x)} ${short(y)}`);
  }

  lineTo(x, y) {
    this._path.push(`L${short(x)} ${short(y)}`);
  }

  bezierCurveTo(...points) {
    this._path.push(`C${points.map(short).join(" ")}`);
  }

  rect(x, y, width, height) {
    this._path.push(box(x, y, width, height));
  }

  /** A whole circle; the path is at its right end. */
  arc(x, y, r, _from, _to, isBackwards) {
    const sweep = isBackwards ? 0 : 1;
    this._path.push(`a${short(r)} ${short(r)} 0 1 ${sweep} ${short(-2 * r)} 0a${short(r)} ${short(r)} 0 1 ${sweep} ${short(2 * r)} 0`);
  }

  closePath() {
    this._path.push("Z");
  }

  fill() {
    if (this._path.length) this._add("path", { d: this._path.join(""), fill: this.fillStyle });
  }

  stroke() {
    if (!this._path.length) return;
    const dash = this._dash.length ? { "stroke-dasharray": this._dash.join(" ") } : {};
    this._add("path", { d: this._path.join(""), fill: "none", stroke: this.strokeStyle, "stroke-width": short(this.lineWidth), ...dash });
  }

  fillRect(x, y, width, height) {
    if (this._dots?.colour !== this.fillStyle || this._dots.alpha !== this.globalAlpha) {
      this._flush();
      this._dots = { colour: this.fillStyle, alpha: this.globalAlpha, path: [] };
    }
    this._dots.path.push(box(x, y, width, height));
  }

  fillText(text, x, y) {
    const [, weight, size, family] = /^(?:(\d+) )?([\d.]+)px (.*)$/.exec(this._font);
    const anchor = this.textAlign === "center" ? "middle" : null;
    const font = { "font-size": size, "font-weight": weight, "text-anchor": anchor, "font-family": family };
    this._add("text", { x: short(x), y: short(y), fill: this.fillStyle, ...font }, text);
  }

  _add(name, attributes, text = "") {
    this._flush();
    const alpha = this.globalAlpha < 1 ? { opacity: short(this.globalAlpha) } : {};
    this.parts.push(element(name, { ...attributes, ...alpha }, escaped(text)));
  }

  _flush() {
    if (!this._dots) return;
    const { colour, alpha, path } = this._dots;
    this._dots = null;
    this.parts.push(element("path", { d: path.join(""), fill: colour, opacity: alpha < 1 ? short(alpha) : null }));
  }

  /** @returns {string} the file */
  toString() {
    this._flush();
    const size = { width: short(this.width), height: short(this.height), viewBox: `0 0 ${short(this.width)} ${short(this.height)}` };
    return `${element("svg", { xmlns: "http://www.w3.org/2000/svg", ...size }, `\n${this.parts.join("\n")}\n`)}\n`;
  }
}

function element(name, attributes, inner = "") {
  const told = Object.entries(attributes).filter(([, value]) => value !== null && value !== undefined);
  return `<${name}${told.map(([key, value]) => ` ${key}="${escaped(String(value))}"`).join("")}${inner ? `>${inner}</${name}>` : "/>"}`;
}

function box(x, y, width, height) {
  return `M${short(x)} ${short(y)}h${short(width)}v${short(height)}h${short(-width)}z`;
}

/** A figure with at most two digits behind the point. */
function short(value) {
  return Math.abs(value) < LEAST ? "0" : String(Math.round(value * 100) / 100);
}

/** Text as XML can hold it: without the characters that it cannot. */
function escaped(text) {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
