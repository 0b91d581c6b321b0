"""The YAML of one item of a SYNTHETIC city, in block style as people write it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from benchmarks import words
from benchmarks.city_plan import Objective, Plan, Unit, share
from benchmarks.words import Words

Lines = list[str]

SOURCE = "https://example.org/synthetic"
CITY_AREA = "A-city"
KPIS = 227
INFERRED = "inferred"


def phrase(chance: Random, theme: str) -> Words:
    """Make a title for a theme such as S1.3."""
    verb, scope = chance.choice(words.VERBS), chance.choice(words.SCOPES)
    subject = chance.choice(words.SUBJECTS[int(theme[1]) - 1])
    return f"{verb[0]}{subject[0]} {scope[0]}", f"{verb[1]} {subject[1]} {scope[1]}"


def flow(values: Iterable[object]) -> str:
    """Write a short list on one line."""
    return f"[{', '.join(map(str, values))}]"


def titled(title: Words, chance: Random, indent: str, name: str = "title") -> Lines:
    """Write a title, in Thai alone once in five."""
    if chance.random() < 0.2:
        return [f"{indent}{name}: {title[0]}"]
    return [f"{indent}{name}:", f"{indent}  th: {title[0]}", f"{indent}  en: {title[1]}"]


def note(chance: Random, indent: str, often: float) -> Lines:
    """Write a folded remark of one to three sentences, or nothing."""
    if chance.random() >= often:
        return []
    sentences = chance.sample(words.NOTES, chance.randint(1, 3))
    return [f"{indent}note: >-", *(f"{indent}  {sentence}" for sentence in sentences)]


def year_bounds(year: int) -> tuple[date, date]:
    """Return the first and the last day of a fiscal year of the Buddhist era."""
    return date(year - 544, 10, 1), date(year - 543, 9, 30)


# Objectives and key results -----------------------------------------------------------------------


def objective_lines(
    objective: Objective, plan: Plan, chance: Random, usual_year: int, handoffs: "Handoffs"
) -> Lines:
    """Write an objective with its key results."""
    lines = [f"  - id: {objective.id}", *titled(phrase(chance, objective.theme), chance, "    ")]
    if chance.random() < 0.04:
        owners = dict.fromkeys([objective.unit.id, chance.choice(plan.bureaus).id])
        lines.append(f"    owner: {flow(owners)}")
    if objective.year != usual_year:
        lines.append(f"    fiscal_year: {objective.year}")
    lines += _upstream(objective, plan, chance)
    if objective.unit.area and chance.random() < 0.4:
        lines.append(f"    areas: {flow([objective.unit.area])}")
    lines += note(chance, "    ", 0.2)
    if objective.key_results:
        lines.append("    key_results:")
        for place, key_result in enumerate(objective.key_results, 1):
            lines += _key_result(key_result, place, objective, plan, chance)
            if chance.random() < 0.015:
                lines += handoffs.of_item(objective.unit, objective.year, chance, "        ")
    return lines


def _upstream(objective: Objective, plan: Plan, chance: Random) -> Lines:
    """Write which strategies and policies it serves; [] and silence both occur, and differ."""
    lines = []
    draw = chance.random()
    has_strategy = draw >= 0.09
    if draw < 0.04:
        lines.append("    strategies: []")
    elif has_strategy:
        second = [chance.choice(objective.unit.themes)] if draw < 0.15 else []
        root = objective.theme[:2]
        theme = root if 0.15 <= draw < 0.19 and root not in {"S4", "S7"} else objective.theme
        lines.append(f"    strategies: {flow(dict.fromkeys([theme, *second]))}")
    callers = [name for name in plan.policies_of.get(objective.theme, ()) if _is_named(name)]
    draw = chance.random()
    if callers and draw < (0.35 if has_strategy else 0.2):
        chosen = chance.sample(callers, min(len(callers), 2 if draw < 0.08 else 1))
        lines.append(f"    policies: {flow(sorted(chosen))}")
        if chance.random() < 0.4:
            lines.append("    basis: {policies: inferred}")
    elif draw > 0.94:
        lines.append("    policies: []")
    return lines


def _is_named(policy: str) -> bool:
    """Tell whether objectives ever name the policy; most are reached through a strategy alone."""
    return int(policy[1:]) % 5 < 2


def _key_result(
    key_result: str, place: int, objective: Objective, plan: Plan, chance: Random
) -> Lines:
    lines = [f"      - id: {key_result}"]
    if chance.random() < 0.7:
        lines.append(f'        code: "{objective.theme[1:]}.{place:02d}"')
    lines += titled(phrase(chance, objective.theme), chance, "        ")
    draw = chance.random()
    if draw < 0.15:
        lines.append(f"        owner: {flow([chance.choice(objective.unit.parts)])}")
    elif draw < 0.17:
        lines.append("        owner: []")
    if chance.random() < 0.4:
        lines.append(f"        kpi: {kpi_id(chance.randrange(KPIS))}")
    lines += _figures(objective, plan, chance)
    return lines + note(chance, "        ", 0.1)


def kpi_id(number: int) -> str:
    """Return the id of one of the indicators of the plan."""
    s, rest = number % len(words.STRATEGIES) + 1, number // len(words.STRATEGIES)
    return f"KPI-{s}.{rest % 3 + 1}.1.{rest // 3 + 1}"


def _figures(objective: Objective, plan: Plan, chance: Random) -> Lines:
    """Write measure, baseline, target, check-ins and allocations."""
    unit, direction, aggregation = chance.choice(words.MEASURES)
    lines = [
        f"        measure: {{unit: {unit}, direction: {direction}, aggregation: {aggregation}}}"
    ]
    target = 100 if unit == "ร้อยละ" else chance.choice((5, 12, 24, 50, 125, 212, 400, 1500))
    draw = chance.random()
    if direction == "decrease":
        lines.append(f"        baseline: {target * 2}")
    elif draw < 0.3:
        lines.append(f"        baseline: {target // 5}")
    if draw < 0.97:
        lines.append(f"        target: {0 if draw > 0.965 else target}")
        lines += _check_ins(objective.year, target, aggregation == "sum", chance)
        if aggregation == "sum":
            lines += _allocations(objective.unit, plan, target, chance)
    if chance.random() < 0.1:
        lines.append(f"        weight: {chance.choice((1, 2, 3))}")
    return lines


def _check_ins(year: int, target: int, is_sum: bool, chance: Random) -> Lines:
    """Write none to four quarters; once in 200 a summed-up percentage such as the city has."""
    many = chance.choice((0, 1, 2, 3, 4, 4))
    if not many:
        return []
    first, last = year_bounds(year)
    days = (
        date(first.year, 12, 31),
        *(date(last.year, *end) for end in ((3, 31), (6, 30), (9, 30))),
    )
    lines = ["        check_ins:"]
    reached = 0.0
    for day in days[:many]:
        step = round(target / 4 * (0.4 + chance.random()), 1)
        reached = round(reached + step, 1)
        value = target * 44 if chance.random() < 0.005 else step if is_sum else reached
        lines.append(f"          - {{as_of: {day}, value: {value}}}")
    return lines


def _allocations(unit: Unit, plan: Plan, target: int, chance: Random) -> Lines:
    """Split a bureau's target between districts: all fifty, or some; not all splits add up."""
    draw = chance.random()
    if unit.is_district or draw >= 0.5:
        return []
    many = len(plan.districts) if draw < 0.15 else chance.randint(2, 8)
    takers = sorted(chance.sample(plan.districts, many), key=lambda district: district.id)
    whole = target * 4 if chance.random() < 0.15 else target
    lines = ["        allocations:"]
    for taker, part in zip(takers, share(whole, [1.0] * many), strict=True):
        actual = f", actual: {chance.randint(0, part + 2)}" if chance.random() < 0.9 else ""
        lines.append(f"          - {{unit: {taker.id}, target: {part}{actual}}}")
    return lines


