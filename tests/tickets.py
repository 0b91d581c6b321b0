"""Tickets as the services give them: the fields and words are theirs, every ticket is made up."""

import csv
import io
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

HEADER = (
    *("ticket_id", "type", "organization", "organization_action", "comment", "coords", "photo"),
    *("photo_after", "address", "subdistrict", "district", "province", "timestamp", "state"),
    *("star", "count_reopen", "last_activity", "timestamp_inprogress", "timestamp_finished"),
)
PERSONAL = {  # What no source may ever hold.
    "comment": "ชื่อสมมุติ โทร 0000000000 ช่วยด้วย",
    "coords": "100.00001,13.00001",
    "photo": "https://example.org/before.jpg",
    "photo_after": "https://example.org/after.jpg",
    "address": "บ้านเลขที่ 0/0 ซอยสมมุติ",
}
Fields = dict[str, Any]


def ticket(number: str, *chain: str, **fields: Any) -> Fields:
    """One ticket that has gone through these organisations, one after another."""
    return {
        "ticket_id": number,
        "type": "{ถนน}",
        "organization": ",".join(chain),
        **PERSONAL,
        "district": "บางรัก",
        "province": "กรุงเทพมหานคร",
        "timestamp": "2024-06-01 09:00:00",
        "state": "รอรับเรื่อง",
        "count_reopen": "0",
        "last_activity": "2024-06-01 10:00:00",
        **fields,
    }


def as_csv(
    *tickets: Fields, header: Iterable[str] = HEADER, separator: str = ",", encoding: str = "utf-8"
) -> bytes:
    """Tickets as the monthly files hold them."""
    stream = io.StringIO()
    writer = csv.DictWriter(
        stream, list(header), restval="", extrasaction="ignore", delimiter=separator
    )
    writer.writeheader()
    writer.writerows(tickets)
    return stream.getvalue().encode(encoding)


def as_json(*tickets: Fields) -> bytes:
    """Tickets as the search of the service answers, which gives lists and not texts."""
    records = [
        {
            **{name: one for name, one in each.items() if name not in ("organization", "type")},
            "org": str(each["organization"]).split(","),
            "problem_type_abdul": str(each["type"]).strip("{}").split(","),
        }
        for each in tickets
    ]
    return json.dumps({"status": True, "total": 2, "results": records}).encode()


def write(name: str, data: bytes) -> Path:
    path = Path(name)
    path.write_bytes(data)
    return path
