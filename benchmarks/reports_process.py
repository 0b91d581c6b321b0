"""Ask every report once and write it in the formats of a night, in a process of its own.

    python -m benchmarks.reports_process CITY DAY FOLDER

What is read comes from the user's cache, as with the program. Nothing is compared with the night
before, and no unit gets a digest.
"""

import gc
import sys
from datetime import date
from pathlib import Path

FORMATS = ("json", "csv", "md", "sarif", "xlsx")


def write(city: Path, day: date, folder: Path) -> None:
    """Write each format into the folder: csv a file for each report, others one for all."""
    from graph import app
    from graph.reports.registry import REPORTS
    from graph.reports.result import Parameters

    parameters = Parameters(as_of=day, all_tiers=True)
    results = app.report(app.Sources(folder=city), list(REPORTS), parameters)
    for form in FORMATS:
        output = folder / "csv" if form == "csv" else folder / f"reports.{form}"
        app.write(results, app.Layout(format=form), output)


def main() -> None:
    """Do as the arguments say."""
    from graph.app.manners import reading

    gc.disable()  # As the program does.
    city, day, folder = sys.argv[1:]
    with reading(cache=True):
        write(Path(city), date.fromisoformat(day), Path(folder))


if __name__ == "__main__":
    main()
