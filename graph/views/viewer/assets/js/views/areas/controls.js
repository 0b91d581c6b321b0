/** What is asked of the tile map: of what it tells, and by what it is coloured. */

import { combobox } from "../../combobox.js";
import { el } from "../../dom.js";
import { inOrder } from "../../format.js";
import { MEASURES } from "./measures.js";

const ALL = ["ทุกยุทธศาสตร์และนโยบาย", "All strategies and policies"];
const NONE = ["ดูตามนโยบายที่เลือก", "As the chosen policy has it"];
const STRATEGY = ["ยุทธศาสตร์", "Strategy"];
const POLICY = ["นโยบาย", "Policy"];
const TYPE = ["พิมพ์ชื่อหรือรหัสนโยบาย", "Type a policy's name or id"];
const CLEAR = ["แสดงทั้งหมด", "Show all"];
const COLOUR = ["ระบายสีตาม", "Coloured by"];
const INDENT = "\u2003";

/** @returns {HTMLElement} */
export function controls(app, asked, colour) {
  const isPolicy = asked !== null && app.store.kindName(asked) === "policy";
  const choose = (item) => app.go({ for: item === null ? null : app.store.id(item) });
  return el(
    "div.areas-controls",
    null,
    field(app.t(STRATEGY), strategies(app, isPolicy ? null : asked, isPolicy, choose), "areas-strategy"),
    field(app.t(POLICY), combobox(app, {
      id: "areas-policy", label: app.t(POLICY), hint: app.t(TYPE), items: all(app.store, "policy"), chosen: isPolicy ? asked : null, choose,
    }), "areas-policy"),
    asked === null ? null : el("button", { type: "button", id: "areas-all", onclick: () => choose(null) }, app.t(CLEAR)),
    colours(app, colour),
  );
}

function field(label, control, id) {
  return el("div.areas-field", null, el("label", { for: id }, label), control);
}

function colours(app, colour) {
  const buttons = Object.entries(MEASURES).map(([name, { words }]) => el(
    "button",
    { type: "button", id: `areas-colour-${name}`, "aria-pressed": String(name === colour), onclick: () => app.go({ colour: name }) },
    app.t(words),
  ));
  const label = app.t(COLOUR);
  return el("div.areas-colours", { role: "group", "aria-label": label }, el("span.soft", { "aria-hidden": "true" }, label), buttons);
}

/** The strategies as a tree: each under the one that it is part of. */
function strategies(app, asked, isPolicy, choose) {
  const { store } = app;
  const select = el("select", { id: "areas-strategy" }, el("option", { value: "" }, app.t(isPolicy ? NONE : ALL)));
  const add = (item, depth, path) => {
    const text = `${INDENT.repeat(depth)}${store.id(item)} ${app.title(item)}`;
    select.append(el("option", { value: store.id(item), selected: item === asked }, text));
    for (const part of sorted(store, store.sources("PART_OF", item))) if (!path.has(part)) add(part, depth + 1, new Set([...path, part]));
  };
  const highest = all(store, "strategy").filter((one) => !store.targets("PART_OF", one).length);
  for (const one of sorted(store, highest)) add(one, 0, new Set([one]));
  select.addEventListener("change", () => choose(select.value === "" ? null : store.numberOf(select.value)));
  return select;
}

function sorted(store, items) {
  return [...items].sort((one, other) => inOrder(store.id(one), store.id(other)));
}

function all(store, kindName) {
  const [first, end] = store.range(kindName);
  return Array.from({ length: end - first }, (_, at) => first + at);
}
