"""What there is to say about an item, in sentences: Thai and English."""

from collections.abc import Iterator, Mapping

from graph.model.entities import Item, Project, Strategy
from graph.network import DIRECT
from graph.reports.explaining.ladder import Level
from graph.reports.explaining.standing import STANDS
from graph.reports.explaining.why import Why
from graph.reports.result import Row
from graph.views.finding_words import finding_sentences
from graph.views.words import KINDS, VALUES, word

_SHOWN = 3  # Ids in a sentence, before the rest becomes a count.


def sentences(told: Why, language: str) -> list[str]:
    """Return what there is to say: the finding that was asked about first, then the chain."""
    found: list[str] = []
    if told.asked_finding:
        found += finding_sentences(told, told.asked_finding, language)
    if told.levels:
        found += _ownership(told, language)
        found += _upwards(told, language)
        found += _downwards(told, language)
    else:
        found += _beside(told, language)
    return found + list(_findings(told, language))


def _findings(told: Why, language: str) -> Iterator[str]:
    """Yield the findings that were not asked about; of the chain, their ids say enough."""
    others = [one for one in told.findings if one != told.asked_finding]
    plain = [one for one in others if told.levels and one.status == STANDS and not one.waivers]
    if plain:
        names = ", ".join(one.finding for one in plain)
        yield f"findings: {names}" if language == "en" else f"ข้อค้นพบ: {names}"
    for one in others:
        if one not in plain:
            yield from finding_sentences(told, one, language)


def ids(found: tuple[str, ...]) -> str:
    """Return a few ids, and how many more there are."""
    more = f" +{len(found) - _SHOWN:,}" if len(found) > _SHOWN else ""
    return ", ".join(found[:_SHOWN]) + more


# Who answers for a policy -------------------------------------------------------------------------


def _ownership(told: Why, language: str) -> Iterator[str]:
    english = language == "en"
    if told.item.kind_of_node != "Policy":
        return
    if told.unowned is None:
        owners = ids(tuple(getattr(told.item, "owner", None) or ()))
        thai = f"{owners} เป็นเจ้าภาพ และทำงานใต้นโยบายนี้จริง"
        yield f"{owners} answers for it, and works on something below it" if english else thai
        return
    yield _unowned(told, told.unowned, english=english)
    for column, thai, in_english in (
        (
            "candidates",
            "หน่วยงานที่ทำโครงการใต้นโยบายนี้มากที่สุด",
            "units that lead the most projects below it",
        ),
        ("inherited_from", "เจ้าภาพของยุทธศาสตร์ที่เกี่ยวข้อง", "owners of its strategies"),
    ):
        if told.unowned[column]:
            units = ", ".join(told.unowned[column])
            yield f"{in_english if english else thai}: {units}"


def _unowned(told: Why, row: Row, *, english: bool) -> str:
    owners = ids(tuple(row["owner"]))
    nothing_below = told.down is not None and told.down.name in ("strategy", "objective")
    sentence: Mapping[str, tuple[str, str]] = {
        "none": (
            "ไม่มีเจ้าภาพ: แหล่งข้อมูลระบุว่าไม่มี (owner: [])",
            "nobody answers for it: the source says that there is no owner (owner: [])",
        ),
        "unrecorded": (
            "ไม่ทราบเจ้าภาพ: แหล่งข้อมูลไม่ได้บันทึกไว้ (ไม่มีช่อง owner) ซึ่งไม่ได้แปลว่าไม่มี",
            (
                "no owner is known: the source says nothing of one (no field owner),"
                " which is not to say that there is none"
            ),
        ),
        "phantom": (
            f"มีเจ้าภาพแต่ชื่อ ({owners}): ทั้งเจ้าภาพและหน่วยงานในสังกัดไม่ได้รับผิดชอบอะไรใต้นโยบายนี้"
            + (" เพราะใต้นโยบายยังไม่มีวัตถุประสงค์เลย" if nothing_below else ""),
            f"its owner is one in name ({owners}): neither it nor a unit inside it owns or leads"
            " anything below it"
            + ("; no objective stands below it at all" if nothing_below else ""),
        ),
    }
    return sentence[row["state"]][english]


