"""The comments of a sheet: openpyxl leaves them out of a workbook that is only read."""

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any


def comments_of(sheet: Any) -> Iterator[tuple[str, str]]:
    """Yield the cell and the text of each comment of a sheet that is opened for reading."""
    from openpyxl.comments.comment_sheet import CommentSheet
    from openpyxl.packaging.relationship import get_dependents
    from openpyxl.xml.constants import COMMENTS_NS
    from openpyxl.xml.functions import fromstring

    archive = sheet.parent._archive  # noqa: SLF001  # there is no other way to the file
    path = PurePosixPath(sheet._worksheet_path.lstrip("/"))  # noqa: SLF001  # nor to its part
    rels = (path.parent / "_rels" / f"{path.name}.rels").as_posix()
    if rels not in archive.namelist():
        return
    for one in get_dependents(archive, rels).find(COMMENTS_NS):
        name = one.target.lstrip("/")
        if name in archive.namelist():
            found: Any = CommentSheet.from_tree(fromstring(archive.read(name)))
            yield from ((at, comment.text) for at, comment in found.comments if comment.text)
