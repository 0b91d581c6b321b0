"""An oracle for the three questions of DESIGN section 5: slow and obvious on purpose.

It is written from the words of the design alone and shares no code with the product. It reads one
plain dict in format 1 (section 4), as a YAML loader gives it, and answers with plain rows. The rows
have the columns that the design names, without `title` and `finding`.

Where the words leave a choice, the literal reading is taken and marked `AMBIGUOUS`.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any, TypeAlias

Item: TypeAlias = dict[str, Any]
Data: TypeAlias = dict[str, Any]
Row: TypeAlias = dict[str, Any]

# "tier = city, district, bureau, office or external"
TIERS = ("city", "district", "bureau", "office", "external")


# --- The three questions -------------------------------------------------------------------------


def orphan_projects(data: Data, fiscal_year: int | None = None) -> list[Row]:
    """Rows of **orphan-projects**: "a project is traced when ... Otherwise it is an orphan"."""
    rows = []
    for project in _all(data, "projects"):
        if fiscal_year is not None and _fiscal_year(data, project) != fiscal_year:
            continue
        if _is_traced(data, project):
            continue
        lead = _lead(data, project)
        broken_at, state = _break(data, project)
        rows.append(
            {
                "project": project["id"],
                # AMBIGUOUS: only handoffs says that units are lifted; here the lead stands as
                # stated (it may be a division) and the tier alone comes from the unit above it.
                "lead": lead,
                "tier": _tier(data, lead),
                "fiscal_year": _fiscal_year(data, project),
                "budget": project.get("budget"),  # "absent = unknown, 0 = none"
                "broken_at": broken_at,
                "state": state,
            }
        )
    return rows


def unowned_policies(data: Data) -> list[Row]:
    """Rows of **unowned-policies**: policies whose state is `none`, `unrecorded` or `phantom`.

    `owner` and `inherited_from` are sets, given here as lists in the order of their ids;
    `candidates` is in the order of its ranking.
    """
    # AMBIGUOUS: the order inside `owner` and `inherited_from` is not stated: sorted by id.
    # AMBIGUOUS: one row a policy, with all its owners ("it - nor any other of its owners" could
    # also be read as a row for each owner).
    rows = []
    for policy in _all(data, "policies"):
        state = _ownership_state(data, policy)
        if state is None:
            continue
        rows.append(
            {
                "policy": policy["id"],
                "state": state,
                "owner": sorted(set(_ids(policy, "owner"))),
                "inherited_from": _inherited_from(data, policy),
                "candidates": _candidates(data, policy),
            }
        )
    return rows


def handoffs(
    data: Data, as_of: dt.date, all_tiers: bool = False, fiscal_year: int | None = None
) -> list[Row]:
    """Rows of **handoffs**: "Several owners give a row each; rows are distinct"."""
    distinct: list[Row] = []
    for row, year in _crossings(data, as_of):
        # A year asked for holds the year of the item against it; "may be empty": then no year.
        if fiscal_year is not None and year != fiscal_year:
            continue
        if all_tiers:
            # "then every row whose two units differ". AMBIGUOUS: `from` and `to` "are units
            # lifted to their tier", so the lifted units must differ: a division handing over to
            # its own bureau, or to another division of it, is no row.
            shown = row["from"] != row["to"]
        else:
            # "Only rows between a district and a bureau": either way round; an office is neither.
            shown = {row["from_tier"], row["to_tier"]} == {"district", "bureau"}
        if shown and row not in distinct:
            distinct.append(row)
    return distinct


# --- orphan-projects -----------------------------------------------------------------------------


def _is_traced(data: Data, project: Item) -> bool:
    """Tell if "some key result it delivers sits under an objective that ..."."""
    for objective in _objectives_above(data, project):
        # "... a policy calls for (`direct`)"
        if _ids(objective, "policies"):
            return True
        # "... or under an objective of a strategy S such that a policy advances S or a strategy
        # S is part of, at any depth (`via_strategy`)"
        for strategy in _ids(objective, "strategies"):
            for upper in _self_and_above(data, "strategies", strategy):
                if any(upper in _ids(policy, "strategies") for policy in _all(data, "policies")):
                    return True
    return False


def _break(data: Data, project: Item) -> tuple[str, str]:
    """`broken_at` ("the first level missing going up") and `state` of an orphan."""
    # "the project's `key_results`"
    if not _ids(project, "key_results"):
        return "key_result", "unrecorded" if _silent(project, "key_results") else "unlinked"
    above = _objectives_above(data, project)
    # "`strategy` (no objective above it has a strategy or a policy)"
    if not any(_ids(each, "strategies") or _ids(each, "policies") for each in above):
        # "the `strategies` of its objectives, `unrecorded` if any of them is silent". AMBIGUOUS:
        # whether their `policies` are silent has no say: the words name `strategies` alone.
        silent = any(_silent(each, "strategies") for each in above)
        return "strategy", "unrecorded" if silent else "unlinked"
    # "for `policy` always `unlinked`"
    return "policy", "unlinked"


def _objectives_above(data: Data, project: Item) -> list[Item]:
    """The objectives that the key results of a project sit under."""
    delivered = _ids(project, "key_results")
    return [
        objective
        for objective in _all(data, "objectives")
        if any(result["id"] in delivered for result in _key_results(objective))
    ]


# --- unowned-policies ----------------------------------------------------------------------------


def _ownership_state(data: Data, policy: Item) -> str | None:
    """`none` (owner `[]`), `unrecorded` (no owner given), `phantom`; None where it is owned."""
    if _silent(policy, "owner"):
        return "unrecorded"
    owners = _ids(policy, "owner")
    if not owners:
        return "none"
    active = _active_downstream(data, policy)
    # "an owner, but neither it - nor any other of its owners - nor any unit inside them owns or
    # leads anything downstream of the policy". AMBIGUOUS: a policy with nothing at all
    # downstream is then phantom too: nobody can own what is not there.
    for owner in owners:
        if any(unit in active for unit in _self_and_inside(data, "units", owner)):
            return None
    return "phantom"


def _active_downstream(data: Data, policy: Item) -> set[str]:
    """All units that "owns or leads anything downstream of the policy".

    "the objectives ...; their key results; those key results' projects; allocations count".
    """
    # AMBIGUOUS: "anything downstream" is only what stands after the colon: an owner of the
    # strategy itself or of a KPI does not count, nor does a supporting unit.
    units: set[str] = set()
    for objective in _objectives_downstream(data, policy):
        units.update(_owners_of_objective(data, objective))
        for result in _key_results(objective):
            units.update(_effective_owners(data, objective, result))
            units.update(part["unit"] for part in result.get("allocations") or [])
    for project in _projects_downstream(data, policy):
        lead = _lead(data, project)
        if lead is not None:
            units.add(lead)
    return units


def _objectives_downstream(data: Data, policy: Item) -> list[Item]:
    """Give the objectives of a policy that its `phantom` and `candidates` look at.

    "the objectives that it calls for, or where it calls for none, those under its strategies and
    all their sub-strategies"
    """
    called_for = [
        each for each in _all(data, "objectives") if policy["id"] in _ids(each, "policies")
    ]
    if called_for:
        return called_for
    strategies: set[str] = set()
    for strategy in _ids(policy, "strategies"):
        strategies.update(_self_and_inside(data, "strategies", strategy))
    return [each for each in _all(data, "objectives") if strategies & set(_ids(each, "strategies"))]


def _projects_downstream(data: Data, policy: Item) -> list[Item]:
    """Give "those key results' projects", each of them once."""
    results = {
        result["id"]
        for objective in _objectives_downstream(data, policy)
        for result in _key_results(objective)
    }
    return [each for each in _all(data, "projects") if results & set(_ids(each, "key_results"))]


def _inherited_from(data: Data, policy: Item) -> list[str]:
    """Give the "owners of the strategies it advances or that these are part of"."""
    # AMBIGUOUS: "or" joins both: owners of a strategy and of those above it, at any depth, not
    # the nearest owner alone.
    owners: set[str] = set()
    for strategy in _ids(policy, "strategies"):
        for upper in _self_and_above(data, "strategies", strategy):
            owners.update(_ids(_find(data, "strategies", upper), "owner"))
    return sorted(owners)


def _candidates(data: Data, policy: Item) -> list[str]:
    """Give "the three units, lifted to their tier, that lead the most projects downstream"."""
    led: dict[str, int] = {}
    for project in _projects_downstream(data, policy):
        lead = _lead(data, project)
        if lead is not None:
            lifted = _lift(data, lead)
            led[lifted] = led.get(lifted, 0) + 1
    # AMBIGUOUS: ties are not settled by the design: by id, in the order of the text.
    return sorted(led, key=lambda unit: (-led[unit], unit))[:3]


# --- handoffs ------------------------------------------------------------------------------------


def _crossings(data: Data, as_of: dt.date) -> Iterator[tuple[Row, int | None]]:
    """Every row of every kind, each with the fiscal year of its item, before any filter."""
    yield from _deliveries(data)
    yield from _supports(data)
    yield from _allocations(data)
    yield from _recorded(data, as_of)


def _deliveries(data: Data) -> Iterator[tuple[Row, int | None]]:
    """Rows of "`delivery` (key result's effective owner -> lead of a project that delivers it)"."""
    for project in _all(data, "projects"):
        lead = _lead(data, project)
        for objective in _all(data, "objectives"):
            for result in _key_results(objective):
                if lead is None or result["id"] not in _ids(project, "key_results"):
                    continue
                for owner in _effective_owners(data, objective, result):
                    # "`item`: the project"; "`via`: the key result"
                    ends = _ends(data, owner, lead)
                    row = _structural("delivery", project, result["id"], ends)
                    yield row, _fiscal_year(data, project)


def _supports(data: Data) -> Iterator[tuple[Row, int | None]]:
    """Rows of "`support` (lead -> supporting unit)"."""
    for project in _all(data, "projects"):
        lead = _lead(data, project)
        for supporter in _ids(project, "supports"):
            if lead is not None:
                # "`item`: the project"; `via`: "else empty"
                row = _structural("support", project, None, _ends(data, lead, supporter))
                yield row, _fiscal_year(data, project)


def _allocations(data: Data) -> Iterator[tuple[Row, int | None]]:
    """Rows of "`allocation` (key result's effective owner -> unit with a part of its target)"."""
    for objective in _all(data, "objectives"):
        for result in _key_results(objective):
            for part in result.get("allocations") or []:
                for owner in _effective_owners(data, objective, result):
                    # "`item`: ... the key result (`allocation`)"; `via`: "else empty"
                    row = _structural("allocation", result, None, _ends(data, owner, part["unit"]))
                    yield row, _fiscal_year(data, objective)


def _structural(kind: str, item: Item, via: str | None, ends: Row) -> Row:
    """Give a row that the chain itself makes: "Only `recorded` has `state`, ... `holder`"."""
    return {
        "kind": kind,
        # AMBIGUOUS: a structural crossing has no subject of its own; as a subject stands "in
        # place of a title", the (Thai) title of the item stands here in place of a subject.
        "subject": _thai(item["title"]),
        "item": item["id"],
        "via": via,
        **ends,
        "state": None,
        "days": None,
        "overdue": None,
        "holder": None,
    }


def _ends(data: Data, giver: str, taker: str) -> Row:
    """Give both ends: "`from`/`to` are units lifted to their tier"."""
    return {
        "from": _lift(data, giver),
        "from_tier": _tier(data, giver),
        "to": _lift(data, taker),
        "to_tier": _tier(data, taker),
    }


def _recorded(data: Data, as_of: dt.date) -> Iterator[tuple[Row, int | None]]:
    """Rows of "`recorded` (a dated handoff)"; `item`: "whichever of the two was handed over".

    AMBIGUOUS: "a dated handoff" is the name of the kind: one without any date is a row as well,
    since "A handoff needs `id`, `subject`, `from` and `to` alone".
    """
    for project in _all(data, "projects"):
        for handoff in project.get("handoffs") or []:
            yield _recorded_row(data, handoff, project["id"], as_of), _fiscal_year(data, project)
    for objective in _all(data, "objectives"):
        for result in _key_results(objective):
            for handoff in result.get("handoffs") or []:
                row = _recorded_row(data, handoff, result["id"], as_of)
                yield row, _fiscal_year(data, objective)
    for handoff in _all(data, "handoffs"):
        item = handoff.get("item")
        yield _recorded_row(data, handoff, item, as_of), _year_of_handed_over(data, item)


def _recorded_row(data: Data, handoff: Item, item: str | None, as_of: dt.date) -> Row:
    """One dated handoff: "`via`: ... the handoff (`recorded`)"."""
    state = _handoff_state(handoff)
    return {
        "kind": "recorded",
        "subject": _thai(handoff["subject"]),
        "item": item,
        "via": handoff["id"],
        **_ends(data, handoff["from"], handoff["to"]),
        "state": state,
        "days": _days(handoff, state, as_of),
        "overdue": _overdue(handoff, state, as_of),
        "holder": _holder(data, handoff, state),
    }


def _handoff_state(handoff: Item) -> str:
    """Give the state: "as given, else from its dates: `done`, else `returned`, ..."."""
    # AMBIGUOUS: a date counts when it is there, partial or not, even after `as_of`; and a state
    # as given wins over dates that say otherwise.
    if not _silent(handoff, "state"):
        return str(handoff["state"])
    if not _silent(handoff, "done_on"):
        return "done"
    if not _silent(handoff, "returned_on"):
        return "returned"
    if not _silent(handoff, "accepted_on"):
        return "accepted"
    return "waiting"


def _is_open(state: str) -> bool:
    """`waiting`, `accepted` and `returned` are open: somebody holds what is handed over."""
    # AMBIGUOUS: "open" is not defined; these are the states in which `holder` is not empty.
    return state in ("waiting", "accepted", "returned")


def _days(handoff: Item, state: str, as_of: dt.date) -> int | None:
    """Count "asked -> done, or -> as_of while open"; partial dates: "then no days are counted"."""
    # AMBIGUOUS: the state decides, not the dates: an open handoff counts to as_of even if a
    # `done_on` stands beside it; a withdrawn one is neither done nor open and counts no days.
    asked = _whole_date(handoff.get("asked_on"))
    if state == "done":
        end = _whole_date(handoff.get("done_on"))
    elif _is_open(state):
        end = as_of
    else:
        end = None
    if asked is None or end is None:
        return None
    # AMBIGUOUS: asked after as_of gives a negative number of days, not 0 and not empty.
    return (end - asked).days


def _overdue(handoff: Item, state: str, as_of: dt.date) -> bool:
    """Tell if it is "open and past `due_on`; days are calendar days".

    What is due in a month or a year is past when the whole of it is; without `due_on` nothing is.
    """
    due = handoff.get("due_on")
    if due is None or not _is_open(state):
        return False
    text = due.isoformat() if isinstance(due, dt.date) else str(due)
    return as_of.isoformat()[: len(text)] > text


def _holder(data: Data, handoff: Item, state: str) -> str | None:
    """Give "`to` while waiting or accepted, `from` when returned".

    "`holder` is lifted too, and empty when done or withdrawn"
    """
    if state in ("waiting", "accepted"):
        return _lift(data, handoff["to"])
    if state == "returned":
        return _lift(data, handoff["from"])
    return None


def _year_of_handed_over(data: Data, item: str | None) -> int | None:
    """The fiscal year of a project, for a key result its objective's, without an item none."""
    for project in _all(data, "projects"):
        if project["id"] == item:
            return _fiscal_year(data, project)
    for objective in _all(data, "objectives"):
        if any(result["id"] == item for result in _key_results(objective)):
            return _fiscal_year(data, objective)
    return None