# Up to the policies -------------------------------------------------------------------------------


_TRACED = {
    True: (
        "โยงถึงนโยบายโดยตรง: วัตถุประสงค์ระบุชื่อนโยบาย",
        "traced to a policy directly: an objective names it",
    ),
    False: (
        "โยงถึงนโยบายผ่านยุทธศาสตร์ที่นโยบายขับเคลื่อน",
        "traced to a policy through a strategy that it advances",
    ),
}


def _upwards(told: Why, language: str) -> Iterator[str]:
    english = language == "en"
    if told.up is not None:
        yield _broken_up(told, told.up, language)
        yield _reason_up(told, told.up)[english]
    elif told.ways and not isinstance(told.item, Strategy):
        yield _TRACED[told.strength == DIRECT][english]
    elif told.ways:
        yield "a policy advances it, or what it is part of" if english else "มีนโยบายขับเคลื่อน"
    if told.rests_on_inferred_links:
        thai = "แต่ทุกเส้นทางขึ้นไปมีลิงก์ที่อนุมาน ไม่มีเส้นทางใดที่แหล่งข้อมูลระบุทั้งหมด"
        yield "yet every way up has inferred links; none is stated throughout" if english else thai


def _broken_up(told: Why, level: Level, language: str) -> str:
    name = word(VALUES, level.name, language)
    if isinstance(told.item, Project):
        thai, english = f"ไม่โยงถึงนโยบายใด ขาดที่{name}", f"it serves no policy: broken at the {name}"
    else:
        thai = f"ขึ้นไปไม่ถึงนโยบาย ขาดที่{name}"
        english = f"upwards it reaches no policy: broken at the {name}"
    return english if language == "en" else thai


def _reason_up(told: Why, level: Level) -> tuple[str, str]:
    if level.name == "key_result":
        return _reason_key_result(told.item, level)
    if isinstance(told.item, Strategy):
        return (
            "ไม่มีนโยบายใดขับเคลื่อนยุทธศาสตร์นี้ หรือยุทธศาสตร์ที่ครอบอยู่",
            "no policy advances it, nor anything that it is part of",
        )
    if level.name == "policy":
        strategies = ids(_level(told, "strategy").ids)
        return (
            f"มียุทธศาสตร์ ({strategies}) แต่ไม่มีนโยบายใดขับเคลื่อน และไม่มีนโยบายใดเรียกร้องวัตถุประสงค์โดยตรง",
            (
                f"there is a strategy ({strategies}), but no policy advances it or the whole of it,"
                " and no policy calls for the objective itself"
            ),
        )
    return {
        "unlinked": (
            "แหล่งข้อมูลระบุว่าวัตถุประสงค์ไม่มียุทธศาสตร์ (strategies: []) และไม่มีนโยบายใดเรียกร้องโดยตรง",
            (
                "the sources say that the objective has no strategy (strategies: []),"
                " and no policy calls for it itself"
            ),
        ),
        "unrecorded": (
            "แหล่งข้อมูลไม่ได้บันทึกยุทธศาสตร์ของวัตถุประสงค์ และไม่มีนโยบายใดเรียกร้องโดยตรง",
            (
                "no strategy of the objective is recorded (which is not to say that there is none),"
                " and no policy calls for it itself"
            ),
        ),
    }[level.state or "unrecorded"]


