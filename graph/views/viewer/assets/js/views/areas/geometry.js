/** Where things stand on the tile map: tiles, the borders of the zones, their names, the river. */

export const CELL = { width: 66, height: 64 };
export const GAP = 4;
const RIVER = 18;
const MARGIN = 6;
const BEND = 0.6; // Of a tile, how wide the river turns.
const [BEFORE, STRAIGHT, DIAGONAL] = [8, 4, 2]; // How much each speaks for a place of a zone's name.
const AROUND = [[-1, -1], [0, -1], [1, -1], [-1, 0], [1, 0], [-1, 1], [0, 1], [1, 1]];

export class Geometry {
  /** @param {{column: number, row: number, zone: number}[]} places @param {number|null} river */
  constructor(places, river) {
    this.places = places;
    this.river = river;
    this.columns = 1 + Math.max(...places.map((one) => one.column), river ?? 0);
    this.rows = 1 + Math.max(...places.map((one) => one.row));
    this._firsts = new Map([...places].reverse().map((one) => [one.zone, one])); // They stand in reading order.
    this._at = new Map(places.map((one) => [key(one.column, one.row), one]));
  }

  get width() {
    return this.left(this.columns) + MARGIN;
  }

  get height() {
    return this.top(this.rows) + MARGIN;
  }

  left(column) {
    return MARGIN + column * CELL.width + (this.river !== null && column >= this.river ? RIVER : 0);
  }

  top(row) {
    return MARGIN + row * CELL.height;
  }

  at(column, row) {
    return this._at.get(key(column, row));
  }

  /** @returns {number[]} the zones, in the order of their first tiles */
  get zones() {
    return [...new Set(this.places.map((one) => one.zone))].filter((one) => one >= 0);
  }

  /** @returns {string} the path around a zone: a stroke wherever a tile of it has another beside it */
  outline(zone) {
    const strokes = [];
    for (const { column, row, zone: own } of this.places) {
      if (own !== zone) continue;
      const [left, top] = [this.left(column), this.top(row)];
      const [right, bottom] = [left + CELL.width, top + CELL.height];
      const isOther = (across, down) => this.at(column + across, row + down)?.zone !== zone;
      if (isOther(0, -1)) strokes.push(`M${left} ${top}H${right}`);
      if (isOther(1, 0)) strokes.push(`M${right} ${top}V${bottom}`);
      if (isOther(0, 1)) strokes.push(`M${left} ${bottom}H${right}`);
      if (isOther(-1, 0)) strokes.push(`M${left} ${top}V${bottom}`);
    }
    return strokes.join("");
  }

  /** @returns {Map<number, {column: number, row: number}>} an empty place beside each zone, for its name */
  labels() {
    const taken = new Set();
    const found = new Map();
    for (const zone of this.zones) {
      let best = null;
      for (const place of this._free(taken)) {
        const score = this._closeness(place, zone);
        if (score > 0 && (best === null || score > best.score)) best = { ...place, score };
      }
      if (best === null) continue;
      taken.add(key(best.column, best.row));
      found.set(zone, best);
    }
    return found;
  }

  *_free(taken) {
    for (let row = 0; row < this.rows; row += 1) {
      for (let column = 0; column < this.columns; column += 1) {
        if (!this.at(column, row) && !taken.has(key(column, row))) yield { column, row };
      }
    }
  }

  /** How near a place is to a zone and to no other; best is that before the zone's first tile. */
  _closeness({ column, row }, zone) {
    const first = this._firsts.get(zone);
    let score = first.column === column + 1 && first.row === row ? BEFORE : 0;
    for (const [across, down] of AROUND) {
      const beside = this.at(column + across, row + down);
      if (beside) score += beside.zone !== zone ? -1 : across && down ? DIAGONAL : STRAIGHT;
    }
    return score;
  }

  /** @returns {string} the middle of the river: down between the banks, then east and to the sea */
  riverPath() {
    const onEast = this.places.filter((one) => one.column === this.river).map((one) => one.row);
    const x = this.left(this.river) - RIVER / 2;
    if (!onEast.length) return `M${x} 0V${this.height}`;
    const last = this.top(1 + Math.max(...onEast)) + RIVER / 2;
    const [east, bend] = [this.left(this.river + 2), CELL.height * BEND];
    return `M${x} 0V${last - bend}Q${x} ${last} ${x + bend} ${last}`
      + `H${east}Q${east + bend} ${last} ${east + bend} ${last + bend}V${this.height}`;
  }
}

export const RIVER_WIDTH = RIVER - GAP;

function key(column, row) {
  return `${column} ${row}`;
}
