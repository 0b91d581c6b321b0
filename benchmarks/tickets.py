"""Made-up tickets in the form of Traffy Fondue's, which go through the units of a city.

    python -m benchmarks.tickets CITY COUNT FOLDER

Writes `tickets.csv` and `tickets.json`. No ticket is real: numbers, places, times and ways are
random, and the fields that would hold what a person wrote hold the same sentence each. The same
arguments give the same bytes.
"""

import csv
import json
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

SEED = 1
FILES = ("tickets.csv", "tickets.json")
_FIRST = datetime(2024, 10, 1, 8, tzinfo=UTC)
_DAYS = 360
_KINDS = ("ถนน", "ทางเท้า", "ไฟฟ้า", "ความสะอาด", "น้ำท่วม", "ต้นไม้")
_STATES = ("รอรับเรื่อง", "ส่งต่อ", "กำลังดำเนินการ", "เสร็จสิ้น", "เสร็จสิ้น", "เสร็จสิ้น")
_STRANGER = "หน่วยงานสมมติที่ไม่มีในแผน"
_COMMENT = "ข้อมูลจำลองสำหรับทดสอบความเร็วเท่านั้น ไม่ใช่เรื่องร้องเรียนจริง " * 3
_STRANGERS, _ALONE, _ONWARD = 0.05, 0.4, 0.85  # Shares of the tickets, the last two rising.

Ticket = dict[str, str]


def write_tickets(city: Path, count: int, folder: Path) -> None:
    """Write so many tickets about the units of a city, once as CSV and once as JSON."""
    districts, bureaus = _titles(city, "district"), _titles(city, "bureau")
    tickets = list(_tickets(districts, bureaus, count, Random(SEED)))
    with (folder / FILES[0]).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(tickets[0]))
        writer.writeheader()
        writer.writerows(tickets)
    records = [
        {**one, "type": [one["type"]], "organization": one["organization"].split(",")}
        for one in tickets
    ]
    text = json.dumps({"results": records}, ensure_ascii=False)
    (folder / FILES[1]).write_text(text, encoding="utf-8")


def _titles(city: Path, kind: str) -> list[str]:
    """Return the titles of the units of a kind, read by PyYAML alone."""
    import yaml

    found = []
    for path in sorted(city.rglob("*.yaml")):
        said = yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
        found += [one["title"]["th"] for one in said.get("units", ()) if one["kind"] == kind]
    return found


def _tickets(
    districts: Sequence[str], bureaus: Sequence[str], count: int, random: Random
) -> Iterator[Ticket]:
    for number in range(count):
        reported = _FIRST + timedelta(minutes=random.randrange(_DAYS * 24 * 60))
        begun = reported + timedelta(hours=random.randrange(1, 200))
        ended = begun + timedelta(hours=random.randrange(1, 2000))
        state = random.choice(_STATES)
        is_done = state == "เสร็จสิ้น"
        yield {
            "ticket_id": f"2025-{number:06}",
            "type": random.choice(_KINDS),
            "organization": ",".join(_way(districts, bureaus, random)),
            "comment": _COMMENT,
            "coords": f"{random.uniform(100.3, 100.9):.5f},{random.uniform(13.5, 13.9):.5f}",
            "address": _COMMENT[:40],
            "district": "สมมติ",
            "timestamp": f"{reported}",
            "state": state,
            "count_reopen": str(random.randrange(10) // 9),
            "last_activity": f"{ended if is_done else begun}",
            "timestamp_inprogress": f"{begun}",
            "timestamp_finished": f"{ended}" if is_done else "",
        }


def _way(districts: Sequence[str], bureaus: Sequence[str], random: Random) -> list[str]:
    """Return through whom a ticket has gone: a district alone, to a bureau, or on to another."""
    share = random.random()
    steps = 0 if share < _ALONE else 1 if share < _ONWARD else 2
    found = [random.choice(districts), *random.sample(bureaus, steps)]
    return [*found, _STRANGER] if random.random() < _STRANGERS else found


if __name__ == "__main__":
    write_tickets(Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
