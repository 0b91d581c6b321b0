/** The search box: words or a selector in, items out; a combobox with a list under it. */

import { glyph } from "./chips.js";
import { focusDetails } from "./details.js";
import { el } from "./dom.js";
import { number } from "./format.js";
import { found } from "./search/found.js";
import { indexOf } from "./search/index.js";

const HINT = ["ค้นหาชื่อ รหัส หรือตัวเลือก (กด /)", "Search a name, an id or a selector (press /)"];
const LIST = ["รายการที่พบ", "What was found"];
const ALL = ["แสดงทั้งหมดเป็นรายการ", "Show all as a list"];
const NOTHING = ["ไม่พบรายการใด", "Nothing was found"];
const FOUND = [(count) => `พบ ${count} รายการ`, (count) => `${count} found`];
const AS_WORDS = ["ค้นเป็นคำแทน", "Searched as words instead"];
const EXAMPLES = ["พิมพ์ชื่อหรือรหัส หรือเลือกด้วยตัวเลือก เช่น", "Type a name or an id, or choose by a selector, such as"];
const MOST = 12;
const PAUSE = 80; // Milliseconds without a key before a text is looked for.
const GAP = 12; // Pixels between the list and the window's edge.

/** @returns {HTMLElement} the box with its list */
export function searchBox(app) {
  return new SearchBox(app).element;
}

/** Show in the box what the address picks. */
export function showQuery(app) {
  const input = document.getElementById("search");
  if (input && (app.state.q ?? "") !== input.value && document.activeElement !== input) input.value = app.state.q ?? "";
}

