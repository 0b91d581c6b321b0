/** Items in the cell of a table: the first few, the rest on demand. */

import { chip } from "./chips.js";
import { el } from "./dom.js";
import { number } from "./format.js";

const FEW = 3;
const FURTHER = ["อีก", "and"];
const FURTHER_END = ["รายการ", "more"];

/** @returns {Node} */
export function cellChips(app, items) {
  const box = el("div.cell-chips", null, [...items].slice(0, FEW).map((one) => chip(app, one)));
  if (items.length > FEW) {
    const rest = () => {
      button.remove();
      const added = [...items].slice(FEW).map((one) => chip(app, one));
      box.append(...added);
      added[0].focus();
    };
    const label = `${app.t(FURTHER)} ${number(items.length - FEW)} ${app.t(FURTHER_END)}`;
    const button = el("button.further", { type: "button", onclick: rest }, label);
    box.append(button);
  }
  return box;
}