# --- What an item says, and what stands in where it is silent ------------------------------------


def _silent(item: Item, field: str) -> bool:
    """Tell if "the source says nothing (field absent)"; `[]` is not silent, it says "none"."""
    # AMBIGUOUS: a field with nothing after the colon (`returned_on:` in section 4) is null to a
    # YAML loader: read as absent.
    return item.get(field) is None


def _ids(item: Item, field: str) -> list[str]:
    """The ids of a field: "`owner` takes one id or a list"; absent and `[]` both give none."""
    if _silent(item, field):
        return []
    value = item[field]
    return [value] if isinstance(value, str) else list(value)


def _default(data: Data, field: str) -> Any:
    """Give what `defaults:` says, "used where an item is silent"."""
    return (data.get("defaults") or {}).get(field)


def _owners_of_objective(data: Data, objective: Item) -> list[str]:
    """`defaults`: "`owner` for its objectives and kpis"."""
    if _silent(objective, "owner"):
        return _ids(data.get("defaults") or {}, "owner")
    return _ids(objective, "owner")


def _effective_owners(data: Data, objective: Item, result: Item) -> list[str]:
    """Give "its own, or where it is silent the objective's (`[]` is not silent)"."""
    # AMBIGUOUS: `defaults` reach a key result through its objective alone; an objective with
    # `owner: []` leaves a silent key result without an owner whatever `defaults` say.
    if _silent(result, "owner"):
        return _owners_of_objective(data, objective)
    return _ids(result, "owner")


