"""The codes of problems and findings: all of them as a list, and each on a page of its own."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from graph.model.explanations import Explanation, Text
from graph.model.finding_ids import item_id_of
from graph.reports.result import SCHEMA_VERSION
from graph.views import json_view
from graph.views.colours import Style
from graph.views.format_docs import table
from graph.views.writing import pad, width

CHECK = "check"
Shown = Mapping[str, str]  # The verb that shows each code.

_SEVERITIES = {
    "error": Text("ผิดพลาด", "error"),
    "warning": Text("เตือน", "warning"),
    "notice": Text("แจ้ง", "notice"),
}
_HEADS = (
    Text("รหัส", "code"),
    Text("ระดับ", "severity"),
    Text("ชื่อ", "title"),
    Text("แสดงโดย", "shown by"),
)
_MEANING, _WHY, _REMEDY = (
    Text("ความหมาย", "What it means"),
    Text("ทำไมจึงสำคัญ", "Why it matters"),
    Text("วิธีแก้", "How to mend it"),
)
_EXAMPLE, _SHOWS, _MENDED = (
    Text("ตัวอย่าง", "Example"),
    Text("แสดงว่า", "Shown as"),
    Text("เมื่อแก้แล้ว", "Mended"),
)
_WAIVING = Text("การยกเว้น", "How to waive it")
_NO_WAIVER = Text(
    "ยกเว้นไม่ได้: เป็นปัญหาของไฟล์ ต้องแก้ที่ไฟล์",
    "It cannot be waived: it is a problem of the sources.",
)
_WAIVER = Text(
    "เขียนไว้ที่รายการซึ่งรหัสอยู่ถัดจากรหัสกฎ คือ {item} ต้องมี reason และหลังวันที่ until ข้อค้นพบจะกลับมา",
    "On the item whose id comes after the code, here {item}. Without a reason, or after the day in"
    " until, the finding is back.",
)
_WAIVE = "waive: [{{rule: {code}, reason: …, by: …, until: 2027-03-31}}]"
_MARGIN = "  "


def table_of(explained: Iterable[Explanation], shown: Shown, language: str, style: Style) -> str:
    """Return a line for each code."""
    rows = [[head.in_language(language) for head in _HEADS]]
    rows += [_row(one, shown, language) for one in explained]
    widths = [max(width(row[column]) for row in rows) for column in range(len(_HEADS))]
    lines = [
        "  ".join(pad(text, wide) for text, wide in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    rule = "  ".join("─" * wide for wide in widths)
    head = [style(lines[0], "heading"), style(rule, "dim")]
    return "".join(f"{line}\n" for line in [*head, *lines[1:]])


def json_of(explained: Iterable[Explanation], shown: Shown) -> str:
    """Return every code with its words in both languages; a code a line."""
    rows = [json_view.text(_object(one, shown)) for one in explained]
    listed = ",\n".join(f"  {row}" for row in rows)
    return f'{{"schema_version": {SCHEMA_VERSION}, "rules": [\n{listed}\n]}}\n'


def markdown_of(explained: Iterable[Explanation], shown: Shown, language: str) -> str:
    """Return a Markdown table of every code with its meaning."""
    head = [one.in_language(language) for one in (*_HEADS[:3], _MEANING, _HEADS[3])]
    rows = []
    for one in explained:
        code, severity, title, shown_by = _row(one, shown, language)
        meaning = one.meaning.in_language(language)
        rows.append((f"`{code}`", severity, title, meaning, f"`{shown_by}`"))
    return table(head, rows) + "\n"


def documented(explained: Iterable[Explanation]) -> str:
    """Return the same for data/README.md: the title in both languages, the meaning in English."""
    rows = [
        (f"`{one.code}`", str(one.severity), one.title.en, one.title.th, one.meaning.en)
        for one in explained
    ]
    return table(("code", "severity", "title", "ชื่อ", "meaning"), rows)


def page_of(told: Explanation, shown_by: str, language: str, columns: int, style: Style) -> str:
    """Return all that is told of one code, for the terminal."""
    severity = _SEVERITIES[str(told.severity)].in_language(language)
    title = told.title.in_language(language)
    verb = style(f"policytrace {shown_by}", "dim")
    parts = [
        f"{style(told.code, 'title')}  {title}  ({style(severity, str(told.severity))})\n{verb}"
    ]
    for heading, lines in _sections(told, language, columns - len(_MARGIN)):
        body = "\n".join(f"{_MARGIN}{line}".rstrip() for line in lines)
        parts.append(f"{style(heading.in_language(language), 'heading')}\n{body}")
    return "\n\n".join(parts) + "\n"


def as_markdown(told: Explanation, language: str) -> str:
    """Return all that is told of one code, as Markdown below a heading of the reader's own."""
    example, words = told.example, _words(told)
    parts = [
        f"**{heading.in_language(language)}** {text.in_language(language)}"
        for heading, text in words
    ]
    parts += [f"**{_EXAMPLE.in_language(language)}**", _fenced(example.wrong)]
    if example.mends:
        parts += [f"**{_MENDED.in_language(language)}**", _fenced(example.mended)]
    return "\n\n".join(parts)


def _row(one: Explanation, shown: Shown, language: str) -> list[str]:
    severity = _SEVERITIES[str(one.severity)].in_language(language)
    return [one.code, severity, one.title.in_language(language), shown[one.code]]


def _object(one: Explanation, shown: Shown) -> dict[str, Any]:
    whole: dict[str, Any] = {"code": one.code, "severity": str(one.severity)}
    texts = {
        "title": one.title,
        "meaning": one.meaning,
        "why": one.why,
        "remedy": one.remedy,
    }
    for name, text in texts.items():
        whole |= {f"{name}_th": text.th, f"{name}_en": text.en}
    return whole | {"shown_by": shown[one.code], "can_be_waived": one.is_finding}


def _words(told: Explanation) -> Sequence[tuple[Text, Text]]:
    return ((_MEANING, told.meaning), (_WHY, told.why), (_REMEDY, told.remedy))


def _sections(
    told: Explanation, language: str, columns: int
) -> Iterator[tuple[Text, Sequence[str]]]:
    for heading, text in _words(told):
        yield heading, _filled(text.in_language(language), columns)
    example = told.example
    setting = _filled(example.setting.in_language(language), columns) if example.setting else []
    yield _EXAMPLE, [*visible(example.wrong).splitlines(), *setting]
    yield _SHOWS, _filled(example.shows, columns)
    if example.mends:
        yield _MENDED, visible(example.mended).splitlines()
    if not told.is_finding:
        yield _WAIVING, _filled(_NO_WAIVER.in_language(language), columns)
        return
    item = item_id_of(example.shows)
    where = _WAIVER.in_language(language).format(item=item)
    yield _WAIVING, [_WAIVE.format(code=told.code), *_filled(where, columns)]


def visible(text: str) -> str:
    """Return text in which the characters that nobody sees are named, such as `<U+200B>`."""
    return "".join(one if _is_seen(one) else f"<U+{ord(one):04X}>" for one in text)


def _is_seen(one: str) -> bool:
    if one in "\n\u0e4d\u0301":  # Alone, the last two are what a reader is to notice.
        return one == "\n"
    return unicodedata.category(one)[0] not in "CZ" or one == " "


def _filled(text: str, columns: int) -> list[str]:
    """Break text at its spaces into lines; Thai words stand without them, and are not cut."""
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if lines[-1] and width(longer) > columns:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _fenced(text: str) -> str:
    return f"```yaml\n{visible(text)}```"
