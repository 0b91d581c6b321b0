/** The chain as selectors walk it, after graph/selection/chain.py. A step is a relation, and whether it is followed from its start. */

/** From each kind, the arrows that lead down. */
export const DOWN = {
  policy: [["CALLS_FOR", true], ["ADVANCES", true]],
  strategy: [["PART_OF", false], ["HAS_OBJECTIVE", true]],
  objective: [["HAS_KEY_RESULT", true]],
  key_result: [["DELIVERED_BY", true], ["ALLOCATED_TO", true], ["HANDED_OVER", true]],
  project: [["LED_BY", true], ["SUPPORTED_BY", true], ["HANDED_OVER", true]],
};

/** The same arrows, backwards. */
export const UP = {
  strategy: [["ADVANCES", false], ["PART_OF", true]],
  objective: [["CALLS_FOR", false], ["HAS_OBJECTIVE", false]],
  key_result: [["HAS_KEY_RESULT", false]],
  project: [["DELIVERED_BY", false]],
  unit: [["ALLOCATED_TO", false], ["LED_BY", false], ["SUPPORTED_BY", false]],
  handoff: [["HANDED_OVER", false]],
};

/** @returns {Set<number>} the items, and what lies at most `depth` steps from any of them; null is no limit */
export function reached(store, items, steps, depth = null) {
  const found = new Set(items);
  let edge = [...found];
  for (let left = depth ?? Infinity; edge.length && left > 0; left -= 1) {
    const next = [];
    for (const item of edge) {
      for (const [relation, isForward] of steps[store.kindName(item)] ?? []) {
        for (const far of isForward ? store.targets(relation, item) : store.sources(relation, item)) {
          if (!found.has(far)) {
            found.add(far);
            next.push(far);
          }
        }
      }
    }
    edge = next;
  }
  return found;
}
