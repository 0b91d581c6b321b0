"""Write a SYNTHETIC city as sources of format 1: made-up units, projects and figures, real shapes.

Nothing in it is a fact about Bangkok. The same seed gives the same bytes. At 6,000 projects it has
the size of the city: 216 policies, 810 objectives, 2,520 key results, 92 files, about 6.3 MB; with
more projects, objectives, key results, hand-overs and files grow with them.

    python -m benchmarks.cities FOLDER --projects 6000 --seed 1 --check
"""

import argparse
import hashlib
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

from benchmarks import words
from benchmarks.city_plan import (
    POLICIES,
    THEMES,
    Part,
    Plan,
    Unit,
    plan_city,
)
from benchmarks.city_text import (
    CITY_AREA,
    KPIS,
    SOURCE,
    Handoffs,
    Lines,
    ProjectPlace,
    flow,
    kpi_id,
    note,
    objective_lines,
    phrase,
    project_lines,
)
from benchmarks.words import Words

ZONE_SIZES = (9, 10, 7, 9, 8, 7)
GENERATOR = ("cities.py", "city_plan.py", "city_text.py", "words.py")


def write_city(folder: Path | str, projects: int = 6000, seed: int = 1) -> Path:
    """Write a city into an empty or absent folder and return the folder.

    Raises:
        FileExistsError: something stands there already; stale files would belong to no city.
    """
    folder = Path(folder)
    if folder.exists() and any(folder.iterdir()):
        raise FileExistsError(f"{folder} is not empty; name an empty or a new folder")
    plan = plan_city(projects, seed)
    comment = (
        "# SYNTHETIC: made by benchmarks/cities.py"
        f" (projects={projects}, seed={seed}); no real unit, project or figure."
    )
    for name, lines in _files(plan):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join([comment, *lines, ""]), encoding="utf-8", newline="\n")
    return folder


def cached_city(projects: int, seed: int = 1) -> Path:
    """Return a city from the temporary folder, written once for each generator, size and seed.

    It is written in a process of its own, so that the memory this takes is not counted with what
    is measured later.
    """
    here = Path(__file__).parent
    digest = hashlib.sha256(b"".join((here / name).read_bytes() for name in GENERATOR)).hexdigest()
    cache = Path(tempfile.gettempdir()) / "policytrace-benchmarks"
    folder = cache / f"city-{projects}-{seed}-{digest[:12]}"
    if not folder.exists():
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=cache) as workshop:
            command = [sys.executable, "-m", "benchmarks.cities", f"{workshop}/city"]
            options = ["--projects", str(projects), "--seed", str(seed)]
            subprocess.run(
                [*command, *options], check=True, cwd=here.parent, stdout=subprocess.DEVNULL
            )
            Path(workshop, "city").replace(folder)
    return folder


def _files(plan: Plan) -> Iterator[tuple[str, Lines]]:
    """Yield every file: its name and its lines."""
    shared: dict[str, Callable[[Plan, Random], Lines]] = {
        "dimensions.yaml": _dimensions,
        "policies.yaml": _policies,
        "strategies.yaml": _strategies,
        "kpis.yaml": _kpis,
        "city.yaml": _city,
        "handoffs.yaml": _handoffs,
    }
    for name, write in shared.items():
        yield name, write(plan, plan.chance(name))
    districts = iter(plan.districts)
    for zone, size in enumerate(ZONE_SIZES, 1):
        yield f"areas/zone-{zone}.yaml", _zone(zone, [next(districts) for _ in range(size)])
    many = len(plan.parts) // len(plan.units)
    for part in plan.parts:
        tail = f"-part-{part.number:02d}" if many > 1 else ""
        name = f"units/{part.unit.code}-{part.unit.kind}{tail}.yaml"
        yield name, _unit_file(part, plan, plan.chance(name))


# Files of the whole city --------------------------------------------------------------------------


def _both(title: Words, indent: str = "    ") -> Lines:
    return [f"{indent}title:", f"{indent}  th: {title[0]}", f"{indent}  en: {title[1]}"]


