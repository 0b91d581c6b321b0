/** The trace as a table: all of it, however much is drawn. */

import { answerable, tier } from "../../domain.js";
import { LANES } from "./lanes.js";
import { progressOf, shortName, valueWord } from "./facts.js";

const COLUMNS = ["id", "title", "unit", "tier", "budget", "progress", "basis", "strength", "depth"];
const LANE = ["ช่อง", "lane"];

/** @returns {{name: string, columns: string[], rows: {item: number, cells: (string|number|null)[]}[]}} */
export function tableOf(app, trace) {
  const { store } = app;
  const words = store.data.words.columns;
  const first = firstArrows(trace);
  const lane = (item) => LANES.indexOf(store.kindName(item));
  const items = [...trace.items()].sort((one, other) => lane(one) - lane(other) || one - other);
  return {
    name: `trace-${store.id(trace.root)}`,
    columns: [app.t(LANE), ...COLUMNS.map((name) => app.t(words[name]))],
    rows: items.map((item) => ({ item, cells: cells(app, item, first.get(item)) })),
  };
}

function cells(app, item, reached) {
  const { store } = app;
  const isUnit = store.kindName(item) === "unit";
  const arrow = reached?.arrow;
  return [
    app.t(store.kinds[store.kind(item)].words),
    store.id(item),
    app.title(item),
    [...new Set(answerable(store, item))].map((one) => shortName(app, one)).join(", ") || null,
    isUnit ? valueWord(app, tier(store, item)) : null,
    store.field("budget", item) ?? null,
    progressOf(app, item),
    arrow ? valueWord(app, arrow.isInferred ? "inferred" : "stated") : null,
    arrow?.strength ? valueWord(app, arrow.strength) : null,
    reached?.depth ?? 0,
  ];
}

/** The arrow by which each item is first reached; steps upwards are below zero. */
function firstArrows(trace) {
  const found = new Map();
  for (const [side, sign] of [[trace.up, -1], [trace.down, 1]]) {
    for (const arrow of side.arrows) {
      if (arrow.far === trace.root || found.has(arrow.far)) continue;
      found.set(arrow.far, { arrow, depth: sign * side.reach.depths.get(arrow.far) });
    }
  }
  return found;
}