/** Let "/" lead to the box from anywhere but a place to type; on a Thai keyboard the same key is another letter. */
export function watchSlash() {
  document.addEventListener("keydown", (event) => {
    const isSlash = event.key === "/" || (event.code === "Slash" && !event.shiftKey);
    if (!isSlash || event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
    if (event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]")) return;
    event.preventDefault();
    const input = document.getElementById("search");
    input.focus();
    input.select();
    input.click(); // Which opens the list.
  });
}

class SearchBox {
  constructor(app) {
    this.app = app;
    this.entries = []; // {take, element} of each option.
    this.active = -1;
    this.timer = 0;
    this.said = el("p.search-said");
    this.list = el("ul", { id: "search-list", role: "listbox", "aria-label": app.t(LIST) });
    this.drop = el("div.search-drop", { hidden: true, onmousedown: (event) => event.preventDefault() }, this.said, this.list);
    this.input = this._input();
    this.element = el("div.search", { role: "search", onfocusout: (event) => this._left(event) }, this.input, this.drop);
  }

  _input() {
    const input = el("input", {
      ...{ id: "search", type: "search", role: "combobox", autocomplete: "off", spellcheck: "false", enterkeyhint: "search" },
      ...{ "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": "search-list" },
      ...{ placeholder: this.app.t(HINT), "aria-label": this.app.t(HINT), value: this.app.state.q ?? "" },
      onfocus: () => this._prepare(),
      onclick: () => this._look(),
      oninput: () => this._later(),
      onkeydown: (event) => this._key(event),
    });
    return input;
  }

  _prepare() {
    if (!indexOf(this.app.store).isReady) indexOf(this.app.store).prepare();
  }

  _later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this._look(), PAUSE);
    this.input.setAttribute("aria-busy", "true");
  }

  _stopWaiting() {
    clearTimeout(this.timer);
    this.timer = 0;
    this.input.removeAttribute("aria-busy");
  }

  /** Show what the text finds. */
  _look() {
    this._stopWaiting();
    const text = this.input.value.trim();
    if (!text) this._showExamples();
    else this._showFound(text, found(this.app.store, text));
    this._open();
  }

  _showFound(text, { items, isSelector, refusal }) {
    const { app } = this;
    const count = items.length ? app.t(FOUND.map((say) => say(number(items.length)))) : app.t(NOTHING);
    const parts = refusal ? [app.t(refusal), items.length ? `${app.t(AS_WORDS)}: ${count}` : null] : [count];
    const sentence = parts.filter(Boolean).join(" · ");
    const shown = items.slice(0, MOST).map((item) => this._item(item));
    const all = items.length > (isSelector && !refusal ? 0 : 1) && !refusal ? [this._all(text, items.length)] : [];
    this._fill(isSelector ? [...all, ...shown] : [...shown, ...all], sentence, refusal !== null);
    app.announce(sentence);
  }

  _showExamples() {
    const { store } = this.app;
    const first = (kind) => (store.range(kind)[0] < store.range(kind)[1] ? store.id(store.range(kind)[0]) : null);
    const [policy, unit] = [first("policy"), first("unit")];
    const code = Object.keys(store.data.rules)[0];
    const texts = [policy && `${policy}+`, unit && `owner:${unit},kind:project`, code && `finding:${code}`, "kind:policy"];
    const entries = texts.filter(Boolean).map((text) => this._example(text));
    this._fill(entries, this.app.t(EXAMPLES), false);
    this._activate(-1);
  }

  // Entries

  _item(item) {
    const { app } = this;
    const { store } = app;
    const other = store.title(item, app.lang === "en" ? "th" : "en");
    const title = app.title(item);
    const second = other !== title && el("span.soft", { lang: app.lang === "en" ? "th" : "en" }, other);
    const texts = el("span.search-texts", null, el("span", null, title), second);
    const take = () => {
      app.go({ node: store.id(item), root: null, open: null });
      focusDetails();
    };
    return { take, content: [glyph(store.kindName(item)), texts, el("span.soft.search-id", null, store.id(item))], id: store.id(item) };
  }

  _all(text, count) {
    const take = () => {
      this.app.go({ q: text });
      document.getElementById("results").focus();
    };
    return { take, content: [el("span.glyph", { "aria-hidden": "true" }, "☰"), `${this.app.t(ALL)} (${number(count)})`] };
  }

  _example(text) {
    const take = () => {
      this.input.value = text;
      this._look();
      this.input.focus();
    };
    return { take, content: [el("code", null, text)], stays: true };
  }

  _fill(entries, sentence, isWrong) {
    this.said.textContent = sentence;
    this.said.classList.toggle("alarm", isWrong);
    this.entries = entries.map((entry, at) => {
      const option = { id: `search-option-${at}`, role: "option", "aria-selected": "false" };
      const attributes = { ...option, "data-id": entry.id, onclick: () => this._take(at) };
      return { ...entry, element: el("li", attributes, ...entry.content) };
    });
    this.list.replaceChildren(...this.entries.map((entry) => entry.element));
    this.list.hidden = !entries.length;
    this._activate(entries.length && !isWrong ? 0 : -1);
  }

  _activate(at) {
    this.entries[this.active]?.element.setAttribute("aria-selected", "false");
    this.active = at;
    const entry = this.entries[at];
    if (!entry) return this.input.removeAttribute("aria-activedescendant");
    entry.element.setAttribute("aria-selected", "true");
    this.input.setAttribute("aria-activedescendant", entry.element.id);
    if (!this.drop.hidden) entry.element.scrollIntoView({ block: "nearest" });
  }

  _take(at) {
    const { take, stays } = this.entries[at];
    if (!stays) this._close();
    take();
  }

  // Keys, opening and closing

  _key(event) {
    const { key } = event;
    const count = this.entries.length;
    if (event.isComposing) return;
    if (key === "Escape") this._leave(event);
    else if (key === "Enter") this._enter(event);
    else if (key === "ArrowDown" || key === "ArrowUp") {
      event.preventDefault();
      if (this.drop.hidden || this.timer) this._look();
      else if (count) this._activate((this.active + (key === "ArrowDown" ? 1 : count - (this.active < 0 ? 0 : 1))) % count);
    }
  }

  _enter(event) {
    event.preventDefault();
    if (!this.input.value.trim()) {
      this._close();
      this.app.go({ q: null });
    } else {
      if (this.timer || this.drop.hidden) this._look();
      if (this.active >= 0) this._take(this.active);
    }
  }

  _leave(event) {
    event.preventDefault();
    this._close();
    this.input.blur();
    document.getElementById("content").focus({ preventScroll: true });
  }

  _left(event) {
    if (!this.element.contains(event.relatedTarget)) this._close();
  }

  _open() {
    this.drop.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    const room = window.innerHeight - this.input.getBoundingClientRect().bottom - GAP;
    this.drop.style.setProperty("max-height", `${Math.max(room, 120)}px`);
    this.list.scrollTop = 0;
    this.drop.scrollTop = 0;
  }

  _close() {
    this._stopWaiting();
    this.drop.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}