def _short(title: Words) -> str:
    return f"title: {{th: {title[0]}, en: {title[1]}}}"


def _dimensions(_plan: Plan, _chance: Random) -> Lines:
    rows = [f"  - {{id: {name}, {_short(title)}}}" for name, title in words.DIMENSIONS]
    return ["format: 1", "", "dimensions:", *rows]


def _policies(plan: Plan, chance: Random) -> Lines:
    lines = ["format: 1", "", "policies:"]
    for number in range(1, POLICIES + 1):
        name = f"P{number:03d}"
        advanced = [theme for theme, callers in plan.policies_of.items() if name in callers]
        theme = advanced[0] if advanced and "." in advanced[0] else chance.choice(THEMES)
        lines += [f"  - id: {name}", *_both(phrase(chance, theme))]
        dimensions = chance.sample([each for each, _ in words.DIMENSIONS], chance.choice((1, 1, 2)))
        lines.append(f"    dimensions: {flow(dimensions)}")
        lines += _policy_owner(theme, plan, chance)
        if advanced:
            lines += [f"    strategies: {flow(advanced)}", "    basis: {strategies: inferred}"]
        elif chance.random() < 0.4:
            lines.append("    strategies: []")
        if number > 208:
            lines.append(f"    supersedes: [P{number - 200:03d}]")
        lines.append("    valid_from: 2022-06-01")
        lines.append(f'    source: "{SOURCE}/policy/{number}"')
        lines += note(chance, "    ", 0.2)
    return lines


def _policy_owner(theme: str, plan: Plan, chance: Random) -> Lines:
    """Give a policy an owner that works for it, one that hardly does, none, or nothing at all."""
    draw = chance.random()
    if draw < 0.4:
        return []
    if draw < 0.5:
        return ["    owner: []"]
    fitting = [bureau.id for bureau in plan.bureaus if theme in bureau.themes]
    anyone = [*(bureau.id for bureau in plan.bureaus), "X1", "X2", "X3"]
    owner = chance.choice(fitting if draw < 0.85 else anyone)
    if draw < 0.57:
        other = chance.choice([each for each in fitting if each != owner])
        return [f"    owner: {flow([owner, other])}"]
    return [f"    owner: {owner}"]


def _strategies(plan: Plan, chance: Random) -> Lines:
    lines = ["format: 1", "", "strategies:"]
    for number, title in enumerate(words.STRATEGIES, 1):
        owner = plan.bureaus[number - 1].id
        lines += [f"  - id: S{number}", *_both(title), f"    owner: [{owner}]"]
    for theme in THEMES:
        lines += [f"  - id: {theme}", *_both(phrase(chance, theme))]
        lines.append(f"    part_of: {theme[:2]}")
    return lines


def _kpis(plan: Plan, chance: Random) -> Lines:
    lines = ["format: 1", "", "kpis:"]
    for number in range(KPIS):
        name = kpi_id(number)
        theme = f"S{name[4:7]}"
        unit, direction, aggregation = chance.choice(words.MEASURES)
        measure = f"unit: {unit}, direction: {direction}, aggregation: {aggregation}"
        lines += [f"  - id: {name}", *_both(phrase(chance, theme)), f"    strategy: {theme}"]
        lines.append(f"    measure: {{{measure}}}")
        if chance.random() < 0.7:
            lines.append(f"    owner: [{chance.choice(plan.bureaus).id}]")
    return lines


def _city(_plan: Plan, _chance: Random) -> Lines:
    lines = ["format: 1", "", "units:", "  - id: BMA"]
    lines += [*_both(("กรุงเทพมหานครสมมติ", "Sample City Administration")), "    kind: city"]
    lines.append(f"    areas: [{CITY_AREA}]")
    for number, title in enumerate(words.EXTERNALS, 1):
        lines += [f"  - id: X{number}", *_both(title), "    kind: external"]
    return [
        *lines,
        "",
        "areas:",
        f"  - {{id: {CITY_AREA}, kind: city, {_short(('กรุงเทพสมมติ', 'Sample Bangkok'))}}}",
    ]


