"""Is a file a workbook that may be opened? It is looked at before any of it is parsed."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from graph.errors import UsageError

MAX_FILE = 16 * 1024 * 1024
MAX_ENTRIES = 1_000
MAX_UNPACKED = 128 * 1024 * 1024
MAX_RATIO = 200  # Bytes out of one byte; the XML of a sheet packs to a tenth, seldom to a 50th.
_SMALL = 4 * 1024 * 1024  # So little is no danger, however well it is packed.
_COMPOUND = b"\xd0\xcf\x11\xe0"  # What Excel encrypts, and its files before 2007.
_ENCRYPTED = 0x1
_SAVE = "open it in a spreadsheet program and save it as .xlsx"
_REFUSED = {  # Parts of a workbook that are no data, and what to do about them.
    "xl/vbaProject": ("holds macros, which are never run here", "save it as .xlsx without them"),
    "xl/macrosheets/": ("holds macros, which are never run here", "save it as .xlsx without them"),
    "xl/externalLinks/": ("takes values from other files", "paste them as values and save it"),
    "xl/connections": ("takes values from a database", "paste them as values and save it"),
}


def opened(path: Path, name: str) -> io.BytesIO:
    """Return the bytes of a workbook that may be parsed; messages call it `name`.

    Raises:
        UsageError: it cannot be read, or is no plain .xlsx workbook.
    """
    data = _read(path, name)
    if data.startswith(_COMPOUND):
        message = f"has a password, or is from before 2007: {_SAVE}, without a password"
        raise UsageError(f"{name}: the file {message}")
    stream = io.BytesIO(data)
    try:
        with zipfile.ZipFile(stream) as archive:
            _refuse_large(archive.infolist(), len(data), name)
            _refuse_unfit(archive.namelist(), name)
            _refuse_entities(archive, name)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError) as error:
        raise UsageError(f"{name}: the file is no whole workbook: {_SAVE}") from error
    stream.seek(0)
    return stream


def _read(path: Path, name: str) -> bytes:
    try:
        size = path.stat().st_size
        if size > MAX_FILE:
            limit = MAX_FILE // 1024 // 1024
            message = f"{name}: the file is larger than {limit} MiB: delete pictures and old sheets"
            raise UsageError(message)
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"{name}: the file cannot be read: {error.strerror or error}") from error


def _refuse_large(entries: Sequence[zipfile.ZipInfo], size: int, name: str) -> None:
    """Refuse what would take too much room: a zip that says less than it holds is cut short."""
    unpacked = sum(one.file_size for one in entries)
    is_packed_tight = unpacked > _SMALL and unpacked > MAX_RATIO * size
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED or is_packed_tight:
        message = (
            "would take too much room when it is unpacked: copy what is filled in to a new one"
        )
        raise UsageError(f"{name}: the file {message}")
    if any(one.flag_bits & _ENCRYPTED for one in entries):
        raise UsageError(f"{name}: the file has a password: {_SAVE}, without a password")


def _refuse_unfit(names: Sequence[str], name: str) -> None:
    if "xl/workbook.xml" not in names:
        is_binary = "xl/workbook.bin" in names or "content.xml" in names  # .xlsb, .ods
        kind = "a workbook of another format" if is_binary else "no workbook"
        raise UsageError(f"{name}: the file is {kind}: {_SAVE}")
    for one in names:
        for part, (what, remedy) in _REFUSED.items():
            if one.startswith(part):
                raise UsageError(f"{name}: the workbook {what}: {remedy}")


def _refuse_entities(archive: zipfile.ZipFile, name: str) -> None:
    """Refuse XML that declares anything: no spreadsheet program writes it, and it can explode."""
    for one in archive.namelist():
        if one.endswith((".xml", ".rels")) and any(_declarations(archive, one)):
            message = "holds XML that no spreadsheet program writes"
            raise UsageError(f"{name}: the workbook {message}: {_SAVE}")


def _declarations(archive: zipfile.ZipFile, part: str) -> Iterator[bool]:
    """Yield, piece by piece, whether a part declares a document type, in whatever encoding."""
    before = b""
    with archive.open(part) as file:
        while piece := file.read(1 << 20):
            text = before + piece.replace(b"\0", b"")
            yield b"<!DOCTYPE" in text or b"<!ENTITY" in text
            before = text[-16:]
