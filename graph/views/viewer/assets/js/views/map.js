/** The view "Map": every item at once, in bands; the trace of the chosen one stands out. */

import { el } from "../dom.js";
import { number } from "../format.js";
import { MARKS, markedBy, wantedMarks } from "../map/lit.js";
import { Places } from "../map/places.js";
import { Stage } from "../map/stage.js";

const ZOOM = 1.4;
const MARK_WORDS = {
  "orphan-projects": ["โครงการไม่โยง", "Orphan projects"],
  "unowned-policies": ["นโยบายไร้เจ้าภาพ", "Unowned policies"],
  gaps: ["ไม่มีสิ่งใดรองรับ", "Nothing below"],
};
const MARK = ["ทำเครื่องหมาย", "Mark"];
const MOVE = ["มุมมองของแผนที่", "What is seen of the map"];
const NEARER = ["ขยาย", "Zoom in"];
const FARTHER = ["ย่อ", "Zoom out"];
const ALL = ["ทั้งหมด", "All"];
const TRACE = ["เฉพาะสายโซ่", "The trace"];
const NONE = ["เลิกเลือก", "Clear"];
const CANVAS = [
  "แผนที่ของทุกรายการ: ปุ่มลูกศรเลื่อน + และ − ขยายหรือย่อ 0 ดูทั้งหมด [ และ ] ไปยังรายการถัดไป Enter เปิดรายละเอียด",
  "Map of all items: arrow keys move, + and − zoom, 0 shows all, [ and ] go from item to item, Enter opens",
];
const ITEMS = ["รายการ", "items"];
const OF_TRACE = ["อยู่ในสายโซ่ของ", "in the trace of"];
const COLUMNS = [["รหัส", "id"], ["ชนิด", "kind"], ["ชื่อ", "title"]];

const placesOf = new WeakMap(); // By store: found once.
const stages = new WeakMap(); // By app: the stage that is shown, or was.

export const mapView = {
  name: "map",
  words: ["แผนที่กราฟ", "Map"],

  /** What is lit, marked or hidden is drawn anew in `moved`; the map itself stays. */
  keys: [],

  /** Draw it into an element; return what is to be done when it goes. */
  render(root, app) {
    const { store } = app;
    if (!placesOf.has(store)) placesOf.set(store, new Places(store));
    const canvas = el("canvas", { id: "map-canvas", tabindex: "0", role: "application", "aria-label": app.t(CANVAS) });
    const tip = el("div.map-tip", { "aria-hidden": "true", hidden: true });
    root.append(bar(app), el("div.map-stage", null, canvas, tip), el("p.map-note.soft", null));
    const before = stages.get(app);
    const camera = before?.camera.isFitted === false ? before.camera : null;
    const stage = new Stage(app, placesOf.get(store), canvas, tip, camera);
    stages.set(app, stage);
    tell(root, app, stage);
    return () => stage.stop();
  },

  /** Something else is chosen, marked or hidden. */
  moved(app) {
    const stage = stages.get(app);
    stage.given = null;
    stage.renew();
    tell(document.getElementById("content"), app, stage);
  },

  /** What is lit, else all that is shown. */
  table(app) {
    const { store } = app;
    const kindWords = store.kinds.map((kind) => app.t(kind.words));
    return {
      name: "map",
      columns: COLUMNS.map((pair) => app.t(pair)),
      rows: Array.from(stages.get(app).walk, (item) => ({ item, cells: [store.id(item), kindWords[store.kind(item)], app.title(item)] })),
    };
  },

  /** What is seen, as it is seen. */
  picture(app) {
    const stage = stages.get(app);
    return { name: "map", svg: () => stage.svg(), png: (scale) => stage.png(scale) };
  },

  /** Let some items stand out instead of a trace, until the page's state changes; null lets none. */
  highlight(app, items) {
    const stage = stages.get(app);
    stage.given = items;
    stage.renew();
    tell(document.getElementById("content"), app, stage);
  },

  /** @returns {{x: number, y: number}} where the middle of an item's glyph is in the window */
  whereIs(app, item) {
    const stage = stages.get(app);
    const { left, top } = stage.canvas.getBoundingClientRect();
    const [x, y] = stage.spot(item);
    return { x: left + x, y: top + y };
  },
};

function bar(app) {
  const stage = () => stages.get(app);
  const button = (words, press, name, sign = null) => {
    const spoken = sign && { "aria-label": app.t(words), title: app.t(words) };
    return el("button", { type: "button", "data-does": name, onclick: press, ...spoken }, sign ?? app.t(words));
  };
  const marks = MARKS.filter((name) => app.store.reportNames.includes(name));
  return el(
    "div.map-bar",
    null,
    el("div.map-marks", { role: "group", "aria-label": app.t(MARK) }, marks.map((name) => markButton(app, name))),
    el(
      "div.map-moves",
      { role: "group", "aria-label": app.t(MOVE) },
      button(FARTHER, () => stage().zoom(1 / ZOOM), "farther", "−"),
      button(NEARER, () => stage().zoom(ZOOM), "nearer", "+"),
      button(ALL, () => stage().showAll(), "all"),
      button(TRACE, () => stage().showLit(), "trace"),
      button(NONE, () => app.go({ node: null }), "clear"),
    ),
  );
}

function markButton(app, name) {
  const press = () => {
    const wanted = wantedMarks(app.state);
    const others = wanted.filter((one) => one !== name);
    app.go({ mark: (others.length < wanted.length ? others : [...wanted, name]).join(",") });
  };
  const text = `${app.t(MARK_WORDS[name])} ${number(markedBy(app.store, name).size)}`;
  return el("button", { type: "button", "data-mark": name, "aria-pressed": "false", onclick: press }, text);
}

/** Say beside the map what it shows. */
function tell(root, app, { scene, walk }) {
  const wanted = wantedMarks(app.state);
  for (const one of root.querySelectorAll("[data-mark]")) one.setAttribute("aria-pressed", String(wanted.includes(one.dataset.mark)));
  root.querySelector("[data-does=trace]").disabled = !scene.lit;
  root.querySelector("[data-does=clear]").disabled = scene.item === undefined;
  const count = `${number(walk.length)} ${app.t(ITEMS)}`;
  const text = scene.item === undefined ? count : `${count}${app.lang === "en" ? " " : ""}${app.t(OF_TRACE)} ${app.title(scene.item)}`;
  root.querySelector(".map-note").textContent = text;
}
