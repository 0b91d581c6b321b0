/** The page: it reads its data, and draws the view that the address names. */

import { readData } from "./data.js";
import { pick } from "./format.js";
import { goTo, onState, readState } from "./router.js";
import { Store } from "./store.js";
import { showDetails, watchEscape } from "./details.js";
import { frame, keptFocus, markTab, replace, settle } from "./frame.js";
import { legend } from "./legend.js";
import { resultsPanel } from "./results.js";
import { showQuery, watchSlash } from "./search.js";
import { picked } from "./search/found.js";
import { evaluate } from "./selection/evaluate.js";
import { Stage } from "./stage.js";
import { TITLE, fillPaper } from "./heading.js";
import { fitTools } from "./toolbar.js";
import { guarded, sayBroken, sayWhatIsUnknown, watchForErrors } from "./trouble.js";
import { watchPrinting } from "./printing.js";
import { areasView } from "./views/areas.js";
import { findingsView } from "./views/findings.js";
import { handoffsView } from "./views/handoffs.js";
import { mapView } from "./views/map.js";
import { overviewView } from "./views/overview.js";
import { traceView } from "./views/trace.js";

const VIEWS = [overviewView, traceView, mapView, areasView, findingsView, handoffsView];
const LANGUAGES = ["th", "en"];
const THEMES = ["light", "dark"];
const DARK = matchMedia("(prefers-color-scheme: dark)");
const LEGEND = ["ชนิดที่แสดง", "the kinds"];
const RESULTS = ["ผลการค้นหา", "the results"];
const QUIET_AFTER = 6000; // Milliseconds.

/** What every part of the page is given. */
class App {
  constructor(store) {
    this.store = store;
    this.state = readState();
    this.views = VIEWS;
    this.stage = null; // Where the view that is shown is drawn.
  }

  /** @returns {"th"|"en"} */
  get lang() {
    return LANGUAGES.includes(this.state.lang) ? this.state.lang : this.store.meta.language;
  }

  /** @returns {"light"|"dark"|""} the colours that the reader has chosen; none are those of the system */
  get theme() {
    return THEMES.includes(this.state.theme) ? this.state.theme : "";
  }

  /** @returns {"light"|"dark"} what the styles go by: the reader's choice, else the system's */
  get shade() {
    return this.theme || (DARK.matches ? "dark" : "light");
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

  /** Tell everyone what was done, or why it was not, for a while. */
  tell(text) {
    const note = document.getElementById("note");
    note.textContent = text;
    clearTimeout(this._quiet);
    this._quiet = setTimeout(() => { note.textContent = ""; }, QUIET_AFTER);
  }

  /** Whether items of a kind are to be left out of drawings. */
  isHidden(kindName) {
    return (this.state.hide ?? "").split(",").includes(kindName);
  }

  /** Follow the system from light to dark or back, where the reader has chosen neither. */
  recolour() {
    if (this.theme) return;
    document.documentElement.dataset.theme = this.shade;
    this.drawView();
  }

  /** Draw what has changed since the state that was shown before. */
  draw(before = null) {
    const has = (key) => before === null || before[key] !== this.state[key];
    const [anew, isOther] = [has("lang"), has("view")];
    if (anew) frame(this);
    document.documentElement.dataset.theme = this.shade;
    markTab(this);
    fillPaper(this);
    sayWhatIsUnknown(this);
    settle(this); // Before the view, which measures the room that is left for it.
    if (anew || has("hide") || isOther) replace("legend", guarded(this, LEGEND, "legend", () => legend(this)));
    if (anew || has("q") || isOther) replace("results", guarded(this, RESULTS, "results", () => resultsPanel(this)));
    showQuery(this);
    if (anew || isOther || has("theme") || has("drawn") || this.view.keys.some(has)) this.drawView(isOther && before !== null);
    else this.stage.moved();
    if (this.item === undefined && this.picked) this.stage.highlight(this.picked);
    if (anew || has("node")) showDetails(this);
    fitTools(this);
  }

  /** Draw the view that is shown; one that was not shown before begins at its top. */
  drawView(isOther = false) {
    this.stage?.leave();
    document.title = `${this.t(this.view.words)} · ${this.t(TITLE)}`;
    this.stage = new Stage(this, isOther ? null : this.stage);
    const old = document.getElementById("content");
    const giveFocus = keptFocus(old);
    old.replaceWith(this.stage.element);
    this.stage.render(); // It stands on the page now, and can be measured.
    giveFocus(this.stage.element);
    if (!isOther) return;
    window.scrollTo(0, 0);
    this.announce(this.t(this.view.words));
  }
}

function start(data) {
  const app = new App(new Store(data));
  onState((state) => {
    const before = app.state;
    app.state = state;
    app.draw(before);
  });
  window.policytrace = app;
  watchForErrors(app);
  watchPrinting(app);
  watchSlash();
  watchEscape(app);
  app.draw();
  DARK.addEventListener("change", () => app.recolour());
}

readData().then(start).catch(sayBroken).then(() => { document.documentElement.dataset.ready = "true"; });
