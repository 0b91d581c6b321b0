"""Read a city once and say the seconds of CPU that it took, in a process of its own.

    python -m benchmarks.cache_process yaml CITY
    python -m benchmarks.cache_process opened|items|changed CITY CACHE

`opened` is a portfolio from a cache that holds it, `items` one of which every item is built, and
`changed` one of which one file has changed since. What is imported on the way is not counted.
"""

import gc
import sys
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.measure import ROOT


def by_yaml(city: Path) -> None:
    """Read every file with PyYAML's CSafeLoader, and keep nothing."""
    import yaml

    for path in sorted(city.rglob("*.yaml")):
        yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)


def opened(city: Path) -> None:
    """Open the portfolio."""
    from graph import app

    app.open_portfolio(city)


def items(city: Path) -> None:
    """Open it, and build every item."""
    from graph import app

    assert len(app.open_portfolio(city).items.values())


def seconds(work: Callable[[Path], None], city: Path) -> float:
    """Return the seconds of CPU of one reading; all modules are loaded already."""
    work(ROOT / "data")
    before = time.process_time()
    work(city)
    return time.process_time() - before


def main() -> None:
    """Read the city as the arguments say."""
    way, city = sys.argv[1], Path(sys.argv[2])
    if way == "yaml":
        print(seconds(by_yaml, city))
        return
    from graph.app.manners import reading

    gc.disable()  # As the program does.
    with reading(cache=sys.argv[3]):
        items(city)  # Now the cache holds it.
        items(ROOT / "data")
        if way == "changed":
            with max(city.rglob("*.yaml"), key=lambda one: one.stat().st_size).open("a") as file:
                file.write("# Changed.\n")
        print(seconds(opened if way == "opened" else items, city))


if __name__ == "__main__":
    main()
