"""Which cells of a sheet are merged: openpyxl does not say so of a workbook that is only read."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

_PIECE = 1 << 20
_LONGEST = 200  # Characters of the tag that names a merged area.
_TAG = re.compile(
    rb"<(?:\w+:)?mergeCell\b[^>]*?\bref=[\"']([A-Z]{1,3})(\d+):([A-Z]{1,3})(\d+)[\"']"
)


class Area(NamedTuple):
    """A rectangle of cells; rows and columns count from 1."""

    top: int
    left: int
    bottom: int
    right: int


def merged_areas(sheet: Any) -> Iterator[Area]:
    """Yield the merged areas of a sheet that openpyxl has opened for reading."""
    source = sheet._get_source()  # noqa: SLF001  # there is no other way to the XML of a sheet
    before = b""
    with source:
        while piece := source.read(_PIECE):
            text = before + piece
            end = 0
            for found in _TAG.finditer(text):
                end = found.end()
                left, top, right, bottom = found.groups()
                yield Area(int(top), _column(left), int(bottom), _column(right))
            before = text[max(end, len(text) - _LONGEST) :]


def _column(letters: bytes) -> int:
    number = 0
    for one in letters:
        number = number * 26 + one - ord("A") + 1
    return number
