/** The view "Areas": the city as a tile map, and what reaches each district. */

import { el } from "../dom.js";
import { areaPanel } from "./areas/panel.js";
import { controls } from "./areas/controls.js";
import { headline } from "./areas/headline.js";
import { mapLegend } from "./areas/legend.js";
import { colourOf, shownBy } from "./areas/measures.js";
import { askedFor, modelOf } from "./areas/model.js";
import { asPng, standalone } from "./areas/picture.js";
import { poster } from "./areas/poster.js";
import { markOpen, tileMap } from "./areas/tiles.js";

const NO_DISTRICTS = ["ข้อมูลชุดนี้ไม่มีพื้นที่ระดับเขต", "These sources hold no district"];
const SELECTED = [
  "หน้านี้มีเฉพาะรายการที่เลือกไว้ ตัวเลขจึงนับเฉพาะรายการเหล่านั้น",
  "This page holds chosen items alone, and counts these alone",
];
const COLUMNS = ["area", "zone", "objectives", "projects", "wider_projects", "budget", "unknown_budget", "progress"];
const OF_EVERYTHING = ["policies_direct", "policies_via_strategy", "key_results", "open_handoffs", "held"];
const NAME = "areas";
const FAR_DOWN = 0.8; // Of the window: below it the panel would not be seen to open.

export const areasView = {
  name: NAME,
  words: ["พื้นที่", "Areas"],

  /** What of the state it is drawn by, but for the view, the language and the theme. */
  keys: ["for", "colour"],

  /** Draw it into an element; return what is to be done when it goes, if anything. */
  render(root, app) {
    this.drawn = null;
    const { model, shown } = seen(app);
    if (!model.districts.length) {
      root.append(el("p", null, app.t(NO_DISTRICTS)));
      return;
    }
    const { meta } = app.store;
    const map = tileMap(app, model, shown, (area) => app.go({ area: app.store.id(area) }));
    const box = el("div.tile-map-box", null, map);
    root.append(
      headline(app, model),
      controls(app, model.asked, shown.name),
      meta.select || meta.exclude ? el("p.soft", null, app.t(SELECTED)) : "",
      el("div.areas-body", null, el("div", null, box, mapLegend(app, model, shown)), areaPanel(app, model, openArea(app))),
    );
    root.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.defaultPrevented || app.state.area === undefined) return;
      event.preventDefault(); // The details stay open: one key, one step.
      app.go({ area: null });
    });
    this.drawn = { map, area: openArea(app) };
    markOpen(map, this.drawn.area);
    box.scrollLeft = (box.scrollWidth - box.clientWidth) / 2;
  },

  /** Open or close a district, where that is what has changed. */
  moved(app) {
    const area = openArea(app);
    if (!this.drawn || this.drawn.area === area) return;
    const panel = areaPanel(app, modelOf(app, askedFor(app)), area);
    document.getElementById("area-panel").replaceWith(panel);
    this.drawn.area = area;
    markOpen(this.drawn.map, area);
    if (area === null) {
      this.drawn.map.querySelector('.tile[tabindex="0"]').focus();
      return;
    }
    app.announce(app.title(area));
    if (panel.getBoundingClientRect().top > window.innerHeight * FAR_DOWN) panel.scrollIntoView({ block: "start" });
  },

  /** What is shown, as a table. */
  table(app) {
    const { model } = seen(app);
    const columns = model.asked === null ? [...COLUMNS, ...OF_EVERYTHING] : COLUMNS;
    const words = app.store.data.words.columns;
    return {
      name: fileName(app),
      columns: columns.map((one) => app.t(words[one])),
      rows: model.districts.map((area) => ({ item: area, cells: columns.map((one) => cell(app, model, area, one)) })),
    };
  },

  /** The map as a picture. */
  picture(app) {
    const { model, shown } = seen(app);
    if (!model.districts.length) return null;
    const text = () => standalone(poster(app, model, shown));
    return { name: fileName(app), svg: text, png: (scale) => asPng(text(), scale) };
  },
};

/** The figures that are shown, and how. */
function seen(app) {
  const model = modelOf(app, askedFor(app));
  return { model, shown: shownBy(colourOf(app, model), model, app) };
}

/** @returns {number|null} the district whose tile is open */
function openArea(app) {
  const area = app.state.area === undefined ? undefined : app.store.numberOf(app.state.area);
  return area !== undefined && app.store.data.places.area.includes(area) ? area : null;
}

function cell(app, model, area, column) {
  if (column === "area") return app.title(area);
  if (column === "zone") {
    const { zone } = model.place(area);
    return zone < 0 ? null : app.title(zone);
  }
  const figures = model.figures(area);
  if (column === "budget" && figures.projects && figures.projects === figures.unknown_budget) return null;
  return figures[column] ?? null;
}

function fileName(app) {
  return [NAME, app.state.for, app.state.colour].filter(Boolean).join("-").replace(/[^\w.-]/g, "_");
}
