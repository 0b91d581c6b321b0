/** The map in a few figures: what a reader should know before looking at any tile. */

import { el } from "../../dom.js";
import { number } from "../../format.js";

const OF = ["จาก", "of"];
const WORDS = {
  untargeted: ["เขตที่ไม่มีงานใดระบุถึง", "districts that no work names"],
  severed: ["เขตที่มีงาน แต่สืบขึ้นไปไม่ถึงนโยบายใด", "districts whose work leads up to no policy"],
  projects: ["โครงการที่ระบุเขต", "projects that name a district"],
  placeless: ["โครงการที่ไม่ระบุพื้นที่เลย", "projects that name no place"],
  placeless_works: ["วัตถุประสงค์และโครงการที่ไม่ระบุพื้นที่เลย", "objectives and projects that name no place"],
  reached: ["เขตที่ลงถึงโดยตรง", "districts reached by name"],
  wider: ["เขตที่ได้เฉพาะงานวงกว้าง", "districts with wider work only"],
  unreached: ["เขตที่ลงไม่ถึง", "districts not reached"],
};

/** @returns {HTMLElement} */
export function headline(app, model) {
  const facts = model.asked === null ? ofEverything(app.store, model) : ofOne(model);
  return el("dl.areas-facts", null, facts.map(({ name, value, all, isAlarm }) => el(
    isAlarm && value ? "div.alarm" : "div",
    { "data-fact": name },
    el("dd", null, number(value), all === undefined ? null : el("span.soft", null, ` ${app.t(OF)} ${number(all)}`)),
    el("dt", null, app.t(WORDS[name])),
  )));
}

function ofEverything(store, model) {
  const { summary } = store.report("areas");
  const districts = model.districts.map((one) => model.figures(one));
  const severed = districts.filter((one) => one.projects + one.objectives && !(one.policies_direct + one.policies_via_strategy));
  const untargeted = districts.filter((one) => !(one.projects + one.objectives));
  return [
    { name: "severed", value: severed.length, all: districts.length, isAlarm: true },
    { name: "untargeted", value: untargeted.length, all: districts.length, isAlarm: true },
    { name: "projects", value: summary.projects, all: summary.projects_of_all },
    { name: "placeless", value: summary.projects_without_area, all: summary.projects_of_all },
  ];
}

function ofOne(model) {
  const districts = model.districts.map((one) => model.figures(one));
  const reached = districts.filter((one) => one.projects + one.objectives);
  const wider = districts.filter((one) => !(one.projects + one.objectives) && one.wider_projects + one.wider_objectives);
  const all = districts.length;
  return [
    { name: "reached", value: reached.length, all },
    { name: "wider", value: wider.length, all },
    { name: "unreached", value: all - reached.length - wider.length, all, isAlarm: !model.targeting.isNowhere },
    { name: "placeless_works", value: model.targeting.placeless },
  ];
}