# Projects -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ProjectPlace:
    """Where a project stands: its unit, number and the usual year of its file."""

    unit: Unit
    number: int
    year: int


def project_lines(place: ProjectPlace, plan: Plan, chance: Random, handoffs: "Handoffs") -> Lines:
    """Write one project, sometimes with its recorded hand-overs."""
    unit = place.unit
    code = f"{unit.code}0000-{place.number:04d}"
    year = place.year if chance.random() < 0.75 else chance.choice((2566, 2567, 2568))
    theme = chance.choice(unit.themes)
    title_th, title_en = phrase(chance, theme)
    title = (f"โครงการ{title_th} {unit.title[0]}", f"{title_en} by {unit.title[1]}")
    lines = [f"  - id: PRJ-{code}", *titled(title, chance, "    ")]
    if chance.random() < 0.3:
        lines.append(f"    lead: {chance.choice(unit.parts)}")
    lines += _supports(unit, plan, chance)
    links = _links(unit, year, plan, chance)
    lines += links
    if year != place.year:
        lines.append(f"    fiscal_year: {year}")
    lines += _money_and_time(year, chance)
    lines += _places(unit, plan, chance)
    if chance.random() < 0.6:
        lines.append(f'    external_ids: {{dp: "{code}"}}')
    if chance.random() < 0.7:
        lines.append(f'    source: "{SOURCE}/myproject?pid={code}"')
    lines += note(chance, "    ", 0.08)
    if links == ["    key_results: []"] and chance.random() < 0.1:
        lines += _waiver(chance)
    if chance.random() < 0.035:
        lines += handoffs.of_item(unit, year, chance, "    ")
    return lines


