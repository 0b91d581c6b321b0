/** What the code of a finding says: how severe it is, in a word and by a mark, and what to do. */

import { el } from "./dom.js";
import { pick } from "./format.js";

/** From the worst on. */
export const SEVERITIES = ["error", "warning", "notice"];
const MARKS = { error: "✕", warning: "!", notice: "i" };

/** @returns {string} error, warning or notice; of a code without an explanation: notice */
export function severityOf(app, code) {
  return app.store.rule(code)?.severity ?? "notice";
}

/** @returns {number} 0 is the worst */
export function rankOf(app, code) {
  return SEVERITIES.indexOf(severityOf(app, code));
}

/** @returns {string} the title, meaning or remedy of a code; of one that is not explained, the code */
export function ruleText(app, code, part) {
  const rule = app.store.rule(code);
  if (rule) return pick(rule[part], app.lang);
  return part === "title" ? code ?? "" : "";
}

/** @returns {string} the word for a severity */
export function severityWord(app, severity) {
  return pick(app.store.data.words.values[severity], app.lang);
}

/** A severity as a mark and its word. @returns {Node} */
export function severityMark(app, severity) {
  const mark = el("span.mark", { "aria-hidden": "true" }, MARKS[severity]);
  return el("span.severity", { "data-severity": severity }, mark, severityWord(app, severity));
}

/** A button with severity and code, that `onToggle` opens and closes. @returns {HTMLElement} */
export function codeButton(app, code, onToggle) {
  const attributes = { type: "button", "aria-expanded": "false", title: ruleText(app, code, "title"), onclick: () => onToggle(button) };
  const button = el("button.code", attributes, severityMark(app, severityOf(app, code)), " ", el("span.code-id", null, code));
  return button;
}

/** @returns {Node} what a code means and what is to be done, and the finding's own id */
export function explanation(app, code, finding = null) {
  const say = (part) => el("p", null, ruleText(app, code, part));
  return el("div.explanation", null, el("strong", null, ruleText(app, code, "title")), say("meaning"), say("remedy"),
    finding && el("p.soft", null, el("code", null, finding)));
}
