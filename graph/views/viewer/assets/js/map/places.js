/** Where the items of the map stand: found from their order and the bands that graph/views/viewer/positions.py wrote. */

export class Places {
  constructor(store) {
    const { width, height, border, bands, order } = store.data.map;
    this.width = width;
    this.height = height;
    this.border = border; // Right of it stands what no policy leads to; null if there is no such.
    this.order = Uint32Array.from(order);
    this.x = new Int32Array(store.count);
    this.y = new Int32Array(store.count);
    this.bandOf = new Uint8Array(store.count);
    let start = 0;
    this.bands = bands.map((band, number) => {
      const blocks = band.blocks.map(([left, top, cell, rows, count]) => {
        const block = { left, top, cell, rows, count, start };
        this._place(block, band.tall, number);
        start += count;
        return block;
      });
      return { ...band, number, blocks, count: blocks.reduce((sum, one) => sum + one.count, 0) };
    });
  }

  _place({ left, top, cell, rows, count, start }, tall, number) {
    for (let rank = 0; rank < count; rank += 1) {
      const item = this.order[start + rank];
      this.x[item] = left + Math.floor(rank / rows) * cell + (cell >> 1);
      this.y[item] = top + (rank % rows) * tall + (tall >> 1);
      this.bandOf[item] = number;
    }
  }

  /** @returns {number} the item in whose place a point of the map lies; -1 for none */
  itemAt(x, y) {
    const band = this.bands.find((one) => y >= one.top && y < one.top + one.height);
    for (const { left, top, cell, rows, count, start } of band?.blocks ?? []) {
      const row = Math.floor((y - top) / band.tall);
      const rank = Math.floor((x - left) / cell) * rows + row;
      if (x >= left && row >= 0 && row < rows && rank < count) return this.order[start + rank];
    }
    return -1;
  }

  /**
   * What of the bands lies in a part of the map: whole columns, so first and end of a run of `order`.
   * @returns {Array<{band: object, block: object, first: number, end: number}>}
   */
  runs({ left, top, right, bottom }) {
    const found = [];
    for (const band of this.bands) {
      if (band.top > bottom || band.top + band.height < top) continue;
      for (const block of band.blocks) {
        const from = Math.max(0, Math.floor((left - block.left) / block.cell)) * block.rows;
        const to = Math.min(block.count, (Math.floor((right - block.left) / block.cell) + 1) * block.rows);
        if (from < to) found.push({ band, block, first: block.start + from, end: block.start + to });
      }
    }
    return found;
  }
}
