"""Hypothesis strategies that draw small, random and valid sources of format 1 (DESIGN section 4).

`portfolios()` gives one plain dict as a YAML loader would give it. Every reference is declared,
nothing is part of itself, no end comes before its start; all that is optional is drawn absent, `[]`
("the source says none") or filled, since "Absent and `[]` differ".
"""

import datetime as dt
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, TypeAlias, TypeVar

from hypothesis import strategies as st

Item: TypeAlias = dict[str, Any]
Data: TypeAlias = dict[str, Any]
Ids: TypeAlias = tuple[str, ...]
Known: TypeAlias = dict[str, Ids]
T = TypeVar("T")

FISCAL_YEARS = (2566, 2567, 2568)
# "tier = city, district, bureau, office or external"; districts and bureaus are drawn more often,
# since the work that matters crosses between these two.
TIER_KINDS = ("bureau", "district", "bureau", "district", "office", "city", "external")
SUB_KINDS = ("division", "section")
HANDOFF_STATES = ("waiting", "accepted", "returned", "done", "withdrawn")
LOOKS = ("plain", "plain", "plain", "english", "source")
# Few days and few gaps between them, so that a due date often falls on the day of the report.
DAYS = tuple(dt.date(*day) for day in ((2023, 9, 30), (2024, 2, 28), (2024, 6, 5), (2024, 9, 30)))
GAPS = (0, 1, 2, 30)  # Days from one step of a handoff to the next.
LINK_FIELDS = ("owner", "strategies", "policies", "key_results", "areas")
THAI_WORDS = ("กรุงเทพฯ ต้องสว่าง", "ปลอดภัยดี", "น้ำไม่ท่วม", "ทางเท้าเดินได้", "คลองใส", "ถนนดี")


@st.composite
def portfolios(draw: st.DrawFn, *, contradictory_states: bool = True) -> Data:
    """Draw one portfolio: policies, strategies, units and all that hangs on them.

    With `contradictory_states=False` a `state` given on a handoff never goes against its dates; by
    default it may, as it is read "as given, else from its dates".
    """
    # Half of the portfolios are full enough for whole chains; left to chance, few would be.
    full = draw(st.booleans())
    known: Known = {}  # The ids drawn so far, by kind.
    units = _units(draw, 5 if full else 2)
    known["units"] = _ids_of(units)
    areas = _areas(draw)
    known["areas"] = _ids_of(areas)
    for unit in units:
        _put(unit, "areas", _links(draw, known["areas"]))
    dimensions = [_titled(draw, each) for each in _fresh_ids(draw, "2.", 0, 3)]
    known["dimensions"] = _ids_of(dimensions)
    strategies = _strategies(draw, known, 3 if full else 1)
    known["strategies"] = _ids_of(strategies)
    kpis = _kpis(draw, known)
    known["kpis"] = _ids_of(kpis)
    policies = _policies(draw, known, 3 if full else 1)
    known["policies"] = _ids_of(policies)
    defaults = _defaults(draw, known)
    objectives = _objectives(draw, known, defaults, 3 if full else 0)
    results = [each for objective in objectives for each in objective.get("key_results", [])]
    known["key_results"] = _ids_of(results)
    projects = _projects(draw, known, defaults, 4 if full else 0)
    handoffs = _place_handoffs(draw, known, [*projects, *results], contradictory_states)

    data: Data = {"format": 1}
    if defaults:
        data["defaults"] = defaults
    lists: dict[str, list[Item]] = {
        "dimensions": dimensions,
        "policies": policies,
        "strategies": strategies,
        "kpis": kpis,
        "units": units,
        "areas": areas,
        "objectives": objectives,
        "projects": projects,
        "handoffs": handoffs,
    }
    for name, listed in lists.items():
        empty_is_written = draw(st.booleans())
        if listed or empty_is_written:
            data[name] = listed
    return data


@lru_cache(maxsize=1)
def as_of_days() -> st.SearchStrategy[dt.date]:
    """Days to ask on: those on which much happens in `portfolios()`, or any about that time."""
    return st.one_of(st.sampled_from(DAYS), st.dates(dt.date(2023, 1, 1), dt.date(2025, 12, 31)))