def _lead(data: Data, project: Item) -> str | None:
    """`defaults`: "`lead` for its projects"."""
    # AMBIGUOUS: `lead` takes one id; a `lead: []`, if it is allowed, is "none" and not silent.
    if _silent(project, "lead"):
        lead = _default(data, "lead")
        return None if lead is None else str(lead)
    leads = _ids(project, "lead")
    return leads[0] if leads else None


def _fiscal_year(data: Data, item: Item) -> int | None:
    """`defaults`: "`fiscal_year`, ... for all its items". For an objective or a project."""
    # AMBIGUOUS: a project without a year does not take that of its objectives.
    year = _default(data, "fiscal_year") if _silent(item, "fiscal_year") else item["fiscal_year"]
    return None if year is None else int(year)


def _whole_date(value: Any) -> dt.date | None:
    """A date to the day, or None: "its dates may stop at the month or the year"."""
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if isinstance(value, str) and len(value) == len("2024-06-05"):
        return dt.date.fromisoformat(value)
    return None


def _thai(title: Any) -> str:
    """Give the Thai of a title: it "is text (Thai) or `{th:, en:}`"."""
    return title["th"] if isinstance(title, dict) else title  # type: ignore[no-any-return]


# --- Looking things up, and `part_of` ------------------------------------------------------------