def _links(unit: Unit, year: int, plan: Plan, chance: Random) -> Lines:
    """Write the key results that it delivers: of its own unit, or of one on the other side."""
    draw = chance.random()
    if draw < 0.09:
        return []
    if draw < 0.14:
        return ["    key_results: []"]
    others = plan.bureaus if unit.is_district else plan.districts
    crosses = draw < (0.36 if unit.is_district else 0.18)
    own = plan.key_results.get((unit.id, year), [])
    pool = plan.key_results.get((chance.choice(others).id, year), []) if crosses else own
    pool = pool or own
    if not pool:
        return []
    chosen = {chance.choice(pool)}
    if own and chance.random() < 0.15:
        chosen.add(chance.choice(own))
    basis = ["    basis: {key_results: inferred}"] if chance.random() < 0.25 else []
    return [f"    key_results: {flow(sorted(chosen))}", *basis]


def _supports(unit: Unit, plan: Plan, chance: Random) -> Lines:
    draw = chance.random()
    if draw >= 0.27:
        return [] if draw < 0.95 else ["    supports: []"]
    others = plan.bureaus if unit.is_district else plan.districts
    chosen = chance.sample(others if draw < 0.22 else plan.bureaus, 2 if draw < 0.06 else 1)
    names = sorted(
        each.id if chance.random() < 0.7 else chance.choice(each.parts) for each in chosen
    )
    names = [name for name in names if not name.startswith(unit.id)]
    return [f"    supports: {flow(names)}"]


def _money_and_time(year: int, chance: Random) -> Lines:
    lines = []
    first, last = year_bounds(year)
    usual = "done" if year < 2568 else "active"
    status = (
        usual
        if chance.random() < 0.6
        else chance.choice(("planned", "active", "done", "paused", "cancelled", "unreported"))
    )
    progress = {"planned": 0, "done": 100}.get(status, chance.randint(1, 19) * 5)
    draw = chance.random()
    if draw < 0.84:
        budget = int(20_000 * 600 ** chance.random()) // 1000 * 1000
        spent = 0 if draw < 0.01 else budget * progress // 100
        lines = [f"    budget: {budget}"]
        if status != "unreported":
            lines.append(f"    spent: {spent}")
    elif draw < 0.88:
        lines = ["    budget: 0"]
    lines.append(f"    status: {status}")
    if status != "unreported":
        lines.append(f"    progress: {progress}")
    if chance.random() < 0.75:
        start = first + timedelta(days=chance.randint(0, 150))
        end = min(last, start + timedelta(days=chance.randint(60, 364)))
        lines += [f"    start: {start}", f"    end: {end}"]
    return lines


def _places(unit: Unit, plan: Plan, chance: Random) -> Lines:
    draw = chance.random()
    if unit.area:
        inner = f"{unit.area}{chance.randint(1, 3):02d}"
        chosen = [unit.area] if draw < 0.4 else [inner] if draw < 0.6 else []
    elif draw < 0.12:
        chosen = [CITY_AREA]
    else:
        targets = chance.sample(plan.districts, chance.randint(1, 3)) if draw < 0.45 else []
        chosen = sorted(district.area or CITY_AREA for district in targets)
    return [f"    areas: {flow(chosen)}"] if chosen else []


def _waiver(chance: Random) -> Lines:
    return [
        "    waive:",
        "      - rule: TRC201",
        "        reason: งานประจำตามกฎหมาย ไม่ผูกกับนโยบาย",
        "        by: คณะทำงานแผนสมมติ",
        f"        until: {chance.choice(('2024-09-30', '2027-03-31', '2029-09-30'))}",
    ]


# Hand-overs ---------------------------------------------------------------------------------------