# --- Small pieces --------------------------------------------------------------------------------
# Cached: building and validating a strategy anew for each field would take most of the time.


@lru_cache(maxsize=256)
def _one_in(number: int) -> st.SearchStrategy[bool]:
    """True about once in `number` draws; shrinks to False."""
    return st.integers(0, number - 1).map(lambda drawn: drawn == number - 1)


@lru_cache(maxsize=256)
def _from(values: tuple[T, ...]) -> st.SearchStrategy[T]:
    """One of some values; hypothesis itself makes a strategy anew for each call."""
    return st.sampled_from(values)


@lru_cache(maxsize=256)
def _shuffled(most: int) -> st.SearchStrategy[list[int]]:
    """The numbers from 1 on, in no particular order."""
    return st.permutations(range(1, most + 1))


def _fresh_ids(draw: st.DrawFn, prefix: str, least: int, most: int) -> list[str]:
    """Ids under a prefix of their own, "unique over all kinds", in no particular order.

    Numbers are not padded, so the order of the text is not that of the numbers (`U10` < `U2`).
    """
    count = draw(st.integers(least, most))  # First: a list left to itself is mostly short.
    return [f"{prefix}{number}" for number in draw(_shuffled(most + 3))[:count]]


def _ids_of(items: Sequence[Item]) -> Ids:
    """The ids of some items."""
    return tuple(item["id"] for item in items)


# Places in place of ids, for the ids are others in each portfolio.


@lru_cache(maxsize=256)
def _places(count: int, most: int) -> st.SearchStrategy[list[int]]:
    """One or more of so many places, none of them twice."""
    return st.lists(st.integers(0, count - 1), min_size=1, max_size=most, unique=True)


@lru_cache(maxsize=256)
def _linked_places(count: int, most: int) -> st.SearchStrategy[list[int] | None]:
    """Absent (None), none or some; some two times of three."""
    empty: st.SearchStrategy[list[int] | None] = st.sampled_from((None, []))
    if not count:
        return empty
    return st.one_of(
        empty, st.integers(0, count - 1).map(lambda only: [only]), _places(count, most)
    )


@lru_cache(maxsize=256)
def _owner_places(count: int) -> st.SearchStrategy[int | list[int] | None]:
    """Absent (None), none, one by itself or some."""
    nothing: st.SearchStrategy[int | list[int] | None] = st.sampled_from((None, []))
    return st.one_of(nothing, st.integers(0, count - 1), _places(count, 2))


def _links(draw: st.DrawFn, ids: Ids, most: int = 3) -> list[str] | None:
    """A field of ids: absent (None), `[]` or filled; filled two times of three."""
    places = draw(_linked_places(len(ids), most))
    return None if places is None else [ids[place] for place in places]


def _owner(draw: st.DrawFn, unit_ids: Ids) -> str | list[str] | None:
    """An owner "takes one id or a list": absent (None), `[]`, one id or some."""
    places = draw(_owner_places(len(unit_ids)))
    if places is None or isinstance(places, int):
        return None if places is None else unit_ids[places]
    return [unit_ids[place] for place in places]


def _one_of(draw: st.DrawFn, values: Sequence[T]) -> T:
    """One of some values that are others in each portfolio."""
    return values[draw(st.integers(0, len(values) - 1))]


def _one_or_none(draw: st.DrawFn, values: Sequence[T]) -> T | None:
    """The same, or None for absent."""
    return _one_of(draw, values) if draw(st.booleans()) else None


def _put(item: Item, field: str, value: Any) -> None:
    """Fill a field of an item, or leave it absent where the value is None."""
    if value is not None:
        item[field] = value


def _maybe(draw: st.DrawFn, item: Item, field: str, values: st.SearchStrategy[Any]) -> None:
    """Fill a field of an item, or leave it absent where None is drawn."""
    _put(item, field, draw(values))