def _reason_key_result(item: Item, level: Level) -> tuple[str, str]:
    named = tuple(getattr(item, "key_results", None) or ())
    if named:
        return (
            f"ช่อง key_results อ้างถึง {ids(named)} ซึ่งไม่มีแหล่งข้อมูลใดประกาศไว้",
            f"its key_results name {ids(named)}, which no source declares",
        )
    if level.state == "unlinked":
        return (
            "แหล่งข้อมูลระบุว่าไม่มีผลลัพธ์สำคัญ (key_results: [])",
            "the source says that it delivers no key result (key_results: [])",
        )
    return (
        "แหล่งข้อมูลไม่ได้บันทึกผลลัพธ์สำคัญ (ไม่มีช่อง key_results) ซึ่งไม่ได้แปลว่าไม่มี",
        (
            "the source says nothing of key results (no field key_results),"
            " which is not to say that there are none"
        ),
    )


# Down to the units --------------------------------------------------------------------------------


def _downwards(told: Why, language: str) -> Iterator[str]:
    english = language == "en"
    if told.down is not None:
        yield _broken_down(told, told.down)[english]
        return
    projects, units = _level(told, "project"), _level(told, "unit")
    if projects.status == "here":
        yield f"led by {ids(units.ids)}" if english else f"รับผิดชอบโดย {ids(units.ids)}"
        return
    thai = f"ลงไปถึง {len(projects.ids):,} โครงการ ของ {len(units.ids):,} หน่วยงาน"
    counted = (
        f"downwards it reaches {_plural(projects.ids, 'project')} of {_plural(units.ids, 'unit')}"
    )
    yield counted if english else thai


def _broken_down(told: Why, level: Level) -> tuple[str, str]:
    objectives, results = _count(told, "objective"), _count(told, "key_result")
    if level.name == "strategy" and level.state == "unlinked":
        return (
            "แหล่งข้อมูลระบุว่าไม่ขับเคลื่อนยุทธศาสตร์ใด (strategies: []) และไม่มีวัตถุประสงค์ใดระบุชื่อ",
            (
                "downwards: the source says that it advances no strategy (strategies: []),"
                " and no objective names it"
            ),
        )
    reasons = {
        "strategy": (
            "ไม่ได้บันทึกยุทธศาสตร์ที่ขับเคลื่อน และไม่มีวัตถุประสงค์ใดระบุชื่อ",
            "downwards: no strategy that it advances is recorded, and no objective names it",
        ),
        "objective": (
            "ลงไปไม่ถึงวัตถุประสงค์ใด ทั้งโดยตรงและในยุทธศาสตร์ย่อย",
            "downwards: no objective stands below it, nor below any part of its strategies",
        ),
        "key_result": (
            f"วัตถุประสงค์ที่เกี่ยวข้อง {objectives:,} ข้อ ไม่มีผลลัพธ์สำคัญเลย",
            f"downwards: no key result under the objective ({objectives:,} of them)",
        ),
        "project": (
            f"ผลลัพธ์สำคัญที่เกี่ยวข้อง {results:,} ข้อ ไม่มีโครงการใดส่งมอบ",
            f"downwards: no project delivers the key result ({results:,} of them)",
        ),
        "unit": (
            "ไม่ได้บันทึกหน่วยงานหลักของโครงการ (ไม่มีช่อง lead)",
            "no unit that leads is recorded (no field lead)",
        ),
    }
    return reasons[level.name]


def _level(told: Why, name: str) -> Level:
    return next(one for one in told.levels if one.name == name)


def _plural(found: tuple[str, ...], noun: str) -> str:
    return f"{len(found):,} {noun}{'' if len(found) == 1 else 's'}"


def _count(told: Why, name: str) -> int:
    return len(_level(told, name).ids)


# Beside the chain ---------------------------------------------------------------------------------


def _beside(told: Why, language: str) -> Iterator[str]:
    english = language == "en"
    kind = word(KINDS, told.item.kind_of_node, language)
    if not told.ties:
        yield f"nothing is tied to this {kind}" if english else f"ไม่มีสิ่งใดโยงกับ{kind}นี้"
        return
    links = sum(len(one.ids) for one in told.ties)
    yield f"tied by {links:,} links, see below" if english else f"โยงอยู่ {links:,} ลิงก์ ดูข้างล่าง"
