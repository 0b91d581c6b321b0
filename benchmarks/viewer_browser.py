"""A page opened in headless Chromium, without a network: how soon it answers, what it holds, and
how many frames a second it draws while it is dragged.
"""

import time
from dataclasses import dataclass, field
from math import sin
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.measure import CommandFailedError

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PATIENCE = 60_000  # Milliseconds until a page is given up.
DRAG = 2.0  # Seconds.
REACH = 160  # Pixels that the mouse goes to either side.
WIDTH, HEIGHT = 1440, 900

# Both run before the page's own scripts, look once a frame, and tell when the reader is answered.
_WATCH = """
window.answered = (async () => {
  let isLate = false;
  const until = (test) => new Promise((done, fail) => {
    const look = () => {
      const found = test();
      if (found) done(found);
      else if (isLate) fail(new Error(`it did not answer: ${test}`));
      else requestAnimationFrame(look);
    };
    look();
  });
  setTimeout(() => { isLate = true; }, PATIENCE);
  ANSWERS
  return performance.now();
})();
"""
OURS = """
  await until(() => document.querySelector('#content[data-view="overview"] td'));
  const box = await until(() => document.querySelector("#search, #search input"));
  box.focus();
  box.value = "คลอง";
  box.dispatchEvent(new InputEvent("input", { bubbles: true }));
  await until(() => document.querySelector('[role="option"]'));
"""
PYVIS = """
  let kept, isDrawn = false;
  const drawn = () => { isDrawn = true; };
  const set = (one) => { kept = one; one?.once("afterDrawing", drawn); };
  Object.defineProperty(window, "network", { get: () => kept, set, configurable: true });
  await until(() => isDrawn);
  const canvas = document.querySelector("#mynetwork canvas"), box = canvas.getBoundingClientRect();
  const id = network.body.nodeIndices[0], at = network.canvasToDOM(network.getPosition(id));
  const place = { clientX: box.left + at.x, clientY: box.top + at.y, button: 0, bubbles: true };
  const finger = { ...place, pointerId: 1, pointerType: "mouse", isPrimary: true };
  canvas.dispatchEvent(new PointerEvent("pointerdown", { ...finger, buttons: 1 }));
  canvas.dispatchEvent(new PointerEvent("pointerup", { ...finger, buttons: 0 }));
  await until(() => network.getSelectedNodes().length > 0);
"""
_FRAMES = "(() => { const all = framesDrawn; framesDrawn = null; return all; })()"
_ITEMS = "window.policytrace ? policytrace.store.count : network.body.nodeIndices.length"
_COUNT = """() => {
  const frames = window.framesDrawn = [];
  const look = (now) => {
    frames.push(now);
    if (frames === window.framesDrawn) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}"""


@dataclass(frozen=True)
class Shown:
    """A page to open, what tells that it answers, and where it can be dragged."""

    name: str
    file: Path
    answers: str  # The JavaScript that waits until it does.
    drags: dict[str, str] = field(default_factory=dict)  # By name: what follows the `#`.


@dataclass(frozen=True)
class Seen:
    """What one opening of a page showed."""

    seconds: float  # From the start of the navigation until the reader is answered.
    heap: float  # Megabytes (2^20 bytes) of JavaScript, after a collection.
    items: int
    fps: dict[str, float]


def seen(browser: "Browser", shown: Shown) -> Seen:
    """Open a page in a browser that has shown nothing yet, and measure.

    Raises:
        CommandFailedError: the page does not answer, or there is nothing to drag.
    """
    from playwright.sync_api import Error

    try:
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        page.context.set_offline(True)
        page.set_default_timeout(PATIENCE)
        page.add_init_script(
            _WATCH.replace("PATIENCE", str(PATIENCE)).replace("ANSWERS", shown.answers)
        )
        page.goto(shown.file.as_uri(), wait_until="commit")
        seconds = page.evaluate("answered") / 1000
        heap, items = _heap(page), page.evaluate(_ITEMS)
        fps = {name: _frames(page, shown, address) for name, address in shown.drags.items()}
    except Error as error:
        raise CommandFailedError(f"{shown.name}: {error.message[:800]}") from error
    return Seen(seconds, heap, items, fps)


def _heap(page: "Page") -> float:
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.enable")
    session.send("HeapProfiler.collectGarbage")
    session.send("Performance.enable")
    metrics = {
        one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]
    }
    session.detach()
    return float(metrics["JSHeapUsedSize"]) / 2**20


def _frames(page: "Page", shown: Shown, address: str) -> float:
    """Return the frames a second while the mouse drags the drawing to and fro."""
    page.goto(f"{shown.file.as_uri()}#{address}")
    canvas = page.locator("#content canvas, #mynetwork canvas").first
    canvas.wait_for()
    page.wait_for_timeout(500)  # What was begun is drawn.
    box = canvas.bounding_box()
    assert box is not None, "it is visible"
    x, y = box["x"] + box["width"] / 2, (box["y"] + min(box["y"] + box["height"], HEIGHT)) / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate(_COUNT)
    end, step = time.perf_counter() + DRAG, 0
    while time.perf_counter() < end:
        step += 1
        page.mouse.move(x + REACH * sin(step / 10), y + REACH / 4 * sin(step / 15))
        time.sleep(1 / 120)
    frames: list[float] = page.evaluate(_FRAMES)
    page.mouse.up()
    return 1000 * (len(frames) - 1) / (frames[-1] - frames[0])
