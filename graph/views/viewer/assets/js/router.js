/** What is shown stands in the address, so that it can be sent, kept and gone back to. */

/** @returns {object} such as {view: "trace", node: "P001"} */
export function readState() {
  return Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
}

/** Go to another state; what is null or empty is left out. `replace` adds no step to go back to. */
export function goTo(state, { replace = false } = {}) {
  const kept = Object.entries(state).filter(([, value]) => value !== null && value !== undefined && value !== "");
  const hash = `#${new URLSearchParams(kept)}`;
  if (hash === location.hash) return;
  if (replace) history.replaceState(null, "", hash);
  else history.pushState(null, "", hash);
  window.dispatchEvent(new PopStateEvent("popstate"));
}

/** Call back whenever the state has changed, by whatever means. */
export function onState(callback) {
  window.addEventListener("popstate", () => callback(readState()));
}
