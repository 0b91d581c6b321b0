/** What a text finds: as a selector if it reads as one, else as words. */

import { evaluate } from "../selection/evaluate.js";
import { readsAsSelector } from "../selection/grammar.js";
import { Refusal } from "../selection/refusal.js";
import { indexOf } from "./index.js";

const orders = new WeakMap();
const kept = new WeakMap(); // The last answer of a store.

/**
 * @returns {{text: string, isSelector: boolean, items: number[], refusal: [string, string]|null}} the items of a
 *   selector in the order of the chain, then of the ids; those of words with the best first
 */
export function found(store, text) {
  if (kept.get(store)?.text !== text) kept.set(store, { text, ...answer(store, text) });
  return kept.get(store);
}

function answer(store, text) {
  if (!readsAsSelector(text, (id) => store.numberOf(id) !== undefined)) {
    return { isSelector: false, items: indexOf(store).search(text), refusal: null };
  }
  try {
    return { isSelector: true, items: inChain(store, evaluate(text, store)), refusal: null };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { isSelector: true, items: indexOf(store).search(text), refusal: error.words };
  }
}

/** By kind, then by id, as `policytrace list` gives them. */
function inChain(store, items) {
  if (!orders.has(store)) orders.set(store, orderOf(store));
  const { ordered, place } = orders.get(store);
  return Array.from(Uint32Array.from(items, (item) => place[item]).sort(), (at) => ordered[at]);
}

/** Every item in that order, and the place of each in it. */
function orderOf(store) {
  const { id } = store.data.nodes;
  const ordered = store.kinds.flatMap(({ name }) => {
    const [first, end] = store.range(name);
    const items = Array.from({ length: end - first }, (_, at) => first + at);
    return items.sort((one, other) => (id[one] < id[other] ? -1 : 1));
  });
  const place = new Uint32Array(ordered.length);
  ordered.forEach((item, at) => { place[item] = at; });
  return { ordered, place };
}

/** @returns {Set<number>|null} the items that the address picks by `q`; null where it picks none */
export function picked(store, text) {
  if (!text?.trim()) return null;
  const answered = found(store, text);
  if (answered.refusal) return null;
  answered.set ??= new Set(answered.items);
  return answered.set;
}
