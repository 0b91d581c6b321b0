"""Measure the interactive page: written, and opened in a browser beside that of pyvis.

python -m benchmarks.bench_viewer [--json] [--projects N] [--rounds N]
"""

import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from benchmarks.cities import cached_city
from benchmarks.measure import PROGRAM, ROOT, CommandFailedError, interleave, middle, ratio, run
from benchmarks.tables import CITY, TEN_CITIES, Cell, Options, Table, aim, main, only_print
from benchmarks.viewer_browser import OURS, PYVIS, Seen, Shown, seen

if TYPE_CHECKING:
    from playwright.sync_api import Browser

AS_OF = ("--as-of", "2025-09-30")  # The last day of the cities' last fiscal year.
INTERACTIVE_AIM, HEAP_AIM, GROWTH_AIM = 0.5, 0.4, 2.5
DRAGS = {"lanes": "view=trace&node=P001", "map": "view=map"}
Launch = Callable[[], "Browser"]


@dataclass(frozen=True, slots=True)
class Sources:
    """What a page is made of."""

    name: str
    folder: Path
    most: float | None  # Megabytes that the page is to have at most.
    has_peer: bool = True  # Whether pyvis can show it within a minute.
    is_large: bool = False

    def rounds(self, options: Options) -> int:
        """Return how often to measure; large ones half as often."""
        return options.rounds // 2 + 1 if self.is_large else options.rounds


def sources_of(options: Options) -> list[Sources]:
    """Return the shipped data and the cities of the wanted sizes."""
    most = {CITY: 2.2, TEN_CITIES: 5.0}
    cities = [
        Sources(f"{size:,} projects", cached_city(size), most.get(size), size <= CITY, size > CITY)
        for size in options.sizes
    ]
    return [Sources("data/", ROOT / "data", 0.75), *cities]


def bench_written(options: Options) -> Table:
    """Measure the whole cold `policytrace view` against `report all` of the same sources."""
    with _scratch() as folder:
        rows = [_written(one, options, folder / "page.html") for one in sources_of(options)]
    title = "**The page**: the whole cold `policytrace view`, from the start of Python to its exit"
    return Table("viewer-written", title, tuple(rows))


def _written(sources: Sources, options: Options, file: Path) -> dict[str, Cell]:
    commands = {
        "view": _view(sources, file),
        "report": [PROGRAM, "report", "all", *AS_OF, "--data", str(sources.folder)],
    }
    runs = interleave(commands, sources.rounds(options), warm_up=not sources.is_large)
    size = file.stat().st_size / 1e6
    return {
        "data": sources.name,
        "file, MB": size,
        "aim": aim(size, sources.most) if sources.most else None,
        "CPU ÷ report all": ratio(runs["view"], runs["report"], "cpu"),
        "time ÷ report all": ratio(runs["view"], runs["report"], "wall"),
        "peak memory, MB": middle(runs["view"], "peak"),
    }


def _view(sources: Sources, file: Path) -> list[str]:
    return [PROGRAM, "view", *AS_OF, "--data", str(sources.folder), "--output", str(file)]


def bench_opened(options: Options) -> Table:
    """Measure pages in headless Chromium, ours and that of pyvis in turn.

    Raises:
        CommandFailedError: there is no browser, or a page does not answer.
    """
    from playwright.sync_api import sync_playwright

    from tests import browsers

    executable = browsers.found()
    if executable is None:
        raise CommandFailedError(browsers.MISSING)
    with sync_playwright() as playwright:
        return opened(lambda: browsers.launched(playwright.chromium, executable), options)


def opened(launch: Launch, options: Options) -> Table:
    """Measure the pages in browsers that `launch` starts."""
    everything = sources_of(options)
    with _scratch() as folder:
        pages = {one.name: list(_pages(one, folder)) for one in everything}
        found: dict[str, dict[str, list[Seen]]] = {
            name: {page.name: [] for page in shown} for name, shown in pages.items()
        }
        for number in range(options.rounds):
            for sources in everything:
                if number < sources.rounds(options):
                    for page in pages[sources.name]:
                        found[sources.name][page.name].append(_seen(launch, page))
    rows = [row for one in everything for row in _rows(one, found)]
    title = "**The page**: opened in headless Chromium, without a network and without a GPU"
    return Table("viewer-opened", title, tuple(rows))


def _pages(sources: Sources, folder: Path) -> Iterator[Shown]:
    """Write the pages of the sources, each in a process of its own."""
    file = folder / f"{sources.folder.name}.html"
    run(_view(sources, file))
    yield Shown("policytrace view", file, OURS, DRAGS)
    if sources.has_peer:
        peer = folder / f"{sources.folder.name}-pyvis.html"
        run([sys.executable, "-m", "benchmarks.viewer_peer", str(sources.folder), str(peer)])
        yield Shown("pyvis at its best", peer, PYVIS, {"map": ""})


def _seen(launch: Launch, page: Shown) -> Seen:
    browser = launch()
    try:
        return seen(browser, page)
    finally:
        browser.close()


def _rows(sources: Sources, found: dict[str, dict[str, list[Seen]]]) -> Iterator[dict[str, Cell]]:
    smaller = found.get(f"{CITY:,} projects", {})
    for name, runs in found[sources.name].items():
        is_ours = name == "policytrace view"
        peers = found[sources.name].get("pyvis at its best", []) if is_ours else []
        before = smaller.get(name, []) if sources.is_large else []
        seconds, heap = _ratio(runs, peers, _seconds), _ratio(runs, peers, _heap)
        growth = _ratio(runs, before, _seconds)
        is_aimed = f"{CITY:,}" in sources.name
        yield {
            "data": sources.name,
            "page": name,
            "items": runs[0].items,
            "interactive, s": median(map(_seconds, runs)),
            "÷ pyvis": seconds,
            "aim": aim(seconds, INTERACTIVE_AIM) if seconds and is_aimed else None,
            "heap, MB": median(map(_heap, runs)),
            "heap ÷ pyvis": heap,
            "heap aim": aim(heap, HEAP_AIM) if heap and is_aimed else None,
            **{f"fps, {drag}": _fps(runs, drag) for drag in DRAGS},
            "interactive growth": growth,
            "growth aim": aim(growth, GROWTH_AIM) if growth else None,
        }


def _seconds(one: Seen) -> float:
    return one.seconds


def _heap(one: Seen) -> float:
    return one.heap


def _ratio(
    runs: Sequence[Seen], others: Sequence[Seen], cost: Callable[[Seen], float]
) -> float | None:
    """Return the median of the ratios of the pairs, if there is anything to compare with."""
    pairs = list(zip(runs, others, strict=False))
    return median(cost(one) / cost(other) for one, other in pairs) if pairs else None


def _fps(runs: Sequence[Seen], drag: str) -> float | None:
    known = [one.fps[drag] for one in runs if drag in one.fps]
    return median(known) if known else None


@contextmanager
def _scratch() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


BENCHES = (bench_written, bench_opened)

if __name__ == "__main__":
    sys.exit(main({"viewer": BENCHES}, only_print))
