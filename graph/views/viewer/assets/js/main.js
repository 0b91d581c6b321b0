/** The frame of the page: header, views, details; it draws the view that the address names. */

import { readData } from "./data.js";
import { el } from "./dom.js";
import { pick } from "./format.js";
import { goTo, onState, readState } from "./router.js";
import { Store } from "./store.js";
import { showDetails, watchEscape } from "./details.js";
import { legend } from "./legend.js";
import { resultsPanel } from "./results.js";
import { searchBox, showQuery, watchSlash } from "./search.js";
import { picked } from "./search/found.js";
import { evaluate } from "./selection/evaluate.js";
import { toolbar } from "./toolbar.js";
import { areasView } from "./views/areas.js";
import { findingsView } from "./views/findings.js";
import { handoffsView } from "./views/handoffs.js";
import { mapView } from "./views/map.js";
import { overviewView } from "./views/overview.js";
import { traceView } from "./views/trace.js";

const VIEWS = [overviewView, traceView, mapView, areasView, findingsView, handoffsView];
const TITLE = ["กราฟนโยบายกรุงเทพมหานคร", "Bangkok policy graph"];
const SKIP = ["ข้ามไปที่เนื้อหา", "Skip to the content"];
const VIEWS_LABEL = ["มุมมอง", "Views"];

/** What every part of the page is given. */
class App {
  constructor(store) {
    this.store = store;
    this.state = readState();
    this.leave = null; // What the view that is shown wants done before it goes.
  }

  /** @returns {"th"|"en"} */
  get lang() {
    return this.state.lang ?? this.store.meta.language;
  }

  /** The view that is shown. */
  get view() {
    return VIEWS.find((one) => one.name === this.state.view) ?? VIEWS[0];
  }

  /** The item whose details are shown, if any. @returns {number|undefined} */
  get item() {
    return this.state.node === undefined ? undefined : this.store.numberOf(this.state.node);
  }

  /** The items that a selector finds; where it finds none it throws what says why. @returns {Set<number>} */
  select(selector, store = this.store) {
    return evaluate(selector, store);
  }

  /** The items that the search picks, if any. @returns {Set<number>|null} */
  get picked() {
    return picked(this.store, this.state.q);
  }

  /** @returns {string} one of a pair of words: Thai, English */
  t(pair) {
    return pick(pair, this.lang);
  }

  /** @returns {string} the title of an item in the reader's language */
  title(item) {
    return this.store.title(item, this.lang);
  }

  /** Change some of the state: {node: "P001"}; null takes away. */
  go(changes, options) {
    goTo({ ...this.state, ...changes }, options);
  }

  /** Show the details of an item; `view` says where. */
  open(item, view) {
    this.go({ node: this.store.id(item), ...(view ? { view } : {}) });
  }

  /** Tell those who cannot see what has changed. */
  announce(text) {
    document.getElementById("status").textContent = text;
  }

  /** Whether items of a kind are to be left out of drawings. */
  isHidden(kindName) {
    return (this.state.hide ?? "").split(",").includes(kindName);
  }

  /** Draw what has changed since the state that was shown before. */
  draw(before = null) {
    const has = (key) => before === null || before[key] !== this.state[key];
    const anew = has("lang") || has("theme");
    if (anew) this._frame();
    for (const tab of document.querySelectorAll(".tab")) {
      if (tab.dataset.view === this.view.name) tab.setAttribute("aria-current", "page");
      else tab.removeAttribute("aria-current");
    }
    if (anew || has("hide") || has("view")) replace("legend", legend(this));
    if (anew || has("q") || has("view")) replace("results", resultsPanel(this));
    showQuery(this);
    if (anew || has("view") || this.view.keys.some(has)) this._content();
    else this.view.moved?.(this);
    if (this.item === undefined && this.picked) this.view.highlight?.(this, this.picked);
    if (anew || has("node")) showDetails(this);
  }

  /** The header and the places of the rest; the keyboard's focus stays where it is. */
  _frame() {
    const focused = document.activeElement?.id;
    document.documentElement.lang = this.lang;
    document.documentElement.dataset.theme = this.state.theme ?? "";
    const skip = (event) => { event.preventDefault(); document.getElementById("content").focus(); };
    document.getElementById("app").replaceChildren(
      el("a.skip", { href: "#content", onclick: skip }, this.t(SKIP)),
      el("header", null, el("h1", null, this.t(TITLE)), searchBox(this), toolbar(this)),
      el("nav", { "aria-label": this.t(VIEWS_LABEL) }, VIEWS.map((one) => this._tab(one)), el("div", { id: "legend" })),
      el("section", { id: "results" }),
      el("div.columns", null, el("main", { id: "content", tabindex: "-1" }), el("aside", { id: "details" })),
      el("p", { id: "status", role: "status", "aria-live": "polite" }),
    );
    if (focused) document.getElementById(focused)?.focus();
  }

  _content() {
    this.leave?.();
    document.title = `${this.t(this.view.words)} · ${this.t(TITLE)}`;
    const content = el("main", { id: "content", tabindex: "-1", "aria-label": this.t(this.view.words), "data-view": this.view.name });
    replace("content", content);
    this.leave = this.view.render(content, this) ?? null;
  }

  _tab(view) {
    return el("button.tab", { type: "button", id: `tab-${view.name}`, "data-view": view.name, onclick: () => this.go({ view: view.name }) }, this.t(view.words));
  }
}

function replace(id, element) {
  const focused = document.activeElement?.id;
  document.getElementById(id).replaceWith(element);
  if (focused && document.activeElement?.id !== focused) document.getElementById(focused)?.focus({ preventScroll: true });
}

readData().then((data) => {
  const app = new App(new Store(data));
  onState((state) => {
    const before = app.state;
    app.state = state;
    app.draw(before);
  });
  app.draw();
  watchSlash();
  watchEscape(app);
  document.documentElement.dataset.ready = "true";
  window.policytrace = app;
});
