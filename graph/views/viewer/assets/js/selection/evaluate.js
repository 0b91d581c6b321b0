/** What a selector finds on the page, after graph/selection/evaluate.py, or a refusal that says why nothing. */

import { DOWN, reached, UP } from "../chain.js";
import { fitting, hasWildcard } from "./fnmatch.js";
import { parse } from "./grammar.js";
import { groundOf } from "./ground.js";
import { ID, METHODS, NAMED } from "./methods.js";
import { nearest } from "./nearest.js";
import { Refusal } from "./refusal.js";

const MANY = 15; // More values than these are not listed in a sentence.
const DEEPEST = 50; // Named selectors within one another.

/** @returns {Set<number>} the items that a selector finds; never none: that is refused */
export function evaluate(text, store) {
  return new Evaluation(groundOf(store)).of(text);
}

/** One evaluation; each named selector is looked into once. */
class Evaluation {
  constructor(ground) {
    this.ground = ground;
    this.named = new Map();
    this.open = []; // The named selectors being looked into, outermost first.
  }

  of(text) {
    const found = new Set();
    for (const group of parse(text)) {
      const [first, ...others] = group.map((term) => this.ofTerm(term));
      for (const item of first) if (others.every((other) => other.has(item))) found.add(item);
    }
    if (found.size) return found;
    throw new Refusal(
      `ไม่มีรายการใดตรงกับ '${text}': แต่ละพจน์พบบางรายการ แต่ไม่มีรายการใดอยู่ครบทุกพจน์`,
      `no item fits '${text}': each term finds some, but none is in all`,
    );
  }

  ofTerm(term) {
    const { store } = this.ground;
    const found = term.method === NAMED ? this.ofName(term.value) : this.ofMethod(term);
    if (term.up === 0 && term.down === 0) return found;
    const both = reached(store, found, UP, term.up);
    for (const item of reached(store, found, DOWN, term.down)) both.add(item);
    return both;
  }

  ofMethod(term) {
    const method = methodOf(term);
    const found = new Set();
    const values = this.valuesOf(method, term.value);
    if (!values.size) throw unknown(this.ground, method, term.value);
    for (const value of values) for (const item of method.items(this.ground, value)) found.add(item);
    if (found.size) return found;
    const [thai, english] = others(this.ground, method);
    throw new Refusal(
      `ไม่มีรายการใดตรงกับ '${method.name}:${term.value}'${thai}`,
      `no item fits '${method.name}:${term.value}'${english}`,
    );
  }

  /** The known values that a value is, or that it fits with its wildcards. */
  valuesOf(method, value) {
    const { ground } = this;
    if (method.knows && !hasWildcard(value)) return new Set(method.knows(ground, value) ? [value] : []);
    const spellings = method.spellings?.(ground) ?? new Map();
    const fits = hasWildcard(value) ? fitting(value) : (one) => one === value;
    const found = [...method.values(ground), ...spellings.keys()].filter(fits);
    return new Set(found.map((one) => spellings.get(one) ?? one));
  }

  ofName(name) {
    const { selectors } = this.ground;
    if (!selectors.has(name)) throw noSelector(name, [...selectors.keys()]);
    if (this.open.includes(name) || this.open.length >= DEEPEST) throw circle([...this.open, name]);
    if (!this.named.has(name)) {
      this.open.push(name);
      try {
        this.named.set(name, this.of(selectors.get(name)));
      } catch (error) {
        throw error instanceof Refusal ? within(name, error) : error;
      }
      this.open.pop();
    }
    return this.named.get(name);
  }
}

function methodOf({ method, column }) {
  if (!method) return ID;
  if (METHODS.has(method)) return METHODS.get(method);
  const [thai, english] = hint(method, [...METHODS.keys(), NAMED]);
  throw new Refusal(
    `ไม่มีวิธีเลือก '${method}' (ตัวอักษรที่ ${column})${thai}`,
    `there is no method '${method}' (column ${column})${english}`,
  );
}

function unknown(ground, method, value) {
  const known = method.values(ground);
  const [noun, english] = method.noun;
  if (hasWildcard(value)) {
    const [, listed] = list(known);
    return new Refusal(`ไม่มี${noun}ใดตรงกับ '${value}'${list(known)[0]}`, `no ${english} fits '${value}'${listed}`);
  }
  if (method === ID) {
    const [thai, near] = didYouMean(value, known);
    return new Refusal(`ไม่มีรายการรหัส '${value}'${thai}`, `no source declares '${value}'${near}`);
  }
  const [thai, hinted] = hint(value, known);
  return new Refusal(`ไม่มี${noun} '${value}'${thai}`, `there is no ${english} '${value}'${hinted}`);
}

/** What else there is to ask for, where that is little. */
function others(ground, method) {
  const values = method.values(ground);
  if (values.length > MANY) return ["", ""];
  const some = values.filter((value) => [...method.items(ground, value)].length);
  if (!some.length) return ["", ""];
  return [`; ที่มีคือ ${some.join(", ")}`, `; there is something for: ${some.join(", ")}`];
}

function noSelector(name, known) {
  const none = [
    "; [tool.policytrace.selectors] ใน pyproject.toml ไม่ได้ตั้งชื่อไว้",
    ": [tool.policytrace.selectors] in pyproject.toml names none",
  ];
  const [thai, english] = known.length ? hint(name, known) : none;
  return new Refusal(`ไม่มีตัวเลือกชื่อ '${name}'${thai}`, `there is no selector '${name}'${english}`);
}

/** A mistake in a named selector, told with the name of the innermost. */
function within(name, error) {
  if (error.isNamed) return error;
  const [thai, english] = error.words;
  return inNamed(new Refusal(`ในตัวเลือกชื่อ '${name}': ${thai}`, `in the selector '${name}': ${english}`));
}

function circle(names) {
  const way = names.join(" -> ");
  const last = names.at(-1);
  if (names.slice(0, -1).includes(last)) {
    return inNamed(new Refusal(`ตัวเลือกชื่อ '${last}' อ้างถึงตัวเอง: ${way}`, `the selector '${last}' is made of itself: ${way}`));
  }
  return inNamed(new Refusal(
    `ตัวเลือกที่ตั้งชื่อไว้ซ้อนกันเกิน ${DEEPEST} ชั้น: ${way}`,
    `named selectors stand more than ${DEEPEST} deep in one another: ${way}`,
  ));
}

function inNamed(error) {
  error.isNamed = true;
  return error;
}

function hint(value, known) {
  const near = didYouMean(value, known);
  return near[1] ? near : list(known);
}

function didYouMean(value, known) {
  const near = nearest(value, known);
  return near ? [` หมายถึง '${near}' หรือไม่`, `; did you mean '${near}'?`] : ["", ""];
}

function list(known) {
  if (!known.length || known.length > MANY) return ["", ""];
  return [`; มี ${known.join(", ")}`, `; there are: ${known.join(", ")}`];
}