def _handoffs(plan: Plan, chance: Random) -> Lines:
    """Write one hand-over that stands by itself for every hundred projects."""
    many = max(1, round(plan.projects / 100))
    projects = [
        f"PRJ-{part.unit.code}0000-{part.first_project:04d}" for part in plan.parts if part.projects
    ]
    writer = Handoffs(plan, "city")
    lines = ["format: 1", "", "handoffs:"]
    for _ in range(many):
        lines += writer.at_top(projects, chance)
    return lines


def _zone(number: int, districts: list[Unit]) -> Lines:
    zone = f"Z-{number}"
    title = (f"กลุ่มเขตสมมติ {number}", f"Sample Zone {number}")
    lines = ["format: 1", "", "areas:", f"  - {{id: {zone}, kind: zone, {_short(title)},"]
    lines.append(f"     part_of: {CITY_AREA}}}")
    for district in districts:
        area = district.area
        short = district.code[2:]
        title = (f"เขตสมมติ {short}", f"Sample District {short}")
        lines.append(f"  - {{id: {area}, kind: district, {_short(title)}, part_of: {zone}}}")
        for n in (1, 2, 3):
            title = (f"แขวงสมมติ {short}/{n}", f"Sample Subdistrict {short}/{n}")
            lines.append(
                f"  - {{id: {area}{n:02d}, kind: subdistrict, {_short(title)}, part_of: {area}}}"
            )
    return lines


# A unit's file ------------------------------------------------------------------------------------


def _unit_file(part: Part, plan: Plan, chance: Random) -> Lines:
    unit = part.unit
    lines = ["format: 1", "defaults:", f"  owner: {unit.id}", f"  lead: {unit.id}"]
    lines += [f"  fiscal_year: {part.year}", f'  source: "{SOURCE}/plan/{unit.code}"']
    if part.number == 1:
        lines += ["", "units:", *_unit(unit)]
    writer = Handoffs(plan, f"{unit.id}-{part.number}")
    if part.objectives:
        lines += ["", "objectives:"]
    for objective in part.objectives:
        lines += objective_lines(objective, plan, chance, part.year, writer)
    if part.projects:
        lines += ["", "projects:"]
    for number in range(part.first_project, part.first_project + part.projects):
        lines += project_lines(ProjectPlace(unit, number, part.year), plan, chance, writer)
    return lines


def _unit(unit: Unit) -> Lines:
    lines = [f"  - id: {unit.id}", *_both(unit.title), f"    kind: {unit.kind}", "    part_of: BMA"]
    lines.append(f'    external_ids: {{plan: "{unit.code}0000"}}')
    if unit.area:
        lines.append(f"    areas: [{unit.area}]")
    titles = words.SECTIONS if unit.is_district else words.DIVISIONS
    for part, title in zip(unit.parts, titles, strict=True):
        lines += [f"  - id: {part}", *_both(title), f"    part_of: {unit.id}"]
        lines.append(f"    kind: {'section' if unit.is_district else 'division'}")
    return lines


def _main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.cities", description="Write a SYNTHETIC city as YAML sources."
    )
    parser.add_argument("folder", type=Path, help="an empty or a new folder")
    parser.add_argument("--projects", type=int, default=6000, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="S")
    parser.add_argument("--check", action="store_true", help="read the city back, strictly")
    options = parser.parse_args()
    try:
        folder = write_city(options.folder, options.projects, options.seed)
    except FileExistsError as error:
        parser.error(str(error))
    files = list(folder.rglob("*.yaml"))
    size = sum(file.stat().st_size for file in files)
    print(f"{folder}: {len(files)} files, {size / 1e6:.2f} MB")
    if not options.check:
        return 0
    from benchmarks.city_check import check_city  # It needs PyYAML; writing does not.

    report = check_city(folder)
    print("\n".join([*report.problems[:50], report.summary()]))
    return 1 if report.problems else 0


if __name__ == "__main__":
    sys.exit(_main())