@lru_cache(maxsize=256)
def _or_absent(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """A value, or None for absent."""
    return st.one_of(st.none(), values)


def _titled(draw: st.DrawFn, item_id: str, **fields: Any) -> Item:
    """An item with its id and title, and now and then what "All items" may have."""
    thai = f"{THAI_WORDS[len(item_id) % len(THAI_WORDS)]} {item_id}"
    look = draw(_from(LOOKS))
    title = {"th": thai, "en": f"Title {item_id}"} if look == "english" else thai
    item: Item = {"id": item_id, "title": title, **fields}
    if look == "source":
        item["source"] = "https://www.chadchart.com/policy"
        item["note"] = "หมายเหตุ"
        item["external_ids"] = {"egp": f"x-{item_id}"}
    return item


def _with_basis(draw: st.DrawFn, item: Item) -> Item:
    """Give an item "`basis: stated|inferred` or `basis: {field: stated|inferred}`" at times."""
    basis = _from(("inferred", "stated"))
    filled = [field for field in LINK_FIELDS if item.get(field)]
    if draw(_one_in(5)):
        whole = not filled or draw(st.booleans())
        item["basis"] = draw(basis) if whole else {_one_of(draw, filled): draw(basis)}
    return item


@lru_cache(maxsize=256)
def _measure() -> st.SearchStrategy[Item]:
    """Any of "direction: increase decrease maintain; aggregation: sum mean latest max"."""
    return st.fixed_dictionaries(
        {
            "unit": st.sampled_from(("จุด", "ร้อยละ")),
            "direction": st.sampled_from(("increase", "decrease", "maintain")),
            "aggregation": st.sampled_from(("sum", "mean", "latest", "max")),
        }
    )


def _as_written(draw: st.DrawFn, day: dt.date) -> Any:
    """A full date as a YAML loader gives it: a date, or text where it was quoted."""
    # `replace()` copies: of one object twice, a YAML dumper would make an anchor and an alias.
    return _one_of(draw, (day.replace(), day.isoformat()))


@lru_cache(maxsize=256)
def _days_of(fiscal_year: int | None) -> st.SearchStrategy[dt.date]:
    """Days of a fiscal year: 2567 is "1 Oct 2566 - 30 Sep 2567 = 2023-10-01 - 2024-09-30"."""
    year = FISCAL_YEARS[1] if fiscal_year is None else fiscal_year
    return st.dates(dt.date(year - 544, 10, 1), dt.date(year - 543, 9, 30))


@lru_cache(maxsize=256)
def _few_days_of(fiscal_year: int | None) -> st.SearchStrategy[list[dt.date]]:
    """Up to two days of a fiscal year."""
    return st.lists(_days_of(fiscal_year), max_size=2, unique=True)


@lru_cache(maxsize=1)
def _budget() -> st.SearchStrategy[int | None]:
    """A budget, of nothing too, or None for absent."""
    return _or_absent(st.one_of(st.just(0), st.integers(1, 9_000_000)))


# --- Units, areas, strategies, policies, kpis ----------------------------------------------------


def _units(draw: st.DrawFn, least: int) -> list[Item]:
    """Two to ten units of all kinds: a forest, divisions and sections under their tier."""
    units: list[Item] = []
    for unit_id in _fresh_ids(draw, "U", least, 10):
        hosts = {unit["id"]: unit for unit in units if unit["kind"] in ("district", "bureau")}
        divisions = {unit["id"]: unit for unit in units if unit["kind"] == "division"}
        cities = _ids_of([unit for unit in units if unit["kind"] == "city"])
        kinds = [kind for kind in TIER_KINDS if not (kind == "city" and cities)]
        if hosts:
            kinds.extend(SUB_KINDS * 2)
        kind = _one_of(draw, kinds)
        unit = _titled(draw, unit_id, kind=kind)
        if kind == "section":
            unit["part_of"] = _one_of(draw, [*(divisions or hosts), *hosts])
        elif kind == "division":
            unit["part_of"] = _one_of(draw, list(hosts))
        elif kind not in ("city", "external") and cities:
            _put(unit, "part_of", _one_or_none(draw, cities))
        if draw(_one_in(6)):
            unit["abbreviation"] = "สนย."
        units.append(unit)
    return [units[number - 1] for number in draw(_shuffled(len(units)))]


def _areas(draw: st.DrawFn) -> list[Item]:
    """Up to four areas, each part of a larger one or of none."""
    ranks = ("city", "zone", "district", "subdistrict")
    areas: list[Item] = []
    for area_id in _fresh_ids(draw, "A", 0, 4):
        area = _titled(draw, area_id, kind=draw(_from(ranks)))
        rank = ranks.index(area["kind"])
        larger = [each["id"] for each in areas if ranks.index(each["kind"]) < rank]
        if larger:
            _put(area, "part_of", _one_or_none(draw, larger))
        areas.append(area)
    return areas


def _strategies(draw: st.DrawFn, known: Known, least: int) -> list[Item]:
    """One to seven strategies, each part of an earlier one or of none."""
    strategies: list[Item] = []
    for strategy_id in _fresh_ids(draw, "S1.", least, 7):
        strategy = _titled(draw, strategy_id)
        if strategies:
            _put(strategy, "part_of", _one_or_none(draw, _ids_of(strategies)))
        _put(strategy, "owner", _owner(draw, known["units"]))
        strategies.append(_with_basis(draw, strategy))
    return [strategies[number - 1] for number in draw(_shuffled(len(strategies)))]


def _kpis(draw: st.DrawFn, known: Known) -> list[Item]:
    """Up to two KPIs of strategies."""
    kpis: list[Item] = []
    for kpi_id in _fresh_ids(draw, "KPI-", 0, 2):
        kpi = _titled(draw, kpi_id)
        _put(kpi, "strategy", _one_or_none(draw, known["strategies"]))
        _maybe(draw, kpi, "measure", _or_absent(_measure()))
        _put(kpi, "owner", _owner(draw, known["units"]))
        kpis.append(kpi)
    return kpis


def _policies(draw: st.DrawFn, known: Known, least: int) -> list[Item]:
    """One to eight policies; one supersedes earlier ones alone, and is valid after them."""
    policies: list[Item] = []
    for policy_id in _fresh_ids(draw, "P", least, 8):
        policy = _titled(draw, policy_id)
        _put(policy, "dimensions", _links(draw, known["dimensions"]))
        _put(policy, "owner", _owner(draw, known["units"]))
        _put(policy, "strategies", _links(draw, known["strategies"]))
        if draw(_one_in(4)):
            _put(policy, "supersedes", _links(draw, _ids_of(policies), 2))
        if draw(_one_in(4)):
            policy["valid_from"] = dt.date(2022, 6, 1) + dt.timedelta(days=len(policies))
        policies.append(_with_basis(draw, policy))
    return policies


# --- Objectives and key results ------------------------------------------------------------------


def _objectives(draw: st.DrawFn, known: Known, defaults: Item, least: int) -> list[Item]:
    """Up to five objectives with up to four key results each."""
    objectives: list[Item] = []
    for objective_id in _fresh_ids(draw, "O-", least, 5):
        objective = _titled(draw, objective_id)
        _put(objective, "owner", _owner(draw, known["units"]))
        _maybe(draw, objective, "fiscal_year", _or_absent(_from(FISCAL_YEARS)))
        _put(objective, "strategies", _links(draw, known["strategies"]))
        if draw(st.booleans()):
            _put(objective, "policies", _links(draw, known["policies"]))
        _put(objective, "areas", _links(draw, known["areas"]))
        year = objective.get("fiscal_year", defaults.get("fiscal_year"))
        result_ids = _key_result_ids(draw, objective_id)
        if result_ids is not None:
            objective["key_results"] = [_key_result(draw, each, known, year) for each in result_ids]
        objectives.append(_with_basis(draw, objective))
    return objectives


def _key_result_ids(draw: st.DrawFn, objective_id: str) -> list[str] | None:
    """Absent (None), `[]` or, two times of three, up to four ids."""
    least = draw(_from((None, 1, 2)))
    if least is None:
        return [] if draw(st.booleans()) else None
    return _fresh_ids(draw, f"KR-{objective_id}.", least, 4)


def _key_result(draw: st.DrawFn, result_id: str, known: Known, fiscal_year: int | None) -> Item:
    """One key result: "silent: the objective's owner", and "one target" split between units."""
    result = _titled(draw, result_id)
    _put(result, "owner", _owner(draw, known["units"]))
    if draw(_one_in(4)):
        result["code"] = "1.4.05"  # "official, not unique"
        result["weight"] = draw(st.integers(1, 3))
    if known["kpis"]:
        _put(result, "kpi", _one_or_none(draw, known["kpis"]))
    if draw(_one_in(3)):
        result["measure"] = draw(_measure())
        result["baseline"] = 0
        result["target"] = draw(st.integers(1, 300))
        _put(result, "check_ins", _check_ins(draw, fiscal_year))
    _put(result, "allocations", _allocations(draw, known["units"]))
    return result


def _check_ins(draw: st.DrawFn, fiscal_year: int | None) -> list[Item] | None:
    """Absent, `[]` or up to two values at days of the fiscal year."""
    if draw(st.booleans()):
        return None
    days = draw(_few_days_of(fiscal_year))
    return [
        {"as_of": _as_written(draw, day), "value": draw(st.integers(0, 300))}
        for day in sorted(days)
    ]


def _allocations(draw: st.DrawFn, unit_ids: Ids) -> list[Item] | None:
    """Absent, `[]` or parts of the target, no unit twice."""
    units = _links(draw, unit_ids)
    if units is None:
        return None
    parts: list[Item] = []
    for unit in units:
        part: Item = {"unit": unit, "target": draw(st.integers(1, 50))}
        _maybe(draw, part, "actual", _or_absent(st.integers(0, 50)))
        parts.append(part)
    return parts


# --- Projects, defaults --------------------------------------------------------------------------


def _defaults(draw: st.DrawFn, known: Known) -> Item:
    """Draw `defaults` now and then, with any of its fields.

    "`owner` for its objectives and kpis, `lead` for its projects, `fiscal_year`, `source`, `basis`
    for all its items"
    """
    defaults: Item = {}
    if draw(_one_in(3)):
        if draw(st.booleans()):
            # One or some, for it is there to say something.
            defaults["owner"] = _owner(draw, known["units"]) or _one_of(draw, known["units"])
        _put(defaults, "lead", _one_or_none(draw, known["units"]))
        _maybe(draw, defaults, "fiscal_year", _or_absent(_from(FISCAL_YEARS)))
        _maybe(draw, defaults, "source", _or_absent(_from(("https://data.bangkok.go.th",))))
        _maybe(draw, defaults, "basis", _or_absent(_from(("stated", "inferred"))))
    return defaults


def _projects(draw: st.DrawFn, known: Known, defaults: Item, least: int) -> list[Item]:
    """Up to eight projects; several may deliver the same key result."""
    projects: list[Item] = []
    for project_id in _fresh_ids(draw, "PRJ-", least, 8):
        project = _titled(draw, project_id)
        if not draw(_one_in(4)):
            project["lead"] = _one_of(draw, known["units"])
        # Nobody supports a project that he leads.
        lead = project.get("lead", defaults.get("lead"))
        others = tuple(each for each in known["units"] if each != lead)
        _put(project, "supports", _links(draw, others))
        _put(project, "key_results", _links(draw, known["key_results"]))
        _maybe(draw, project, "fiscal_year", _or_absent(_from(FISCAL_YEARS)))
        _put(project, "areas", _links(draw, known["areas"]))
        _fill_money_and_dates(draw, project, defaults)
        projects.append(_with_basis(draw, project))
    return projects


def _fill_money_and_dates(draw: st.DrawFn, project: Item, defaults: Item) -> None:
    """Draw a budget ("baht; absent = unknown, 0 = none"), what is spent, and dates in order."""
    _maybe(draw, project, "budget", _budget())
    if project.get("budget") is not None and draw(_one_in(3)):
        project["spent"] = draw(st.integers(0, project["budget"]))
    if draw(_one_in(3)):
        states = ("planned", "active", "done", "paused", "cancelled", "unreported")
        project["status"] = draw(_from(states))
        _maybe(draw, project, "progress", _or_absent(st.integers(0, 100)))
    if draw(_one_in(3)):
        year = project.get("fiscal_year", defaults.get("fiscal_year"))
        start, end = sorted((draw(_days_of(year)), draw(_days_of(year))))
        if draw(st.booleans()):
            project["start"] = _as_written(draw, start)
        if draw(st.booleans()):
            project["end"] = _as_written(draw, end)


# --- Handoffs ------------------------------------------------------------------------------------


def _place_handoffs(
    draw: st.DrawFn, known: Known, items: list[Item], contradictory: bool
) -> list[Item]:
    """Put each handoff inside a project or key result, or leave it for the top level.

    "a key result may have them too"; at top level "item: is optional".
    """
    top_level: list[Item] = []
    count = draw(st.integers(0, 8 if draw(_one_in(3)) else 3))
    for item in items:
        if draw(_one_in(6)):
            item["handoffs"] = []
    for handoff_id in _fresh_ids(draw, "H-", count, count):
        handoff = _handoff(draw, handoff_id, known["units"], contradictory)
        item_or_none = _one_or_none(draw, items) if items else None
        if item_or_none is not None and draw(st.booleans()):
            item_or_none.setdefault("handoffs", []).append(handoff)
            continue
        if item_or_none is not None:
            handoff["item"] = item_or_none["id"]
        top_level.append(handoff)
    return top_level


def _handoff(draw: st.DrawFn, handoff_id: str, unit_ids: Ids, contradictory: bool) -> Item:
    """Draw one: it "needs `id`, `subject` (in place of a title), `from` and `to` alone"."""
    giver = _one_of(draw, unit_ids)
    taker = _one_of(draw, [each for each in unit_ids if each != giver])
    subject = f"{draw(_from(THAI_WORDS))} {handoff_id}"
    handoff: Item = {"id": handoff_id, "subject": subject, "from": giver, "to": taker}
    handoff.update(_handoff_dates(draw))
    state = draw(_from((None, None, None, *HANDOFF_STATES)))
    if state is not None:
        handoff["state"] = state
        if not contradictory:
            _drop_contradicting_dates(handoff)
    elif draw(_one_in(6)):
        handoff["state"] = None  # `state:` with nothing after it
    if draw(_one_in(5)):
        handoff["reason"] = "รอเอกสาร"
        handoff["source"] = "https://traffyfondue.example"
    return handoff


def _handoff_dates(draw: st.DrawFn) -> Item:
    """Dates in their order, none before it was asked: each full, partial, null or absent."""
    written: Item = {}
    day = draw(as_of_days())
    exact = draw(st.booleans())  # without this, hardly any handoff has all its dates in full
    for field in ("asked_on", "accepted_on", "returned_on", "done_on"):
        # Asked for nearly always, each later step ever more seldom.
        if not draw(_one_in(4)) if field == "asked_on" else draw(_one_in(3)):
            written[field] = (_as_written if exact else _full_or_partial)(draw, day)
        elif draw(_one_in(6)):
            written[field] = None  # `returned_on:` with nothing after it
        if field == "asked_on":
            due = day + dt.timedelta(days=draw(_from(GAPS)))
            if draw(st.booleans()):
                written["due_on"] = (_as_written if exact else _full_or_partial)(draw, due)
        day += dt.timedelta(days=draw(_from(GAPS)))
    return written


def _full_or_partial(draw: st.DrawFn, day: dt.date) -> Any:
    """A date that "may stop at the month or the year"; a bare year is a number to a YAML loader."""
    text = day.isoformat()
    return _one_of(draw, (day.replace(), text, text[:7], text[:4], day.year))


def _drop_contradicting_dates(handoff: Item) -> None:
    """Leave no date of a step that the state given says was not reached."""
    denied = {
        "waiting": ("accepted_on", "returned_on", "done_on"),
        "accepted": ("returned_on", "done_on"),
        "returned": ("done_on",),
        "withdrawn": ("done_on",),
        "done": (),
    }
    for field in denied[handoff["state"]]:
        handoff.pop(field, None)
