/** What hands do to the map: drag, wheel, two fingers, keys. */

const STEP = 80; // Pixels that an arrow key moves.
const ZOOM = 1.3;
const SLACK = 5; // Pixels that a click may move.
const WHEEL = 0.0016;
const PINCHED = 0.01; // The wheel of a touch pad, with two fingers.
const LINE = 16; // Pixels of a line, for mice that count lines.

/**
 * @param {HTMLCanvasElement} canvas
 * @param {object} does pan(dx, dy), zoom(factor, x, y), click(x, y), hover(x, y), leave()
 */
export function onPointers(canvas, does) {
  const held = new Map(); // Where each finger or button is, and where it began.
  const at = (event) => [event.clientX - canvas.getBoundingClientRect().left, event.clientY - canvas.getBoundingClientRect().top];
  canvas.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    const [x, y] = at(event);
    held.set(event.pointerId, { x, y, isMoved: held.size > 0, startX: x, startY: y });
    capture(canvas, event.pointerId);
    does.leave();
  });
  canvas.addEventListener("pointermove", (event) => {
    const [x, y] = at(event);
    const one = held.get(event.pointerId);
    if (!one) does.hover(x, y);
    else if (held.size === 1) drag(one, x, y, does);
    else pinch(held, event.pointerId, x, y, does);
  });
  const release = (event) => {
    const one = held.get(event.pointerId);
    held.delete(event.pointerId);
    for (const other of held.values()) other.isMoved = true;
    if (one && !one.isMoved && event.type === "pointerup") does.click(one.x, one.y);
  };
  for (const name of ["pointerup", "pointercancel"]) canvas.addEventListener(name, release);
  for (const name of ["pointerleave", "blur"]) canvas.addEventListener(name, () => does.leave());
  canvas.addEventListener("wheel", (event) => {
    event.preventDefault();
    const pixels = event.deltaY * (event.deltaMode ? LINE : 1);
    does.zoom(Math.exp(-pixels * (event.ctrlKey ? PINCHED : WHEEL)), ...at(event));
  }, { passive: false });
}

function capture(canvas, pointer) {
  try {
    canvas.setPointerCapture(pointer);
  } catch {
    // A pointer that a script made cannot be held; its moves come all the same.
  }
}

function drag(one, x, y, does) {
  if (!one.isMoved && Math.hypot(x - one.startX, y - one.startY) < SLACK) return;
  one.isMoved = true;
  does.pan(x - one.x, y - one.y);
  Object.assign(one, { x, y });
}

function pinch(held, pointer, x, y, does) {
  const one = held.get(pointer);
  const [, other] = [...held].find(([id]) => id !== pointer);
  const before = Math.hypot(one.x - other.x, one.y - other.y);
  const after = Math.hypot(x - other.x, y - other.y);
  does.pan((x - one.x) / 2, (y - one.y) / 2);
  if (before > 0 && after > 0) does.zoom(after / before, (x + other.x) / 2, (y + other.y) / 2);
  one.isMoved = other.isMoved = true;
  Object.assign(one, { x, y });
}

/** The same keys by what they write and by where they are: a Thai keyboard writes other letters there. */
const KEYS = {
  ArrowLeft: "left", ArrowRight: "right", ArrowUp: "up", ArrowDown: "down",
  "+": "nearer", "=": "nearer", Equal: "nearer", NumpadAdd: "nearer",
  "-": "farther", Minus: "farther", NumpadSubtract: "farther",
  0: "all", Digit0: "all", Numpad0: "all", t: "trace", KeyT: "trace",
  "[": "before", BracketLeft: "before", "]": "next", BracketRight: "next",
  Enter: "open", " ": "open",
};
const WAYS = { left: [1, 0], right: [-1, 0], up: [0, 1], down: [0, -1] };

/** @param {object} does pan, zoom, and what the words of KEYS say: all(), trace(), step(±1), open() */
export function onKeys(canvas, does) {
  canvas.addEventListener("keydown", (event) => {
    const name = event.ctrlKey || event.metaKey || event.altKey ? undefined : (KEYS[event.key] ?? KEYS[event.code]);
    if (!name) return;
    event.preventDefault();
    if (WAYS[name]) does.pan(...WAYS[name].map((way) => way * STEP * (event.shiftKey ? 3 : 1)));
    else if (name === "nearer") does.zoom(ZOOM);
    else if (name === "farther") does.zoom(1 / ZOOM);
    else if (name === "before") does.step(-1);
    else if (name === "next") does.step(1);
    else does[name]();
  });
}
