/** What can be done with the page: its language and colours, files of what is shown, print, its address. */

import { el } from "./dom.js";
import { printPage } from "./printing.js";
import { copyLink, savePicture, saveTable } from "./saving.js";

const TOOLS = ["เครื่องมือ", "Tools"];
const THEME = ["สีของหน้า", "Colours"];
const THEMES = [["", ["สีตามระบบ", "System colours"]], ["light", ["สว่าง", "Light"]], ["dark", ["มืด", "Dark"]]];
const ACTIONS = [
  ["save-csv", ["CSV", "CSV"], ["บันทึกสิ่งที่แสดงเป็นตาราง CSV", "Save what is shown as a CSV table"], saveTable],
  ["save-png", ["PNG", "PNG"], ["บันทึกภาพเป็น PNG", "Save the drawing as PNG"], (app) => savePicture(app, "png")],
  ["save-svg", ["SVG", "SVG"], ["บันทึกภาพเป็น SVG", "Save the drawing as SVG"], (app) => savePicture(app, "svg")],
  ["print", ["พิมพ์", "Print"], ["พิมพ์สิ่งที่แสดง หรือบันทึกเป็น PDF", "Print what is shown, or save it as PDF"], printPage],
  ["copy-link", ["คัดลอกลิงก์", "Copy link"], ["คัดลอกลิงก์มาที่สิ่งที่แสดงอยู่นี้", "Copy a link to what is shown here"], copyLink],
];

/** The language, and the tools: in a row where there is room, else in a menu. */
export function toolbar(app) {
  const group = { id: "tools", role: "group", "aria-label": app.t(TOOLS) };
  const tools = el("div.tools", group, ACTIONS.map((one) => action(app, one)), themes(app));
  const folded = { type: "button", id: "unfold-tools", "aria-expanded": "false", "aria-controls": "tools" };
  const unfold = el("button.unfold", folded, app.t(TOOLS));
  const bar = el("div.toolbar", null, tools, language(app), unfold);
  const show = (isOpen) => unfold.setAttribute("aria-expanded", String(isOpen));
  const isOpen = () => unfold.getAttribute("aria-expanded") === "true";
  unfold.addEventListener("click", () => show(!isOpen()));
  tools.addEventListener("click", (event) => { if (event.target.closest("button")) show(false); });
  bar.addEventListener("focusout", (event) => { if (event.relatedTarget && !bar.contains(event.relatedTarget)) show(false); });
  bar.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !isOpen()) return;
    event.stopPropagation();
    show(false);
    unfold.focus();
  });
  return bar;
}

function action(app, [id, words, title, act]) {
  const label = app.t(words) === app.t(title) ? null : `${app.t(words)}: ${app.t(title)}`;
  return el("button", { type: "button", id, title: app.t(title), "aria-label": label, onclick: () => act(app) }, app.t(words));
}

function language(app) {
  const other = app.lang === "en" ? "th" : "en";
  const onclick = () => app.go({ lang: other });
  return el("button", { type: "button", id: "language", lang: other, onclick }, other === "th" ? "ไทย" : "English");
}

function themes(app) {
  const change = (event) => app.go({ theme: event.target.value || null });
  const options = THEMES.map(([value, words]) => el("option", { value, selected: value === app.theme }, app.t(words)));
  return el("select", { id: "theme", "aria-label": app.t(THEME), title: app.t(THEME), onchange: change }, options);
}

/** Offer what the view that is shown has: not every one has a drawing. */
export function fitTools(app) {
  document.getElementById("save-csv").hidden = !app.view.table;
  for (const id of ["save-png", "save-svg"]) document.getElementById(id).hidden = !app.view.picture;
  document.getElementById("theme").value = app.theme;
}
