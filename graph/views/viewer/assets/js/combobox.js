/** A field in which one of many is found by typing, after the pattern of ARIA. */

import { el } from "./dom.js";

const MOST = 50;
const UNSEEN = /[\u200b-\u200d\u2060\ufeff\u00ad]/g;
const NONE = ["ไม่พบ", "Nothing found"];
const FURTHER = ["พิมพ์ต่อเพื่อให้แคบลง", "Type on to narrow it down"];

/** @returns {string} text as it is compared: one form of each letter, and no case */
function plain(text) {
  return text.normalize("NFKC").replace(UNSEEN, "").toLowerCase();
}

/**
 * @param {object} app
 * @param {{id: string, label: string, hint: string, items: number[], chosen: number|null, choose: (item: number) => void}} options
 * @returns {HTMLElement}
 */
export function combobox(app, { id, label, hint, items, chosen, choose }) {
  const list = el("ul.combobox-list", { id: `${id}-list`, role: "listbox", "aria-label": label, hidden: true });
  const input = el("input", {
    id, type: "text", role: "combobox", "aria-label": label, "aria-controls": list.id, "aria-expanded": "false",
    "aria-autocomplete": "list", autocomplete: "off", placeholder: hint,
  });
  const field = new Field(app, input, list, items, choose);
  field.rest = chosen === null ? "" : app.title(chosen);
  input.value = field.rest;
  return el("div.combobox", null, input, list);
}

class Field {
  constructor(app, input, list, items, choose) {
    Object.assign(this, { app, input, list, items, choose, rest: "", active: -1, found: [] });
    input.addEventListener("input", () => this.show());
    input.addEventListener("click", () => this.show());
    input.addEventListener("focus", () => input.select());
    input.addEventListener("blur", () => this.close());
    input.addEventListener("keydown", (event) => this.keyed(event));
    list.addEventListener("mousedown", (event) => event.preventDefault()); // The field keeps the focus.
    list.addEventListener("click", (event) => this.take(Number(event.target.closest("[role=option]")?.dataset.item ?? -1)));
  }

  get texts() {
    const { store } = this.app;
    this._texts ??= this.items.map((one) => plain(`${store.title(one, "th")}\n${store.title(one, "en")}\n${store.id(one)}`));
    return this._texts;
  }

  /** Show what fits; all where nothing has been typed yet. */
  show() {
    const typed = this.input.value === this.rest ? "" : plain(this.input.value.trim());
    const matching = this.items.filter((_, at) => this.texts[at].includes(typed));
    this.found = matching.slice(0, MOST);
    const remark = matching.length > MOST ? FURTHER : matching.length ? null : NONE;
    this.list.replaceChildren(
      ...this.found.map((item) => this._choice(item)),
      ...(remark ? [el("li.soft", { role: "presentation" }, this.app.t(remark))] : []),
    );
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.mark(typed && this.found.length ? 0 : -1);
  }

  _choice(item) {
    const { store } = this.app;
    return el(
      "li",
      { role: "option", id: `${this.input.id}-${item}`, "data-item": String(item), "aria-selected": "false" },
      this.app.title(item), " ", el("span.soft", null, store.id(item)),
    );
  }

  mark(position) {
    this.active = position;
    const options = this.list.querySelectorAll("[role=option]");
    options.forEach((one, at) => one.setAttribute("aria-selected", String(at === position)));
    options[position]?.scrollIntoView({ block: "nearest" });
    if (position < 0) this.input.removeAttribute("aria-activedescendant");
    else this.input.setAttribute("aria-activedescendant", options[position].id);
  }

  /** Mark the next choice or the one before, round and round. */
  step(by) {
    const count = this.found.length;
    const from = this.active < 0 && by < 0 ? 0 : this.active;
    if (count) this.mark((from + by + count) % count);
  }

  close() {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
    this.input.value = this.rest;
  }

  take(item) {
    if (item < 0) return;
    this.rest = this.app.title(item);
    this.close();
    this.choose(item);
  }

  keyed(event) {
    const isOpen = !this.list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!isOpen) this.show();
      this.step(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && isOpen) this.take(this.found[this.active] ?? -1);
    else if (event.key === "Escape" && isOpen) {
      this.close();
      event.stopPropagation();
    } else return;
    event.preventDefault();
  }
}