_UNDATED = (
    ("asked_on: {month}", "state: waiting"),
    ("asked_on: {year}", "state: accepted"),
    ("state: withdrawn",),
    ("state: done",),
    (),
)
_LAST_STEP = {"done": "done_on", "returned": "returned_on"}


class Handoffs:
    """Writes recorded hand-overs and numbers them within one file."""

    def __init__(self, plan: Plan, stem: str) -> None:
        self._plan = plan
        self._stem = stem
        self._count = 0

    def of_item(self, unit: Unit, year: int, chance: Random, indent: str) -> Lines:
        """Write the hand-overs of a project or key result; once in eight it goes to and fro."""
        to = self._partner(unit, chance)
        sides = (unit.id if chance.random() < 0.7 else chance.choice(unit.parts), to)
        rounds = chance.choice((2, 3)) if chance.random() < 0.12 else 1
        lines = [f"{indent}handoffs:"]
        for turn in range(rounds):
            ends = sides if turn % 2 == 0 else sides[::-1]
            lines += self.lines(ends, year, chance, f"{indent}  ", (turn, rounds))
        return lines

    def lines(
        self,
        ends: tuple[str, str],
        year: int,
        chance: Random,
        indent: str = "  ",
        turn: tuple[int, int] = (0, 1),
        item: str = "",
    ) -> Lines:
        """Write one hand-over; of several on one item, all but the last are done or returned."""
        self._count += 1
        inner = indent + "  "
        lines = [f"{indent}- id: H-{self._stem}-{self._count:04d}"]
        lines += titled(chance.choice(words.REQUESTS), chance, inner, "subject")
        if item:
            lines.append(f"{inner}item: {item}")
        lines += [f"{inner}from: {ends[0]}", f"{inner}to: {ends[1]}"]
        nth, rounds = turn
        facts = _undated(year, chance) if rounds == 1 and chance.random() < 0.2 else None
        facts = _dated(year, chance, nth, rounds) if facts is None else facts
        lines += [f"{inner}{fact}" for fact in facts]
        if chance.random() < 0.4:
            lines.append(f"{inner}reason: {chance.choice(words.REASONS)}")
        return lines

    def _partner(self, unit: Unit, chance: Random) -> str:
        """Choose the other end: mostly across, between district and bureau; rarely outside."""
        plan = self._plan
        draw = chance.random()
        if draw < 0.1:
            return f"X{chance.randint(1, len(words.EXTERNALS))}"
        across = plan.bureaus if unit.is_district else plan.districts
        alike = plan.districts if unit.is_district else plan.bureaus
        others = [each for each in (alike if draw < 0.25 else across) if each.id != unit.id]
        other = chance.choice(others)
        return other.id if chance.random() < 0.75 else chance.choice(other.parts)

    def at_top(self, projects: Sequence[str], chance: Random) -> Lines:
        """Write a hand-over that stands at top level; most belong to no project."""
        unit = chance.choice(self._plan.units)
        item = chance.choice(projects) if projects and chance.random() < 0.4 else ""
        ends = (unit.id, self._partner(unit, chance))
        return self.lines(ends, chance.choice((2566, 2567, 2568)), chance, item=item)


def _undated(year: int, chance: Random) -> Lines:
    month = f"{year - 543}-{chance.randint(1, 9):02d}"
    return [line.format(month=month, year=year - 543) for line in chance.choice(_UNDATED)]


def _dated(year: int, chance: Random, nth: int, rounds: int) -> Lines:
    """Write days in their order, all within the fiscal year."""
    first, _ = year_bounds(year)
    room = 200 // rounds
    asked = first + timedelta(days=10 + nth * (room + 20) + chance.randint(0, room // 2))
    end = ("waiting", "accepted", "returned", "done")[chance.randint(0, 3)]
    if nth < rounds - 1:
        end = chance.choice(("returned", "done"))
    lines = [f"asked_on: {asked}"]
    if chance.random() < 0.8:
        lines.append(f"due_on: {asked + timedelta(days=chance.choice((15, 30, 60)))}")
    if end in {"accepted", "done"}:
        lines.append(f"accepted_on: {asked + timedelta(days=chance.randint(0, 6))}")
    if end in _LAST_STEP:
        lines.append(f"{_LAST_STEP[end]}: {asked + timedelta(days=chance.randint(7, room // 2))}")
    if chance.random() < 0.1:
        lines.append(f"state: {end}")
    return lines
