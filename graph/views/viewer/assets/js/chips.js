/** An item as something to press, and lists of them. */

import { el } from "./dom.js";
import { number } from "./format.js";
import { LOOKS } from "./kinds.js";

const MORE = ["แสดงอีก", "Show"];
const MORE_END = ["รายการ", "more"];
const STEP = 50;

/** The glyph of a kind in its colour, hidden from readers who hear the page. */
export function glyph(kindName) {
  return el("span.glyph", { "aria-hidden": "true", "data-kind": kindName }, LOOKS[kindName].glyph);
}

/** A button with glyph, title and id that opens the details of an item. */
export function chip(app, item, extra = null) {
  const { store } = app;
  return el(
    "button.chip",
    { type: "button", "data-id": store.id(item), title: store.id(item), onclick: () => app.open(item) },
    glyph(store.kindName(item)),
    el("span.chip-title", null, app.title(item)),
    el("span.soft.chip-id", null, store.id(item)),
    extra,
  );
}

/** A list of chips; beyond some dozens the rest comes when it is asked for. `extra` gives each a remark. */
export function chipList(app, items, extra = () => null) {
  const all = [...items];
  const list = el("ul.chips");
  const add = () => {
    const from = list.children.length;
    for (const item of all.slice(from, from + STEP)) list.append(el("li", null, chip(app, item, extra(item))));
    const left = all.length - list.children.length;
    more.hidden = left === 0;
    more.textContent = `${app.t(MORE)} ${number(left)} ${app.t(MORE_END)}`;
  };
  const more = el("button.more", { type: "button", onclick: add });
  add();
  return el("div", null, list, more);
}