def _all(data: Data, kind: str) -> list[Item]:
    """All items of a top-level list."""
    return data.get(kind) or []


def _key_results(objective: Item) -> list[Item]:
    """The key results that stand inside an objective."""
    return objective.get("key_results") or []


def _find(data: Data, kind: str, item_id: str) -> Item:
    """The item of that id; the data are valid, so it is there."""
    return next(item for item in _all(data, kind) if item["id"] == item_id)


def _self_and_above(data: Data, kind: str, item_id: str) -> list[str]:
    """An id and all that it is part of, "at any depth", the nearest first."""
    chain = [item_id]
    for upper in _ids(_find(data, kind, item_id), "part_of"):
        chain.extend(_self_and_above(data, kind, upper))
    return chain


def _self_and_inside(data: Data, kind: str, item_id: str) -> list[str]:
    """An id and all that is part of it, at any depth."""
    return [
        item["id"]
        for item in _all(data, kind)
        if item_id in _self_and_above(data, kind, item["id"])
    ]


def _lift(data: Data, unit: str) -> str:
    """Lift to the nearest unit with a tier.

    "tier = city, district, bureau, office or external; a division or section has the tier of the
    unit above it"
    """
    for upper in _self_and_above(data, "units", unit):
        if _find(data, "units", upper)["kind"] in TIERS:
            return upper
    # AMBIGUOUS: a division with no unit above it that has a tier stays itself, without a tier.
    return unit


def _tier(data: Data, unit: str | None) -> str | None:
    """The kind of the unit that a unit is lifted to."""
    if unit is None:
        return None
    kind = _find(data, "units", _lift(data, unit))["kind"]
    return str(kind) if kind in TIERS else None
